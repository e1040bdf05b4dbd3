// Draws the figure: the pictures of the batch, all channels in small, the chosen one before and after, the averages.

import { drawChart } from "./charts.js";
import { across } from "./layout.js";
import { followed, histogram, normalised, statistics, used } from "./numbers.js";
import { drawChannels, drawPictures } from "./strips.js";
import { line, title } from "./strokes.js";
import { fixed } from "./words.js";

/** @typedef {import("./numbers.js").Scene} Scene @typedef {import("./numbers.js").State} State */
/** @typedef {import("./layout.js").Figure} Figure @typedef {import("./layout.js").Box} Box */
/** @typedef {import("../core/types").Theme} Theme */
/** @typedef {{values: import("../core/types").Packed, sheet: ImageBitmap | null}} Pictures */

const TALL = 0.94; // of a plot: the highest bar
const NARROW = 40; // pixels from one number of the axis to the next where not all of them fit
const BAND = 0.1; // of the ink, one standard deviation to either side

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 * @param {State} state
 * @param {Pictures} pictures
 * @param {Figure} figure
 * @param {Theme} theme
 */
export function drawFigure(context, scene, state, pictures, figure, theme) {
  context.fillStyle = theme.background;
  context.fillRect(0, 0, figure.width, figure.height);
  drawPictures(context, scene, state, pictures.sheet, figure.pictures, theme);
  drawChannels(context, scene, state, figure.channels, theme);
  const now = numbersOf(scene, state, pictures);
  drawHistogram(context, scene, state, figure.before, theme, now.before);
  drawHistogram(context, scene, state, figure.after, theme, now.after);
  drawFollowed(context, scene, figure, theme, now.z, now.y);
  for (const name of /** @type {const} */ (["mean", "variance"]))
    drawChart(context, scene, state, name, figure[name], theme);
}

/** The two histograms: how a bin's edges are moved, which mean and deviation the numbers have then. */
function numbersOf(scene, state, { values }) {
  const pair = used(scene, state);
  const own = statistics(scene, state.batch, state.channel);
  const turn = (z) => normalised(z, pair, state, scene.meta.eps);
  const z = followed(scene, values, state);
  const spread = Math.sqrt(own.variance);
  const after = {
    mean: turn(own.mean),
    spread: Math.abs(turn(own.mean + spread) - turn(own.mean)),
  };
  return {
    z,
    y: turn(z),
    before: { name: "Before", turn: (x) => x, mean: own.mean, spread, role: "input" },
    after: { name: "After", turn, ...after, role: "output" },
  };
}

/** Bars of one channel, as tall as the roots of their counts, so that few show beside many; its mean, and one standard deviation to either side of it. */
function drawHistogram(context, scene, state, box, theme, { name, turn, mean, spread, role }) {
  const { axis } = scene.meta;
  const { counts, low, high } = histogram(scene, state.batch, state.channel);
  const at = (value) => across(value, axis, box);
  const colour = theme.palette[role];
  const tallest = Math.max(1, ...counts);
  drawAxis(context, box, axis, theme);
  context.save();
  context.globalAlpha = BAND;
  context.fillStyle = theme.text;
  context.fillRect(
    at(mean - spread),
    box.top,
    at(mean + spread) - at(mean - spread),
    box.bottom - box.top,
  );
  context.restore();
  context.fillStyle = colour;
  const edge = (bin) => at(turn(low + ((high - low) * bin) / counts.length));
  for (const [bin, count] of counts.entries()) {
    if (!count) continue;
    const [a, b] = [edge(bin), edge(bin + 1)].sort((one, other) => one - other);
    const tall = Math.max(1, Math.sqrt(count / tallest) * TALL * (box.bottom - box.top));
    context.fillRect(a, box.bottom - tall, Math.max(1, b - a - (b - a > 3 ? 0.5 : 0)), tall);
  }
  line(context, theme.text, 1.5, [4, 3], [at(mean), box.top, at(mean), box.bottom]);
  title(context, box, theme, colour, name, `μ = ${fixed(mean)}   σ = ${fixed(spread)}`);
}

/** The axis below a plot, a number at every whole. */
function drawAxis(context, box, [low, high], theme) {
  line(
    context,
    theme.palette.hatch,
    1,
    [],
    [box.left, box.bottom + 0.5, box.right, box.bottom + 0.5],
  );
  context.font = `12px ${theme.codeFont}`;
  context.fillStyle = theme.text;
  context.textBaseline = "alphabetic";
  const narrow = (box.right - box.left) / (high - low) < NARROW;
  for (let value = low; value <= high; value++) {
    const inner = value > low && value < high;
    if (narrow && inner && (value % 2 || Math.min(value - low, high - value) < 2)) continue;
    const x = across(value, [low, high], box);
    context.textAlign = value === low ? "left" : value === high ? "right" : "center";
    const edge = value === low ? "≤" : value === high ? "≥" : "";
    context.fillText(`${edge}${fixed(value, 0)}`, x, box.bottom + 14);
  }
}

/** The number that is followed, from where it lies before to where it lies after. */
function drawFollowed(context, scene, { before, after }, theme, z, y) {
  const { axis } = scene.meta;
  const [from, to] = [across(z, axis, before), across(y, axis, after)];
  const ink = theme.palette.kernel;
  const middle = before.bottom + 18;
  line(
    context,
    ink,
    2,
    [],
    [from, before.top + 6, from, middle, to, after.top - 2, to, after.bottom],
  );
  for (const [x, top, bottom] of [
    [from, before.top + 6, before.bottom],
    [to, after.bottom - 6, after.bottom],
  ]) {
    context.beginPath();
    context.arc(x, bottom === before.bottom ? top : bottom, 4.5, 0, 2 * Math.PI);
    context.fillStyle = ink;
    context.fill();
  }
}
