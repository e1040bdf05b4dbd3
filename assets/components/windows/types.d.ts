/** What pages/ui/components/windows.py sends; `Payload` and `Row` in it are the twins. */
export interface Payload {
  title: string;
  size: number;
  window: number;
  /** Cells from the first to the last one that a window touches. */
  span: number;
  stride: number;
  dilation: number;
  rows: Row[];
}

export interface Row {
  name: string;
  detail: string;
  out: string;
  before: number;
  after: number;
  /** First cell of each window. */
  starts: number[];
  unused: number[];
  /** Why there is no output; "" where there is one. */
  refused: string;
}
