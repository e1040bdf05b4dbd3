/** What pages/ui/components/live.py sends; `Payload` in it is the twin. */
export interface Payload {
  /** Where its socket is, relative to the page. */
  socket: string;
  /** What can be on screen, in order; a frame names one by its place here. */
  layers: LayerFacts[];
  /** The classes. */
  labels: string[];
  /** Under this name a file is kept: ten drawings and the first again, side by side. */
  drawings: string;
  /** And under this one a square picture, and what it is called. */
  picture: string;
  title: string;
}

export interface LayerFacts {
  name: string;
  /** Of its output for one picture, channels first. */
  shape: number[];
  /** Where its values look: pixels that one sees, between two neighbours, and before the picture the first begins. */
  field: number[];
}
