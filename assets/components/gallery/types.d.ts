import type { Packed } from "../core/types";

/** What pages/ui/components/gallery.py sends; `Payload` and `Named` in it are the twins. */
export interface Payload {
  tiles: Named[];
  label: string;
  chosen: string | null;
  /** Least width of a tile. */
  width: number;
  /** Under this name their files are kept, as arrays "0", "1", ...; the same as long as they are. */
  pictures: string;
}

export interface Named {
  name: string;
  title: string;
}

/** "0", "1", ...: the picture files of the tiles, in order. */
export type Arrays = Record<string, Packed>;
