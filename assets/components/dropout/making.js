// All that is drawn, of what was sent and what a person has set; what has not changed is not made again.

import { behindRelu, courseOf, sumsOf, together } from "./course.js";
import { factors, mask } from "./masks.js";

const AHEAD = 100; // masks whose sums are made at once: a rate is dragged, and 500 take longer than a frame

/** @typedef {import("./scene").Scene} Scene @typedef {import("./scene").State} State */

/**
 * @param {{meta: import("./types").Payload, arrays: import("./types").Arrays}} message
 * @param {State} state
 * @param {Scene & {mark?: string} | undefined} last
 * @returns {Scene & {mark: string}}
 */
export function sceneOf({ meta, arrays }, state, last) {
  const { maps } = arrays;
  const [c, r, k] = maps.shape;
  const { rate, channels, classic, sum } = state;
  const count = AHEAD * Math.ceil(state.masks / AHEAD);
  const mark = [meta.scene, rate, channels, classic, sum, count].join();
  const { before, behind } = last?.mark === mark ? last : courses(arrays, state, count);
  const kept = keptCells(state, [c, r, k]);
  const factor = factors(rate, classic);
  const shown = Float64Array.from(maps.data, (value, i) =>
    state.test ? value * factor.test : kept[i] * value * factor.train + 0,
  );
  const cell = state.cell ?? largest(maps.data, [r, k]);
  const found = { layers: meta.layers, unit: meta.units[sum], before, behind };
  return { ...found, shape: [c, r, k], maps, kept, shown, state, cell, mark };
}

/** Which cells the mask that is shown keeps: each for itself, or a channel as a whole. */
function keptCells({ masks, rate, channels }, [c, r, k]) {
  if (!channels) return mask(masks, c * r * k, rate);
  const whole = mask(masks, c, rate);
  return Uint8Array.from({ length: c * r * k }, (_, i) => whole[Math.floor(i / (r * k))]);
}

/** The sums of the first `masks` masks, before and behind a ReLU. */
function courses({ maps, weights, bias }, { rate, channels, classic, sum }, masks) {
  const count = maps.data.length;
  const size = channels ? maps.shape[1] * maps.shape[2] : 1;
  const own = weights.data.subarray(sum * count, (sum + 1) * count);
  const products = together(maps.data, own, size);
  const { sums, test } = sumsOf(products, bias.data[sum], masks, { rate, classic });
  return { before: courseOf(sums, test), behind: behindRelu(sums, test) };
}

/** The cell furthest from zero. @returns {import("../core/types").Cell} */
function largest(values, [rows, columns]) {
  let best = 0;
  for (let i = 1; i < values.length; i++)
    if (Math.abs(values[i]) > Math.abs(values[best])) best = i;
  const spot = best % (rows * columns);
  return [Math.floor(best / (rows * columns)), Math.floor(spot / columns), spot % columns];
}
