// Draws the grids. Everything that does not change from step to step is painted once into layers.

import { fit } from "../core/canvas.js";
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
import { greyColour, inkOn, parseColour, signedColour } from "../core/colours.js";
import { short } from "../core/number.js";
import { isBeyond, isInside, positionOf, windowCells } from "../core/windows.js";
import { inputValue, outputValue, weightValue, winningCell } from "./sentence.js";

/** @typedef {{spec: import("./types").Payload, arrays: import("./types").Arrays}} Scene @typedef {import("./types").Payload} Payload */

/** @typedef {import("../core/types").Pair} Pair @typedef {[number, number, number, number]} Rect */

const TITLES = {
  input: "Input",
  window: "Window",
  kernel: "× Kernel",
  products: "= Products",
  output: "Output",
};

/**
 * Paint the layers that stay: { input: canvas, output: canvas } as large as the whole figure.
 * @param {Scene} scene
 */
export function paintLayers(scene, figure, theme, width) {
  const colours = colourScales(scene, theme.palette);
  const layer = (draw) => {
    const canvas = document.createElement("canvas");
    draw(fit(canvas, width, figure.height));
    return canvas;
  };
  const hatches = makeHatches(theme);
  return {
    colours,
    hatches,
    input: layer((context) => {
      for (const grid of figure.grids) {
        drawName(context, grid, scene, theme);
        if (grid.role === "input") drawInput(context, grid, scene, theme, colours, hatches);
        if (grid.role === "output") drawEmptyOutput(context, grid, theme);
      }
      drawOperators(context, figure, theme);
    }),
    output: layer((context) => drawOutput(context, find(figure, "output"), scene, theme, colours)),
  };
}

/**
 * Draw one frame. `view` = { step, from, phases, hover, revealed }.
 * @param {Scene} scene
 */
export function drawFrame(context, scene, figure, layers, theme, view, width) {
  context.clearRect(0, 0, width, figure.height);
  context.drawImage(layers.input, 0, 0, width, figure.height);
  const output = find(figure, "output");
  reveal(context, output, layers.output, view.revealed, scene.spec, width, figure.height);
  const position = positionOf(view.step, scene.spec);
  for (const grid of figure.grids) {
    if (grid.role === "input") drawWindow(context, grid, scene, theme, view);
    if (["window", "kernel", "products"].includes(grid.role)) {
      drawArithmetic(context, grid, scene, theme, layers, position, view.phases.products);
    }
  }
  outline(context, cellRect(output, position), theme.palette.output, theme, 3);
  if (view.phases.landing < 1 && view.phases.products > 0)
    drawLanding(context, scene, figure, theme, position, view);
  if (view.hover) drawHover(context, scene, figure, theme, view.hover);
}

/** The first grid of a role. */
export function find(figure, role) {
  return figure.grids.find((grid) => grid.role === role);
}

/** @param {Scene} scene */
function colourScales(scene, palette) {
  const { spec, arrays } = scene;
  const largest = (array) => array.data.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
  const signed = (limit) => (value) => signedColour(value, limit, palette);
  const grey = (value) => greyColour(value, 0, 255);
  const input = spec.picture ? grey : signed(largest(arrays.input));
  const kernel = arrays.weight ? signed(largest(arrays.weight)) : null;
  const products = arrays.weight ? signed(largest(arrays.input) * largest(arrays.weight)) : null;
  const output = spec.picture && spec.kind !== "conv" ? grey : signed(largest(arrays.output));
  return { input, window: input, kernel, products, output };
}

/** @param {Scene} scene */
function drawName(context, grid, scene, theme) {
  const role = ["input", "window"].includes(grid.role)
    ? "input"
    : grid.role === "output"
      ? "output"
      : "kernel";
  const { spec } = scene;
  const size = { input: spec.input, output: spec.output }[grid.role] ?? spec.window;
  const shape = spec.axes === 1 ? `${size[1]}` : `${size[0]}×${size[1]}`;
  const name =
    grid.role === "input" && spec.channels > 1
      ? spec.channelNames[grid.channel]
      : TITLES[grid.role];
  const shown = grid.role === "window" || grid.role === "products" ? "" : shape;
  drawTitle(context, grid, name, shown, theme.palette[role], theme);
}

