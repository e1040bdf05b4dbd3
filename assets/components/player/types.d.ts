import type { Packed, Pair } from "../core/types";

/** What pages/ui/components/player.py sends; `Payload` in it is the twin. Pairs are for rows and columns. */
export interface Payload {
  /** "conv", "max", "average", or "transposed": then the sizes are those of the convolution that it is the transpose of. */
  kind: string;
  bias: number;
  /** What follows the sum, as a person reads it; "" for nothing. */
  activation: string;
  channels: number;
  channelNames: string[];
  /** Whether the input is grey from 0 to 255, rather than signed. */
  picture: boolean;
  autoplay: boolean;
  countsPadding: boolean;
  /** 1 or 2. */
  axes: number;
  input: Pair;
  window: Pair;
  output: Pair;
  stride: Pair;
  dilation: Pair;
  /** Before and after, for each axis. */
  pads: [Pair, Pair];
}

export interface Arrays {
  /** (channels, rows, columns). */
  input: Packed;
  /** Of the kernel, (channels, rows, columns); not for a pooling. */
  weight?: Packed;
  /** Sum of each channel's products; not for a pooling. */
  partial?: Packed;
  /** Outputs before the activation; not for a transposed convolution. */
  total?: Packed;
  output: Packed;
  /** What each mean is divided by; for a pooling. */
  divisor?: Packed;
  /** Place of each maximum in the input, -1 where there is only padding; for a pooling. */
  winner?: Packed;
  /** Of a transposed convolution: each cell's stamp, and what the cells under it then hold. */
  products?: Packed;
  sums?: Packed;
  /** How many stamps write to each cell of its output. */
  counts?: Packed;
  /** The same kernel on the enlarged input, and how many terms each of its outputs has. */
  resized?: Packed;
  resizedCounts?: Packed;
  /** For each row and column 1 where a window touches it. */
  reachedRows: Packed;
  reachedColumns: Packed;
}
