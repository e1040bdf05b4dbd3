// Where the picture, the maps and the answer lie, and what a shift leaves of a map.

/** @typedef {import("./scene").Figure} Figure @typedef {import("./scene").Scene} Scene */

const WIDE = 640;
export const SIDE = 32; // of the picture, in pixels
const LARGEST = 144; // side of a map, in CSS pixels
const HEAD = 24; // above a map
const FOOT = 26; // below it

/** The shift at first. */
export const START = 1;

/** The shift that the address names; the first one where it names none. */
export function shiftNamed(text, most) {
  const shift = /^\d{1,2}$/.test(text ?? "") ? Number(text) : START;
  return shift <= most ? shift : START;
}

/**
 * Four squares above, four below them, the classes beside; on a phone the classes below.
 * @param {number} width
 * @param {number[]} sides of the picture and the maps, in cells
 * @param {number} classes
 * @param {number} ratio pixels of the screen to one of the canvas
 * @returns {Figure}
 */
export function layout(width, sides, classes, ratio) {
  const narrow = width < WIDE;
  const gap = narrow ? 8 : 24;
  const room = Math.min(LARGEST, narrow ? (width - 3 * gap) / 4 : (width - 4 * gap) / 5);
  const whole = (SIDE * Math.max(1, Math.floor((room * ratio) / SIDE))) / ratio;
  const side = narrow ? Math.floor(room) - 1 : whole;
  const column = narrow ? side + gap : Math.min(side + 40, (width - 200) / 4);
  const row = (y) =>
    sides.map((cells, i) => ({
      x: Math.round(i * column) + 1,
      y,
      cell: side / cells,
      rows: cells,
      columns: cells,
    }));
  const second = HEAD + side + FOOT + HEAD;
  const bottom = second + side + FOOT;
  const left = Math.round(4 * column);
  const answer = narrow
    ? { x: 0, y: bottom + HEAD, width, row: 22 }
    : {
        x: left,
        y: HEAD,
        width: width - left,
        row: Math.min(32, (bottom - HEAD - FOOT) / classes),
      };
  const height = narrow ? answer.y + classes * answer.row : bottom;
  return { width, narrow, height, above: row(HEAD), below: row(second), answer };
}

/**
 * A map of the moved picture less that of the still one, moved by whole cells; NaN where one of them sees the border.
 * @param {Scene} scene
 * @param {number} i layer
 * @param {number} shift
 */
export function leftOver({ meta, arrays }, i, shift) {
  const { inner, jump, name } = meta.layers[i];
  const { data, shape } = arrays[name];
  const [, rows, columns] = shape;
  const cells = Math.floor(shift / jump);
  const sees = (at) => at >= inner[0] && at <= inner[1];
  return Float64Array.from({ length: rows * columns }, (_, place) => {
    const [row, column] = [Math.floor(place / columns), place % columns];
    if (!(sees(row) && sees(column) && sees(column - cells))) return Number.NaN;
    return data[shift * rows * columns + place] - data[place - cells];
  });
}

/** The largest size of a number in a stack of maps. */
export function largest({ data }) {
  let most = 0;
  for (const value of data) most = Math.max(most, Math.abs(value));
  return most;
}
