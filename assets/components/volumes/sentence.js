// The arithmetic of one output value as words: the same numbers that the grids show.

import { exact, short } from "../core/canvas.js";
import { isInside, positionOf, windowCells } from "../core/windows.js";
import { seenBy } from "./layout.js";

/** @typedef {{spec: import("./types").Payload, arrays: import("./types").Arrays}} Scene @typedef {import("./types").Payload} Payload */

/** Number of [row, column] of one layer of an array whose last two axes are rows and columns. */
export function numberAt(array, indices, [row, column]) {
  const { shape, data } = array;
  const layer = indices.reduce((at, index, axis) => at * shape[axis] + index, 0);
  return data[(layer * shape.at(-2) + row) * shape.at(-1) + column];
}

/**
 * An input cell as the convolution sees it: zero in the padding.
 * @param {Scene} scene
 */
export function inputValue(scene, index, cell) {
  return isInside(cell, scene.spec) ? numberAt(scene.arrays.input, [index], cell) : 0;
}

/**
 * y₁[0, 2] for the first map, y[1, 0, 2] at depth 1.
 * @param {Payload} spec
 */
export function nameOf(spec, map, [row, column]) {
  if (spec.kind === "depth") return `y[${map}, ${row}, ${column}]`;
  const small = [...String(map + 1)].map((digit) => String.fromCharCode(0x2080 + Number(digit)));
  return `y${small.join("")}[${row}, ${column}]`;
}

/**
 * { place, parts: [text], bias, total, result, exact } of an output cell: place = parts + bias = total, then result.
 * @param {Scene} scene
 */
export function explain(scene, map, step) {
  const { spec, arrays } = scene;
  const position = positionOf(step, spec);
  const parts = Array.from({ length: spec.slices }, (_, slice) =>
    numberAt(arrays.partial, [map, slice], position),
  );
  const total = numberAt(arrays.total, [map], position);
  const result = numberAt(arrays.output, [map], position);
  return {
    place: nameOf(spec, map, position),
    parts: parts.map((value) => factor(value, 6)),
    bias: factor(arrays.bias.data[map], 6),
    total: short(total, 6),
    result: spec.activation ? ` → ${spec.activation}: ${short(result, 6)}` : "",
    exact: exact(total),
  };
}

/**
 * The same as one line.
 * @param {Scene} scene
 */
export function sentence(scene, map, step) {
  const { place, parts, bias, total, result } = explain(scene, map, step);
  return `${place} = ${parts.join(" + ")} + ${bias} (bias) = ${total}${result}`;
}

/**
 * For each slice that the filter sees: { name, terms: "1·2 + 0·(−1)", sum }.
 * @param {Scene} scene
 */
export function products(scene, map, step) {
  const { spec, arrays } = scene;
  const position = positionOf(step, spec);
  const cells = windowCells(position, spec);
  return seenBy(spec, map).map((index, slice) => ({
    name: spec.inputNames[index],
    terms: cells.map((cell, k) => {
      /** @type {import("../core/types").Pair} */
      const place = [Math.floor(k / spec.window[1]), k % spec.window[1]];
      const weight = numberAt(arrays.weight, [spec.kernelOf[map], slice], place);
      return `${factor(inputValue(scene, index, cell))}·${factor(weight)}`;
    }),
    sum: short(numberAt(arrays.partial, [map, slice], position), 6),
  }));
}

function factor(value, digits = 3) {
  return value < 0 ? `(${short(value, digits)})` : short(value, digits);
}
