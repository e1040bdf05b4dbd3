// Where wires and squares lie: three columns, a square in each, room for a magnifier between them.

/** @typedef {import("./scene").Figure} Figure @typedef {import("./scene").Square} Square */

const WIDE = 640;
const LARGEST = 176; // side of a square
const LEAST = 1.5; // of a square that can still be seen

/**
 * @param {number} width
 * @returns {Figure}
 */
export function layout(width) {
  const narrow = width < WIDE;
  const gap = narrow ? 20 : 40;
  const column = (width - 2 * gap) / 3;
  const side = Math.floor(Math.min(LARGEST, column - 2));
  const wires = narrow ? 40 : 52;
  const top = wires + 20;
  const square = (i) => ({ x: Math.round(i * (column + gap)) + 1, y: top, side });
  return {
    ...{ width, narrow, column, gap, wires },
    height: top + side + 2,
    squares: [square(0), square(1), square(2)],
  };
}

/**
 * A square of `share` of the area within another, in the middle of its right edge, and never too small to be seen.
 * @param {Square} whole
 * @param {number} share
 * @returns {Square}
 */
export function within({ x, y, side }, share) {
  const inner = Math.max(LEAST, side * Math.sqrt(share));
  return { x: x + side - inner, y: y + (side - inner) / 2, side: inner };
}
