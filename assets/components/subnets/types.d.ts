/** What pages/ui/components/subnets.py sends; `Payload` in it is the twin. */
export interface Payload {
  /** What the units of the toy put out. */
  units: number[];
  /** What the output multiplies each with. */
  weights: number[];
  /** The rate at first. */
  rate: number;
}
