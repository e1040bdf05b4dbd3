/** What pages/ui/components/logits.py sends; `Payload` in it is the twin. */
export interface Payload {
  /** The same as long as the example is. */
  example: string;
  /** The classes, in order. */
  names: string[];
  /** The logits to start with. */
  logits: number[];
  /** Which class is the true one at first. */
  truth: number;
}
