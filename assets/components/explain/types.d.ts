import type { Packed } from "../core/types";

/** Maps of one kind: a number for each place of each. */
export interface Stage {
  /** Of its array, behind the block's number: "0.sum". */
  name: string;
  title: string;
  note: string;
  /** "maps", "one" (of many, the one that is looked at), "over" (the picture) or "places" (of a square). */
  kind: string;
  /** "both", "for", "size" or "share". */
  sign: string;
  /** Where it stands in its block. */
  column: number;
  /** Maps in a row. */
  across: number;
  /** Pixels of a map on the screen, where there is room. */
  side: number;
}

/** A method with its stages. */
export interface Block {
  /** As in vizcore.explain; "cascade_<name>" for the same of a network that forgets. */
  method: string;
  title: string;
  says: string;
  /** Of Grad-CAM. */
  layer: string;
  facts: Record<string, number>;
  stages: Stage[];
}

/** What pages/ui/components/explain.py sends; `Payload` in it is the twin. */
export interface Payload {
  /** The same as long as the numbers are. */
  scene: string;
  labels: string[];
  /** One class, or two whose difference is explained. */
  target: number[];
  blocks: Block[];
}

/** By name: "pixels" (32, 32, 3), "chances" (classes,), and "<block>.<stage>" (rows, columns) or (maps, rows, columns). */
export type Arrays = Record<string, Packed>;
