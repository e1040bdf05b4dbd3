/** What pages/ui/components/volumes.py sends; `Payload` in it is the twin. Pairs are for rows and columns. */
export interface Payload {
  /** "channels", or "depth" where the kernel moves through the slices too. */
  kind: string;
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
  input: number[];
  window: number[];
  output: number[];
  stride: number[];
  dilation: number[];
  pads: number[][];
  activation: string;
  /** "rgb" or "signed". */
  colours: string;
}
