import type { Packed, Pair } from "../core/types";

/** What pages/ui/components/unrolled.py sends; `Payload` in it is the twin. Pairs are for rows and columns. */
export interface Payload {
  /** "windows": each window is a row. "kernels": each row is a kernel at one place. */
  view: string;
  /** Whether the input is grey from 0 to 255, rather than signed. */
  picture: boolean;
  channels: number;
  filters: number;
  input: Pair;
  window: Pair;
  output: Pair;
  stride: Pair;
  dilation: Pair;
  /** Before and after, for each axis. */
  pads: [Pair, Pair];
}

export interface Arrays {
  /** (channels, rows, columns). */
  input: Packed;
  /** How often each cell of the input stands in the windows; of the same shape. */
  copies: Packed;
  /** The large matrix of the view. */
  matrix: Packed;
  /** (cells of a window, filters): each kernel as a column. */
  kernels: Packed;
  /** (filters, rows, columns). */
  output: Packed;
}
