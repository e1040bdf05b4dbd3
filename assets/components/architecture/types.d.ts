/** What pages/ui/components/architecture.py sends; `Payload` in it is the twin. */
export interface Payload {
  title: string;
  /** Channels, rows and columns of the picture; or one number. */
  input: number[];
  rows: Row[];
}

/** One layer; `Row` there is the twin. */
export interface Row {
  name: string;
  kind: string;
  /** Channels, rows and columns of its output; or one number. */
  shape: number[];
  parameters: number;
  /** How the parameters are counted; empty where there are none. */
  product: string;
  multiply_adds: number;
  /** How the multiplications are counted. */
  work: string;
  /** Of its output in single precision. */
  bytes: number;
  /** Receptive field and jump, in pixels. */
  field: number;
  jump: number;
  /** The line that it was read from. */
  text: string;
}
