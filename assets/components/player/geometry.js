// Where every grid lies on the canvas. Nothing here computes a value.

import { field } from "../core/windows.js";

/** @typedef {import("./types").Payload} Payload */

const TITLE = 24; // height of a grid's title
const GAP = 64; // room for an operator between two grids
const FRAME = 2; // what a grid's outline takes outside its cells
const SLIM = 20; // the same between the small grids of one window
const TALLEST = 400; // the tallest grid, so that the figure stays above the fold
const LOWEST = 240; // a figure that may not even be so tall is taller all the same

/**
 * Where every grid lies. Three columns (input, window arithmetic, output) where there is room, one column otherwise. The
 * grids of the arithmetic stand above each other where `tall` allows it, else side by side.
 * Returns { height, grids: [{ role, channel, x, y, cell, rows, columns }], operators: [{ text, x, y }] }.
 */
export function layout(spec, width, tall = Number.POSITIVE_INFINITY) {
  if (width < 680 || spec.axes !== 2) return inOneColumn(spec, width);
  const ways = spec.channels > 1 ? [rowOfGrids] : [stackOfGrids, rowOfGrids];
  const figures = ways
    .map((way) => inColumns(spec, width, way, tall))
    .filter(({ grids }) =>
      grids.every(({ x, columns, cell }) => x + columns * cell + FRAME <= width),
    );
  if (!figures.length) return inOneColumn(spec, width);
  const lowest = figures.reduce((low, figure) => (figure.height < low.height ? figure : low));
  return figures.find(({ height }) => height <= tall) ?? lowest;
}

/** @param {Payload} spec */
function inColumns(spec, width, arithmetic, tall) {
  const [rows, columns] = field(spec);
  const small =
    arithmetic === stackOfGrids || spec.channels > 1
      ? smallCell(spec, spec.channels > 1 ? 88 : 120)
      : sharedCell(spec, width);
  const middle = arithmetic(spec, 0, 0, small, 0);
  const room = width - middle.width - 2 * GAP - 2 * FRAME;
  const tallest = spec.channels > 1 ? 180 : Math.min(TALLEST, Math.max(LOWEST, tall) - TITLE - 24);
  const cell = clampCell(
    Math.min(room / (columns + spec.output[1]), tallest / rows, tallest / spec.output[0]),
  );
  const total = columns * cell + middle.width + spec.output[1] * cell + 2 * GAP;
  const left = Math.max(0, Math.floor((width - total) / 2));
  const band = Math.max(rows * cell + TITLE, spec.channels > 1 ? middle.height : 0) + 16;
  const height = Math.max(band * spec.channels, middle.height, spec.output[0] * cell + TITLE) + 8;
  const grids = [];
  const operators = [];
  const middleX = left + columns * cell + GAP;
  for (let channel = 0; channel < spec.channels; channel++) {
    const y = spec.channels > 1 ? channel * band : (height - rows * cell - TITLE) / 2;
    grids.push({ role: "input", channel, x: left, y: Math.round(y + TITLE), cell, rows, columns });
    const top = spec.channels > 1 ? y : (height - middle.height) / 2;
    const part = arithmetic(spec, middleX, top, small, channel);
    grids.push(...part.grids);
  }
  const outputX = middleX + middle.width + GAP;
  const outputY = Math.round((height - spec.output[0] * cell - TITLE) / 2 + TITLE);
  grids.push({
    role: "output",
    channel: 0,
    x: outputX,
    y: outputY,
    cell,
    rows: spec.output[0],
    columns: spec.output[1],
  });
  operators.push({ text: "→", x: middleX - GAP / 2, y: height / 2 + TITLE / 2 });
  const verb = { conv: "sum", max: "max", average: "mean" }[spec.kind];
  operators.push({ text: "→", label: verb, x: outputX - GAP / 2, y: height / 2 + TITLE / 2 });
  return { height: Math.ceil(height), grids, operators };
}

/**
 * The cell of all grids in one row.
 * @param {Payload} spec
 */
function sharedCell(spec, width) {
  const columns = field(spec)[1] + windowRoles(spec).length * spec.window[1] + spec.output[1];
  return clampCell((width - 2 * GAP - 2 * SLIM - 2 * FRAME) / columns, 44);
}

/** @param {Payload} spec */
function inOneColumn(spec, width) {
  const [rows, columns] = field(spec);
  const widest = Math.max(columns, spec.output[1]);
  const cell = clampCell(
    Math.min((width - 2 * FRAME) / widest, 360 / Math.max(rows, spec.output[0])),
    48,
    1,
  );
  const perRow = windowRoles(spec).length;
  const small = smallCell(spec, (width - 2 * FRAME - (perRow - 1) * SLIM) / perRow);
  const grids = [];
  let y = 0;
  for (let channel = 0; channel < spec.channels; channel++) {
    const x = Math.floor((width - columns * cell) / 2);
    grids.push({ role: "input", channel, x, y: y + TITLE, cell, rows, columns });
    y += TITLE + rows * cell + 16;
    const part = rowOfGrids(spec, 0, y, small, channel);
    const shift = Math.floor((width - part.width) / 2);
    for (const grid of part.grids) grid.x += shift;
    grids.push(...part.grids);
    y += part.height + 16;
  }
  const x = Math.floor((width - spec.output[1] * cell) / 2);
  grids.push({
    role: "output",
    channel: 0,
    x,
    y: y + TITLE,
    cell,
    rows: spec.output[0],
    columns: spec.output[1],
  });
  return { height: Math.ceil(y + TITLE + spec.output[0] * cell + 8), grids, operators: [] };
}

/** @param {Payload} spec */
function windowRoles(spec) {
  return spec.kind === "conv" ? ["window", "kernel", "products"] : ["window"];
}

/** @param {Payload} spec */
function stackOfGrids(spec, x, y, cell) {
  const [rows, columns] = spec.window;
  const step = TITLE + rows * cell + 12;
  const width = Math.max(columns * cell, 96);
  const left = Math.floor(x + (width - columns * cell) / 2);
  const roles = windowRoles(spec);
  const grids = roles.map((role, i) => ({
    role,
    channel: 0,
    x: left,
    y: Math.floor(y + i * step + TITLE),
    cell,
    rows,
    columns,
  }));
  return { grids, width, height: roles.length * step - 12 };
}

/** @param {Payload} spec */
function rowOfGrids(spec, x, y, cell, channel) {
  const [rows, columns] = spec.window;
  const step = Math.max(columns * cell, 64) + SLIM;
  const roles = windowRoles(spec);
  const grids = roles.map((role, i) => ({
    role,
    channel,
    x: Math.floor(x + i * step),
    y: Math.floor(y + TITLE),
    cell,
    rows,
    columns,
  }));
  return { grids, width: roles.length * step - SLIM, height: TITLE + rows * cell };
}

/** @param {Payload} spec */
function smallCell(spec, room) {
  return clampCell(Math.min(room / spec.window[0], room / spec.window[1]), 44);
}

function clampCell(size, largest = 48, least = 2) {
  return Math.max(least, Math.min(largest, Math.floor(size)));
}
