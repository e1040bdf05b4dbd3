// Draws the maps with what a value sees of them, the picture with its receptive field, and the gradient.

import { css, mix, parseColour, signedColour } from "../core/colours.js";
import { canvasOf, strokeFrame } from "../core/picture.js";
import { cellAt, cut, fieldOf, isMeasured } from "./state.js";

/** @typedef {import("./scene").Scene} Scene @typedef {import("./scene").Figure} Figure */
/** @typedef {import("../core/types").Theme} Theme @typedef {CanvasRenderingContext2D} Pen */

const VEIL = 0.62; // of the background over what is not seen
const LATER = 0.72; // over maps that come after the layer

/** @param {Pen} pen @param {Scene} scene @param {Figure} figure @param {Theme} theme */
export function drawFigure(pen, scene, figure, theme) {
  pen.fillStyle = theme.background;
  pen.fillRect(0, 0, figure.width, figure.height);
  pen.imageSmoothingEnabled = false;
  for (const [i, grid] of figure.tiles.entries()) drawTile(pen, scene, i, grid, theme);
  title(pen, figure.narrow ? "Sees" : "What it sees", figure.picture, theme);
  title(pen, figure.narrow ? "Gradient" : "Gradient by each pixel", figure.gradient, theme);
  drawPicture(pen, scene, figure.picture, theme);
  drawGradient(pen, scene, figure.gradient, theme);
}

function title(pen, text, { x, y }, theme) {
  pen.font = `600 14px ${theme.font}`;
  pen.textAlign = "left";
  pen.textBaseline = "alphabetic";
  pen.fillStyle = theme.text;
  pen.fillText(text, x, y - 8);
}

/** The sum of a layer's maps; on it the value, or what the value sees. */
function drawTile(pen, { kept, meta, state }, i, grid, theme) {
  const { data } = kept[meta.layers[i].name];
  let limit = 0;
  for (const value of data) limit = Math.max(limit, Math.abs(value));
  paint(pen, grid, (at) => signedColour(data[at], limit, theme.palette));
  const layer = meta.layers[state.layer];
  if (i > state.layer) return veil(pen, grid, theme, LATER);
  if (i === state.layer) {
    const [row, column] = cellAt(layer, state.at);
    return frame(
      pen,
      grid,
      { top: row, left: column, bottom: row, right: column },
      theme.palette.output,
    );
  }
  frame(pen, grid, cut(fieldOf(layer, state.at, i + 1), grid.rows), theme.palette.kernel);
}

function drawPicture(pen, { kept, meta, state }, grid, theme) {
  const { data } = kept.pixels;
  paint(pen, grid, (at) => [data[3 * at], data[3 * at + 1], data[3 * at + 2]]);
  const box = cut(fieldOf(meta.layers[state.layer], state.at));
  pen.save();
  pen.beginPath();
  pen.rect(grid.x, grid.y, grid.cell * grid.columns, grid.cell * grid.rows);
  pen.rect(...rectangle(grid, box));
  pen.clip("evenodd");
  veil(pen, grid, theme, VEIL);
  pen.restore();
  for (let i = 0; i <= state.layer; i++) {
    const [x, y, wide, high] = rectangle(grid, cut(fieldOf(meta.layers[i], state.at)));
    pen.lineWidth = 1;
    pen.strokeStyle = "rgba(255,255,255,.85)";
    pen.strokeRect(x + 0.5, y + 0.5, wide - 1, high - 1);
  }
  frame(pen, grid, box, theme.palette.input);
}

function drawGradient(pen, scene, grid, theme) {
  const { arrays, meta, state, hover } = scene;
  const layer = meta.layers[state.layer];
  const ground = parseColour(theme.palette.neutral);
  pen.fillStyle = css(ground);
  pen.fillRect(grid.x, grid.y, grid.cell * grid.columns, grid.cell * grid.rows);
  pen.strokeStyle = theme.border;
  pen.lineWidth = 1;
  pen.strokeRect(grid.x, grid.y, grid.cell * grid.columns, grid.cell * grid.rows);
  if (isMeasured(scene)) {
    const [top, left] = meta.measured[state.layer].box;
    const { data, shape } = arrays[layer.name];
    const most = Math.max(...data);
    const ink = parseColour(theme.palette.input);
    const inside = { ...grid, rows: shape[0], columns: shape[1] };
    inside.x += left * grid.cell;
    inside.y += top * grid.cell;
    paint(pen, inside, (at) => mix(ground, ink, most > 0 ? data[at] / most : 0));
  }
  frame(pen, grid, cut(fieldOf(layer, state.at)), theme.palette.input);
  if (!hover) return;
  const [row, column] = hover;
  frame(pen, grid, { top: row, left: column, bottom: row, right: column }, theme.palette.kernel);
}

/** Fill a grid with a colour for each cell. */
function paint(pen, { x, y, cell, rows, columns }, colourAt) {
  const bytes = new Uint8ClampedArray(4 * rows * columns);
  for (let at = 0; at < rows * columns; at++) bytes.set([...colourAt(at), 255], 4 * at);
  pen.drawImage(canvasOf(bytes, [rows, columns]), x, y, columns * cell, rows * cell);
}

function veil(pen, { x, y, cell, rows, columns }, theme, share) {
  pen.fillStyle = css(parseColour(theme.background), share);
  pen.fillRect(x, y, columns * cell, rows * cell);
}

function rectangle({ x, y, cell }, { top, left, bottom, right }) {
  return /** @type {[number, number, number, number]} */ ([
    x + left * cell,
    y + top * cell,
    (right - left + 1) * cell,
    (bottom - top + 1) * cell,
  ]);
}

function frame(pen, grid, box, colour) {
  const [x, y, wide, high] = rectangle(grid, box);
  strokeFrame(pen, x, y, wide, high, colour, 6);
}
