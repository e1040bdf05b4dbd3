// Draws curves of up to four runs, and kernels and maps as tiles.

import { paintSigned, signedTable } from "../core/colours.js";
import { blank, pen } from "../core/picture.js";

/** @typedef {import("./run").Run} Run @typedef {import("./run").Tiles} Tiles @typedef {import("../core/types").Theme} Theme */

const LEFT = 44;
const FOOT = 26;
const TOP = 26;
const BETWEEN = 44;

/** The colours of runs, the latest first; each can be told from the others by everybody. */
export function colours({ palette, dark }) {
  return [palette.input, palette.kernel, palette.output, dark ? "#c9a6e8" : "#7b4ba3"];
}

/** A number of steps of a round size, at most `most` of them up to `end`. */
export function ticks(end, most = 5) {
  const size = end / most;
  const ten = 10 ** Math.floor(Math.log10(size));
  const step = [1, 2, 5, 10].map((factor) => factor * ten).find((step) => step >= size) ?? size;
  return Array.from({ length: Math.floor(end / step + 1e-9) + 1 }, (_, i) => i * step);
}

/**
 * Means of losses over a few steps, so that the line can be read: [epochs passed, loss].
 * @param {(number | null)[]} losses
 * @param {number} steps an epoch
 */
export function smoothed(losses, steps) {
  const each = Math.max(1, Math.round(steps / 9));
  const points = [];
  for (let from = 0; from < losses.length; from += each) {
    const to = Math.min(from + each, losses.length);
    const part = losses.slice(from, to).filter((loss) => loss !== null);
    if (part.length === 0) break;
    const mean = part.reduce((sum, loss) => sum + loss, 0) / part.length;
    points.push([to / steps, mean]);
  }
  return points;
}

/** Steps of one epoch of a run. @param {Run} run */
export const stepsOf = (run) => (run.steps || 1) / run.total;

/**
 * Two plots beside each other: accuracy and loss, over epochs; a line with dots is of images that are not learned from.
 * @param {CanvasRenderingContext2D} context
 * @param {{width: number, height: number, runs: {run: Run, colour: string}[]}} figure
 * @param {Theme} theme
 */
export function drawCurves(context, { width, height, runs }, theme) {
  context.fillStyle = theme.background;
  context.fillRect(0, 0, width, height);
  const stacked = width < 560;
  const wide = stacked ? width - LEFT - 8 : (width - 2 * LEFT - BETWEEN) / 2;
  const tall = stacked ? (height - 2 * (TOP + FOOT)) / 2 : height - TOP - FOOT;
  const end = Math.max(...runs.map(({ run }) => run.total), 1);
  const right = stacked ? LEFT : 2 * LEFT + wide + BETWEEN - LEFT / 2;
  const boxes = [
    { x: LEFT, y: TOP, wide, tall, end },
    { x: right, y: stacked ? 2 * TOP + tall + FOOT : TOP, wide, tall, end },
  ];
  const top = Math.min(3, Math.max(1, ...runs.flatMap(({ run }) => highest(run))));
  drawBox(context, { ...boxes[0], title: "Accuracy", most: 1, share: true }, theme);
  drawBox(context, { ...boxes[1], title: "Loss", most: top, share: false }, theme);
  for (const { run, colour } of [...runs].reverse()) {
    const steps = stepsOf(run);
    const points = (name) => run.epochs.map((epoch) => [epoch.step / steps, epoch[name] ?? null]);
    line(context, boxes[0], points("train_accuracy"), 1, colour, false);
    line(context, boxes[0], points("validation_accuracy"), 1, colour, true);
    line(context, boxes[1], smoothed(run.losses, steps), top, colour, false);
    line(context, boxes[1], points("validation_loss"), top, colour, true);
    for (const [from] of run.rates.slice(1)) mark(context, boxes[1], from / steps, colour);
  }
}

/** Pixels of a run's line below a saved figure. */
export const NAME = 24;

/** Below a saved figure, which colour is which run. */
export function nameRuns(context, { y, runs, words }, theme) {
  context.font = `13px ${theme.font}`;
  context.textAlign = "left";
  context.textBaseline = "middle";
  for (const [i, { colour }] of runs.entries()) {
    const middle = y + NAME * (i + 0.5) - 4;
    context.fillStyle = colour;
    context.fillRect(LEFT, middle - 2, 28, 4);
    context.fillStyle = theme.text;
    context.fillText(words[i], LEFT + 40, middle);
  }
}