function drawOperators(context, figure, theme) {
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

/** @param {Scene} scene */
function drawInput(context, grid, scene, theme, colours, hatches) {
  const { spec, arrays } = scene;
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      /** @type {Pair} */
      const cell = [row - spec.pads[0][0], column - spec.pads[1][0]];
      const rect = cellRect(grid, [row, column]);
      if (!isInside(cell, spec)) {
        drawPadding(context, rect, cell, scene, theme, hatches);
        continue;
      }
      const value = inputValue(scene, grid.channel, cell);
      const reached = arrays.reachedRows.data[cell[0]] && arrays.reachedColumns.data[cell[1]];
      drawCell(context, rect, colours.input(value), value, theme);
      if (!reached) fillHatch(context, rect, hatches.unreached);
    }
  }
  strokeGrid(
    context,
    cellRect(grid, [spec.pads[0][0], spec.pads[1][0]], ...spec.input),
    theme.palette.input,
  );
}

/** @param {Scene} scene */
function drawPadding(context, rect, cell, scene, theme, hatches) {
  const { spec } = scene;
  const beyond = isBeyond(cell, spec);
  fillHatch(context, rect, beyond ? hatches.unreached : hatches.padding);
  if (beyond || rect[3] < READABLE) return;
  drawNumber(
    context,
    rect,
    spec.kind === "conv" ? "0" : spec.kind === "max" ? "−∞" : spec.countsPadding ? "0" : "",
    theme.text,
    theme,
    0.6,
  );
}

function drawEmptyOutput(context, grid, theme) {
  context.fillStyle = theme.palette.faint;
  const gap = grid.cell > 6 ? 1 : 0;
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      const [x, y, w, h] = cellRect(grid, [row, column]);
      context.fillRect(x, y, w - gap, h - gap);
    }
  }
  strokeGrid(context, cellRect(grid, [0, 0], grid.rows, grid.columns), theme.palette.output);
}

/** @param {Scene} scene */
function drawOutput(context, grid, scene, theme, colours) {
  for (let row = 0; row < grid.rows; row++) {
    for (let column = 0; column < grid.columns; column++) {
      const value = outputValue(scene, [row, column]);
      drawCell(context, cellRect(grid, [row, column]), colours.output(value), value, theme);
    }
  }
  strokeGrid(context, cellRect(grid, [0, 0], grid.rows, grid.columns), theme.palette.output);
}

/**
 * Show the first `count` cells of the finished output: its full rows, then a part of the next one.
 * @param {Payload} spec
 */
function reveal(context, grid, layer, count, spec, width, height) {
  const [row, column] = [Math.floor(count / spec.output[1]), count % spec.output[1]];
  context.save();
  context.beginPath();
  context.rect(
    grid.x - 2,
    grid.y - 2,
    grid.columns * grid.cell + 4,
    row * grid.cell + (row > 0 ? 2 : 0),
  );
  if (column > 0)
    context.rect(grid.x - 2, grid.y + row * grid.cell, column * grid.cell + 2, grid.cell);
  context.clip();
  context.drawImage(layer, 0, 0, width, height);
  context.restore();
}

/** @param {Scene} scene */
function drawWindow(context, grid, scene, theme, view) {
  const { spec } = scene;
  const here = positionOf(view.step, spec);
  const before = positionOf(view.from, spec);
  const glide = before[0] === here[0] ? view.phases.glide : 1;
  const reached = (axis) =>
    (before[axis] + (here[axis] - before[axis]) * glide) * spec.stride[axis];
  /** @type {Pair} */
  const corner = [reached(0), reached(1)];
  if (spec.kind === "max" && glide === 1)
    drawInputWinner(context, grid, spec, theme, winningCell(scene, here));
  const spans = [0, 1].map((axis) => spec.dilation[axis] * (spec.window[axis] - 1) + 1);
  if (spec.dilation.some((d) => d > 1)) {
    for (let ky = 0; ky < spec.window[0]; ky++) {
      for (let kx = 0; kx < spec.window[1]; kx++) {
        /** @type {Pair} */
        const cell = [corner[0] + ky * spec.dilation[0], corner[1] + kx * spec.dilation[1]];
        outline(context, cellRect(grid, cell), theme.palette.input, theme, 1.5);
      }
    }
  }
  outline(
    context,
    cellRect(grid, corner, ...spans),
    theme.palette.input,
    theme,
    grid.cell < 10 ? 2 : 3,
  );
}

