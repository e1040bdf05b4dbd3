// The arithmetic of one output value as words: the same numbers that the grids show.

import { compact, equals, exact, short, term } from "../core/number.js";
import { isInside, windowCells } from "../core/windows.js";

/** @typedef {{spec: import("./types").Payload, arrays: import("./types").Arrays}} Scene @typedef {import("./types").Payload} Payload */

const LONGEST = 50; // terms that are still worth reading one by one

/**
 * x[2, 3]: the channel in front where there are several, one index where there is one axis.
 * @param {Payload} spec
 */
export function cellName(letter, spec, channel, [row, column]) {
  const place = spec.axes === 1 ? [column] : [row, column];
  return `${letter}[${(spec.channels > 1 ? [channel, ...place] : place).join(", ")}]`;
}

/**
 * Value of an input cell as the operation sees it: zero, or minus infinity for max pooling, in the padding.
 * @param {Scene} scene
 */
export function inputValue(scene, channel, cell) {
  const { spec, arrays } = scene;
  if (!isInside(cell, spec)) return spec.kind === "max" ? Number.NEGATIVE_INFINITY : 0;
  return arrays.input.data[(channel * spec.input[0] + cell[0]) * spec.input[1] + cell[1]];
}

/**
 * Weight of the kernel at [row, column].
 * @param {Scene} scene
 */
export function weightValue(scene, channel, [row, column]) {
  const { spec, arrays } = scene;
  const { data } = /** @type {import("../core/types").Packed} */ (arrays.weight);
  return data[(channel * spec.window[0] + row) * spec.window[1] + column];
}

/**
 * The number that Python computed for an output position, before or after the activation.
 * @param {Scene} scene
 */
export function outputValue(scene, [row, column], name = "output") {
  return scene.arrays[name].data[row * scene.spec.output[1] + column];
}

/** Input [row, column] of the first largest value under a max pooling's window; null where there is only padding. */
export function winningCell({ spec, arrays }, [row, column]) {
  const winner = arrays.winner.data[row * spec.output[1] + column];
  return winner < 0 ? null : [Math.floor(winner / spec.input[1]), winner % spec.input[1]];
}

/**
 * { place, terms: [text], total, result } of an output position.
 * @param {Scene} scene
 */
export function explain(scene, position) {
  const { spec } = scene;
  const place = spec.axes === 1 ? `y[${position[1]}]` : `y[${position.join(", ")}]`;
  if (spec.kind === "conv") return { place, ...convolution(scene, position) };
  return { place, ...pooling(scene, position) };
}

/** @param {Scene} scene */
function convolution(scene, position) {
  const { spec } = scene;
  const cells = windowCells(position, spec);
  const terms = [];
  const numbers = spec.bias ? [spec.bias] : [];
  for (let channel = 0; channel < spec.channels && terms.length <= LONGEST; channel++) {
    cells.forEach((cell, k) => {
      const weight = weightValue(scene, channel, [
        Math.floor(k / spec.window[1]),
        k % spec.window[1],
      ]);
      const value = inputValue(scene, channel, cell);
      terms.push(`${term(value)}·${term(weight)}`);
      numbers.push(value, weight);
    });
  }
  const count = cells.length * spec.channels;
  const list = count <= LONGEST ? terms : [...terms.slice(0, 8), `… (${count} products)`];
  if (spec.bias) list.push(`${term(spec.bias)} (bias)`);
  return finish(scene, position, list.join(" + "), numbers);
}

/** @param {Scene} scene */
function pooling(scene, position) {
  const { spec, arrays } = scene;
  const values = windowCells(position, spec)
    .filter((cell) => isInside(cell, spec))
    .map((cell) => inputValue(scene, 0, cell));
  const texts = values.map(term);
  const shown =
    texts.length <= LONGEST ? texts : [...texts.slice(0, 8), `… (${texts.length} values)`];
  if (spec.kind === "max") return finish(scene, position, `max(${shown.join(", ")})`, values);
  if (!values.length) shown.push("0");
  const divisor = arrays.divisor?.data[position[0] * spec.output[1] + position[1]];
  return finish(scene, position, `(${shown.join(" + ")}) / ${divisor}`, values);
}

/** @param {Scene} scene */
function finish(scene, position, sum, numbers) {
  const total = outputValue(scene, position, "total");
  const result = outputValue(scene, position, "output");
  const activated = scene.spec.activation ? ` → ${scene.spec.activation}: ${short(result, 6)}` : "";
  const text = compact(total, 6);
  const sign = equals(numbers, text, total);
  return { sum, sign, total: text, exact: exact(total), activated };
}
