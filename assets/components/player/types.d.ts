/** What pages/ui/components/player.py sends; `Payload` in it is the twin. Pairs are for rows and columns. */
export interface Payload {
  /** "conv", "max" or "average". */
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
  input: number[];
  window: number[];
  output: number[];
  stride: number[];
  dilation: number[];
  /** Before and after, for each axis. */
  pads: number[][];
}
