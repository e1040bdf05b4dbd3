import type { Packed } from "../core/types";

/** What pages/ui/components/sampling.py sends; `Payload` in it is the twin. */
export interface Payload {
  picture: string;
  /** Rows and columns of the picture. */
  size: number[];
  /** Whether it is a zone plate. */
  rings: boolean;
}

/** `taken1`, `means1`, `taken2`, ...: (rows, columns), every n-th pixel and the means of the blocks of n x n. */
export type Arrays = Record<string, Packed>;
