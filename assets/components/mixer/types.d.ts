import type { Colour } from "../core/types";

/** What pages/ui/components/mixer.py sends; `Payload` in it is the twin. */
export interface Payload {
  presets: Preset[];
}

export interface Preset {
  title: string;
  /** Red, green and blue, 0 to 255. */
  colour: Colour;
}
