// The loss after each step, as a small curve.

import { fit } from "../core/canvas.js";
import { stroke } from "../core/ink.js";
import { short } from "../core/number.js";

const [WIDE, TALL] = [150, 52];
const SHOWN = 40; // steps, the latest

/**
 * Draw the losses, the first one leftmost; returns what to say beside them.
 * @param {HTMLCanvasElement} canvas
 * @param {number[]} losses
 * @param {import("../core/types").Theme} theme
 */
export function drawTrail(canvas, losses, theme) {
  const context = fit(canvas, WIDE, TALL);
  context.clearRect(0, 0, WIDE, TALL);
  const shown = losses.slice(-SHOWN).filter(Number.isFinite);
  const most = Math.max(...shown, 1e-9);
  const between = (WIDE - 12) / Math.max(10, shown.length - 1);
  const points = shown.map((loss, i) => [6 + i * between, TALL - 6 - (loss / most) * (TALL - 12)]);
  stroke(context, theme.palette.hatch, 1, [
    [0, TALL - 5.5],
    [WIDE, TALL - 5.5],
  ]);
  stroke(context, theme.text, 1.5, points);
  context.fillStyle = theme.text;
  for (const [i, [x, y]] of points.entries()) {
    context.beginPath();
    context.arc(x, y, i === points.length - 1 ? 4 : 2, 0, 2 * Math.PI);
    context.fill();
  }
  const steps = losses.length - 1;
  const text = `Step ${steps}: loss ${short(losses[steps], 3)}`;
  canvas.setAttribute("aria-label", text);
  return text;
}
