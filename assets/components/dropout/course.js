// Sums of masked values, mask after mask, and where their mean goes.

import { factors, uniform } from "./masks.js";

/** @typedef {import("./scene").Course} Course */

/**
 * Products of values and weights, added up over what is dropped together: each cell, or each channel.
 * @param {ArrayLike<number>} values
 * @param {ArrayLike<number>} weights
 * @param {number} size of what is dropped together
 */
export function together(values, weights, size) {
  const sums = new Float64Array(values.length / size);
  for (let i = 0; i < values.length; i++) sums[Math.floor(i / size)] += values[i] * weights[i];
  return sums;
}

/**
 * The sums of masks 1 to `count`, and the sum at test time.
 * @param {Float64Array} products
 * @param {number} bias
 * @param {number} count
 * @param {{rate: number, classic: boolean}} how
 */
export function sumsOf(products, bias, count, { rate, classic }) {
  const factor = factors(rate, classic);
  const sums = new Float64Array(count);
  for (let n = 0; n < count; n++) {
    let sum = 0;
    for (let i = 0; i < products.length; i++) if (uniform(n + 1, i) >= rate) sum += products[i];
    sums[n] = bias + factor.train * sum;
  }
  const whole = products.reduce((sum, product) => sum + product, 0);
  return { sums, test: bias + factor.test * whole };
}

/**
 * The running mean of numbers and its standard error.
 * @param {Float64Array} sums
 * @param {number} test
 * @returns {Course}
 */
export function courseOf(sums, test) {
  const means = new Float64Array(sums.length);
  const errors = new Float64Array(sums.length);
  let [mean, squares] = [0, 0];
  for (const [n, sum] of sums.entries()) {
    const off = sum - mean;
    mean += off / (n + 1);
    squares += off * (sum - mean);
    means[n] = mean;
    errors[n] = n ? Math.sqrt(squares / n / (n + 1)) : Number.NaN;
  }
  return { sums, means, errors, test };
}

/** The same behind a ReLU. @param {Float64Array} sums @param {number} test */
export function behindRelu(sums, test) {
  return courseOf(
    sums.map((sum) => Math.max(0, sum)),
    Math.max(0, test),
  );
}
