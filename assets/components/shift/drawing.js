// Draws the picture and its pooled map: grey, and green over what has the value that it has without a shift.

import { greyColour, mix, parseColour } from "../core/colours.js";
import { canvasOf, strokeFrame } from "../core/picture.js";
import { shares } from "./words.js";

/** @typedef {import("./geometry.js").Scene} Scene @typedef {import("./geometry.js").Figure} Figure */
/** @typedef {import("../core/types").Theme} Theme @typedef {import("../core/types").Packed} Packed */
/** @typedef {{name: "picture" | "pooled", cell: import("../core/types").Pair}} Hit */

const GREEN = 0.62; // its share where a value stays

/**
 * RGBA bytes of one shift of a stack of grey values.
 * @param {Packed} values
 * @param {Packed} same
 * @param {number} shift
 * @param {import("../core/types").Colour} green
 */
export function coloured(values, same, shift, green) {
  const [, rows, columns] = values.shape;
  const bytes = new Uint8ClampedArray(4 * rows * columns);
  for (let i = 0; i < rows * columns; i++) {
    const at = shift * rows * columns + i;
    const grey = greyColour(values.data[at], 0, 255);
    bytes.set([...(same.data[at] ? mix(grey, green, GREEN) : grey), 255], 4 * i);
  }
  return bytes;
}

/**
 * Draw everything at one shift; the cell that is pointed at, if any, has a frame.
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 * @param {Figure} figure
 * @param {Theme} theme
 * @param {number} shift
 * @param {Hit | null} hit
 */
export function drawFigure(context, scene, figure, theme, shift, hit) {
  const { arrays } = scene;
  const { palette } = theme;
  const told = shares(scene, shift);
  context.fillStyle = theme.background;
  context.fillRect(0, 0, figure.width, figure.height);
  context.imageSmoothingEnabled = false;
  const stacks = [
    { name: "Picture", grid: figure.picture, values: arrays.picture, same: arrays.samePixels },
    { name: "Pooled", grid: figure.pooled, values: arrays.pooled, same: arrays.samePooled },
  ];
  const roles = [palette.input, palette.output];
  const rooms = [figure.pooled.x - figure.picture.x - 8, figure.width - figure.pooled.x];
  for (const [i, { name, grid, values, same }] of stacks.entries()) {
    drawGrid(context, values, same, shift, grid, theme, roles[i]);
    drawTitle(context, name, told[i], grid, theme, roles[i], rooms[i]);
  }
  if (hit) drawHit(context, figure, palette, hit);
}

function drawGrid(context, values, same, shift, grid, theme, colour) {
  const { x, y, cell, rows, columns } = grid;
  const bytes = coloured(values, same, shift, parseColour(theme.palette.output));
  const canvas = canvasOf(bytes, [rows, columns]);
  context.drawImage(canvas, x, y, columns * cell, rows * cell);
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.strokeRect(x - 0.75, y - 0.75, columns * cell + 1.5, rows * cell + 1.5);
}

/** Its name and size, and below them how much of it stays, on `room` pixels. */
function drawTitle(context, name, { share, rest }, grid, theme, colour, room) {
  const left = grid.x - 1.5;
  const strong = `600 13px ${theme.font}`;
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.fillStyle = colour;
  context.fillRect(left, 6, 8, 8);
  const after = write(context, strong, theme.text, 1, name, left + 13, 14);
  const size = `${grid.rows}×${grid.columns}`;
  write(context, `12px ${theme.codeFont}`, theme.text, 0.85, size, after + 7, 14);
  const end = write(context, strong, theme.text, 1, share, left, 36);
  write(context, `13px ${theme.font}`, theme.text, 0.8, rest, end + 4, 36, left + room - end - 4);
}

/** Write a text no wider than `room`; returns where it ends. */
function write(context, font, colour, alpha, text, x, y, room = Number.MAX_SAFE_INTEGER) {
  context.font = font;
  context.fillStyle = colour;
  context.globalAlpha = alpha;
  context.fillText(text, x, y, room);
  context.globalAlpha = 1;
  return x + context.measureText(text).width;
}

function drawHit(context, figure, palette, { name, cell: [row, column] }) {
  const { x, y, cell } = figure[name];
  const colour = name === "picture" ? palette.input : palette.output;
  strokeFrame(context, x + column * cell, y + row * cell, cell, cell, colour);
}
