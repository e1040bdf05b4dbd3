// Accuracy and loss of every moment, on an axis of steps that is stretched at its beginning.

import { css, mix, parseColour } from "../core/colours.js";
import { stroke, write } from "../core/ink.js";

/** @typedef {import("./types").Frame} Frame */

export const MARGIN = { left: 72, right: 80 };
const BAND = 36; // pixels of a curve
const GAP = 8;
const TOP = 8;
export const TALL = TOP + 2 * BAND + GAP + 28;
const BEND = 10; // steps up to which the axis is nearly even
const TICKS = [0, 10, 100, 1000, 10000];

/** Where a step lies, as a share of the axis up to step `last`. */
export function share(step, last) {
  return Math.log1p(step / BEND) / Math.log1p(last / BEND);
}

/**
 * The place of a step on a timeline of some width.
 * @param {number} step
 * @param {Frame[]} frames
 * @param {number} width
 */
export function placeOf(step, frames, width) {
  const room = width - MARGIN.left - MARGIN.right;
  return MARGIN.left + room * share(step, frames[frames.length - 1].step);
}

/**
 * The moment nearest to a place.
 * @param {number} x
 * @param {Frame[]} frames
 * @param {number} width
 */
export function frameAt(x, frames, width) {
  const far = frames.map(({ step }) => Math.abs(placeOf(step, frames, width) - x));
  return far.indexOf(Math.min(...far));
}

/**
 * The moment that the address names by its step, or null.
 * @param {string | null} text
 * @param {Frame[]} frames
 */
export function frameNamed(text, frames) {
  const found = frames.findIndex(({ step }) => String(step) === text);
  return found < 0 ? null : found;
}

/**
 * Both curves, the axis, and a line where `at` is.
 * @param {CanvasRenderingContext2D} pen
 * @param {import("../core/types").Theme} theme
 * @param {number} width
 * @param {Frame[]} frames
 * @param {number} at
 */
export function drawTimeline(pen, theme, width, frames, at) {
  const { palette } = theme;
  const x = (step) => placeOf(step, frames, width);
  const bottom = TOP + 2 * BAND + GAP;
  const grid = css(mix(parseColour(theme.background), parseColour(theme.text), 0.15));
  for (const tick of TICKS) {
    stroke(pen, grid, 1, [
      [x(tick), TOP],
      [x(tick), bottom + 4],
    ]);
    write(pen, theme, tick.toLocaleString("en"), x(tick), bottom + 16, {
      align: "center",
      size: 13,
    });
  }
  write(pen, theme, "steps", width - MARGIN.right + 14, bottom + 16, { size: 13 });
  stroke(pen, theme.text, 1.5, [
    [x(frames[at].step), TOP],
    [x(frames[at].step), bottom + 4],
  ]);
  const most = Math.max(...frames.map(({ loss }) => loss));
  const curves = [
    {
      name: "right",
      top: TOP,
      colour: palette.output,
      of: ({ accuracy }) => accuracy,
      text: `${(100 * frames[at].accuracy).toFixed(2)} %`,
    },
    {
      name: "loss",
      top: TOP + BAND + GAP,
      colour: palette.kernel,
      of: ({ loss }) => loss / most,
      text: frames[at].loss.toFixed(3),
    },
  ];
  for (const { name, top, colour, of, text } of curves) {
    const y = (frame) => top + 4 + (BAND - 8) * (1 - of(frame));
    const line = { align: /** @type {CanvasTextAlign} */ ("right"), size: 14 };
    write(pen, theme, name, MARGIN.left - 16, top + BAND / 2, line);
    stroke(
      pen,
      colour,
      2,
      frames.map((frame) => [x(frame.step), y(frame)]),
    );
    for (const [i, frame] of frames.entries()) dot(pen, x(frame.step), y(frame), i === at, colour);
    write(pen, theme, text, width - MARGIN.right + 14, top + BAND / 2, { code: true, size: 14 });
  }
}

function dot(pen, x, y, large, colour) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(x, y, large ? 6 : 3, 0, 2 * Math.PI);
  pen.fill();
}
