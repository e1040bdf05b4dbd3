import type { Packed } from "../core/types";

/** What one layer sees, wherever it is looked at. */
export interface Sight {
  name: string;
  /** How many maps are summed. */
  maps: number;
  /** Cells along an axis. */
  side: number;
  /** Pixels between two cells. */
  jump: number;
  /** Pixels that a value sees, along an axis. */
  size: number;
  /** The same as a sum, a term for each layer. */
  formula: string;
  /** Of the picture and of each layer before: the first cell that the value at 0 sees, cells to the next, how many. */
  fields: number[][];
}

/** What was measured of one layer at the place that is looked at. */
export interface Measure {
  /** Top, left, bottom and right of its receptive field on the picture. */
  box: number[];
  /** Rows and columns from the first to the last pixel with a gradient. */
  extent: number[];
  /** How many pixels have half of the gradient together. */
  half: number;
}

/** What pages/ui/components/field.py sends; `Payload` in it is the twin. */
export interface Payload {
  picture: string;
  /** The pixel whose layers were measured. */
  at: number[];
  layers: Sight[];
  measured: Measure[];
}

/** The gradient of each layer, in its box. */
export type Arrays = Record<string, Packed>;
