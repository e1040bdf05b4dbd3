/** What pages/ui/components/scales.py sends; `Payload` in it is the twin. */
export interface Payload {
  tiles: Tile[];
}

/** One set; `Tile` there is the twin. */
export interface Tile {
  name: string;
  /** Pixels of an image. */
  width: number;
  height: number;
  /** 1 for grey, 3 for colour. */
  channels: number;
  images: number;
  /** What is said when it is looked at. */
  words: string;
}
