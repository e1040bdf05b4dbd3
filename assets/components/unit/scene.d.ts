import type { Packed } from "../core/types";
import type { UnitLayer } from "./types";

/** A picture of the nine: its name, the place of the map's largest value, the value. */
export type Best = [string, number, number];

/** One that hardly excites the unit: its place on the sheet, place and value. */
export type Least = [number, number, number];

/** The other unit, how strong the link is, which way it leans. */
export type Tie = [number, number, number];

/** The weights between two units. */
export interface Slice {
  size: [number, number];
  step: number;
  steps: number[];
}

/** What is known of a unit. */
export interface Facts {
  best: Best[];
  least: Least[];
  means: number[];
  off: number[];
  fires: number;
  climb: number[];
  back: Tie[];
  on: Tie[];
  slices: Slice[];
  /** Of the first layer: its weights, colour by colour. */
  kernel: number[];
  /** Of the first layer: name, title and correlation for grey, red, green, blue. */
  nearest: [string, string, number][];
}

/** Some units of a layer. */
export interface Part {
  /** "test" or "own". */
  pictures: string;
  units: Facts[];
  sheet: ImageBitmap;
}

/** A climb that was asked for. */
export interface Climb {
  values: number[];
  /** After how many steps each picture was. */
  at: number[];
  /** The pictures side by side. */
  stages: ImageBitmap;
}

/** The person's picture and one layer's maps. */
export interface Seen {
  layer: string;
  pixels: Packed;
  values: Packed;
}

/** What is looked at. */
export interface View {
  layer: UnitLayer;
  unit: number;
  /** Of the nine pictures the one that is pointed at, or −1. */
  nth: number;
  /** The place of the map that is read, counted row by row; −1 while there is no map. */
  cell: number;
  /** What holds the climb back, whether it was asked for, and how far its pictures have gone, 0 to 1. */
  held: string[];
  climbing: boolean;
  way: number;
  /** Whether the nine are cut out, and whether the classes show what happens without the unit. */
  cut: boolean;
  off: boolean;
  /** The question of the quiz, or 0. */
  quiz: number;
}

/** Row, column, rows and columns in the picture. */
export type Window = [number, number, number, number];
