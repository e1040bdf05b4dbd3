// Draws a transposed convolution: cells, kernel, stamp, the page on which stamps add up, and how often it is written.

import { fit } from "../core/canvas.js";
import {
  cellRect,
  drawCell,
  drawTitle,
  fillHatch,
  makeHatches,
  outline,
  strokeGrid,
} from "../core/cells.js";
import { greyColour, mix, parseColour, signedColour } from "../core/colours.js";
import { isInside, positionOf, windowCells } from "../core/windows.js";
import { at, weightsOf } from "./stamps-words.js";

/** @typedef {{spec: import("./types").Payload, arrays: import("./types").Arrays}} Scene @typedef {import("../core/types").Pair} Pair */

const TITLES = {
  cells: "Input",
  kernel: "Kernel",
  stamp: "= Stamp",
  page: "Output",
  counts: "Stamps that write to each cell",
  resized: "Resize, then convolve: terms",
};
const DEEPEST = 0.62; // share of the colour where a cell is written most often

const roleOf = (role) => ({ cells: "input", kernel: "kernel", stamp: "kernel" })[role] ?? "output";
const find = (figure, role) => figure.grids.find((grid) => grid.role === role);

/**
 * Paint once what stays from step to step.
 * @param {Scene} scene
 */
export function paintStamps(scene, figure, theme, width) {
  const { spec, arrays } = scene;
  const canvas = document.createElement("canvas");
  const context = fit(canvas, width, figure.height);
  const layers = { canvas, colours: colourScales(scene, theme), hatches: makeHatches(theme) };
  const grids = {
    cells: arrays.input,
    kernel: arrays.weight,
    counts: arrays.counts,
    resized: arrays.resizedCounts,
  };
  for (const grid of figure.grids) {
    const values = grids[grid.role];
    const size = grid.role === "page" ? spec.input : [grid.rows, grid.columns];
    const colour = theme.palette[roleOf(grid.role)];
    drawTitle(
      context,
      grid,
      TITLES[grid.role],
      grid.role === "stamp" ? "" : size.join("×"),
      colour,
      theme,
    );
    if (values)
      each(grid, (cell, rect) => {
        const value = at(values, cell);
        drawCell(context, rect, layers.colours[grid.role](value), value, theme);
      });
    if (grid.role === "page") drawPage(context, grid, scene, theme, layers.hatches);
    else strokeGrid(context, cellRect(grid, [0, 0], grid.rows, grid.columns), colour);
  }
  drawArrows(context, figure, theme);
  return layers;
}

/**
 * Draw one frame; `view` as the player makes it.
 * @param {Scene} scene
 */
export function drawStamps(context, scene, figure, layers, theme, view, width) {
  const { spec, arrays } = scene;
  context.clearRect(0, 0, width, figure.height);
  context.drawImage(layers.canvas, 0, 0, width, figure.height);
  const [page, stamp] = [find(figure, "page"), find(figure, "stamp")];
  const position = positionOf(view.step, spec);
  for (const { cell, value } of written(scene, view.revealed))
    drawCell(context, cellRect(page, onPage(cell, spec)), layers.colours.page(value), value, theme);
  each(stamp, (_, rect, k) => {
    const value = at(arrays.products, [0, 0], view.step * weightsOf(spec) + k);
    drawCell(context, rect, layers.colours.stamp(value), value, theme);
  });
  const { kernel, input } = theme.palette;
  strokeGrid(context, cellRect(stamp, [0, 0], stamp.rows, stamp.columns), kernel);
  outline(context, cellRect(find(figure, "cells"), position), input, theme, 3);
  drawTarget(context, page, spec, position, theme);
  if (view.phases.landing < 1) drawFlight(context, scene, figure, layers, theme, view, position);
  for (const grid of figure.grids)
    for (const cell of view.hover?.marks[grid.role] ?? [])
      outline(
        context,
        cellRect(grid, grid.role === "page" ? onPage(cell, spec) : cell),
        theme.palette[roleOf(grid.role)],
        theme,
        grid.cell < 10 ? 1 : 2,
      );
}

/**
 * The cells of the output that the first `count` stamps have written to, and what each then holds.
 * @param {Scene} scene
 */
