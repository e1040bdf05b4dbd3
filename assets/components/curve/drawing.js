// Draws the axes, the function, its slope, and the point that the slider moves.

import { short } from "../core/number.js";
import { across, down, sample, ticks } from "./geometry.js";
import { told } from "./words.js";

/** @typedef {import("./geometry.js").Scene} Scene @typedef {import("./geometry.js").Figure} Figure */
/** @typedef {import("../core/types").Theme} Theme */

export const LEGEND = 32; // height of the words above the figure in a picture of it

const REACH = 0.9; // how far the tangent runs on each side, along x
const DASHES = [9, 7];
const FULL_TURN = 2 * Math.PI;

/**
 * Draw everything, with the point at a stop.
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 * @param {Figure} figure
 * @param {Theme} theme
 * @param {number} stop
 */
export function drawFigure(context, scene, figure, theme, stop) {
  const { left, right, top, bottom, height } = figure;
  context.fillStyle = theme.background;
  context.fillRect(0, 0, right + 16, height);
  drawAxes(context, scene, figure, theme);
  context.save();
  context.beginPath();
  context.rect(left - 1, top - 1, right - left + 2, bottom - top + 2);
  context.clip();
  drawCurve(context, scene, figure, scene.arrays.value.data, theme.palette.output, []);
  drawCurve(context, scene, figure, scene.arrays.slope.data, theme.palette.kernel, DASHES);
  drawTangent(context, scene, figure, theme, stop);
  context.restore();
  drawPoints(context, scene, figure, theme, stop);
}

/**
 * The words of the point with a piece of each line before them: what stands beside the figure on the page.
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 * @param {Theme} theme
 * @param {number} stop
 * @param {number} left
 */
export function drawLegend(context, scene, theme, stop, left) {
  const words = told(sample(scene, stop));
  context.font = `15px ${theme.codeFont}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  const lines = [
    { text: words.value, colour: theme.palette.output, dashes: [] },
    { text: words.slope, colour: theme.palette.kernel, dashes: DASHES },
  ];
  let x = left;
  for (const { text, colour, dashes } of lines) {
    stroke(context, colour, 3, dashes, [
      [x, LEGEND / 2],
      [x + 25, LEGEND / 2],
    ]);
    context.fillStyle = theme.text;
    context.fillText(text, x + 33, LEGEND / 2);
    x += 33 + context.measureText(text).width + 24;
  }
}

/** Lines at round numbers; those at zero are stronger. */
function drawAxes(context, scene, figure, theme) {
  const { left, right, top, bottom } = figure;
  const { data } = scene.arrays.x;
  context.font = `12px ${theme.codeFont}`;
  context.textBaseline = "middle";
  const rule = (value, ends) => {
    stroke(context, value === 0 ? theme.palette.hatch : theme.palette.faint, 1, [], ends);
    context.fillStyle = theme.text;
    context.globalAlpha = 0.85;
  };
  for (const y of ticks(scene.meta.low, scene.meta.high, bottom - top)) {
    const row = Math.round(down(y, scene, figure)) + 0.5;
    rule(y, [
      [left, row],
      [right, row],
    ]);
    context.textAlign = "right";
    context.fillText(short(y), left - 10, row);
    context.globalAlpha = 1;
  }
  for (const x of ticks(data[0], data[data.length - 1], right - left)) {
    const column = Math.round(across(x, scene, figure)) + 0.5;
    if (x === 0)
      rule(x, [
        [column, top],
        [column, bottom],
      ]);
    context.fillStyle = theme.text;
    context.globalAlpha = 0.85;
    context.textAlign = "center";
    context.fillText(short(x), column, bottom + 16);
    context.globalAlpha = 1;
  }
}

function drawCurve(context, scene, figure, values, colour, dashes) {
  const { data } = scene.arrays.x;
  const points = Array.from(data, (x, i) => [
    across(x, scene, figure),
    down(values[i], scene, figure),
  ]);
  stroke(context, colour, 3, dashes, points);
}

/** Where x stands, and the straight line that has the function's value and slope there. */
function drawTangent(context, scene, figure, { palette }, stop) {
  const { x, value, slope } = sample(scene, stop);
  const column = across(x, scene, figure);
  stroke(
    context,
    palette.input,
    1.5,
    [2, 4],
    [
      [column, figure.top],
      [column, figure.bottom],
    ],
  );
  const ends = [-REACH, REACH].map((dx) => [
    across(x + dx, scene, figure),
    down(value + slope * dx, scene, figure),
  ]);
  stroke(context, palette.input, 2, [], ends);
}

function drawPoints(context, scene, figure, { palette }, stop) {
  const { x, value, slope } = sample(scene, stop);
  const points = [
    { y: value, colour: palette.output },
    { y: slope, colour: palette.kernel },
  ];
  for (const { y, colour } of points) {
    context.beginPath();
    context.arc(across(x, scene, figure), down(y, scene, figure), 6.5, 0, FULL_TURN);
    context.fillStyle = colour;
    context.fill();
    context.lineWidth = 2;
    context.strokeStyle = palette.neutral;
    context.stroke();
  }
}

/** A line through points. */
function stroke(context, colour, width, dashes, points) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineJoin = "round";
  context.setLineDash(dashes);
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.stroke();
  context.setLineDash([]);
}
