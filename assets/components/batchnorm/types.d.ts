import type { Packed } from "../core/types";

/** What pages/ui/components/batchnorm.py sends; `Payload` in it is the twin. */
export interface Payload {
  /** Under this name the pictures are kept, as arrays "sheet" and "values". */
  pictures: string;
  /** "batches": one after another, with running averages; "frames": one batch at moments of a training. */
  kind: string;
  /** Of frames: when each was. */
  labels: string[];
  /** Ends of the histograms' axis. */
  axis: number[];
  /** What is added to a variance. */
  eps: number;
  /** The channel that is shown first. */
  channel: number;
}

export interface Arrays {
  /** Batches x channels x bins. */
  counts: Packed;
  /** Batches x channels; the variance is divided by the count of numbers. */
  mean: Packed;
  variance: Packed;
  /** Numbers of a channel in each batch. */
  numbers: Packed;
  /** Which pictures are in each batch; -1 is none. */
  members: Packed;
  /** Batches x channels: where the bins begin and end. */
  low: Packed;
  high: Packed;
}
