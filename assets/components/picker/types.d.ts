import type { Pair } from "../core/types";

/** What pages/ui/components/picker.py sends; `Payload`, `Named` and `Own` in it are the twins. */
export interface Payload {
  /** Name of the picture in use, and its size as words. */
  title: string;
  size: string;
  chosen: string;
  own: Own[];
  /** In the order in which they lie on the sheet. */
  samples: Named[];
  /** Rows and columns of the sheet. */
  sheet: Pair;
  /** Pictures of the network's classes, for a row of their own; one that is a sample has no file. */
  classes: Own[];
}

export interface Named {
  name: string;
  title: string;
}

export interface Own extends Named {
  /** A small JPEG, in base64. */
  file: string;
}
