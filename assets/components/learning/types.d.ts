import type { Packed } from "../core/types";

/** What pages/ui/components/learning.py sends; `Payload` in it is the twin. */
export interface Payload {
  /** The name under which maps and facts are kept. */
  film: string;
  channel: number;
  row: number;
  column: number;
}

/** A moment; accuracy and loss are those of held-out images. */
export interface Frame {
  step: number;
  epoch: number;
  accuracy: number;
  loss: number;
}

/** What comes once with the maps of a picture and a layer. */
export interface Facts {
  layer: string;
  labels: string[];
  images: number;
  frames: Frame[];
}

/** The moment is the first axis of all but the pixels. */
export interface Film {
  meta: Facts;
  arrays: Record<
    "pixels" | "maps" | "scales" | "limits" | "filters" | "chances" | "confusion" | "mean" | "var",
    Packed
  >;
}

/** The operands of the followed value, the moment first; which ones there are is the layer's kind. */
export type Operands = Record<string, Packed>;

/** A channel of a window that is shown: its number and what its products add up to. */
export interface Part {
  channel: number;
  sum: number;
}
