import type { Packed } from "../core/types";

/** What pages/ui/components/confusion.py sends; `Payload` in it is the twin. */
export interface Payload {
  labels: string[];
  /** Row: what is on the picture; column: the answer. */
  counts: number[][];
  /** "3-5" for a cell, "3" for a class. */
  chosen: string;
  /** Above the pictures. */
  title: string;
  /** One a picture. */
  captions: string[];
}

export interface Arrays {
  /** n x 32 x 32 x 3 bytes. */
  pictures: Packed;
}
