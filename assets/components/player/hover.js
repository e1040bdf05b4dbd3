// What the cell under the pointer has to do with the other grids: the cells it lights up, and a sentence.

import { short } from "../core/number.js";
import {
  inputsOfWeight,
  isBeyond,
  isInside,
  outputsUsing,
  positionOf,
  stepOf,
  windowCells,
} from "../core/windows.js";
import { cellName, inputValue, weightValue } from "./sentence.js";

/** @typedef {{spec: import("./types").Payload, arrays: import("./types").Arrays}} Scene */

/**
 * What a hovered cell lights up: { channel, marks: { role: [cells] }, text, step }. The grids between input and output
 * show the window at `step`.
 */
export function explainHover(scene, grid, cell, step = 0) {
  const { spec } = scene;
  const { role, channel } = grid;
  if (role === "output")
    return { step: stepOf(cell, spec), channel, marks: { output: [cell] }, text: null };
  if (role === "kernel") return { channel, ...overWeight(scene, channel, cell) };
  if (role === "input") {
    return {
      channel,
      ...overInput(scene, channel, [cell[0] - spec.pads[0][0], cell[1] - spec.pads[1][0]]),
    };
  }
  const place = windowCells(positionOf(step, spec), spec)[cell[0] * spec.window[1] + cell[1]];
  if (role === "products") return { channel, ...overProduct(scene, channel, cell, place) };
  const { marks, text } = overInput(scene, channel, place);
  return { channel, marks: { ...marks, window: [cell] }, text };
}

/** @param {Scene} scene */
function overWeight(scene, channel, cell) {
  const { spec } = scene;
  const inputs = inputsOfWeight(cell, spec);
  const outside = spec.output[0] * spec.output[1] - inputs.length;
  const rest = outside
    ? `; in ${count(outside, "output")} it meets the padding`
    : ", one for each output";
  const name = `${cellName("w", spec, channel, cell)} = ${short(weightValue(scene, channel, cell), 6)}`;
  return {
    marks: { kernel: [cell], input: inputs },
    text: `${name} is multiplied with ${count(inputs.length, "input value")}${rest}`,
  };
}

/** @param {Scene} scene */
function overInput(scene, channel, place) {
  const { spec } = scene;
  const outputs = outputsUsing(place, spec);
  const name = isInside(place, spec)
    ? `${cellName("x", spec, channel, place)} = ${short(inputValue(scene, channel, place), 6)}`
    : `This cell ${isBeyond(place, spec) ? "past the padding" : "of the padding"}`;
  const text = outputs.length
    ? `${name} is used by ${count(outputs.length, "output")}`
    : `${name}: no window reaches it`;
  return { marks: { input: [place], output: outputs }, text };
}

/** @param {Scene} scene */
function overProduct(scene, channel, cell, place) {
  const { spec } = scene;
  const [value, weight] = [inputValue(scene, channel, place), weightValue(scene, channel, cell)];
  const name = isInside(place, spec) ? cellName("x", spec, channel, place) : "padding";
  const product = [value, weight, value * weight].map((number) => short(number, 6));
  return {
    marks: { input: [place], window: [cell], kernel: [cell], products: [cell] },
    text: `${name} · ${cellName("w", spec, channel, cell)} = ${product[0]} · ${product[1]} = ${product[2]}`,
  };
}

function count(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
