// What a person sets, as texts of the address and back.

/** @typedef {import("./scene").State} State @typedef {import("./scene").Cell} Cell */

/** @type {import("./scene").Show[]} */
export const VIEWS = ["values", "weights", "products"];

/** A whole number below `limit` that a text is, or null. */
export function wholeNamed(text, limit) {
  const value = /^\d{1,4}$/.test(text ?? "") ? Number(text) : limit;
  return value < limit ? value : null;
}

/**
 * A cell that a text "12,3,5" names, or null.
 * @param {string | null} text
 * @param {Cell} shape
 * @returns {Cell | null}
 */
export function cellNamed(text, shape) {
  const parts = (text ?? "").split(",");
  const [c, r, k] = shape.map((limit, axis) => wholeNamed(parts[axis], limit));
  return parts.length !== 3 || c === null || r === null || k === null ? null : [c, r, k];
}

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
