// All networks that dropout leaves of a few units: which units, how likely, what they put out.

/** @typedef {import("./scene").State} State @typedef {import("./scene").Network} Network */

export const HIGHEST = 0.9; // rate

/** Masks of `count` units: the one that keeps all first, the one that keeps none last. */
export function masksOf(count) {
  const size = (mask) => mask.toString(2).replaceAll("0", "").length;
  return [...Array(2 ** count).keys()].sort((a, b) => size(b) - size(a) || a - b);
}

/**
 * One network.
 * @param {number} mask
 * @param {{units: number[], weights: number[]}} toy
 * @param {State} state
 * @returns {Network}
 */
export function networkOf(mask, { units, weights }, { rate, classic, relu }) {
  const kept = units.map((_, i) => Boolean((mask >> i) & 1));
  const factor = classic ? 1 : 1 / (1 - rate);
  const values = units.map((value, i) => (kept[i] ? value * factor : 0));
  const probability = kept.reduce((product, one) => product * (one ? 1 - rate : rate), 1);
  const sum = values.reduce((total, value, i) => total + value * weights[i], 0);
  return { mask, kept, values, probability, sum, output: relu ? Math.max(0, sum) : sum };
}

/**
 * All of them, the mean of what they put out, and the output at test time.
 * @param {{units: number[], weights: number[]}} toy
 * @param {State} state
 * @returns {import("./scene").Scene}
 */
export function sceneOf({ units, weights }, state) {
  const networks = masksOf(units.length).map((mask) => networkOf(mask, { units, weights }, state));
  const mean = networks.reduce((total, { probability, output }) => total + probability * output, 0);
  const factor = state.classic ? 1 - state.rate : 1;
  const whole = units.reduce((total, value, i) => total + value * factor * weights[i], 0);
  return { units, weights, state, networks, mean, test: state.relu ? Math.max(0, whole) : whole };
}

/**
 * What the address says.
 * @param {(name: string) => string | null} read
 * @param {import("./types").Payload} payload
 * @returns {State}
 */
export function stateNamed(read, { units, rate }) {
  const asked = /^0(\.\d{1,2})?$/.test(read("rate") ?? "") ? Number(read("rate")) : 1;
  const last = 2 ** units.length - 1;
  const mask = /^\d{1,2}$/.test(read("network") ?? "") ? Number(read("network")) : last;
  return {
    rate: asked <= HIGHEST ? asked : rate,
    classic: read("scaling") === "classic",
    relu: read("relu") === "yes",
    network: Math.min(mask, last),
  };
}

/** The texts of a state; null is what it is at first. @param {State} state @param {import("./types").Payload} payload */
export function textsOf({ rate, classic, relu, network }, payload) {
  return {
    rate: rate === payload.rate ? null : String(rate),
    scaling: classic ? "classic" : null,
    relu: relu ? "yes" : null,
    network: network === 2 ** payload.units.length - 1 ? null : String(network),
  };
}
