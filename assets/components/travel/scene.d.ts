import type { Grid } from "../core/types";
import type { Arrays, Payload } from "./types";

/** All that is drawn. */
export interface Scene {
  meta: Payload;
  arrays: Arrays;
}

export interface Figure {
  width: number;
  height: number;
  narrow: boolean;
  /** The picture and a map of each layer as they move. */
  above: Grid[];
  /** The same less what was moved along. */
  below: Grid[];
  answer: { x: number; y: number; width: number; row: number };
}
