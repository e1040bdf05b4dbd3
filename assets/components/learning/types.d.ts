/** What pages/ui/components/learning.py sends; `Payload` in it is the twin. */
export interface Payload {
  /** The name under which maps and facts are kept. */
  film: string;
  channel: number;
  row: number;
  column: number;
}

/** A moment; accuracy and loss are those of held-out images. */
export interface Frame {
  step: number;
  epoch: number;
  accuracy: number;
  loss: number;
}

/** What comes once with the maps of a picture and a layer. */
export interface Facts {
  layer: string;
  labels: string[];
  images: number;
  frames: Frame[];
}
