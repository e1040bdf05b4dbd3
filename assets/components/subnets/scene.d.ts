/** What the browser keeps in the address. */
export interface State {
  rate: number;
  classic: boolean;
  relu: boolean;
  /** The network that is read, as its mask: bit i keeps unit i. */
  network: number;
}

/** One of the networks that dropout leaves. */
export interface Network {
  mask: number;
  kept: boolean[];
  /** Units after dropout. */
  values: number[];
  probability: number;
  /** Before a ReLU, and what is put out. */
  sum: number;
  output: number;
}

export interface Scene {
  units: number[];
  weights: number[];
  state: State;
  networks: Network[];
  /** Of all outputs, each as often as its network is drawn. */
  mean: number;
  /** The output at test time. */
  test: number;
}

/** Where the networks stand. */
export interface Figure {
  width: number;
  height: number;
  columns: number;
  tile: [number, number];
  /** Top of the line of numbers below them. */
  line: number;
}
