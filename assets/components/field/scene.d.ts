import type { Grid, Packed, Pair } from "../core/types";
import type { Arrays, Payload } from "./types";

export interface State {
  /** Which layer, from 0. */
  layer: number;
  /** The pixel that is looked at. */
  at: Pair;
}

/** A rectangle of cells, the last row and column included. */
export interface Box {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** All that is drawn. */
export interface Scene {
  meta: Payload;
  arrays: Arrays;
  /** The picture, and of each layer the sum of its maps. */
  kept: Record<string, Packed>;
  state: State;
  /** A pixel that is pointed at. */
  hover: Pair | null;
}

export interface Figure {
  width: number;
  height: number;
  narrow: boolean;
  tiles: Grid[];
  picture: Grid;
  gradient: Grid;
}
