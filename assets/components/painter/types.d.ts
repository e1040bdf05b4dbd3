/** What pages/ui/components/painter.py sends; `Payload` in it is the twin. */
export interface Payload {
  /** How many cells a side there can be. */
  sides: number[];
}
