// What belongs together: a window, its row, the cells and weights that meet in it. Only indices and Python's numbers.

import { compact, equals, short, term } from "../core/number.js";
import {
  inputCoordinate,
  isInside,
  outputsUsing,
  positionOf,
  stepOf,
  windowCells,
} from "../core/windows.js";

/** @typedef {{meta: import("./types").Payload, arrays: import("./types").Arrays}} Scene @typedef {import("../core/types").Pair} Pair */
/** @typedef {{role: string, channel: number, cell: Pair}} Hit a cell of a grid */
/** @typedef {{place: number, filter: number}} Focus which output is on show */
/** @typedef {Focus & {marks: Hit[], text: string}} Shown what is on show, the cells that light up, and a sentence */

const LONGEST = 40; // terms that are still worth reading one by one
const NEXT = 0; // channel of a grid that has only one

const many = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
const times = (count) => (count === 1 ? "once" : `${count} times`);
const area = ([rows, columns]) => rows * columns;

/** x[2, 3], or x[channel, 2, 3] where there are several. */
const xName = ({ channels }, channel, cell) =>
  `x[${(channels > 1 ? [channel, ...cell] : cell).join(", ")}]`;

/** w[1, 2], with filter and channel in front where there are several. */
function wName({ filters, channels, window }, filter, index) {
  const [channel, k] = [Math.floor(index / area(window)), index % area(window)];
  const place = [Math.floor(k / window[1]), k % window[1]];
  const front = [...(filters > 1 ? [filter] : []), ...(channels > 1 ? [channel] : [])];
  return `w[${[...front, ...place].join(", ")}]`;
}

/** The row of the large matrix that makes an output. @param {import("./types").Payload} spec @param {Focus} focus */
export function rowOf(spec, { place, filter }) {
  return spec.view === "windows" ? place : filter * area(spec.output) + place;
}

/** The output's cell in the product. @param {import("./types").Payload} spec @param {Focus} focus @returns {Pair} */
export function productCell(spec, focus) {
  return spec.view === "windows" ? [focus.place, focus.filter] : [rowOf(spec, focus), 0];
}

/**
 * The input cell that weight `index` meets at a place: its channel and its place, which may be padding.
 * @param {import("./types").Payload} spec
 * @returns {{channel: number, cell: Pair}}
 */
export function met(spec, place, index) {
  const cells = windowCells(positionOf(place, spec), spec);
  const size = area(spec.window);
  return { channel: Math.floor(index / size), cell: cells[index % size] };
}

/**
 * The number of the weight that meets an input cell at a place, or -1 where the window does not cover it.
 * @param {import("./types").Payload} spec
 */
export function weightAt(spec, place, channel, cell) {
  const cells = windowCells(positionOf(place, spec), spec);
  const k = cells.findIndex((each) => String(each) === String(cell));
  return k < 0 ? -1 : channel * area(spec.window) + k;
}

/** The place whose window has its middle nearest to a cell. @param {import("./types").Payload} spec @param {Pair} cell */
export function nearest(spec, cell) {
  const along = cell.map((at, axis) => {
    const middle =
      inputCoordinate(0, 0, axis, spec) + (spec.dilation[axis] * (spec.window[axis] - 1)) / 2;
    const o = Math.round((at - middle) / spec.stride[axis]);
    return Math.max(0, Math.min(spec.output[axis] - 1, o));
  });
  return stepOf(/** @type {Pair} */ (along), spec);
}

/** Channel and place of an input cell from its number in the flattened input. @param {import("./types").Payload} spec */
export function unflattened(spec, number) {
  const size = area(spec.input);
  const rest = number % size;
  /** @type {Pair} */
  const cell = [Math.floor(rest / spec.input[1]), rest % spec.input[1]];
  return { channel: Math.floor(number / size), cell };
}

const flattened = ({ input }, channel, [row, column]) =>
  (channel * input[0] + row) * input[1] + column;

/** @param {Scene} scene */
function inputValue({ meta, arrays }, channel, cell) {
  return isInside(cell, meta) ? arrays.input.data[flattened(meta, channel, cell)] : 0;
}

/** @param {Scene} scene */
const weightValue = ({ meta, arrays }, filter, index) =>
  arrays.kernels.data[index * meta.filters + filter];

/**
 * The output on show as the product of its row and its column.
 * @param {Scene} scene
 * @param {Focus} focus
 * @returns {Shown}
 */
export function showOutput(scene, focus) {
  const { meta, arrays } = scene;
  const { place, filter } = focus;
  const count = meta.channels * area(meta.window);
  const pairs = Array.from({ length: count }, (_, index) => {
    const { channel, cell } = met(meta, place, index);
    return [inputValue(scene, channel, cell), weightValue(scene, filter, index)];
  });
  const terms = pairs.slice(0, LONGEST).map(([value, weight]) => `${term(value)}·${term(weight)}`);
  const shown = count > LONGEST ? [...terms.slice(0, 8), `… (${count} products)`] : terms;
  const [row, column] = positionOf(place, meta);
  const name = `y[${(meta.filters > 1 ? [filter, row, column] : [row, column]).join(", ")}]`;
  const total = arrays.output.data[filter * area(meta.output) + place];
  const result = compact(total, 6);
  const sum = `${shown.join(" + ")} ${equals(pairs.flat(), result, total)} ${result}`;
  const text = `Row ${rowOf(meta, focus)}: ${name} = ${sum}`;
  return { ...focus, marks: [], text };
}

