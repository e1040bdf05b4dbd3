import type { Packed, Pair } from "../core/types";

/** What pages/ui/components/pixels.py sends; `Payload` in it is the twin. */
export interface Payload {
  title: string;
  /** The same as long as the picture is. */
  picture: string;
  /** Only the picture and the pixel's numbers. */
  plain: boolean;
  tallest: number;
  /** What the place is called in the address. */
  address: string;
  /** Row and column, in the array that places are told in, of the first pixel that is sent. */
  origin: Pair;
  /** Rows and columns of that array. */
  size: Pair;
}

export interface Arrays {
  /** The picture: (rows, columns, channels). */
  source: Packed;
}
