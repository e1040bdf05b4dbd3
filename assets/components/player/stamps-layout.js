// Where the grids of a transposed convolution lie. Its `spec` is that of the convolution it is the transpose of: the
// "input" of that one is the page that is written to, its "output" are the cells that stamp.

import { field } from "../core/windows.js";

/** @typedef {import("./types").Payload} Payload */

const TITLE = 24; // height of a grid's title
const GAP = 56; // room for an arrow between two grids
const FRAME = 2; // what a grid's outline takes outside its cells
const BELOW = 20; // between two rows of grids
const WIDE = 680; // from here on the grids stand beside each other
const TALLEST = 292; // the page, so that it is above the fold
const SMALLER = 230; // the grids that count
const LARGEST = 44; // a cell

const clamp = (size, largest = LARGEST) => Math.max(2, Math.min(largest, Math.floor(size)));

/**
 * The cells, kernel and stamp, and the page in one row and the two grids that count below; or all in one column.
 * @param {Payload} spec
 * @param {number} width
 */
export function stampsLayout(spec, width) {
  return width >= WIDE ? inRows(spec, width) : inOneColumn(spec, width);
}

const place = (role, [rows, columns], cell, x, y) => ({
  role,
  channel: 0,
  x: Math.round(x),
  y: Math.round(y + TITLE),
  cell,
  rows,
  columns,
});
const wide = (size, cell, least = 0) => Math.max(least, size[1] * cell);

/** @param {Payload} spec */
function inRows(spec, width) {
  const page = field(spec);
  const small = clamp(Math.min(112 / spec.window[0], 140 / spec.window[1]));
  const middle = wide(spec.window, small, 84);
  const room = width - middle - 2 * GAP - 2 * FRAME;
  const cell = clamp(Math.min(room / (spec.output[1] + page[1]), TALLEST / page[0]));
  const total = wide(spec.output, cell) + middle + wide(page, cell) + 2 * GAP;
  const left = FRAME + Math.max(0, (room + middle + 2 * GAP - total) / 2);
  const pair = 2 * (TITLE + spec.window[0] * small) + 12;
  const height = Math.max(pair, TITLE + Math.max(page[0], spec.output[0]) * cell);
  const centred = (rows, cell) => (height - TITLE - rows * cell) / 2;
  const middleX = left + wide(spec.output, cell) + GAP;
  const kernelX = middleX + (middle - wide(spec.window, small)) / 2;
  const pageX = middleX + middle + GAP;
  const top = (height - pair) / 2;
  const grids = [
    place("cells", spec.output, cell, left, centred(spec.output[0], cell)),
    place("kernel", spec.window, small, kernelX, top),
    place("stamp", spec.window, small, kernelX, top + pair / 2 + 6),
    place("page", page, cell, pageX, centred(page[0], cell)),
  ];
  const below = height + BELOW;
  const counting = inPairs(spec, width, below);
  const y = height / 2 + TITLE / 2;
  return {
    height: counting.height,
    grids: [...grids, ...counting.grids],
    operators: [
      { text: "→", label: "", x: middleX - GAP / 2, y },
      { text: "→", label: "add", x: pageX - GAP / 2, y },
    ],
  };
}

/** @param {Payload} spec */
function inPairs(spec, width, y) {
  const resized = resizedSize(spec);
  const room = width - GAP - 2 * FRAME;
  const cell = clamp(
    Math.min(room / (spec.input[1] + resized[1]), SMALLER / Math.max(spec.input[0], resized[0])),
    30,
  );
  const first = wide(spec.input, cell, 220);
  const left = FRAME + Math.max(0, (room - first - wide(resized, cell, 220)) / 2);
  const tall = Math.max(spec.input[0], resized[0]) * cell;
  return {
    height: Math.ceil(y + TITLE + tall + 8),
    grids: [
      place("counts", spec.input, cell, left, y),
      place("resized", resized, cell, left + first + GAP, y),
    ],
  };
}

/** @param {Payload} spec */
function inOneColumn(spec, width) {
  const page = field(spec);
  const room = width - 2 * FRAME;
  const cell = clamp(Math.min(room / page[1], 340 / page[0], 200 / spec.output[0]), 40);
  const small = clamp(Math.min(room / 2 - GAP, 150) / Math.max(...spec.window), 40);
  const middle = (across) => (width - across) / 2;
  const grids = [];
  let y = 0;
  const add = (role, size, each) => {
    grids.push(place(role, size, each, middle(wide(size, each, 150)), y));
    y += TITLE + size[0] * each + 16;
  };
  add("cells", spec.output, cell);
  const across = wide(spec.window, small, 72);
  const x = middle(2 * across + GAP);
  grids.push(place("kernel", spec.window, small, x, y));
  grids.push(place("stamp", spec.window, small, x + across + GAP, y));
  y += TITLE + spec.window[0] * small + 16;
  add("page", page, cell);
  const counted = clamp(Math.min(room / Math.max(spec.input[1], resizedSize(spec)[1]), 30));
  add("counts", spec.input, counted);
  add("resized", resizedSize(spec), counted);
  return { height: Math.ceil(y), grids, operators: [] };
}

/** @param {Payload} spec @returns {import("../core/types").Pair} */
function resizedSize(spec) {
  return [spec.output[0] * spec.stride[0], spec.output[1] * spec.stride[1]];
}