/**
 * What lights up with the cell that is pointed at.
 * @param {Scene} scene
 * @param {Focus} focus
 * @param {Hit} hit
 * @returns {Shown}
 */
export function showHit(scene, focus, { role, channel, cell }) {
  const { meta } = scene;
  if (role === "map") return showOutput(scene, { place: stepOf(cell, meta), filter: channel });
  if (role === "product") return showOutput(scene, focusOf(meta, cell));
  if (role === "kernels") return overWeight(scene, focus, cell);
  if (role === "flat") {
    const found = unflattened(meta, cell[1]);
    return overInput(scene, focus, found.channel, found.cell);
  }
  if (role === "input") {
    const [row, column] = cell;
    return overInput(scene, focus, channel, [row - meta.pads[0][0], column - meta.pads[1][0]]);
  }
  return overMatrix(scene, focusOf(meta, [cell[0], focus.filter]), cell);
}

/** The output that a cell of the product is. */
function focusOf(spec, [row, column]) {
  if (spec.view === "windows") return { place: row, filter: column };
  return { place: row % area(spec.output), filter: Math.floor(row / area(spec.output)) };
}

/** @param {Scene} scene @returns {Shown} */
function overWeight(scene, focus, [index, filter]) {
  const { meta } = scene;
  const now = { ...focus, filter };
  const marks = Array.from({ length: area(meta.output) }, (_, row) => mark("matrix", [row, index]));
  const value = short(weightValue(scene, filter, index), 6);
  return {
    ...now,
    marks: [...marks, mark("kernels", [index, filter])],
    text: `${wName(meta, filter, index)} = ${value} meets column ${index} of the windows: one product for each of ${many(marks.length, "output")}`,
  };
}

/** @param {Scene} scene @param {Pair} cell @returns {Shown} */
function overInput(scene, focus, channel, cell) {
  const { meta, arrays } = scene;
  const now = { ...focus, place: nearest(meta, cell) };
  const places = outputsUsing(cell, meta).map((position) => stepOf(position, meta));
  const input = { role: "input", channel, cell };
  if (meta.view === "windows") {
    const copies = places.map((place) =>
      mark("matrix", [place, weightAt(meta, place, channel, cell)]),
    );
    if (!isInside(cell, meta))
      return {
        ...now,
        marks: [input, ...copies],
        text: `Padding: a zero that is written ${times(places.length)} too`,
      };
    const count = arrays.copies.data[flattened(meta, channel, cell)];
    const why = count ? "once for each window that covers it" : "no window covers it";
    return {
      ...now,
      marks: [input, ...copies],
      text: `${xName(meta, channel, cell)} = ${short(inputValue(scene, channel, cell), 6)} is copied ${times(count)}: ${why}`,
    };
  }
  if (!isInside(cell, meta))
    return {
      ...now,
      marks: [input],
      text: "Padding: it has no column, as nothing is added for it",
    };
  const column = flattened(meta, channel, cell);
  const rows = Array.from({ length: meta.filters }, (_, filter) =>
    places.map((place) => mark("matrix", [rowOf(meta, { place, filter }), column])),
  ).flat();
  return {
    ...now,
    marks: [input, mark("flat", [0, column]), ...rows],
    text: `${xName(meta, channel, cell)} = ${short(inputValue(scene, channel, cell), 6)} has column ${column}: ${rows.length} of ${many(meta.filters * area(meta.output), "output")} use it`,
  };
}

/** @param {Scene} scene @param {Focus} focus @param {Pair} cell @returns {Shown} */
function overMatrix(scene, focus, cell) {
  const { meta } = scene;
  const { place, filter } = focus;
  const [row, column] = cell;
  const here = `Row ${row}, column ${column}`;
  const windows = meta.view === "windows";
  const found = windows ? met(meta, place, column) : unflattened(meta, column);
  const index = windows ? column : weightAt(meta, place, found.channel, found.cell);
  const input = { role: "input", ...found };
  const marks = [
    mark("matrix", cell),
    input,
    windows ? mark("kernels", [column, filter]) : mark("flat", [0, column]),
  ];
  const x = isInside(found.cell, meta) ? xName(meta, found.channel, found.cell) : "padding";
  if (index < 0) return { ...focus, marks, text: `${here}: 0, this window does not cover ${x}` };
  const [value, weight] = [
    inputValue(scene, found.channel, found.cell),
    weightValue(scene, filter, index),
  ];
  const product = `${term(value)} · ${term(weight)} ${equals([value, weight], compact(value * weight, 6), value * weight)} ${compact(value * weight, 6)}`;
  return { ...focus, marks, text: `${here}: ${x} meets ${wName(meta, filter, index)}: ${product}` };
}

/** @param {string} role @param {Pair} cell @returns {Hit} */
function mark(role, cell) {
  return { role, channel: NEXT, cell };
}
