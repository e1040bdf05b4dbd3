import type { Packed } from "../core/types";

/** What pages/ui/components/bend.py sends; `Payload` in it is the twin. */
export interface Payload {
  /** The activation's name. */
  title: string;
  /** Under this name the map is kept, as arrays "grey", "place" and "sums". */
  map: string;
  /** The size that gets the full colour. */
  limit: number;
}

export interface Arrays {
  /** What the activation makes of each of the map's different numbers. */
  after: Packed;
}
