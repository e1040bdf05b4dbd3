import type { Cell, Packed } from "../core/types";

/** What the browser keeps in the address. */
export interface State {
  /** How many masks were drawn; the last one is shown, and its number is its seed. */
  masks: number;
  rate: number;
  test: boolean;
  channels: boolean;
  classic: boolean;
  /** Which of the sums is followed. */
  sum: number;
  cell: Cell | null;
}

/** Sums of masks 1, 2, ... before a ReLU or behind it. */
export interface Course {
  sums: Float64Array;
  /** Of the first 1, 2, ... of them. */
  means: Float64Array;
  /** Standard errors of these means; the first is NaN. */
  errors: Float64Array;
  /** The sum at test time. */
  test: number;
}

export interface Scene {
  shape: Cell;
  maps: Packed;
  /** Whether each cell is kept by the mask that is shown. */
  kept: Uint8Array;
  /** What each cell is after dropout. */
  shown: Float64Array;
  before: Course;
  behind: Course;
  state: State;
  cell: Cell;
  layers: string[];
  unit: number;
}
