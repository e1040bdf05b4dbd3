import type { Packed } from "../core/types";

/** What pages/ui/components/dropout.py sends; `Payload` in it is the twin. */
export interface Payload {
  /** The same as long as the numbers are. */
  scene: string;
  /** Names of the maps and of the layer that adds them up. */
  layers: string[];
  /** The units whose sums can be followed. */
  units: number[];
  /** The rate at first. */
  rate: number;
}

export interface Arrays {
  /** Channels, rows, columns: what dropout is given. */
  maps: Packed;
  /** Of each unit, in the order of the maps. */
  weights: Packed;
  bias: Packed;
}
