/** What is known of the film's frames. */
export interface Film {
  epochs: Epoch[];
  steps: number;
  total: number;
}

/** What a person has chosen. */
export interface Choice {
  data: string;
  batch_norm: boolean;
  dropout: boolean;
  augmentation: boolean;
  optimiser: string;
  rate: number;
  batch_size: number;
  seed: number;
}

/** What is known of an epoch. */
export interface Epoch {
  epoch: number;
  step: number;
  train_loss?: number | null;
  train_accuracy?: number;
  validation_loss: number | null;
  validation_accuracy: number;
}

/** The kernels or maps that came last: one signed byte each. */
export interface Tiles {
  shape: number[];
  limit: number;
  data: Int8Array | Float32Array;
}

/** A run as the browser knows it. */
export interface Run {
  choice: Choice;
  name: string;
  state: string;
  how: string;
  says: string;
  before: number;
  seconds: number;
  steps: number;
  /** Epochs of the whole run. */
  total: number;
  losses: (number | null)[];
  epochs: Epoch[];
  rates: [number, number][];
  filters: Tiles | null;
  maps: Tiles | null;
  weights: Uint8Array | null;
  /** When Start was pressed, when the first step was seen, in milliseconds. */
  asked: number;
  begun: number;
}