function highest(run) {
  const first = run.losses.slice(0, 5).filter((loss) => loss !== null);
  return [...first, ...run.epochs.map((epoch) => epoch.validation_loss ?? 0)];
}

function drawBox(context, { x, y, wide, tall, end, title, most, share }, theme) {
  context.font = `600 14px ${theme.font}`;
  context.fillStyle = theme.text;
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.fillText(title, x, y - 10);
  context.font = `12px ${theme.codeFont}`;
  for (const value of ticks(most, 4)) {
    const at = Math.round(y + tall - (value / most) * tall) + 0.5;
    context.fillStyle = theme.palette.faint;
    context.fillRect(x, at, wide, 1);
    context.fillStyle = theme.text;
    context.textAlign = "right";
    const text = share ? `${Math.round(100 * value)} %` : String(Number(value.toFixed(2)));
    context.fillText(text, x - 6, at + 4);
  }
  context.textAlign = "center";
  for (const value of ticks(end, 5))
    context.fillText(String(value), x + (value / end) * wide, y + tall + 16);
  context.textAlign = "right";
  context.font = `12px ${theme.font}`;
  context.fillText("epochs", x + wide, y + tall - 6);
}

function line(context, { x, y, wide, tall, end }, points, most, colour, dots) {
  const places = points
    .filter(([, value]) => value !== null)
    .map(([at, value]) => [x + (at / end) * wide, y + tall - Math.min(1, value / most) * tall]);
  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.lineWidth = dots ? 2.5 : 1.5;
  context.beginPath();
  for (const [i, [px, py]] of places.entries()) i ? context.lineTo(px, py) : context.moveTo(px, py);
  context.stroke();
  for (const [px, py] of dots ? places : []) {
    context.beginPath();
    context.arc(px, py, 2.5, 0, 2 * Math.PI);
    context.fill();
  }
}

/** Where the learning rate was changed. */
function mark(context, { x, y, wide, tall, end }, at, colour) {
  context.save();
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.setLineDash([4, 4]);
  context.beginPath();
  context.moveTo(x + (at / end) * wide, y);
  context.lineTo(x + (at / end) * wide, y + tall);
  context.stroke();
  context.restore();
}

/** Columns for `count` tiles in `width`, and the side of each. */
export function grid(count, width, most = 8) {
  const columns = Math.min(most, count);
  return {
    columns,
    rows: Math.ceil(count / columns),
    side: Math.floor((width - 4 * (columns - 1)) / columns),
  };
}

/**
 * Tiles of kernels or maps: one channel in signed colours, three as a picture's around grey.
 * @param {CanvasRenderingContext2D} context
 * @param {Tiles} tiles (count, rows, columns) or (count, channels, rows, columns)
 * @param {{columns: number, side: number}} places
 * @param {Theme} theme
 */
export function drawTiles(context, { shape, limit, data }, { columns, side }, theme) {
  const [count] = shape;
  const [rows, across] = shape.slice(-2);
  const channels = shape.length === 4 ? shape[1] : 1;
  const size = rows * across;
  const table = signedTable(theme.palette);
  context.imageSmoothingEnabled = false;
  for (let i = 0; i < count; i++) {
    const canvas = blank(across, rows);
    const image = new ImageData(across, rows);
    const pixels = new Uint32Array(image.data.buffer);
    const from = i * channels * size;
    const full = data instanceof Int8Array ? 127 : limit;
    if (channels === 3) colour(image.data, data, from, size, 127 / full);
    else paintSigned(pixels, data.subarray(from, from + size), 0, size, full, table);
    pen(canvas).putImageData(image, 0, 0);
    const x = (i % columns) * (side + 4);
    const y = Math.floor(i / columns) * (side + 4);
    context.drawImage(canvas, x, y, side, side);
  }
}

/** Zero is grey; the largest number is a colour in full. */
function colour(bytes, data, from, size, factor) {
  for (let i = 0; i < size; i++) {
    for (let c = 0; c < 3; c++) bytes[4 * i + c] = 128 + factor * data[from + c * size + i];
    bytes[4 * i + 3] = 255;
  }
}
