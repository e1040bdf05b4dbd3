// Where the picture and its pooled map lie side by side, and which shift a text means.

/** @typedef {{meta: import("./types").Payload, arrays: import("./types").Arrays}} Scene */
/** @typedef {import("../core/types").Grid} Grid */
/** @typedef {{picture: Grid, pooled: Grid, width: number, height: number}} Figure */

const GAPS = [16, 24]; // between them, where there is little room and where there is more
const WIDE = 480;
const EDGE = 2; // of the frames around both
const TITLE = 48; // height of the words above them
const WORDS = 144; // width of the same
const LARGEST = 288; // side of a grid

/**
 * Both grids with their upper edges on one line; a cell is a whole number of the screen's pixels.
 * @param {Scene} scene
 * @param {number} available
 * @param {number} ratio pixels of the screen to one of the canvas
 * @returns {Figure}
 */
export function layout({ arrays: { picture, pooled } }, available, ratio) {
  const gap = GAPS[available < WIDE ? 0 : 1];
  const room = Math.min(LARGEST, (available - gap) / 2 - EDGE);
  const grid = (x, shape, side) => {
    const [rows, columns] = shape.slice(1);
    const cell = Math.max(1, Math.floor((side * ratio) / Math.max(rows, columns))) / ratio;
    return { x, y: TITLE, cell, rows, columns };
  };
  const across = ({ cell, columns }) => Math.max(cell * columns, Math.min(WORDS, room));
  const first = grid(EDGE, picture.shape, room);
  const side = first.cell * Math.max(first.rows, first.columns);
  const second = grid(first.x + across(first) + gap, pooled.shape, side);
  return {
    picture: first,
    pooled: second,
    width: second.x + across(second) + EDGE,
    height: TITLE + Math.max(first.rows * first.cell, second.rows * second.cell) + EDGE,
  };
}

/** The shift that the address names; 0 where it names none. */
export function shiftNamed(text, most) {
  const shift = /^\d{1,3}$/.test(text ?? "") ? Number(text) : 0;
  return shift <= most ? shift : 0;
}

/**
 * What Python sent of one cell: its value, the one without a shift, and whether they are the same.
 * @param {Scene} scene
 * @param {"picture" | "pooled"} name
 * @param {number} shift
 * @param {import("../core/types").Pair} cell
 */
export function valueAt({ arrays }, name, shift, [row, column]) {
  const same = name === "picture" ? arrays.samePixels : arrays.samePooled;
  const [, rows, columns] = arrays[name].shape;
  const still = row * columns + column;
  const at = shift * rows * columns + still;
  const { data } = arrays[name];
  return { value: data[at], before: data[still], same: same.data[at] === 1 };
}
