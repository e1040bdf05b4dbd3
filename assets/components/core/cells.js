// Grids of cells with their numbers, as the figures that are stepped through draw them.

import { css, inkOn, mix, parseColour } from "./colours.js";
import { short } from "./number.js";
import { pen } from "./picture.js";

/** @typedef {import("./types").Pair} Pair @typedef {[number, number, number, number]} Rect */

export const READABLE = 22; // smallest cell that a number fits in

/**
 * Left, top, width and height of cells of a grid.
 * @param {import("./types").Grid} grid
 * @param {Pair} place
 * @returns {Rect}
 */
export function cellRect(grid, [row, column], rows = 1, columns = 1) {
  return [
    grid.x + column * grid.cell,
    grid.y + row * grid.cell,
    columns * grid.cell,
    rows * grid.cell,
  ];
}

/** A grid's name above it, a square of its colour before it, and its size behind it where there is room. */
export function drawTitle(context, grid, name, shape, colour, theme) {
  context.textBaseline = "alphabetic";
  context.textAlign = "left";
  context.fillStyle = colour;
  context.fillRect(grid.x, grid.y - 15, 8, 8);
  context.fillStyle = theme.text;
  context.font = `600 13px ${theme.font}`;
  context.fillText(name, grid.x + 13, grid.y - 7);
  const nameWidth = context.measureText(name).width;
  if (!shape || nameWidth + 13 + 8 * shape.length > grid.columns * grid.cell + 24) return;
  context.font = `12px ${theme.codeFont}`;
  context.globalAlpha = 0.85;
  context.fillText(shape, grid.x + 13 + nameWidth + 7, grid.y - 7);
  context.globalAlpha = 1;
}

/** A cell in its colour, with its number where that can be read. */
export function drawCell(context, [x, y, w, h], fill, value, theme) {
  const gap = w > 6 ? 1 : 0;
  context.fillStyle = css(fill);
  context.fillRect(x, y, w - gap, h - gap);
  if (w >= READABLE) drawNumber(context, [x, y, w, h], short(value), inkOn(fill), theme);
}

/** A number in the middle of a cell, as large as fits. */
export function drawNumber(context, [x, y, w, h], text, ink, theme, alpha = 1) {
  const room = w - 5;
  const size = Math.min(15, h * 0.42, room / (0.6 * Math.max(1, text.length)));
  if (size < 7) return;
  context.globalAlpha = alpha;
  context.fillStyle = ink;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.font = `${size}px ${theme.codeFont}`;
  context.fillText(text, x + w / 2, y + h / 2 + 0.5);
  context.globalAlpha = 1;
}

/** The frame around a grid. */
export function strokeGrid(context, [x, y, w, h], colour) {
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.strokeRect(x - 1, y - 1, w + 1, h + 1);
}

/** An outline with a halo of the background, so that it stands out from any fill. */
export function outline(context, [x, y, w, h], colour, theme, thickness) {
  context.lineJoin = "round";
  context.strokeStyle = theme.background;
  context.lineWidth = thickness + 2;
  context.strokeRect(x - 0.5, y - 0.5, w, h);
  context.strokeStyle = colour;
  context.lineWidth = thickness;
  context.strokeRect(x - 0.5, y - 0.5, w, h);
}

/** The hatch of padding, and the wider one of what nothing reaches. */
export function makeHatches(theme) {
  const ground = parseColour(theme.background);
  const line = parseColour(theme.palette.hatch);
  return { padding: hatch(css(line), 6), unreached: hatch(css(mix(ground, line, 0.8)), 9) };
}

function hatch(colour, spacing) {
  const tile = document.createElement("canvas");
  tile.width = spacing;
  tile.height = spacing;
  const context = pen(tile);
  context.strokeStyle = colour;
  context.lineWidth = 1;
  for (const shift of [-spacing, 0, spacing]) {
    context.beginPath();
    context.moveTo(shift, spacing);
    context.lineTo(shift + spacing, 0);
    context.stroke();
  }
  return context.createPattern(tile, "repeat");
}

/** Fill a cell with a hatch. */
export function fillHatch(context, [x, y, w, h], pattern) {
  const gap = w > 6 ? 1 : 0;
  context.fillStyle = pattern;
  context.fillRect(x, y, w - gap, h - gap);
}
