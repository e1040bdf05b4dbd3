import type { Packed, Pair } from "../core/types";

/** What pages/ui/components/volumes.py sends; `Payload` in it is the twin. Pairs are for rows and columns. */
export interface Payload {
  /** "channels", or "depth" where the kernel moves through the slices too. */
  kind: string;
  /** "Layer 1" where another follows, "" where it is alone. */
  title: string;
  /** What the chosen output is called in the address. */
  place: string;
  inputs: number;
  inputNames: string[];
  kernels: number;
  kernelNames: string[];
  maps: number;
  mapNames: string[];
  /** Slices of a kernel. */
  slices: number;
  /** For each map the kernel that makes it. */
  kernelOf: number[];
  /** For each map the first slice that its kernel sees. */
  first: number[];
  input: Pair;
  window: Pair;
  output: Pair;
  stride: Pair;
  dilation: Pair;
  pads: [Pair, Pair];
  activation: string;
  /** "rgb" or "signed". */
  colours: string;
}

export interface Arrays {
  /** (inputs, rows, columns). */
  input: Packed;
  /** (kernels, slices, rows, columns). */
  weight: Packed;
  /** One of each map. */
  bias: Packed;
  /** Sum of each slice's products: (maps, slices, rows, columns). */
  partial: Packed;
  /** Sums of these, with the bias, and after the activation: (maps, rows, columns). */
  sum: Packed;
  total: Packed;
  output: Packed;
}
