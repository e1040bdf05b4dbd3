// Tiles, maps and kernels: what the card is drawn of.

import { css, paintSigned, signedColour, signedTable } from "../core/colours.js";
import { write } from "../core/ink.js";
import { blank, pen, strokeFrame } from "../core/picture.js";
import { SIDE, shortName, windowOf } from "./places.js";
import { aligned } from "./words.js";

/** @typedef {import("../core/types").Theme} Theme @typedef {import("./scene").Window} Window */

export const GAP = 6; // pixels between two of the nine

const LINE = 18; // pixels of a line below a picture

/** Width and height of the nine pictures, of `side` pixels each, and the corner of one of them. */
export function nineOf(side) {
  const [width, height] = [3 * side + 2 * GAP, 3 * (side + LINE) + 2 * GAP];
  /** @type {(i: number) => [number, number]} */
  const corner = (i) => [(i % 3) * (side + GAP), Math.floor(i / 3) * (side + LINE + GAP)];
  return { width, height, corner };
}

/** Which of the nine lies under a point, or −1. */
export function nthUnder(side, x, y) {
  const { corner } = nineOf(side);
  return Array.from({ length: 9 }, (_, i) => corner(i)).findIndex(
    ([left, top]) => x >= left && x < left + side && y >= top && y < top + side + LINE,
  );
}

/**
 * The nine pictures with what the unit saw framed, or what it saw alone; the value and the picture's name below each.
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {import("./scene").Part} part
 * @param {{layer: import("./types").UnitLayer, unit: number, best: number, side: number, cut: boolean, at: number}} card
 */
export function drawNine(context, theme, part, { layer, unit, best, side, cut, at }) {
  const { corner } = nineOf(side);
  const numbers = aligned(part.units[unit].best.map(([, , value]) => value));
  for (const [i, [name, place]] of part.units[unit].best.entries()) {
    const [x, y] = corner(i);
    const seen = windowOf(layer, place);
    const from = tileOf(best * unit + i, best);
    if (cut) drawCut(context, part.sheet, from, seen, [x, y, side]);
    else drawWhole(context, theme, part.sheet, from, seen, [x, y, side]);
    const bold = i === at;
    const room = write(context, theme, numbers[i], x, y + side + 10, {
      code: true,
      size: 13,
      bold,
    });
    context.save();
    context.beginPath();
    context.rect(x, y + side, side, LINE);
    context.clip();
    write(context, theme, shortName(name), x + room + 5, y + side + 10, { size: 12, bold });
    context.restore();
  }
}

/**
 * Left and top of a tile on a sheet that is `across` tiles wide.
 * @returns {[number, number]}
 */
export function tileOf(number, across, side = SIDE) {
  return [(number % across) * side, Math.floor(number / across) * side];
}

/** A picture, with a frame around what a value sees of it where that is not the whole. */
export function drawWhole(context, theme, sheet, [left, top], seen, [x, y, side]) {
  context.imageSmoothingEnabled = false;
  context.drawImage(sheet, left, top, SIDE, SIDE, x, y, side, side);
  if (seen) frame(context, theme, seen, x, y, side / SIDE);
}

/** The window of a value on a picture whose pixels are `scale` wide. */
export function frame(context, { palette }, [row, column, rows, columns], x, y, scale) {
  if (rows === SIDE && columns === SIDE) return;
  const [left, top] = [x + column * scale, y + row * scale];
  strokeFrame(context, left, top, columns * scale, rows * scale, palette.kernel);
}

/** What a value sees alone, as large as the whole picture would be. */
export function drawCut(context, sheet, [left, top], [row, column, rows, columns], [x, y, side]) {
  context.imageSmoothingEnabled = false;
  context.drawImage(sheet, left + column, top + row, columns, rows, x, y, side, side);
}

/**
 * The units of a part side by side, each by what it sees of the picture that excites it most.
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {import("./scene").Part} part
 * @param {{layer: import("./types").UnitLayer, unit: number, best: number,
 *   strip: {across: number, side: number}}} card `unit` within the part
 */
export function drawStrip(context, theme, part, { layer, unit, best, strip }) {
  const { across, side } = strip;
  /** @type {(i: number) => [number, number]} */
  const corner = (i) => [(i % across) * side, Math.floor(i / across) * side];
  for (const [i, facts] of part.units.entries()) {
    const [x, y] = corner(i);
    const box = /** @type {[number, number, number]} */ ([x + 1, y + 1, side - 2]);
    if (facts.best.length) {
      const seen = windowOf(layer, facts.best[0][1]);
      drawCut(context, part.sheet, tileOf(best * i, best), seen, box);
    } else drawNothing(context, theme, box);
  }
  const [x, y] = corner(unit);
  strokeFrame(context, x + 1, y + 1, side - 2, side - 2, theme.palette.kernel);
}

/** A unit that never fires. */
function drawNothing(context, theme, [x, y, side]) {
  context.fillStyle = theme.palette.faint;
  context.fillRect(x, y, side, side);
  context.strokeStyle = theme.text;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x + 4, y + side - 4);
  context.lineTo(x + side - 4, y + 4);
  context.stroke();
}

/** A map in signed colours, with the value that is read framed. */
export function drawMap(context, theme, values, [rows, columns], side, at) {
  const canvas = blank(columns, rows);
  const image = new ImageData(columns, rows);
  const limit = Math.max(...values.map(Math.abs));
  const pixels = new Uint32Array(image.data.buffer);
  paintSigned(pixels, values, 0, rows * columns, limit, signedTable(theme.palette));
  pen(canvas).putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(canvas, 0, 0, side, side);
  const cell = side / columns;
  const [row, column] = [Math.floor(at / columns), at % columns];
  if (rows > 1) strokeFrame(context, column * cell, row * cell, cell, cell, theme.palette.output);
}

/** Weights as a grid of cells in signed colours, with their numbers where these can be read. */
export function drawGrid(context, theme, weights, [rows, columns], [x, y, side], limit) {
  const cell = side / Math.max(rows, columns);
  for (const [i, weight] of weights.entries()) {
    context.fillStyle = css(signedColour(weight, limit, theme.palette));
    const [row, column] = [Math.floor(i / columns), i % columns];
    context.fillRect(x + column * cell, y + row * cell, cell, cell);
  }
  context.strokeStyle = theme.border;
  context.lineWidth = 1;
  context.strokeRect(x + 0.5, y + 0.5, columns * cell - 1, rows * cell - 1);
}

/**
 * The first layer's weights as one small picture: black the least, white the largest of them.
 * @param {number[]} kernel colour by colour
 */
export function drawColours(context, kernel, [rows, columns], [x, y, side]) {
  const [low, high] = [Math.min(...kernel), Math.max(...kernel)];
  const cell = side / columns;
  const size = rows * columns;
  for (let i = 0; i < size; i++) {
    const rgb = [0, 1, 2].map((colour) =>
      Math.round((255 * (kernel[colour * size + i] - low)) / (high - low || 1)),
    );
    context.fillStyle = `rgb(${rgb.join()})`;
    context.fillRect(x + (i % columns) * cell, y + Math.floor(i / columns) * cell, cell, cell);
  }
}
