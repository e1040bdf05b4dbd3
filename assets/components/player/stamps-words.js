// The arithmetic of a transposed convolution as words: a stamp, a sum on the page, how often a cell is written.

import { compact, equals, exact, means, short, term } from "../core/number.js";
import { isInside, outputsUsing, positionOf, stepOf, windowCells } from "../core/windows.js";

/** @typedef {{spec: import("./types").Payload, arrays: import("./types").Arrays}} Scene @typedef {import("../core/types").Pair} Pair */

const LONGEST = 50; // terms that are still worth reading one by one

const name = (letter, place) => `${letter}[${place.join(", ")}]`;
const times = (count) => (count === 1 ? "once" : `${count} times`);

/**
 * A number of an array with two axes; of the stamps, which have two more, that of weight `k`.
 * @param {import("../core/types").Packed | undefined} packed
 * @param {Pair} place
 */
export function at(packed, [row, column], k = 0, cells = 1) {
  const { data, shape } = /** @type {import("../core/types").Packed} */ (packed);
  return data[(row * shape[1] + column) * cells + k];
}

/** How many weights a stamp has. */
export const weightsOf = ({ window }) => window[0] * window[1];

/**
 * What stamps wrote into a cell of the page, in their order: the cell that stamped and the number of its weight.
 * @param {Pair} cell
 * @param {import("./types").Payload} spec
 */
export function writers(cell, spec) {
  return outputsUsing(cell, spec).map((from) => ({
    from,
    k: windowCells(from, spec).findIndex((under) => String(under) === String(cell)),
  }));
}

/**
 * { place, sum, sign, total, exact, activated } of the stamp at a position: the value, the kernel, their product, where it goes.
 * @param {Scene} scene
 * @param {Pair} position
 */
export function explainStamp({ spec, arrays }, position) {
  const { data: weights } = /** @type {import("../core/types").Packed} */ (arrays.weight);
  const { data: products } = /** @type {import("../core/types").Packed} */ (arrays.products);
  const first = stepOf(position, spec) * weightsOf(spec);
  const value = at(arrays.input, position);
  const stamp = [value, ...weights, ...products.slice(first, first + weightsOf(spec))];
  const corner = windowCells(position, spec)[0].map((n) => short(n));
  return {
    place: `${name("x", position)} · w`,
    sum: `${term(value)} · ${matrix(weights, 0, spec)}`,
    sign: stamp.every((product) => means(compact(product), product)) ? "=" : "≈",
    total: matrix(products, first, spec),
    exact: exact(value),
    activated: `, added to y from [${corner.join(", ")}] on`,
  };
}

function matrix(data, start, { window: [rows, columns] }) {
  if (rows * columns > LONGEST) return `[${rows}×${columns} numbers]`;
  const row = (i) => [...data.slice(start + i * columns, start + (i + 1) * columns)];
  const lines = Array.from({ length: rows }, (_, i) => row(i).map((value) => compact(value)));
  return `[${lines.map((line) => line.join(" ")).join("; ")}]`;
}

/**
 * What a cell lights up in the other grids, and a sentence on it.
 * @param {Scene} scene
 * @param {{role: string}} grid
 * @param {Pair} cell
 */
export function explainStampHover(scene, { role }, cell, step = 0) {
  const { spec } = scene;
  if (role === "cells") return { step: stepOf(cell, spec), marks: { cells: [cell] }, text: null };
  if (role === "kernel") return overWeight(scene, cell);
  if (role === "stamp") return overProduct(scene, cell, positionOf(step, spec));
  if (role === "resized") return overResized(scene, cell);
  const place = /** @type {Pair} */ (
    role === "page" ? cell.map((n, axis) => n - spec.pads[axis][0]) : cell
  );
  return overPage(scene, place);
}

/** @param {Scene} scene @param {Pair} cell */
function overPage({ spec, arrays }, cell) {
  const from = writers(cell, spec);
  const kernel = from.map(({ k }) => [Math.floor(k / spec.window[1]), k % spec.window[1]]);
  const inside = isInside(cell, spec);
  const marks = {
    page: [cell],
    counts: inside ? [cell] : [],
    cells: from.map(({ from }) => from),
    kernel,
  };
  if (!inside) return { marks, text: "The padding cuts this cell off: it is not in the output" };
  const place = name("y", cell);
  if (!from.length) return { marks, text: `${place} = 0: no stamp reaches it` };
  const weights = /** @type {import("../core/types").Packed} */ (arrays.weight).data;
  const pairs = from.map(({ from, k }) => [at(arrays.input, from), weights[k]]);
  const terms = pairs.map(([value, weight]) => `${term(value)}·${term(weight)}`);
  const shown =
    terms.length <= LONGEST ? terms : [...terms.slice(0, 8), `… (${terms.length} products)`];
  const written = `written ${times(from.length)}`;
  const total = at(arrays.output, cell);
  const result = compact(total, 6);
  const sum = `${shown.join(" + ")} ${equals(pairs.flat(), result, total)} ${result}`;
  return { marks, text: `${place} = ${sum}: ${written}` };
}

/** @param {Scene} scene @param {Pair} weight */
function overWeight({ spec, arrays }, weight) {
  const k = weight[0] * spec.window[1] + weight[1];
  const count = spec.output[0] * spec.output[1];
  const page = Array.from(
    { length: count },
    (_, step) => windowCells(positionOf(step, spec), spec)[k],
  );
  const value = short(at(arrays.weight, weight), 6);
  return {
    marks: { kernel: [weight], page },
    text: `${name("w", weight)} = ${value} is multiplied by each of the ${count} input values`,
  };
}

/** @param {Scene} scene @param {Pair} weight @param {Pair} from */
function overProduct({ spec, arrays }, weight, from) {
  const k = weight[0] * spec.window[1] + weight[1];
  const to = windowCells(from, spec)[k];
  const numbers = [at(arrays.input, from), at(arrays.weight, weight)].map((n) => short(n, 6));
  const product = short(at(arrays.products, [0, 0], stepOf(from, spec) * weightsOf(spec) + k), 6);
  const goes = isInside(to, spec) ? `is added to ${name("y", to)}` : "is cut off by the padding";
  return {
    marks: { cells: [from], kernel: [weight], stamp: [weight], page: [to], counts: [to] },
    text: `${name("x", from)} · ${name("w", weight)} = ${numbers.join(" · ")} = ${product} ${goes}`,
  };
}

/** @param {Scene} scene @param {Pair} cell */
function overResized({ spec, arrays }, cell) {
  const count = at(arrays.resizedCounts, cell);
  const value = short(at(arrays.resized, cell), 6);
  const from = /** @type {Pair} */ (cell.map((n, axis) => Math.floor(n / spec.stride[axis])));
  return {
    marks: { resized: [cell], cells: [from] },
    text: `Resized first, then convolved: the sum of ${count} product${count === 1 ? "" : "s"}, ${value}; in the middle of its window is a copy of ${name("x", from)}`,
  };
}
