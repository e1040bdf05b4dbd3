// Where the maps, the picture and its gradient lie.

/** @typedef {import("./types").Figure} Figure @typedef {import("../core/types").Grid} Grid */

const WIDE = 640;
const TITLE = 24;
const SIDE = 32;
const LARGEST = 280; // side of the picture, in CSS pixels
const TILE = 104;

/**
 * Maps in a row of `count`, below it the picture and its gradient, each cell a whole number of the screen's pixels.
 * @param {number} width
 * @param {number} count
 * @param {number[]} sides of the maps
 * @param {number} ratio pixels of the screen to one of the canvas
 * @returns {Figure}
 */
export function layout(width, sides, ratio) {
  const narrow = width < WIDE;
  const column = width / sides.length;
  const small = narrow ? Math.floor(column) - 4 : TILE;
  const tiles = sides.map((side, i) =>
    square(Math.round(i * column) + 1, 1, small, side, ratio),
  );
  const top = small + 14 + TITLE;
  const room = narrow ? (width - 12) / 2 : LARGEST;
  const picture = square(1, top, room, SIDE, ratio);
  const wide = picture.cell * SIDE;
  const gradient = { ...picture, x: picture.x + Math.round(wide + (narrow ? 10 : 24)) };
  return { width, narrow, tiles, picture, gradient, height: top + wide + 2 };
}

/** @returns {Grid} */
function square(x, y, room, side, ratio) {
  const cell = Math.max(1, Math.floor((room * ratio) / side)) / ratio;
  return { x, y, cell, rows: side, columns: side };
}
