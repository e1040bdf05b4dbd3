/** What pages/ui/components/counts.py sends; `Payload` in it is the twin. */
export interface Payload {
  /** Of each slider, ascending. */
  stops: Record<string, number[]>;
  /** Where each slider stands at first. */
  start: Record<string, number>;
}
