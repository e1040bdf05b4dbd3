/** What pages/ui/components/network.py sends once beside the pictures, which come as in maps/types.d.ts; `Payload` there is the twin. */
export interface Payload {
  stops: Stop[];
}

export interface Stop {
  title: string;
  text: string;
  /** The layer that is looked at; empty for the whole network. */
  layer: string;
  /** How close: the "layer", the "map" of it that stands out, its "value"; "lit" for that value in the whole network; or empty. */
  near: string;
  /** What can be answered, nothing where nothing is asked; the place of the right one, and why it is right. */
  answers: string[];
  right: number;
  why: string;
}
