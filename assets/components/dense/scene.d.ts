import type { Atlas, Cell, Packed } from "../core/types";
import type { Facts } from "./types";

/** The numbers of a scene: see pages/ui/components/dense.py. */
export interface Numbers {
  maps: Packed;
  weights: Packed;
  bias: Packed;
  outputs: Packed;
  sums?: Packed;
  biases?: Packed;
  inputs?: Packed;
}

/** Whose sum is taken apart. */
export interface Target {
  /** As words name it: "unit 7 of fc1", "cat". */
  name: string;
  /** Whether the sum goes over the layer between, not over the maps. */
  between: boolean;
  /** Which unit or output it is. */
  index: number;
  x: ArrayLike<number>;
  w: ArrayLike<number>;
  bias: number;
  total: number;
}

/** The terms of a sum, from the largest push for it to the largest against it. */
export interface Terms {
  products: Float64Array;
  /** Places of the largest pushes. */
  up: number[];
  /** Of the largest against. */
  down: number[];
  /** Sums of these, and of all others, and how many those are. */
  ups: number;
  downs: number;
  rest: number;
  others: number;
}

export type Show = "values" | "weights" | "products";

/** What the browser keeps in the address. */
export interface State {
  output: number | null;
  cell: Cell | null;
  keras: boolean;
  view: Show;
}

/** All that is drawn. */
export interface Scene {
  facts: Facts;
  numbers: Numbers;
  shape: Cell;
  target: Target;
  terms: Terms;
  state: State;
  /** The cell that is read. */
  cell: Cell;
  /** Of the layer between, -1 where there is none. */
  unit: number;
}

/** A grid of cells. */
export interface Panel {
  x: number;
  y: number;
  width: number;
  height: number;
  cell: number;
  columns: number;
}

export interface Figure {
  width: number;
  height: number;
  narrow: boolean;
  maps: Atlas;
  row: Panel;
  units: Panel | null;
  outputs: Panel & { step: number };
}
