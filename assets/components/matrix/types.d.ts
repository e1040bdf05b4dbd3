/** What pages/ui/components/matrix.py sends; `Payload` in it is the twin. */
export interface Payload {
  values: number[][];
  /** Number of the edit that Python has heard of. */
  edit: number;
  /** "input" or "kernel". */
  role: string;
  label: string;
  /** Most rows and most columns. */
  maxSize: number;
  cell: number;
  resizable: boolean;
  /** "signed" or "grey". */
  colours: string;
  /** Why the last pasted text was not taken; "" where it was. */
  refusal: string;
}
