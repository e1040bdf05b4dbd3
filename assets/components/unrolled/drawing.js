// Draws the input, the matrix with its row lit up, what it is multiplied by, the product and the maps.

import {
  cellRect,
  drawCell,
  drawNumber,
  drawTitle,
  fillHatch,
  makeHatches,
  outline,
  READABLE,
  strokeGrid,
} from "../core/cells.js";
import { css, greyColour, parseColour, signedColour } from "../core/colours.js";
import { isInside, positionOf, windowCells } from "../core/windows.js";
import { productCell, rowOf, unflattened, weightAt } from "./links.js";

/** @typedef {import("./links.js").Scene} Scene @typedef {import("./links.js").Shown} Shown @typedef {import("../core/types").Pair} Pair */

const DIM = 0.5; // how much of the ground covers the rows that are not on show

const roleOf = (role) => ({ kernels: "kernel", product: "output", map: "output" })[role] ?? "input";

/**
 * Draw everything.
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 * @param {import("./layout.js").Figure} figure
 * @param {import("../core/types").Theme} theme
 * @param {Shown} shown
 */
export function drawFigure(context, scene, figure, theme, shown) {
  const { meta } = scene;
  context.fillStyle = theme.background;
  context.fillRect(0, 0, figure.width, figure.height);
  const tools = { colours: colourScales(scene, theme.palette), hatches: makeHatches(theme), theme };
  for (const grid of figure.grids) {
    const colour =
      theme.palette[
        meta.view === "kernels" && grid.role === "matrix" ? "kernel" : roleOf(grid.role)
      ];
    drawTitle(context, grid, titleOf(meta, grid), shapeOf(meta, grid), colour, theme);
    drawGrid(context, scene, grid, tools);
    const inner =
      grid.role === "input"
        ? cellRect(grid, [meta.pads[0][0], meta.pads[1][0]], ...meta.input)
        : cellRect(grid, [0, 0], grid.rows, grid.columns);
    strokeGrid(context, inner, colour);
  }
  drawSigns(context, figure, theme);
  light(context, meta, figure, theme, shown);
  for (const { role, channel, cell } of shown.marks) {
    const grid = figure.grids.find((each) => each.role === role && each.channel === channel);
    if (!grid) continue;
    const place = role === "input" ? onPage(cell, meta) : cell;
    outline(
      context,
      cellRect(grid, place),
      theme.palette[roleOf(role)],
      theme,
      grid.cell < 10 ? 1 : 2,
    );
  }
}

function titleOf({ view, channels, filters }, { role, channel }) {
  return {
    input: channels > 1 ? `Channel ${channel}` : "Input",
    flat: "Input, flattened",
    matrix: view === "windows" ? "Each window a row" : "Each row the kernel, moved",
    kernels: "w",
    product: "y",
    map: filters > 1 ? `Map ${channel}` : "Output",
  }[role];
}

function shapeOf({ input }, { role, rows, columns }) {
  if (role === "flat" || role === "product" || role === "kernels") return "";
  return role === "input" ? input.join("×") : `${rows}×${columns}`;
}

/** @param {Scene} scene */
function colourScales({ meta, arrays }, palette) {
  const scale = ({ data }) => {
    const limit = data.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
    return (value) => signedColour(value, limit, palette);
  };
  const input = meta.picture ? (value) => greyColour(value, 0, 255) : scale(arrays.input);
  const kernel = scale(arrays.kernels);
  const output = scale(arrays.output);
  const matrix = meta.view === "windows" ? input : kernel;
  return { input, flat: input, matrix, kernels: kernel, product: output, map: output };
}

const onPage = (cell, { pads }) => /** @type {Pair} */ (cell.map((n, axis) => n + pads[axis][0]));

/** @param {Scene} scene */
function drawGrid(context, scene, grid, { colours, hatches, theme }) {
  for (let row = 0; row < grid.rows; row++)
    for (let column = 0; column < grid.columns; column++) {
      const rect = cellRect(grid, [row, column]);
      const found = valueAt(scene, grid, [row, column]);
      if (found.kind === "number")
        drawCell(context, rect, colours[grid.role](found.value), found.value, theme);
      else drawNothing(context, rect, found.kind, hatches, theme);
    }
}

