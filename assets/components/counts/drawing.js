// Draws three layers: wires above, below them counts as squares to scale, each the magnified corner of the one before.

import { css, mix, parseColour } from "../core/colours.js";
import { factor, isExact, layersOf } from "./counting.js";
import { within } from "./layout.js";

const SHARES = [0.16, 0.45, 1]; // of the kernel's colour in the squares
const CELL = 3; // smallest cell that is drawn by itself, in CSS pixels
const NODES = 7; // inputs and outputs of the wires
const RADIUS = 3;
const NAMES = ["sparse connections", "shared weights"];

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {import("./scene").State} state
 * @param {import("./scene").Figure} figure
 * @param {import("../core/types").Theme} theme
 */
export function drawFigure(pen, state, figure, theme) {
  const counts = layersOf(state).map((count) => count[state.draw]);
  pen.fillStyle = theme.background;
  pen.fillRect(0, 0, figure.width, figure.height);
  for (const i of [0, 1]) drawMagnifier(pen, counts, i, figure, theme);
  for (const i of [0, 1, 2]) {
    drawWires(pen, i, Math.min(state.kernel, state.side), figure, theme);
    drawSquare(pen, counts, i, figure, theme);
  }
}

const inkOf = (theme, i) =>
  css(mix(parseColour(theme.background), parseColour(theme.palette.kernel), SHARES[i]));

/** A layer's count as a square, and those of the layers after it within it. */
function drawSquare(pen, counts, i, { squares }, theme) {
  const whole = squares[i];
  pen.fillStyle = inkOf(theme, i);
  pen.fillRect(whole.x, whole.y, whole.side, whole.side);
  for (let j = i + 1; j < counts.length; j++) {
    const { x, y, side } = within(whole, counts[j] / counts[i]);
    pen.fillStyle = inkOf(theme, j);
    pen.fillRect(x, y, side, side);
  }
  if (i === 2) drawCells(pen, counts[2], whole, theme);
  pen.strokeStyle = theme.palette.kernel;
  pen.lineWidth = 1.5;
  pen.strokeRect(whole.x, whole.y, whole.side, whole.side);
}

/** Lines between the numbers of a square, where there are few enough to be seen. */
function drawCells(pen, count, { x, y, side }, theme) {
  const cell = side / Math.sqrt(count);
  if (cell < CELL) return;
  pen.strokeStyle = theme.background;
  pen.lineWidth = Math.min(1, cell / 6);
  pen.beginPath();
  for (let at = cell; at < side - 0.01; at += cell) {
    pen.moveTo(x + at, y);
    pen.lineTo(x + at, y + side);
    pen.moveTo(x, y + at);
    pen.lineTo(x + side, y + at);
  }
  pen.stroke();
}

/** From the small square within one to the large one beside it, and how much closer that is. */
function drawMagnifier(pen, counts, i, figure, theme) {
  const [whole, next] = [figure.squares[i], figure.squares[i + 1]];
  const small = within(whole, counts[i + 1] / counts[i]);
  const end = whole.x + whole.side;
  pen.fillStyle = css(parseColour(theme.palette.kernel), 0.13);
  pen.beginPath();
  pen.moveTo(end, small.y);
  pen.lineTo(next.x, next.y);
  pen.lineTo(next.x, next.y + next.side);
  pen.lineTo(end, small.y + small.side);
  pen.fill();
  drawRatio(pen, counts[i] / counts[i + 1], i, [end, next.x], figure, theme);
}

function drawRatio(pen, ratio, i, [from, to], { narrow, squares }, theme) {
  const [middle, room] = [(from + to) / 2, to - from - 8];
  const share = `${isExact(ratio) ? "" : "≈ "}1/${factor(ratio)}`;
  const y = squares[0].y + squares[0].side / 2;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  pen.fillStyle = theme.text;
  pen.font = `600 ${narrow ? 12 : 17}px ${theme.codeFont}`;
  if (narrow) return;
  pen.fillText(ratio === 1 ? "the same" : share, middle, y - 12, room);
  pen.font = `14px ${theme.font}`;
  pen.fillText(NAMES[i], middle, y + 12, room);
}

/** Seven inputs below, seven outputs above, and which of them are joined. */
function drawWires(pen, i, kernel, { squares, wires }, theme) {
  const { x, side } = squares[i];
  const at = (node) => x + RADIUS + (node / (NODES - 1)) * (side - 2 * RADIUS);
  const [above, below] = [RADIUS + 1, wires - RADIUS];
  const size = i === 0 ? NODES : Math.min(kernel, NODES);
  const first = i === 0 ? null : Math.floor((size - 1) / 2);
  for (let output = 0; output < NODES; output++) {
    for (let tap = 0; tap < size; tap++) {
      const input = first === null ? tap : output - first + tap;
      if (input < 0 || input >= NODES) continue;
      pen.strokeStyle = i < 2 ? theme.palette.hatch : shade(theme, tap, size);
      pen.lineWidth = i < 2 ? 1 : 2;
      pen.beginPath();
      pen.moveTo(at(output), above);
      pen.lineTo(at(input), below);
      pen.stroke();
    }
  }
  for (let node = 0; node < NODES; node++) {
    disc(pen, at(node), above, theme.palette.output);
    disc(pen, at(node), below, theme.palette.input);
  }
}

/** The kernel's colour for one of its weights: the same wherever that is used. */
function shade(theme, tap, size) {
  const { background, palette, text } = theme;
  const share = size === 1 ? 0.5 : tap / (size - 1);
  const kernel = parseColour(palette.kernel);
  const colour =
    share < 0.5
      ? mix(parseColour(background), kernel, 0.45 + 1.1 * share)
      : mix(kernel, parseColour(text), 1.3 * (share - 0.5));
  return css(colour);
}

function disc(pen, x, y, colour) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(x, y, RADIUS, 0, 2 * Math.PI);
  pen.fill();
}
