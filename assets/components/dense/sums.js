// Whose sum is taken apart, its products, and which of them push most.

/** @typedef {import("./scene").Terms} Terms @typedef {import("./scene").Target} Target */

export const LISTED = 5; // pushes for, and as many against

/**
 * The unit of the layer between whose weights are there, or the output that is chosen.
 * @param {import("./types").Facts} facts
 * @param {import("./scene").Numbers} numbers
 * @param {{unit: number, weights: ArrayLike<number>}} sent
 * @param {number | null} output
 * @returns {Target}
 */
export function targetOf(facts, numbers, { unit, weights }, output) {
  const { maps, sums, biases, inputs } = numbers;
  if (output === null && sums && biases) {
    const [bias, total] = [biases.data[unit], sums.data[unit]];
    const name = `unit ${unit}`;
    return { name, between: false, index: unit, x: maps.data, w: weights, bias, total };
  }
  const index = output ?? 0;
  const x = (inputs ?? maps).data;
  return {
    name: facts.names[index],
    between: Boolean(inputs),
    index,
    x,
    w: numbers.weights.data.subarray(index * x.length, (index + 1) * x.length),
    bias: numbers.bias.data[index],
    total: numbers.outputs.data[index],
  };
}

/**
 * Products of inputs and weights, added up apart: the largest for, the largest against, the rest.
 * @param {Pick<Target, "x" | "w">} target
 * @returns {Terms}
 */
export function termsOf({ x, w }) {
  const products = Float64Array.from(x, (value, i) => value * w[i] + 0); // and not −0
  const places = Array.from(products.keys()).sort((a, b) => products[b] - products[a] || a - b);
  const up = places.filter((i) => products[i] > 0).slice(0, LISTED);
  const down = places
    .reverse()
    .filter((i) => products[i] < 0)
    .slice(0, LISTED);
  const sum = (some) => some.reduce((total, i) => total + products[i], 0);
  const named = new Set([...up, ...down]);
  const rest = sum(places.filter((i) => !named.has(i)));
  const others = products.length - named.size;
  return { products, up, down, ups: sum(up), downs: sum(down), rest, others };
}

/** The place of the number that is furthest from zero. @param {ArrayLike<number>} values */
export function strongest(values) {
  let best = 0;
  for (let i = 1; i < values.length; i++)
    if (Math.abs(values[i]) > Math.abs(values[best])) best = i;
  return best;
}
