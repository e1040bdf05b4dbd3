// The mean and the variance of batch after batch, and the averages that run behind them.

import { across } from "./layout.js";
import { averages, sizes, statistics } from "./numbers.js";
import { legend, line, pale } from "./strokes.js";
import { fixed } from "./words.js";

/** @typedef {import("./numbers.js").Scene} Scene @typedef {import("./numbers.js").State} State */

const TITLES = { mean: "Mean", variance: "Variance" };
const PALE = 0.72; // of the background, in what has not happened yet

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 * @param {State} state
 * @param {"mean" | "variance"} name
 * @param {import("./layout.js").Box} box
 * @param {import("../core/types").Theme} theme
 */
export function drawChart(context, scene, state, name, box, theme) {
  const { palette } = theme;
  const { batches } = sizes(scene);
  const running = scene.meta.kind === "batches";
  const own = Array.from({ length: batches }, (_, batch) => ownNumber(scene, batch, state, name));
  const runs = running
    ? averages(scene, state.channel, state.momentum).map((pair) => pair[name])
    : [];
  const ends = endsOf([...own, ...runs, 0]);
  const x = (step) => across(step, [running ? 0 : 1, batches], box);
  const y = (value) => across(value, ends, { left: box.bottom, right: box.top });
  drawScale(context, box, ends, y, theme);
  const now = state.batch + 1;
  line(context, palette.hatch, 1, [2, 3], [x(now), box.top, x(now), box.bottom]);
  if (running) drawRuns(context, runs, state, { x, y, ends: batches }, theme);
  for (const [batch, value] of own.entries())
    dot(
      context,
      x(batch + 1),
      y(value),
      batch === state.batch ? 5 : 2.5,
      batch > state.batch && running ? pale(palette.input, theme, PALE) : palette.input,
    );
  drawWords(context, box, name, own[state.batch], running ? runs[state.test ?? now] : null, theme);
  drawSteps(context, box, batches, x, theme, running);
}

/** A batch's own number; of the variance the one that the averages take. */
function ownNumber(scene, batch, { channel }, name) {
  const { mean, variance, unbiased } = statistics(scene, batch, channel);
  if (name === "mean") return mean;
  return scene.meta.kind === "batches" ? unbiased : variance;
}

/**
 * Ends of an axis with some room around the numbers.
 * @param {number[]} numbers
 * @returns {[number, number]}
 */
export function endsOf(numbers) {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const room = 0.06 * (high - low || 1);
  return [low - room, high + room];
}

/** The averages: full up to now, pale further on; at test time they stay where they were. */
function drawRuns(context, runs, { batch, test }, { x, y, ends }, theme) {
  const ink = theme.palette.kernel;
  const seen = test ?? batch + 1;
  const path = (from, to) =>
    runs.slice(from, to + 1).flatMap((value, i) => [x(from + i), y(value)]);
  if (test === null) line(context, pale(ink, theme, PALE), 2, [], path(seen, ends));
  else line(context, ink, 2, [5, 4], [x(seen), y(runs[seen]), x(ends), y(runs[seen])]);
  line(context, ink, 2.5, [], path(0, seen));
  dot(context, x(seen), y(runs[seen]), 5, ink);
}

function drawScale(context, box, [low, high], y, theme) {
  context.font = `12px ${theme.codeFont}`;
  context.textBaseline = "middle";
  context.textAlign = "right";
  for (const value of ticks(low, high)) {
    const at = Math.round(y(value)) + 0.5;
    line(
      context,
      value ? theme.palette.faint : theme.palette.hatch,
      1,
      [],
      [box.left, at, box.right, at],
    );
    context.fillStyle = theme.text;
    context.fillText(fixed(value, decimals(high - low)), box.left - 6, at);
  }
}

const decimals = (span) => Math.max(0, Math.min(6, 1 - Math.floor(Math.log10(span))));

/** Two to five round numbers between the ends. */
export function ticks(low, high) {
  const least = (high - low) / 4;
  const ten = 10 ** Math.floor(Math.log10(least));
  const step = ([1, 2, 5].find((digit) => digit * ten >= least) ?? 10) * ten;
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) => (first + i) * step);
}

/** The chart's name, the batch's own number and the running one, each behind its colour. */
function drawWords(context, box, name, own, run, theme) {
  const digits = Math.abs(own) < 0.05 ? 5 : 3;
  const { input, kernel } = theme.palette;
  const parts = [{ colour: input, text: `batch ${fixed(own, digits)}` }];
  if (run !== null) parts.push({ colour: kernel, text: `running ${fixed(run, digits)}` });
  legend(context, box.left - 40, box.top - 7, TITLES[name], parts, theme);
}

/** Numbers of the steps below. */
function drawSteps(context, box, batches, x, theme, running) {
  context.font = `12px ${theme.codeFont}`;
  context.textBaseline = "alphabetic";
  context.fillStyle = theme.text;
  for (const step of running ? [0, Math.round(batches / 2), batches] : [1, batches]) {
    context.textAlign = step === batches ? "right" : "center";
    const noun = running ? "batches" : "moments";
    context.fillText(step === batches ? `${step} ${noun}` : String(step), x(step), box.bottom + 14);
  }
}

function dot(context, x, y, radius, colour) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
}