/** A cell of the padding, with its zero, or one of the matrix where no weight stands. */
function drawNothing(context, rect, kind, hatches, theme) {
  if (kind === "padding") {
    fillHatch(context, rect, hatches.padding);
    if (rect[3] >= READABLE) drawNumber(context, rect, "0", theme.text, theme, 0.6);
    return;
  }
  context.fillStyle = theme.palette.faint;
  context.globalAlpha = 0.5;
  const gap = rect[2] > 6 ? 1 : 0;
  context.fillRect(rect[0], rect[1], rect[2] - gap, rect[3] - gap);
  context.globalAlpha = 1;
}

/**
 * What stands in a cell: a number, padding, or nothing.
 * @param {Scene} scene
 * @param {import("./layout.js").Grid} grid
 * @param {Pair} place
 */
export function valueAt({ meta, arrays }, { role, channel, columns }, [row, column]) {
  const number = (value) => ({ kind: "number", value });
  if (role === "input") {
    const cell = [row - meta.pads[0][0], column - meta.pads[1][0]];
    if (!isInside(/** @type {Pair} */ (cell), meta)) return { kind: "padding", value: 0 };
    return number(arrays.input.data[(channel * meta.input[0] + cell[0]) * meta.input[1] + cell[1]]);
  }
  if (role === "flat") return number(arrays.input.data[column]);
  if (role === "kernels") return number(arrays.kernels.data[row * columns + column]);
  if (role === "map")
    return number(arrays.output.data[(channel * meta.output[0] + row) * meta.output[1] + column]);
  const places = meta.output[0] * meta.output[1];
  if (role === "product")
    return number(arrays.output.data[meta.view === "windows" ? column * places + row : row]);
  const value = arrays.matrix.data[row * columns + column];
  if (meta.view === "windows") {
    const size = meta.window[0] * meta.window[1];
    const cell = windowCells(positionOf(row, meta), meta)[column % size];
    return isInside(cell, meta) ? number(value) : { kind: "padding", value };
  }
  const { channel: from, cell } = unflattened(meta, column);
  return weightAt(meta, row % places, from, cell) < 0 ? { kind: "nothing", value } : number(value);
}

function drawSigns(context, { signs }, theme) {
  context.fillStyle = theme.text;
  context.globalAlpha = 0.85;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.font = `20px ${theme.font}`;
  for (const { text, x, y } of signs) context.fillText(text, x, y);
  context.globalAlpha = 1;
}

/** The row on show stands out, and with it the window that it is, the column that it meets, and the output. */
function light(context, meta, { grids }, theme, shown) {
  const { palette } = theme;
  const matrix = grids.find(({ role }) => role === "matrix");
  const row = rowOf(meta, shown);
  dim(context, matrix, [row, 0, 1, matrix.columns], theme);
  outline(context, cellRect(matrix, [row, 0], 1, matrix.columns), palette.input, theme, 3);
  const kernels = grids.find(({ role }) => role === "kernels");
  if (kernels) {
    if (kernels.columns > 1) dim(context, kernels, [0, shown.filter, kernels.rows, 1], theme);
    outline(
      context,
      cellRect(kernels, [0, shown.filter], kernels.rows, 1),
      palette.kernel,
      theme,
      3,
    );
  }
  const product = grids.find(({ role }) => role === "product");
  outline(context, cellRect(product, productCell(meta, shown)), palette.output, theme, 2);
  const map = grids.find(({ role, channel }) => role === "map" && channel === shown.filter);
  outline(context, cellRect(map, positionOf(shown.place, meta)), palette.output, theme, 2);
  const cells = windowCells(positionOf(shown.place, meta), meta);
  const spans = [0, 1].map((axis) => meta.dilation[axis] * (meta.window[axis] - 1) + 1);
  for (const grid of grids) {
    if (grid.role !== "input") continue;
    if (meta.dilation.some((d) => d > 1))
      for (const cell of cells)
        outline(context, cellRect(grid, onPage(cell, meta)), palette.input, theme, 1.5);
    outline(context, cellRect(grid, onPage(cells[0], meta), ...spans), palette.input, theme, 3);
  }
}

/** Cover a grid with its ground, but for a part of it. */
function dim(context, grid, [row, column, rows, columns], theme) {
  context.fillStyle = css(parseColour(theme.background), DIM);
  context.beginPath();
  context.rect(...cellRect(grid, [0, 0], grid.rows, grid.columns));
  context.rect(...cellRect(grid, [row, column], rows, columns));
  context.fill("evenodd");
}
