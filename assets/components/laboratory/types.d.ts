import type { Packed } from "../core/types";

/** What pages/ui/components/laboratory.py sends; `Payload` in it is the twin. */
export interface Payload {
  /** Whether the server has CIFAR-10. */
  photographs: boolean;
  /** Under this name the film is kept: array "kernels", and `Film` beside it. */
  film: string;
  /** Runs of the laboratory: epochs of each data set, by its name. */
  epochs: Record<string, number>;
  /** Where its socket is, relative to the page. */
  socket: string;
  /** What a browser may ask for. */
  batches: number[];
  rates: number[];
  optimisers: Record<string, string>;
  data: Record<string, string>;
}

export interface Arrays {
  /** The person's picture, 32x32 pixels of red, green and blue. */
  picture: Packed;
}
