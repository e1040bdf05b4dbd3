// What a person sets, as texts of the address and back.

import { cellNamed, wholeNamed } from "../core/atlas.js";

/** @typedef {import("./scene").State} State @typedef {import("../core/types").Cell} Cell */

/** @type {import("./scene").Show[]} */
export const VIEWS = ["values", "weights", "products"];

/**
 * What the address says.
 * @param {(name: string) => string | null} read
 * @param {Cell} shape
 * @param {number} outputs
 * @returns {State}
 */
export function stateNamed(read, shape, outputs) {
  return {
    output: wholeNamed(read("output"), outputs),
    cell: cellNamed(read("cell"), shape),
    keras: read("order") === "keras",
    view: VIEWS.find((name) => name === read("view")) ?? "products",
  };
}

/**
 * The texts of a state; null is what it is at first.
 * @param {State} state
 * @returns {Record<string, string | null>}
 */
export function textsOf({ output, cell, keras, view }) {
  return {
    output: output === null ? null : String(output),
    cell: cell === null ? null : cell.join(),
    order: keras ? "keras" : null,
    view: view === "products" ? null : view,
  };
}
