// Where everything lies on the canvas: pictures, channels, two histograms, two charts.

import { members, sizes } from "./numbers.js";

/** @typedef {import("./numbers.js").Scene} Scene */
/** @typedef {{x: number, y: number, cell: number, high: number, columns: number, count: number}} Row */
/** @typedef {{left: number, right: number, top: number, bottom: number}} Box */
/** @typedef {{pictures: Row, channels: Row, before: Box, after: Box, mean: Box, variance: Box, width: number, height: number}} Figure */

const WIDE = 640;
const TITLE = 22; // above a plot
const NUMBERS = 20; // below it
const PLOT = 92;
const LARGEST = 40; // side of a picture
const CHANNEL = 30; // height of a channel's bars
const GAP = 10;
const AXIS = 46; // left of a chart

/**
 * @param {Scene} scene
 * @param {number} width of the canvas
 * @returns {Figure}
 */
export function layout(scene, width) {
  const wide = width >= WIDE;
  const most = scene.arrays.members.shape[1];
  const across = Math.min(most, wide ? 32 : 8);
  const side = Math.min(LARGEST, Math.floor(width / across));
  const pictures = row(0, side, side, across, most);
  const { channels: count } = sizes(scene);
  const per = wide ? 32 : 16;
  const top = bottomOf(pictures) + GAP;
  const channels = row(top, width / per, CHANNEL, per, count);
  const first = bottomOf(channels) + GAP;
  const box = (left, right, i) => {
    const start = first + TITLE + i * (TITLE + PLOT + NUMBERS);
    return { left, right, top: start, bottom: start + PLOT };
  };
  const half = wide ? Math.round(0.57 * width) : width;
  const chart = (i) => (wide ? box(half + AXIS + 16, width - 8, i) : box(AXIS, width - 8, i + 2));
  const figure = {
    pictures,
    channels,
    before: box(0, half - 1, 0),
    after: box(0, half - 1, 1),
    mean: chart(0),
    variance: chart(1),
  };
  return {
    ...figure,
    width,
    height: Math.max(figure.after.bottom, figure.variance.bottom) + NUMBERS,
  };
}

function row(y, cell, high, columns, count) {
  return { x: 0, y, cell, high, columns, count };
}

function bottomOf({ y, high, columns, count }) {
  return y + Math.ceil(count / columns) * high;
}

/**
 * Left and top of a place in a row that may break.
 * @param {Row} row
 * @param {number} i
 */
export function placeIn({ x, y, cell, high, columns }, i) {
  return [x + (i % columns) * cell, y + Math.floor(i / columns) * high];
}

/**
 * The place of a row under a point, or -1.
 * @param {Row} row
 * @param {number} x
 * @param {number} y
 */
export function placeAt(row, x, y) {
  const column = Math.floor((x - row.x) / row.cell);
  const line = Math.floor((y - row.y) / row.high);
  if (column < 0 || column >= row.columns || line < 0) return -1;
  const i = line * row.columns + column;
  return i < row.count ? i : -1;
}

/**
 * Where a number lies between the ends of an axis, in pixels; beyond them at an end.
 * @param {number} value
 * @param {number[]} ends
 * @param {{left: number, right: number}} box
 */
export function across(value, [low, high], { left, right }) {
  const share = Math.max(0, Math.min(1, (value - low) / (high - low)));
  return left + share * (right - left);
}

/**
 * The number at a pixel of an axis.
 * @param {number} x
 * @param {number[]} ends
 * @param {{left: number, right: number}} box
 */
export function numberAt(x, [low, high], { left, right }) {
  return low + Math.max(0, Math.min(1, (x - left) / (right - left))) * (high - low);
}

/**
 * What is under a point: a picture, a channel, a number of the histograms, a step of the charts, or nothing.
 * @param {Scene} scene
 * @param {Figure} figure
 * @param {number} batch
 * @param {number} x
 * @param {number} y
 */
export function hit(scene, figure, batch, x, y) {
  const picture = placeAt(figure.pictures, x, y);
  if (picture >= 0 && picture < members(scene, batch).length) return { picture };
  const channel = placeAt(figure.channels, x, y);
  if (channel >= 0) return { channel };
  const { before, mean, variance } = figure;
  if (inside(before, x, y)) return { number: numberAt(x, scene.meta.axis, before) };
  if (inside(mean, x, y) || inside(variance, x, y)) {
    const { batches } = sizes(scene);
    const first = scene.meta.kind === "frames" ? 1 : 0;
    return { seen: Math.round(numberAt(x, [first, batches], mean)) };
  }
  return null;
}

function inside({ left, right, top, bottom }, x, y) {
  return x >= left - 8 && x <= right + 8 && y >= top - TITLE && y < bottom + NUMBERS / 2;
}
