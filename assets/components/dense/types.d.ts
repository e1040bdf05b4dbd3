import type { Packed } from "../core/types";

/** What pages/ui/components/dense.py sends; `Payload` in it is the twin. */
export interface Payload {
  /** Under this name maps, weights and sums are kept. */
  scene: string;
  /** Of the layer between, whose weights come with this; -1 where there is none. */
  unit: number;
}

/** What is kept with a scene's numbers. */
export interface Facts {
  /** Names of the maps, of the layer between or "", and of the last layer. */
  layers: string[];
  /** Of the last layer's outputs. */
  names: string[];
}

export interface Arrays {
  /** Of the unit, in PyTorch's order; empty where there is none. */
  weights: Packed;
}
