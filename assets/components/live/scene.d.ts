import type { Atlas, Cell } from "../core/types";
import type { LayerFacts } from "./types";

/** What the server says of a frame; either `values` or `bytes`. */
export interface Answer {
  number: number;
  layer: number;
  /** Maps, rows, columns; a row of units is one map of one row. */
  shape: Cell;
  /** Milliseconds in the server: until the pass began, and of the pass. */
  waited: number;
  took: number;
  /** Frames in that pass. */
  together: number;
  probabilities: Float32Array;
  values?: Float32Array;
  bytes?: { scale: Float32Array; steps: Uint8Array; zero: Uint8Array };
}

/** A square of a picture or a video, in its pixels. */
export interface Look {
  image: CanvasImageSource;
  x: number;
  y: number;
  side: number;
}

/** Where pictures come from. */
export interface Source {
  /** What is to be looked at now; null while there is nothing yet. */
  look: (now: number) => Look | null;
  pause: (still: boolean, now: number) => void;
  stop: () => void;
}

/** A frame and its answer, as they are on screen. */
export interface Shown {
  rgb: Uint8Array;
  answer: Answer;
}

/** How a layer's output stands on the sheet. */
export interface Sheet {
  layer: LayerFacts;
  kind: "maps" | "units" | "named";
  /** Of the cells that can be pointed at: maps, rows, columns. */
  shape: Cell;
  atlas: Atlas;
  /** Where named units' bars begin. */
  left: number;
  width: number;
  height: number;
}
