// Draws the rows: logit, power, probability and gradient of each class, and what ties them together.

import { css, mix, parseColour } from "../core/colours.js";
import { stroke, write } from "../core/ink.js";
import { short } from "../core/number.js";
import { drawBars, drawNumbers } from "./bars.js";
import { across, NUMBER, THUMB, ticks } from "./layout.js";
import { drawLogit } from "./logit.js";
import { exponent, logitText, powerText } from "./words.js";

/** @typedef {import("./scene").Scene} Scene @typedef {import("./scene").Figure} Figure */
/** @typedef {import("../core/types").Theme} Theme @typedef {CanvasRenderingContext2D} Pen */

/**
 * Draw all columns.
 * @param {Pen} pen
 * @param {Scene} scene
 * @param {Figure} figure
 * @param {Theme} theme
 */
export function drawFigure(pen, scene, figure, theme) {
  pen.fillStyle = theme.background;
  pen.fillRect(0, 0, figure.width, figure.height);
  drawRead(pen, scene, figure, theme);
  drawHeads(pen, scene, figure, theme);
  drawAxis(pen, scene, figure, theme);
  for (const i of scene.names.keys()) {
    const top = figure.head + i * figure.row;
    if (!figure.narrow) drawTies(pen, scene, figure, theme, i, top);
    drawLogit(pen, scene, figure, theme, i, top);
    drawNumbers(pen, scene, figure, theme, i, top);
    drawBars(pen, scene, figure, theme, i, top);
  }
  drawSums(pen, scene, figure, theme);
}

/** Names, logits and the mark of the true class: on the page they are buttons and fields, in a picture text. */
export function drawWords(pen, scene, figure, theme) {
  write(pen, theme, "True class", 0, figure.head / 2, { bold: true });
  for (const [i, name] of scene.names.entries()) {
    const y = figure.head + i * figure.row + figure.numbers;
    const mark = i === scene.state.truth ? "●" : "○";
    write(pen, theme, `${mark} ${name}`, 0, y);
    const { left, width } = figure.typed;
    const text = logitText(scene.z[i]);
    write(pen, theme, text, left + width - 8, y, { align: "right", code: true });
  }
}

/** The row that is read stands on a band. */
function drawRead(pen, { at }, { head, row, width }, { palette, background }) {
  pen.fillStyle = css(mix(parseColour(background), parseColour(palette.faint), 0.45));
  pen.beginPath();
  pen.roundRect(0, head + at * row, width, row, 6);
  pen.fill();
}

function drawHeads(pen, scene, figure, theme) {
  const { add, temperature } = scene.state;
  const y = figure.head / 2;
  const moved = add ? ` ${add < 0 ? "−" : "+"} ${short(Math.abs(add))}` : "";
  const { logit, power, share: shares, slope: slopes, narrow } = figure;
  if (narrow) write(pen, theme, "z", logit.width - 8, y, { bold: true, align: "right" });
  else write(pen, theme, `Logit z${moved}`, logit.left + THUMB / 2, y, { bold: true });
  const right = (column) => column.left + (narrow ? column.width : NUMBER);
  const raised = narrow ? "z" : exponent(scene);
  const x = narrow ? right(power) - 16 : power.left + 16;
  const wide = write(pen, theme, "e", x, y, { bold: true, align: narrow ? "right" : "left" });
  write(pen, theme, raised, (narrow ? x : x + wide) + 1, y - 7, { size: 12 });
  const name = narrow ? "p" : "Probability p";
  write(pen, theme, name, narrow ? right(shares) : shares.left + 16, y, {
    bold: true,
    align: narrow ? "right" : "left",
  });
  const over = narrow ? "(p−y)/T" : `(p − y)/${short(temperature)}`;
  const difference = temperature === 1 ? "p − y" : over;
  write(pen, theme, difference, narrow ? right(slopes) : slopes.left + 8, y, {
    bold: true,
    align: narrow ? "right" : "left",
    size: narrow ? 13 : 14,
  });
}

/** Round numbers below the logits, and a line through the rows at each of them; zero's is stronger. */
function drawAxis(pen, { axis, names }, figure, theme) {
  const { logit, head, row } = figure;
  const bottom = head + names.length * row;
  for (const value of ticks(axis, figure.narrow ? 4 : 6)) {
    const x = Math.round(across(value, axis, logit)) + 0.5;
    stroke(pen, value === 0 ? theme.palette.hatch : theme.palette.faint, value === 0 ? 1.5 : 1, [
      [x, head],
      [x, bottom],
    ]);
    write(pen, theme, short(value, 5), x, bottom + 15, { align: "center", code: true, size: 12 });
  }
}

/** Dotted lines that lead from a logit to its power, from there to its probability and its gradient. */
function drawTies(pen, { z, axis }, figure, theme, i, top) {
  const y = Math.round(top + figure.middle) + 0.5;
  const { logit, power, share: shares, slope: slopes } = figure;
  const starts = [
    Math.max(
      across(z[i], axis, logit),
      across(Math.max(axis.low, Math.min(axis.high, 0)), axis, logit),
    ) + THUMB,
    power.left + power.width + 6,
    shares.left + shares.width + 6,
  ];
  for (const [j, column] of [power, shares, slopes].entries())
    stroke(
      pen,
      theme.palette.hatch,
      1,
      [
        [starts[j], y],
        [column.left + 4, y],
      ],
      [1.5, 4],
    );
}

/** Below each column what it adds up to. */
function drawSums(pen, { answer, names }, figure, theme) {
  const { sum, p, gradient } = answer;
  const y = figure.head + names.length * figure.row + 15;
  const total = (values) => short(Number(values.reduce((a, b) => a + b, 0).toFixed(5)), 4);
  const texts = [powerText(sum), total(p), total(gradient)];
  for (const [j, column] of [figure.power, figure.share, figure.slope].entries()) {
    const right = column.left + (figure.narrow ? column.width : NUMBER);
    stroke(pen, theme.palette.hatch, 1, [
      [right - NUMBER + 12, y - 13.5],
      [right, y - 13.5],
    ]);
    write(pen, theme, texts[j], right, y, { align: "right", code: true });
    if (!figure.narrow) write(pen, theme, "Σ", column.left - 4, y, { code: true });
  }
}
