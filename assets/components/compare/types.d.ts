import type { Packed, Pair } from "../core/types";

/** What pages/ui/components/compare.py sends; `Payload` in it is the twin. */
export interface Payload {
  /** Name of the source picture, which comes in a message of its own. */
  source: string;
  /** Rows and columns of the source. */
  size: Pair;
  stride: number;
  /** Cells of padding above and to the left. */
  pad: Pair;
  border: string;
  display: string;
  channels: string[];
  title: string;
  /** The same as long as the picture is. */
  picture: string;
  /** Left as `data-painted` on the canvas once it is drawn. */
  settings: string;
  tallest: number;
}

export interface Arrays {
  /** The result as bytes of the screen: (rows, columns, channels). */
  shown: Packed;
  kernel: Packed;
}
