// Draws what is on screen: the picture's pixels, a layer's maps, its units, or one bar a class.

import { paintSigned, shade, signedTable } from "../core/colours.js";
import { write } from "../core/ink.js";
import { blank, pen } from "../core/picture.js";
import { rectOf } from "./layout.js";
import { fixed } from "./words.js";

/** @typedef {import("./scene").Answer} Answer @typedef {import("./scene").Sheet} Sheet @typedef {import("../core/types").Theme} Theme @typedef {CanvasRenderingContext2D} Pen */

const TEXT = 84; // pixels for the number of a class

/**
 * The signed colours of an answer's numbers, in their order.
 * @param {Answer} answer
 * @param {ArrayLike<number>} limits one a map
 * @param {Uint32Array} table as `signedTable` makes it
 */
export function coloured({ shape: [maps, rows, columns], values, bytes }, limits, table) {
  const size = rows * columns;
  const pixels = new Uint32Array(maps * size);
  for (let map = 0; map < maps; map++) {
    if (values) {
      paintSigned(pixels, values, map * size, size, limits[map], table);
    } else if (bytes) {
      const colours = stepColours(bytes.scale[map], bytes.zero[map], limits[map], table);
      for (let i = map * size; i < (map + 1) * size; i++) pixels[i] = colours[bytes.steps[i]];
    }
  }
  return pixels;
}

/** The colour of each of a map's 256 steps. */
function stepColours(scale, zero, limit, table) {
  return Uint32Array.from({ length: 256 }, (_, step) => table[shade((step - zero) * scale, limit)]);
}

/** All maps of an answer below each other, a pixel a number. */
export class Film {
  constructor() {
    this.canvas = blank(1, 1);
  }

  /** @param {Answer} answer @param {[number, number, number]} shape of the sheet @param {ArrayLike<number>} limits @param {Theme} theme */
  expose(answer, [maps, rows, columns], limits, { palette }) {
    const { canvas } = this;
    if (canvas.width !== columns || canvas.height !== maps * rows)
      [canvas.width, canvas.height] = [columns, maps * rows];
    const image = new ImageData(columns, maps * rows);
    const pixels = new Uint32Array(image.data.buffer);
    pixels.set(coloured(answer, limits, signedTable(palette)).subarray(0, pixels.length));
    pen(canvas).putImageData(image, 0, 0);
    return canvas;
  }
}

/**
 * The sheet of maps or units.
 * @param {Pen} context
 * @param {Sheet} sheet
 * @param {HTMLCanvasElement} film
 */
export function drawMaps(context, sheet, film) {
  const [maps, rows, columns] = sheet.shape;
  context.imageSmoothingEnabled = sheet.atlas.cell < 1;
  for (let map = 0; map < maps; map++) {
    const [x, y] = rectOf(sheet, [map, 0, 0]);
    const { cell } = sheet.atlas;
    context.drawImage(film, 0, map * rows, columns, rows, x, y, columns * cell, rows * cell);
  }
}

/**
 * A bar and a number for each class: probabilities from the left, logits to both sides of zero.
 * @param {Pen} context
 * @param {Sheet} sheet
 * @param {{values: ArrayLike<number>, labels: string[], limit: number, share: boolean}} what
 * @param {Theme} theme
 */
export function drawNamed(context, sheet, { values, labels, limit, share }, theme) {
  const { left, width } = sheet;
  const room = width - left - TEXT;
  const zero = share ? left : left + room / 2;
  const full = share ? room : room / 2;
  const { palette } = theme;
  for (const [i, label] of labels.entries()) {
    const [, y, , height] = rectOf(sheet, [0, i, 0]);
    const wide = limit > 0 ? (values[i] / limit) * full : 0;
    write(context, theme, label, 0, y + height / 2);
    context.fillStyle = share ? palette.output : wide < 0 ? palette.negative : palette.positive;
    context.fillRect(Math.min(zero, zero + wide), y + 6, Math.abs(wide), height - 12);
    const text = share ? `${fixed(100 * values[i], 2)} %` : fixed(values[i], 3);
    write(context, theme, text, width, y + height / 2, { align: "right", code: true, size: 13 });
  }
  context.fillStyle = palette.hatch;
  context.fillRect(Math.round(zero) - 0.5, 0, 1, sheet.height);
}

/** A frame around the cell that is read, and around its map. */
export function markCell(context, sheet, cell, held, { palette, background }) {
  const [x, y, wide, high] = rectOf(sheet, cell);
  const [, rows, columns] = sheet.shape;
  if (sheet.kind === "maps") {
    const [left, top] = rectOf(sheet, [cell[0], 0, 0]);
    ring(context, left - 1, top - 1, columns * wide + 2, rows * high + 2, 1.5, palette.output);
  }
  const margin = Math.max(1, (9 - Math.min(wide, high)) / 2); // never too small to be seen
  const box = [x - margin, y - margin, wide + 2 * margin, high + 2 * margin];
  ring(context, ...box, 4, background);
  ring(context, ...box, held ? 2.5 : 1.5, palette.output);
}

function ring(context, x, y, width, height, line, colour) {
  context.lineWidth = line;
  context.strokeStyle = colour;
  context.strokeRect(x, y, width, height);
}
