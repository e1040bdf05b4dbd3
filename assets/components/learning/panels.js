// The confusion matrix, and the two strips of a batch norm's running statistics.

import { css, inkOn, mix, parseColour } from "../core/colours.js";
import { stroke, write } from "../core/ink.js";
import { short } from "../core/number.js";

/** @typedef {CanvasRenderingContext2D} Pen @typedef {import("../core/types").Theme} Theme */

const NAMES = 88; // pixels beside the matrix
const HEAD = 84; // and above it
const STRIP = 72;
const LABEL = 28;

/** Height of the confusion matrix in some width. */
export function matrixTall(width, classes) {
  return HEAD + Math.round(matrixCell(width, classes) * classes);
}

const matrixCell = (width, classes) => Math.min(30, (width - NAMES) / classes);

/**
 * The cell [true class, answer] at a place of the matrix, or null.
 * @param {number[]} place
 * @param {number} width
 * @param {number} classes
 */
export function pairAt([x, y], width, classes) {
  const cell = matrixCell(width, classes);
  const [row, column] = [Math.floor((y - HEAD) / cell), Math.floor((x - NAMES) / cell)];
  const inside = (i) => i >= 0 && i < classes;
  return inside(row) && inside(column) ? [row, column] : null;
}

/**
 * The counts of a moment, row by row.
 * @param {import("../core/types").Packed} packed
 * @param {number} at
 */
export function countsOf({ shape: [, classes], data }, at) {
  const start = at * classes * classes;
  return Array.from({ length: classes }, (_, i) =>
    Array.from(data.subarray(start + i * classes, start + (i + 1) * classes)),
  );
}

/**
 * Each row is a class, each column an answer; a cell's colour is its share of the row, as a square root.
 * @param {Pen} pen
 * @param {Theme} theme
 * @param {number} width
 * @param {string[]} labels
 * @param {number[][]} counts
 * @param {number[]} chosen
 */
export function drawMatrix(pen, theme, width, labels, counts, chosen) {
  const cell = matrixCell(width, labels.length);
  const ground = parseColour(theme.background);
  const [right, wrong] = [theme.palette.output, theme.palette.positive].map(parseColour);
  for (const [i, row] of counts.entries()) {
    const bold = i === chosen[0];
    write(pen, theme, labels[i], NAMES - 8, HEAD + (i + 0.5) * cell, {
      align: "right",
      size: 13,
      bold,
    });
    const total = row.reduce((sum, count) => sum + count, 0) || 1;
    for (const [j, count] of row.entries()) {
      const fill = mix(ground, i === j ? right : wrong, Math.sqrt(count / total));
      pen.fillStyle = css(fill);
      pen.fillRect(NAMES + j * cell, HEAD + i * cell, cell - 1, cell - 1);
      if (!count || cell < 22) continue;
      const ink = { ...theme, text: inkOn(fill) };
      write(pen, ink, String(count), NAMES + (j + 0.5) * cell, HEAD + (i + 0.5) * cell, {
        align: "center",
        size: 12,
        code: true,
      });
    }
  }
  for (const [j, label] of labels.entries()) {
    pen.save();
    pen.translate(NAMES + (j + 0.5) * cell, HEAD - 6);
    pen.rotate(-Math.PI / 2);
    write(pen, theme, label, 0, 0, { size: 13, bold: j === chosen[1] });
    pen.restore();
  }
  pen.strokeStyle = theme.text;
  pen.lineWidth = 2;
  pen.strokeRect(NAMES + chosen[1] * cell - 0.5, HEAD + chosen[0] * cell - 0.5, cell, cell);
}

export const STRIPS_TALL = 2 * (STRIP + LABEL) + 8;

/**
 * Running mean, and the root of the running variance, of each channel as bars from zero. The axes are those of all moments, so bars can be compared.
 * @param {Pen} pen
 * @param {Theme} theme
 * @param {number} width
 * @param {import("./film").Film["arrays"]} arrays
 * @param {number} at
 * @param {number} chosen
 */
export function drawStrips(pen, theme, width, { mean, var: variance }, at, chosen) {
  const { palette } = theme;
  const rows = [
    { name: "Running mean", packed: mean, bars: mean.data },
    {
      name: "Running variance, drawn as its root",
      packed: variance,
      bars: variance.data.map(Math.sqrt),
    },
  ];
  for (const [i, { name, packed, bars }] of rows.entries()) {
    const top = i * (STRIP + LABEL + 8) + LABEL;
    const [, count] = packed.shape;
    const least = Math.min(0, ...bars);
    const most = Math.max(0, ...bars);
    const y = (value) => top + STRIP * (1 - (value - least) / (most - least || 1));
    const room = width / count;
    for (let k = 0; k < count; k++) {
      const value = bars[at * count + k];
      pen.fillStyle = k === chosen ? palette.output : palette.hatch;
      const [above, below] = [y(Math.max(0, value)), y(Math.min(0, value))];
      pen.fillRect(k * room, above, Math.max(1, room - 2), Math.max(1, below - above));
    }
    stroke(pen, theme.border, 1, [
      [0, y(0)],
      [width, y(0)],
    ]);
    const value = short(packed.data[at * count + chosen], 4);
    write(pen, theme, `${name}; of channel ${chosen}: ${value}`, 0, top - 14, { size: 14 });
  }
}
