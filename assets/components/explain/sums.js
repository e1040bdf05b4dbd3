// The arithmetic of a cell: its terms, looked up, and the number that Python sent. Pure functions.

import { placesOver, shapeOf, valueAt } from "./places.js";

/** @typedef {import("./scene").Message} Message @typedef {import("./scene").Spot} Spot */
/** A term: factors that are multiplied, and what they make. @typedef {{factors: number[], product: number, map?: number}} Term */

/**
 * The terms of Grad-CAM's weighted sum in a cell, the largest first.
 * @param {Message} message
 * @param {Spot} spot
 * @returns {Term[]}
 */
export function weighedTerms(message, { block, row, column }) {
  const weights = message.arrays[`${block}.weights`].data;
  return Array.from(weights, (weight, map) => {
    const value = valueAt(message, { block, stage: "maps" }, map, row, column);
    return { factors: [weight, value], product: weight * value, map };
  }).sort((a, b) => Math.abs(b.product) - Math.abs(a.product));
}

/**
 * Places that a bilinear enlargement reads along one axis, with their shares; half a cell is held at the edges.
 * @param {number} at
 * @param {number} large
 * @param {number} small
 * @returns {[number, number][]}
 */
export function sharesAlong(at, large, small) {
  const middle = Math.max(0, Math.min(small - 1, ((at + 0.5) * small) / large - 0.5));
  const low = Math.floor(middle);
  const share = middle - low;
  return share
    ? [
        [low, 1 - share],
        [low + 1, share],
      ]
    : [[low, 1]];
}

/**
 * The terms of an enlarged cell: shares times cells of the small map.
 * @param {Message} message
 * @param {Spot} spot
 * @returns {Term[]}
 */
export function enlargedTerms(message, { block, row, column }) {
  const [, rows, columns] = shapeOf(message.arrays[`${block}.relu`]);
  const [height, width] = message.arrays.pixels.shape;
  return sharesAlong(row, height, rows).flatMap(([r, down]) =>
    sharesAlong(column, width, columns).map(([c, along]) => {
      const value = valueAt(message, { block, stage: "relu" }, 0, r, c);
      return { factors: [down * along, value], product: down * along * value };
    }),
  );
}

/**
 * The same cell of every copy or step, of one colour.
 * @param {Message} message
 * @param {Spot} spot
 */
export function eachGradient(message, { block, map, row, column }) {
  const [maps] = shapeOf(message.arrays[`${block}.gradients`]);
  return Array.from({ length: maps / 3 }, (_, i) =>
    valueAt(message, { block, stage: "gradients" }, 3 * i + map, row, column),
  );
}

/**
 * A pixel of the three colours of a stage.
 * @param {Message} message
 * @param {Spot} spot
 * @param {string} stage
 */
export function colours(message, { block, row, column }, stage) {
  return [0, 1, 2].map((map) => valueAt(message, { block, stage }, map, row, column));
}

/**
 * What is explained without a square: the probability of the class, or the difference of two.
 * @param {Message} message
 */
export function openScore({ meta, arrays }) {
  const [first, second] = meta.target;
  const { data } = arrays.chances;
  return second === undefined ? data[first] : data[first] - data[second];
}

/**
 * How much each square over a pixel takes away.
 * @param {Message} message
 * @param {Spot} spot
 */
export function dropsOver(message, { block, row, column }) {
  const whole = openScore(message);
  return placesOver(message, block, row, column).map(
    ([i, j]) => whole - valueAt(message, { block, stage: "score" }, 0, i, j),
  );
}

/**
 * Every class's probability with the square at a place.
 * @param {Message} message
 */
export function coveredChances({ arrays }, block, row, column) {
  const { shape, data } = arrays[`${block}.probabilities`];
  const start = (row * shape[1] + column) * shape[2];
  return data.slice(start, start + shape[2]);
}