/** @param {Scene} scene */
function drawArithmetic(context, grid, scene, theme, layers, position, progress) {
  const { spec } = scene;
  const cells = windowCells(position, spec);
  const shown = grid.role === "products" ? Math.ceil(progress * cells.length) : cells.length;
  cells.forEach((cell, k) => {
    /** @type {Pair} */
    const place = [Math.floor(k / spec.window[1]), k % spec.window[1]];
    const rect = cellRect(grid, place);
    if (k >= shown) {
      context.fillStyle = theme.palette.faint;
      context.fillRect(rect[0], rect[1], rect[2] - 1, rect[3] - 1);
      return;
    }
    const seen = inputValue(scene, grid.channel, cell);
    const weight = grid.role === "window" ? null : weightValue(scene, grid.channel, place);
    const value = { window: seen, kernel: weight, products: seen * (weight ?? 0) }[grid.role];
    if (grid.role === "window" && !isInside(cell, spec)) {
      drawPadding(context, rect, cell, scene, theme, layers.hatches);
    } else {
      drawCell(context, rect, layers.colours[grid.role](value), value, theme);
    }
  });
  const colour = grid.role === "window" ? theme.palette.input : theme.palette.kernel;
  strokeGrid(context, cellRect(grid, [0, 0], grid.rows, grid.columns), colour);
  if (grid.role === "window" && spec.kind === "max")
    drawWindowWinner(context, grid, spec, theme, cells, winningCell(scene, position));
}

/** @param {Payload} spec */
function drawWindowWinner(context, grid, spec, theme, cells, winner) {
  const k = cells.findIndex((cell) => String(cell) === String(winner));
  if (k < 0) return;
  /** @type {Pair} */
  const place = [Math.floor(k / spec.window[1]), k % spec.window[1]];
  outline(context, cellRect(grid, place), theme.palette.output, theme, 3);
}

/**
 * The same cell in the input: an outline inside the cell, so that the window's own stays whole.
 * @param {Payload} spec
 */
function drawInputWinner(context, grid, spec, theme, winner) {
  if (!winner) return;
  const inset = grid.cell < 10 ? 1 : grid.cell < 32 ? 3 : 4;
  const [x, y, w, h] = cellRect(grid, [winner[0] + spec.pads[0][0], winner[1] + spec.pads[1][0]]);
  /** @type {Rect} */
  const inner = [x + inset, y + inset, w - 2 * inset, h - 2 * inset];
  outline(context, inner, theme.palette.output, theme, grid.cell < 10 ? 1 : 2);
}

/**
 * The sum on its way from the window's arithmetic to its cell.
 * @param {Scene} scene
 */
function drawLanding(context, scene, figure, theme, position, view) {
  const target = cellRect(find(figure, "output"), position);
  const source = find(figure, scene.spec.kind === "conv" ? "products" : "window");
  const from = [
    source.x + (source.columns * source.cell) / 2,
    source.y + (source.rows * source.cell) / 2,
  ];
  const to = [target[0] + target[2] / 2, target[1] + target[3] / 2];
  const [x, y] = from.map((start, i) => start + (to[i] - start) * view.phases.landing);
  const text = short(outputValue(scene, position));
  context.globalAlpha = Math.min(1, view.phases.products * 2 - 0.5);
  if (context.globalAlpha > 0 && view.phases.products > 0.25) {
    context.font = `600 14px ${theme.codeFont}`;
    const width = context.measureText(text).width + 16;
    context.fillStyle = theme.palette.output;
    context.beginPath();
    context.roundRect(x - width / 2, y - 13, width, 26, 4);
    context.fill();
    context.fillStyle = inkOn(parseColour(theme.palette.output));
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(text, x, y + 1);
  }
  context.globalAlpha = 1;
}

/** @param {Scene} scene */
function drawHover(context, scene, figure, theme, hover) {
  const [top, left] = [scene.spec.pads[0][0], scene.spec.pads[1][0]];
  for (const grid of figure.grids) {
    if (grid.role !== "output" && grid.channel !== hover.channel) continue;
    const cells = hover.marks[grid.role] ?? [];
    for (const [row, column] of cells) {
      /** @type {Pair} */
      const place = grid.role === "input" ? [row + top, column + left] : [row, column];
      const colour =
        theme.palette[{ input: "input", window: "input", output: "output" }[grid.role] ?? "kernel"];
      outline(context, cellRect(grid, place), colour, theme, grid.cell < 10 ? 1 : 2);
    }
  }
}
