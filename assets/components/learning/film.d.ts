import type { Packed } from "../core/types";
import type { Facts } from "./types";

/** The moment is the first axis of all but the pixels. */
export interface Film {
  meta: Facts;
  arrays: Record<
    "pixels" | "maps" | "scales" | "limits" | "filters" | "chances" | "confusion" | "mean" | "var",
    Packed
  >;
}

/** The operands of the followed value, the moment first; which ones there are is the layer's kind. */
export type Operands = Record<string, Packed>;
