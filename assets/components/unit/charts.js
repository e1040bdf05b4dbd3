// The climb's value by step, and what the classes have to do with a unit.

import { css, parseColour } from "../core/colours.js";
import { stroke, write } from "../core/ink.js";
import { short } from "../core/number.js";

/** @typedef {import("../core/types").Theme} Theme */

const ROW = 15; // pixels of a class
const NAMES = 84; // pixels of its name
const NUMBERS = 50; // and of its number

/** Height of the bars of so many classes. */
export function heightOf(classes) {
  return ROW * classes;
}

/**
 * Values by step, the one that is looked at marked, and how far the best test picture comes.
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {{width: number, height: number, values: number[], at: number, natural: number}} climb `at` is a share of the way
 */
export function drawCurve(context, theme, { width, height, values, at, natural }) {
  const high = Math.max(natural, ...values, 1e-6);
  const low = Math.min(0, ...values);
  const [top, bottom] = [16, height - 16];
  const y = (value) => bottom - ((value - low) / (high - low)) * (bottom - top);
  const x = (i) => 1 + (i / Math.max(1, values.length - 1)) * (width - 4);
  stroke(context, theme.border, 1, [
    [0, y(0)],
    [width, y(0)],
  ]);
  if (natural > 0) {
    stroke(
      context,
      theme.palette.input,
      1.5,
      [
        [0, y(natural)],
        [width, y(natural)],
      ],
      [4, 3],
    );
  }
  stroke(
    context,
    theme.palette.output,
    2,
    values.map((value, i) => [x(i), y(value)]),
  );
  const here = at * (values.length - 1);
  const value = values[Math.round(here)];
  context.fillStyle = theme.palette.output;
  context.beginPath();
  context.arc(x(here), y(value), 4, 0, 2 * Math.PI);
  context.fill();
  const beside = here > values.length / 2 ? "right" : "left";
  const clear = y(value) < height / 2 ? 18 : -12; // of the curve, which climbs
  write(context, theme, short(value), x(here), y(value) + clear, {
    code: true,
    size: 13,
    align: beside,
  });
  write(context, theme, "steps", width - 2, height - 6, { size: 12, align: "right" });
}

/**
 * The answer of a unit without a map, and how far it is on the way to that of the best picture.
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {number} value
 * @param {number} best
 * @param {number} side
 */
export function drawAnswer(context, theme, value, best, side) {
  const [room, y] = [side - 16, side / 2 + 20];
  write(context, theme, short(value), side / 2, side / 2 - 12, {
    code: true,
    size: 28,
    align: "center",
  });
  context.fillStyle = theme.palette.faint;
  context.fillRect(8, y, room, 8);
  context.fillStyle = value < 0 ? theme.palette.negative : theme.palette.positive;
  context.fillRect(8, y, room * Math.min(1, best > 0 ? Math.abs(value) / best : 0), 8);
  write(context, theme, `best ${short(best)}`, side - 8, y + 20, { size: 12, align: "right" });
}

/**
 * A bar a class, from zero to either side; blue below zero, orange above, or green where none is below.
 * @param {CanvasRenderingContext2D} context
 * @param {Theme} theme
 * @param {{width: number, values: number[], numbers: string[], labels: string[], signed: boolean}} bars
 */
export function drawBars(context, theme, { width, values, numbers, labels, signed }) {
  const room = width - NAMES - NUMBERS - 8;
  const least = Math.min(0, ...values);
  const span = Math.max(0, ...values) - least || 1;
  const zero = NAMES + (-least / span) * room;
  const strongest = values.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
  for (const [i, value] of values.entries()) {
    const y = ROW * i;
    const bold = value === strongest;
    write(context, theme, labels[i], 0, y + ROW / 2, { size: 13, bold });
    context.fillStyle = css(parseColour(theme.palette.faint));
    context.fillRect(NAMES, y + 3, room, ROW - 6);
    context.fillStyle = !signed
      ? theme.palette.output
      : value < 0
        ? theme.palette.negative
        : theme.palette.positive;
    const far = (value / span) * room;
    context.fillRect(Math.min(zero, zero + far), y + 3, Math.abs(far), ROW - 6);
    write(context, theme, numbers[i], width - 1, y + ROW / 2, {
      code: true,
      size: 13,
      align: "right",
      bold,
    });
  }
  if (least < 0)
    stroke(context, theme.text, 1, [
      [zero, 0],
      [zero, ROW * values.length],
    ]);
}
