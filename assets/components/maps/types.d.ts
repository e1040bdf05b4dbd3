import type { Packed, Pair } from "../core/types";

/** What pages/ui/components/maps.py sends with each picture; `Payload` in it is the twin. */
export interface Payload {
  /** Another one for another picture or crop. */
  token: string;
  /** Names of what comes in messages of their own: facts with parameters, and the photograph. */
  network: string;
  photo: string;
  /** Centre in shares of width and height, side in shares of the shorter one. */
  crop: Crop;
  least: number;
  picture: string;
  doubt: string;
  /** What is looked at in each layer while nobody chose: a map, and the place of one value in each map. */
  standing: Record<string, Standing>;
}

export interface Standing {
  map: number;
  places: number[];
}

/** What every picture shares; `Facts` there is the twin. */
export interface Facts {
  layers: LayerFacts[];
  /** The layer that is looked at first. */
  first: string;
  mean: number[];
  std: number[];
  /** All weights of a dead kernel are smaller than this. */
  dead: number;
  /** A map is nearly constant if its values differ by less than this share of the largest one in its layer. */
  still: number;
  /** What network this is, in a sentence. */
  about: string;
  device: string;
}

/** All that the arithmetic of a layer needs beside its numbers; `LayerFacts` there is the twin. */
export interface LayerFacts {
  name: string;
  kind: string;
  group: string;
  source: string;
  shape: number[];
  parameters: number;
  window: Pair;
  stride: Pair;
  padding: Pair;
  dilation: Pair;
  groups: number;
  /** Which of the source’s channels a value takes, under its window: "own", those of its "group", "all" values, or the one at its place in "order". */
  channels: string;
  epsilon: number;
  units: string[];
  /** Maps that are dead on every picture. */
  dead: number[];
}

/** Centre in shares of width and height, side in shares of the shorter one. */
export type Crop = [number, number, number];

export type Arrays = Record<string, Packed>;
