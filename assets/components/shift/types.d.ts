import type { Packed } from "../core/types";

/** What pages/ui/components/shift.py sends; `Payload` in it is the twin. */
export interface Payload {
  /** For each shift how many of the pixels have the value that they have without one, as a person reads it. */
  pixelsKept: string[];
  /** The same of the pooled values. */
  pooledKept: string[];
}

export interface Arrays {
  /** (shifts, rows, columns): grey from 0 to 255. */
  picture: Packed;
  /** (shifts, rows, columns). */
  pooled: Packed;
  /** Of the same shapes: 1 where the value is the one without a shift. */
  samePixels: Packed;
  samePooled: Packed;
}
