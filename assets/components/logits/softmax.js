// Softmax, the loss and its gradient in float32, as networks compute them: every operation is rounded to it.
//
// tests/pages/softmax/test_browser.py holds these numbers against torch's and vizcore's.

const { fround } = Math;

/** @typedef {import("./scene").Answer} Answer @typedef {import("./scene").State} State */

/**
 * Probabilities of the classes, and what a true class says of them.
 * @param {number[]} z
 * @param {Pick<State, "temperature" | "subtract" | "truth">} how
 * @returns {Answer}
 */
export function answerOf(z, { temperature, subtract, truth }) {
  const divisor = fround(temperature);
  const scaled = z.map((value) => fround(fround(value) / divisor));
  const top = subtract ? Math.max(...scaled) : 0;
  const powers = scaled.map((value) => fround(Math.exp(fround(value - top))));
  const sum = powers.reduce((total, power) => fround(total + power), 0);
  const p = powers.map((power) => fround(power / sum));
  const gradient = p.map((share, i) => fround(fround(share - (i === truth ? 1 : 0)) / divisor));
  // Above 0, and not -0, where the true class has all of the probability.
  const loss = 0 + (subtract ? stableLoss(sum, scaled[truth] - top) : fround(-Math.log(p[truth])));
  return { scaled, top, powers, sum, p, loss, gradient };
}

/** ln of the sum, minus the true logit: finite even where the probability is rounded to 0. */
function stableLoss(sum, below) {
  return fround(fround(Math.log(sum)) - fround(below));
}

/**
 * The logits after one step of gradient descent, with the digits that float32 has.
 * @param {number[]} z
 * @param {number[]} gradient
 * @param {number} rate
 */
export function stepped(z, gradient, rate) {
  return z.map((value, i) => digits(value - rate * gradient[i]));
}

/** A number with the seven digits of a float32. */
export function digits(value) {
  return Number(value.toPrecision(7));
}

/** Whether there is a probability for every class: not where ∞ was divided by ∞, or 0 by 0. */
export function isDefined({ p }) {
  return p.every((share) => !Number.isNaN(share));
}

/**
 * The class that class `i` is compared with: the true one, or the likeliest other.
 * @param {number} i
 * @param {number[]} z
 * @param {number} truth
 */
export function rival(i, z, truth) {
  if (i !== truth) return truth;
  const others = z.map((_, j) => j).filter((j) => j !== i);
  return others.reduce((best, j) => (z[j] > z[best] ? j : best), others[0]);
}
