import type { Atlas, Cell } from "../core/types";
import type { Arrays, Payload, Stage } from "./types";

/** A message as it came. */
export interface Message {
  meta: Payload;
  arrays: Arrays;
}

/** A cell of a stage; block −1 is the picture itself. */
export interface Spot {
  block: number;
  stage: string;
  map: number;
  row: number;
  column: number;
}

/** A rectangle in shares of the picture's sides. */
export interface Area {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** Where a stage is drawn. */
export interface Panel {
  block: number;
  stage: Stage;
  /** Of what is drawn. */
  shape: Cell;
  /** Of many maps, the one that is drawn where it is one alone. */
  map: number;
  canvas: HTMLCanvasElement;
  /** Its name and its note, for the saved picture. */
  head: HTMLElement;
  atlas: Atlas;
  /** What was painted without frames, and for which size and theme. */
  painted?: { canvas: HTMLCanvasElement; mark: string };
  /** The size of a number that has the full colour. */
  limit: number;
}
