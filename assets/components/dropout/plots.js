// Draws where the mean of more and more masks goes, before a ReLU and behind it.

import { css, mix, parseColour } from "../core/colours.js";
import { stroke, write } from "../core/ink.js";

/** @typedef {import("./scene").Course} Course @typedef {import("../core/types").Theme} Theme */
/** @typedef {CanvasRenderingContext2D} Pen */
/** @typedef {{left: number, right: number, top: number, bottom: number}} Box */

const FEWEST = 25; // masks along the axis
const HEAD = 24;
const FOOT = 22; // for the axis, and once more for its legend where that has no room beside it
const NARROW = 440;
const LEFT = 44;
const SHARE = 0.02; // of the sums on each side that the axis may leave out

/** Two decimals, a true minus sign, and none before zero. */
export const two = (value) =>
  value
    .toFixed(2)
    .replace(/^-(?!0\.00)/, "−")
    .replace("-", "");

/** Two plots of equal height, one below the other. @returns {Box[]} */
export function boxesOf(width, height) {
  const each = (height - FOOT * (width < NARROW ? 2 : 1)) / 2;
  return [0, 1].map((i) => ({
    ...{ left: LEFT, right: width - 8 },
    ...{ top: i * each + HEAD, bottom: (i + 1) * each - 8 },
  }));
}

/**
 * @param {Pen} pen
 * @param {import("./scene").Scene} scene
 * @param {{width: number, height: number}} size
 * @param {Theme} theme
 */
export function drawPlots(pen, scene, { width, height }, theme) {
  const masks = scene.state.masks;
  const boxes = boxesOf(width, height);
  const most = Math.max(FEWEST, masks);
  for (const [i, course] of [scene.before, scene.behind].entries()) {
    const title = i
      ? "Behind the ReLU"
      : `Sum of unit ${scene.unit} of ${scene.layers[1]}, before its ReLU`;
    write(pen, theme, title, 0, boxes[i].top - HEAD / 2 - 2, { bold: true });
    drawPlot(pen, course, masks, most, boxes[i], theme);
  }
  drawAxis(pen, most, boxes[1], theme);
}

/** The range of numbers that a plot shows: nearly all sums, and always 0 and the test output. */
export function rangeOf({ sums, test }) {
  const sorted = Float64Array.from(sums).sort();
  const skipped = Math.floor(SHARE * sorted.length);
  const low = Math.min(sorted[skipped], test, 0);
  const high = Math.max(sorted[sorted.length - 1 - skipped], test, 0);
  const room = 0.06 * (high - low) || 1;
  return [low - room, high + room];
}

/** @param {Pen} pen @param {Course} course @param {Box} box @param {Theme} theme */
function drawPlot(pen, course, masks, most, box, theme) {
  const [low, high] = rangeOf(course);
  const x = (n) => box.left + ((n - 0.5) / most) * (box.right - box.left);
  const y = (value) => box.bottom - ((value - low) / (high - low)) * (box.bottom - box.top);
  const held = (value) => Math.max(box.top, Math.min(box.bottom, y(value)));
  const line = (value, colour, width, dashes = []) =>
    stroke(
      pen,
      colour,
      width,
      [
        [box.left, y(value)],
        [box.right, y(value)],
      ],
      dashes,
    );
  line(0, theme.palette.hatch, 1);
  drawBand(pen, course, masks, x, held, theme);
  pen.fillStyle = theme.palette.input;
  pen.globalAlpha = masks > 100 ? 0.45 : 0.8;
  for (let n = 0; n < masks; n++)
    dot(pen, x(n + 1), held(course.sums[n]), n === masks - 1 ? 4.5 : 2);
  pen.globalAlpha = 1;
  line(course.test, theme.text, 1.5, [6, 4]);
  const means = Array.from({ length: masks }, (_, n) => [x(n + 1), held(course.means[n])]);
  stroke(pen, theme.palette.output, 2.5, means);
  if (masks === 1) dot(pen, ...means[0], 3.5, theme.palette.output);
  numbers(pen, [0, course.test], y, box, theme);
}

function dot(pen, x, y, radius, colour = pen.fillStyle) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
}

/** Two standard errors on each side of the mean. */
function drawBand(pen, { means, errors }, masks, x, y, { palette, background }) {
  if (masks < 2) return;
  pen.fillStyle = css(mix(parseColour(palette.output), parseColour(background), 0.75));
  pen.beginPath();
  for (let n = 1; n < masks; n++) pen.lineTo(x(n + 1), y(means[n] + 2 * errors[n]));
  for (let n = masks - 1; n > 0; n--) pen.lineTo(x(n + 1), y(means[n] - 2 * errors[n]));
  pen.fill();
}

/** Zero and the test output at the left, if they do not stand on each other. */
function numbers(pen, [zero, test], y, box, theme) {
  write(pen, theme, two(test), box.left - 6, y(test), {
    align: "right",
    code: true,
    size: 12,
  });
  if (Math.abs(y(zero) - y(test)) > 12)
    write(pen, theme, "0", box.left - 6, y(zero), { align: "right", code: true, size: 12 });
}

function drawAxis(pen, most, box, theme) {
  const middle = box.bottom + 16;
  write(pen, theme, "1", box.left, middle, { code: true, size: 12 });
  write(pen, theme, `${most} masks`, box.right, middle, { align: "right", code: true, size: 12 });
  const beside = box.right >= NARROW - 8;
  const line = beside ? middle : middle + FOOT;
  let x = beside ? box.left + 40 : 4;
  for (const [colour, text] of [
    [theme.palette.input, "one mask"],
    [theme.palette.output, "mean ± 2 standard errors"],
    [theme.text, "test"],
  ]) {
    pen.fillStyle = colour;
    pen.fillRect(x, line - 2, 12, 3);
    x += 18 + write(pen, theme, text, x + 17, line, { size: 12 }) + 16;
  }
}
