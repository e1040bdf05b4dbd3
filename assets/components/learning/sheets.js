// Maps and filters of a moment: bytes become colours, and tiles stand in rows.

import { shade, signedTable } from "../core/colours.js";
import { blank, canvasOf, pen } from "../core/picture.js";

const ZERO = 128; // the byte of a zero
const MOST = 127;
export const GAP = 4;

/** How many of some maps stand in a row. */
export function across(count) {
  return count > 32 ? 11 : 8;
}

/**
 * Squares of `count` tiles in a sheet of some width.
 * @param {number} count
 * @param {number} columns
 * @param {number} width
 */
export function tiles(count, columns, width) {
  const side = (width - GAP * (columns - 1)) / columns;
  const rows = Math.ceil(count / columns);
  const at = (i) => [(i % columns) * (side + GAP), Math.floor(i / columns) * (side + GAP)];
  return { side, at, height: rows * (side + GAP) - GAP, columns };
}

/**
 * The tile at a place of a sheet, or null between the tiles and behind the last.
 * @param {number[]} place
 * @param {{side: number, columns: number}} sheet
 * @param {number} count
 */
export function tileAt([x, y], { side, columns }, count) {
  const [column, row] = [Math.floor(x / (side + GAP)), Math.floor(y / (side + GAP))];
  const tile = row * columns + column;
  return x >= 0 && y >= 0 && column < columns && tile < count ? tile : null;
}

/**
 * Which of 511 colours each byte of a map has whose largest size is `scale`, where `limit` has the full colour.
 * @param {number} scale
 * @param {number} limit
 */
export function shades(scale, limit) {
  return Int16Array.from({ length: 256 }, (_, byte) =>
    shade(((byte - ZERO) / MOST) * scale, limit),
  );
}

/** The colours of each palette, made once. @type {WeakMap<object, Uint32Array>} */
const tables = new WeakMap();

function coloursOf(palette) {
  const known = tables.get(palette) ?? signedTable(palette);
  tables.set(palette, known);
  return known;
}

/**
 * All maps of a moment below each other, a pixel a cell.
 * @param {import("./film").Film} film
 * @param {number} at
 * @param {import("../core/types").Palette} palette
 */
export function mapsCanvas({ arrays }, at, palette) {
  const [, count, height, width] = arrays.maps.shape;
  const size = height * width;
  const colours = coloursOf(palette);
  const pixels = new Uint32Array(count * size);
  for (let k = 0; k < count; k++) {
    const table = shades(arrays.scales.data[at * count + k], arrays.limits.data[at]);
    const start = (at * count + k) * size;
    for (let i = 0; i < size; i++)
      pixels[k * size + i] = colours[table[arrays.maps.data[start + i]]];
  }
  return canvasOf(new Uint8ClampedArray(pixels.buffer), [count * height, width]);
}

/**
 * All filters of a moment below each other, three by three pixels each.
 * @param {import("./film").Film} film
 * @param {number} at
 */
export function filtersCanvas({ arrays }, at) {
  const [, count, height, width] = arrays.filters.shape;
  const size = count * height * width * 3;
  return coloured(arrays.filters.data.subarray(at * size, (at + 1) * size), [
    count * height,
    width,
  ]);
}

/** The picture. @param {import("./film").Film} film */
export function photoCanvas({ arrays }) {
  return coloured(arrays.pixels.data, arrays.pixels.shape);
}

/** @param {any} bytes @param {number[]} shape */
function coloured(bytes, [height, width]) {
  const pixels = new Uint8ClampedArray(4 * height * width).fill(255);
  for (let i = 0; i < height * width; i++) pixels.set(bytes.subarray(3 * i, 3 * i + 3), 4 * i);
  return canvasOf(pixels, [height, width]);
}

/**
 * Draw tiles of a canvas that has them below each other, and a frame around one of them.
 * @param {CanvasRenderingContext2D} context
 * @param {HTMLCanvasElement} stacked
 * @param {ReturnType<typeof tiles>} sheet
 * @param {number} count
 * @param {{chosen: number, colour: string}} frame
 */
export function drawTiles(context, stacked, sheet, count, { chosen, colour }) {
  const [width, height] = [stacked.width, stacked.height / count];
  context.imageSmoothingEnabled = false;
  for (let k = 0; k < count; k++) {
    const [x, y] = sheet.at(k);
    context.drawImage(stacked, 0, k * height, width, height, x, y, sheet.side, sheet.side);
  }
  if (chosen < 0) return;
  const [x, y] = sheet.at(chosen);
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.strokeRect(x + 1, y + 1, sheet.side - 2, sheet.side - 2);
}

/** One tile of a canvas that has them below each other. */
export function cut(stacked, tile, count) {
  const [width, height] = [stacked.width, stacked.height / count];
  const canvas = blank(width, height);
  pen(canvas).drawImage(stacked, 0, -tile * height);
  return canvas;
}
