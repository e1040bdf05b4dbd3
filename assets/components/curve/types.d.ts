import type { Packed } from "../core/types";

/** What pages/ui/components/curve.py sends; `Payload` in it is the twin. */
export interface Payload {
  /** The function's name. */
  title: string;
  /** Where the point stands at first: a stop. */
  start: number;
  /** Samples from one stop of the slider to the next. */
  every: number;
  /** The ends of the vertical axis. */
  low: number;
  high: number;
}

export interface Arrays {
  /** Evenly spaced, rising. */
  x: Packed;
  /** The function at each x, and its derivative. */
  value: Packed;
  slope: Packed;
}
