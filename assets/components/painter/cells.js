// Cells of a painting: a square array of grey values, and the cells that a stroke passes.

/** @typedef {import("../core/types").Pair} Pair */

export const PAPER = 255;

/** An empty sheet of side x side cells. */
export function sheet(side) {
  return new Uint8Array(side * side).fill(PAPER);
}

/**
 * The cells from one to another, both included, with no gap between them.
 * @param {Pair} from
 * @param {Pair} to
 * @returns {Pair[]}
 */
export function stroke([row, column], [toRow, toColumn]) {
  const steps = Math.max(Math.abs(toRow - row), Math.abs(toColumn - column));
  return Array.from({ length: steps + 1 }, (_, step) => {
    const share = steps ? step / steps : 0;
    return [
      Math.round(row + (toRow - row) * share),
      Math.round(column + (toColumn - column) * share),
    ];
  });
}

/**
 * The cell at a place of a square of `width` pixels, the nearest one for places outside.
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} side
 * @returns {Pair}
 */
export function cellUnder(x, y, width, side) {
  const index = (place) => Math.min(side - 1, Math.max(0, Math.floor((place / width) * side)));
  return [index(y), index(x)];
}

/** "I[3, 4] = 200" */
export function cellWords([row, column], value) {
  return `I[${row}, ${column}] = ${value}`;
}
