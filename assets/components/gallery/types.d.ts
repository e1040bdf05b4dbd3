/** What pages/ui/components/gallery.py sends; `Payload` and `Named` in it are the twins. The arrays "0", "1", ... are files. */
export interface Payload {
  tiles: Named[];
  label: string;
  chosen: string | null;
  /** Least width of a tile. */
  width: number;
  /** The same as long as the tiles are. */
  pictures: string;
}

export interface Named {
  name: string;
  title: string;
}
