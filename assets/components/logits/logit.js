// Draws one logit: a bar from zero, and an arrow to where one step would move it.

import { arrow, stroke } from "../core/ink.js";
import { across, THUMB } from "./layout.js";

const LEAST = 4; // pixels of an arrow that is drawn

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {import("./scene").Scene} scene
 * @param {import("./scene").Figure} figure
 * @param {import("../core/types").Theme} theme
 * @param {number} i
 * @param {number} top of its row
 */
export function drawLogit(pen, scene, figure, theme, i, top) {
  const { axis, z } = scene;
  const { logit, bar, middle } = figure;
  const { palette } = theme;
  const y = top + middle;
  const zero = Math.max(axis.low, Math.min(axis.high, 0));
  const [from, to] = [across(zero, axis, logit), across(z[i], axis, logit)];
  pen.fillStyle = z[i] < 0 ? palette.negative : palette.positive;
  pen.fillRect(Math.min(from, to), y - bar / 2, Math.abs(to - from), bar);
  if (zero !== 0) drawBreak(pen, theme, from + Math.sign(to - from) * 14, y, bar);
  drawHandle(pen, theme, to, y, bar);
  drawStep(pen, scene, figure, theme, i, y);
}

/** The bar has no beginning here: zero is further off than the panel goes. */
function drawBreak(pen, { background }, x, y, bar) {
  for (const shift of [0, 6])
    stroke(pen, background, 2.5, [
      [x + shift - 4, y + bar / 2 + 1],
      [x + shift + 4, y - bar / 2 - 1],
    ]);
}

/** What a hand takes hold of; above it lies the slider that it belongs to. */
function drawHandle(pen, { background, text }, x, y, bar) {
  const tall = bar + 6;
  pen.beginPath();
  pen.roundRect(x - THUMB / 4, y - tall / 2, THUMB / 2, tall, 4);
  pen.fillStyle = background;
  pen.fill();
  pen.lineWidth = 2;
  pen.strokeStyle = text;
  pen.stroke();
}

/** Against the gradient: a step of this rate ends at the arrow's point. */
function drawStep(pen, { axis, z, answer, state }, { logit, bar }, theme, i, y) {
  const move = -state.rate * answer.gradient[i];
  const { low, high } = axis;
  const end = Math.max(low, Math.min(high, z[i] + move));
  const [from, to] = [across(z[i], axis, logit), across(end, axis, logit)];
  if (!(Math.abs(to - from) >= LEAST)) return; // NaN too
  arrow(pen, theme.text, from, to, y + bar / 2 + 7);
}
