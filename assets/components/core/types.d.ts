/** An array as `unpack` gives it: numbers in memory order, the last axis fastest. */
export interface Packed {
  shape: number[];
  data: Float64Array | Float32Array | Int32Array | Int16Array | Uint16Array | Uint8Array;
}

/** Something for rows and for columns: a size, a stride, a place. */
export type Pair = [number, number];

/** Red, green and blue, 0 to 255. */
export type Colour = [number, number, number];

/** The names of core/colours.js, each as CSS text. */
export interface Palette {
  neutral: string;
  negative: string;
  positive: string;
  input: string;
  kernel: string;
  output: string;
  hatch: string;
  faint: string;
}

/** Streamlit's theme as `readTheme` gives it. */
export interface Theme {
  dark: boolean;
  background: string;
  text: string;
  border: string;
  font: string;
  codeFont: string;
  palette: Palette;
}

/** Where a picture is on its pane: screen = origin + pixel * scale. */
export interface View {
  scale: number;
  x: number;
  y: number;
}

/** The size of a stage and of one pane on it, in CSS pixels. */
export interface Stage {
  width: number;
  pane: number;
  height: number;
}

/** A window that moves over a field, for rows and for columns. */
export interface WindowSpec {
  input: Pair;
  window: Pair;
  output: Pair;
  stride: Pair;
  dilation: Pair;
  /** Before and after, for each axis. */
  pads: [Pair, Pair];
}

/** A grid of cells on a canvas. */
export interface Grid {
  x: number;
  y: number;
  cell: number;
  rows: number;
  columns: number;
}

/** A cell of maps: channel, row, column. */
export type Cell = [number, number, number];

/** Maps side by side on a canvas. */
export interface Atlas {
  x: number;
  y: number;
  width: number;
  height: number;
  cell: number;
  gap: number;
  /** Maps in a line. */
  columns: number;
  /** From one map to the next, across and down. */
  side: Pair;
}
