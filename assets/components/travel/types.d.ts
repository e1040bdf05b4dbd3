import type { Packed } from "../core/types";

/** One map of one layer, and how many values of all its maps have moved along. */
export interface Maps {
  name: string;
  /** Which of its maps is drawn. */
  map: number;
  /** Pixels between two values. */
  jump: number;
  /** First and last place along an axis that sees no border. */
  inner: number[];
  /** For each shift, as a person reads it. */
  shares: string[];
  /** Of how many values. */
  compared: number[];
}

/** What pages/ui/components/travel.py sends; `Payload` in it is the twin. */
export interface Payload {
  layers: Maps[];
  classes: string[];
}

/** strip (h, w, 3) and answers (shifts, classes); of each layer (shifts, h, w). */
export type Arrays = Record<string, Packed>;
