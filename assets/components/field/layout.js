// Where the maps, the picture and its gradient lie.

/** @typedef {import("./scene").Figure} Figure @typedef {import("../core/types").Grid} Grid */

const WIDE = 640;
const TITLE = 24;
const SIDE = 32;
const LARGEST = 280; // side of the picture, in CSS pixels
const TILE = 128;

/**
 * Maps in a row, below them the picture and its gradient.
 * @param {number} width
 * @param {number[]} sides of the maps
 * @param {number} ratio pixels of the screen to one of the canvas
 * @returns {Figure}
 */
export function layout(width, sides, ratio) {
  const narrow = width < WIDE;
  const across = width / sides.length;
  const small = narrow ? Math.floor(across) - 4 : wholeSide(Math.min(TILE, across - 16), ratio);
  const column = (width - small - 2) / (sides.length - 1);
  const tiles = sides.map((side, i) => square(Math.round(i * column) + 1, 1, small, side));
  const top = small + 14 + TITLE;
  const room = narrow ? (width - 12) / 2 : LARGEST;
  const picture = square(1, top, wholeSide(room, ratio), SIDE);
  const wide = picture.cell * SIDE;
  const gradient = { ...picture, x: picture.x + Math.round(wide + (narrow ? 10 : 24)) };
  return { width, narrow, tiles, picture, gradient, height: top + wide + 2 };
}

/** The largest side within a room that gives each of the picture's pixels whole ones of the screen. */
const wholeSide = (room, ratio) => (SIDE * Math.max(1, Math.floor((room * ratio) / SIDE))) / ratio;

/** @returns {Grid} */
function square(x, y, side, cells) {
  return { x, y, cell: side / cells, rows: cells, columns: cells };
}
