/** What pages/ui/components/network.py sends; `Payload` there is the twin. */
export interface Payload {
  /** Names of what comes in messages of their own: facts with parameters, a picture's way through the network, */
  network: string;
  passage: string;
  /** and what the changes make of it; empty where nothing is changed. */
  edited: string;
  changes: Change[];
  /** Hand-made kernels that can be put in the place of a trained one. */
  kernels: string[];
}

/** One change to the network: as it is sent back, and in words. */
export interface Change {
  text: string;
  words: string;
}

/** A stop of the tour, which is sent once. */
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
