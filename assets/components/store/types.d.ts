import type { Packed } from "../core/types";

/** What pages/ui/components/store.py sends; `Payload` in it is the twin. */
export interface Payload {
  /** What other messages call it: the same as long as its content is. */
  name: string;
  /** The one array that it is, or nothing where it is several with facts about them. */
  single: string;
  facts: Record<string, unknown>;
}

export type Arrays = Record<string, Packed>;
