export type Drawn = "parameters" | "work";

/** What a person has set. */
export interface State {
  side: number;
  channels: number;
  filters: number;
  kernel: number;
  draw: Drawn;
}

/** One layer: its two counts, each also as a product, and what is said of it. */
export interface Count {
  name: string;
  says: string;
  parameters: number;
  work: number;
  parametersProduct: string;
  workProduct: string;
}

/** Where a square lies and how large it is. */
export interface Square {
  x: number;
  y: number;
  side: number;
}

export interface Figure {
  width: number;
  height: number;
  narrow: boolean;
  /** Width of a column, and where the wires and the squares begin. */
  column: number;
  gap: number;
  wires: number;
  squares: [Square, Square, Square];
}