export function written({ spec, arrays }, count) {
  /** @type {Map<string, {cell: Pair, value: number}>} */
  const page = new Map();
  for (let step = 0; step < count; step++)
    windowCells(positionOf(step, spec), spec).forEach((cell, k) => {
      if (!isInside(cell, spec)) return;
      const value = at(arrays.sums, [0, 0], step * weightsOf(spec) + k);
      page.set(String(cell), { cell, value });
    });
  return [...page.values()];
}

/** @param {Scene} scene */
function colourScales({ spec, arrays }, theme) {
  const largest = (packed) => packed.data.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
  const signed = (packed) => {
    const limit = largest(packed);
    return (value) => signedColour(value, limit, theme.palette);
  };
  const most = Math.max(largest(arrays.counts), 1);
  const shades = (limit) => (count) =>
    mix(
      parseColour(theme.background),
      parseColour(theme.palette.output),
      (DEEPEST * count) / limit,
    );
  return {
    cells: spec.picture ? (value) => greyColour(value, 0, 255) : signed(arrays.input),
    kernel: signed(arrays.weight),
    stamp: signed(arrays.products),
    page: signed(arrays.sums),
    counts: shades(most),
    resized: shades(Math.max(largest(arrays.resizedCounts), 1)),
  };
}

/** Place on the page's grid, where what the padding cuts off has its cells too. */
const onPage = (cell, { pads }) => /** @type {Pair} */ (cell.map((n, axis) => n + pads[axis][0]));

function each(grid, draw) {
  for (let row = 0; row < grid.rows; row++)
    for (let column = 0; column < grid.columns; column++)
      draw([row, column], cellRect(grid, [row, column]), row * grid.columns + column);
}

/** The empty page: hatched where the padding cuts it off, and wider where no stamp reaches it. */
function drawPage(context, grid, { spec, arrays }, theme, hatches) {
  const gap = grid.cell > 6 ? 1 : 0;
  each(grid, (place, rect) => {
    const cell = /** @type {Pair} */ (place.map((n, axis) => n - spec.pads[axis][0]));
    if (!isInside(cell, spec)) {
      fillHatch(context, rect, hatches.padding);
      return;
    }
    context.fillStyle = theme.palette.faint;
    context.fillRect(rect[0], rect[1], rect[2] - gap, rect[3] - gap);
    if (!at(arrays.counts, cell)) fillHatch(context, rect, hatches.unreached);
  });
  const inner = cellRect(grid, [spec.pads[0][0], spec.pads[1][0]], ...spec.input);
  strokeGrid(context, inner, theme.palette.output);
}

function drawArrows(context, figure, theme) {
  context.fillStyle = theme.text;
  context.globalAlpha = 0.85;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const { text, label, x, y } of figure.operators) {
    context.font = `20px ${theme.font}`;
    context.fillText(text, x, y);
    context.font = `13px ${theme.font}`;
    if (label) context.fillText(label, x, y - 16);
  }
  context.globalAlpha = 1;
}

/** Where the stamp goes on the page. */
function drawTarget(context, page, spec, position, theme) {
  const cells = windowCells(position, spec);
  const spans = [0, 1].map((axis) => spec.dilation[axis] * (spec.window[axis] - 1) + 1);
  if (spec.dilation.some((d) => d > 1))
    for (const cell of cells)
      outline(context, cellRect(page, onPage(cell, spec)), theme.palette.kernel, theme, 1.5);
  const corner = onPage(cells[0], spec);
  outline(context, cellRect(page, corner, ...spans), theme.palette.kernel, theme, 3);
}

/** The stamp on its way to the page. */
function drawFlight(context, { spec, arrays }, figure, layers, theme, view, position) {
  const [page, stamp] = [find(figure, "page"), find(figure, "stamp")];
  context.globalAlpha = 0.85;
  windowCells(position, spec).forEach((cell, k) => {
    const place = /** @type {Pair} */ ([Math.floor(k / spec.window[1]), k % spec.window[1]]);
    const [from, to] = [cellRect(stamp, place), cellRect(page, onPage(cell, spec))];
    const rect = /** @type {import("../core/cells.js").Rect} */ (
      from.map((start, i) => start + (to[i] - start) * view.phases.landing)
    );
    const value = at(arrays.products, [0, 0], view.step * weightsOf(spec) + k);
    context.globalAlpha = 0.85;
    drawCell(context, rect, layers.colours.stamp(value), value, theme);
  });
  context.globalAlpha = 1;
}
