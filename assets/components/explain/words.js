// A cell in words: where it is, what it is, and the arithmetic that made it.

import { equals, short, term } from "../core/number.js";
import { squareAt, valueAt } from "./places.js";
import {
  colours,
  dropsOver,
  eachGradient,
  enlargedTerms,
  openScore,
  weighedTerms,
} from "./sums.js";

/** @typedef {import("./scene").Message} Message @typedef {import("./scene").Spot} Spot */
/** What stands below the figure: where, and how it came about. @typedef {{head: string, sum: string}} Told */

export const NAMED = 4; // products of a long sum that are written out: more than two lines would push the figure down
const LISTED = 6; // numbers of a long mean
const COLOURS = ["red", "green", "blue"];

/** A share in percent with one digit; for a difference in points. */
export function percent(share) {
  return `${(100 * share + 0).toFixed(1).replace("-", "−")} %`;
}

/** @param {Spot} spot */
const at = ({ row, column }) => `row ${row}, column ${column}`;

/**
 * "a·b + c·d + 58 others e = f".
 * @param {import("./sums.js").Term[]} terms
 * @param {number} result
 */
export function sumOf(terms, result, noun = "other") {
  const named = terms.length > NAMED + 1 ? terms.slice(0, NAMED) : terms;
  const rest = terms.slice(named.length);
  const parts = named.map(({ factors }) => factors.map(term).join("·"));
  const left = rest.reduce((sum, { product }) => sum + product, 0);
  if (rest.length) parts.push(`${term(left)} (${rest.length} ${noun}s)`);
  const numbers = [...named.flatMap(({ factors }) => factors), ...(rest.length ? [left] : [])];
  const text = short(result, 4);
  return `${parts.join(" + ")} ${equals(numbers, text, result)} ${text}`;
}

/** Numbers as the terms of a sum. */
const plain = (numbers) => numbers.map((value) => ({ factors: [value], product: value }));

/** "(a + b + c) / 3 = d". */
export function meanOf(numbers, result) {
  const named = numbers.length > LISTED + 2 ? numbers.slice(0, LISTED) : numbers;
  const rest = numbers.slice(named.length);
  const parts = named.map(term);
  if (rest.length)
    parts.push(`${term(rest.reduce((sum, value) => sum + value, 0))} (${rest.length} others)`);
  const text = short(result, 4);
  return `(${parts.join(" + ")}) / ${numbers.length} ${equals(numbers, text, result)} ${text}`;
}

/** "max(|a|, |b|, |c|) = d". */
function largestOf(numbers, result) {
  const text = short(result, 4);
  return `max(${numbers.map((value) => `|${short(value, 4)}|`).join(", ")}) ${equals(numbers, text, result)} ${text}`;
}

const GRAD_CAM = {
  gradients: (message, spot, value) => {
    const { block, map } = spot;
    const { data, shape } = message.arrays[`${block}.gradients`];
    const size = shape[1] * shape[2];
    const name = `map ${message.arrays[`${block}.order`].data[map]} of ${message.meta.blocks[block].layer}`;
    return {
      head: `Gradient of the score by ${name}, ${at(spot)}: ${short(value, 4)}. The mean over the map is its weight:`,
      sum: meanOf(
        Array.from(data.slice(map * size, (map + 1) * size)),
        message.arrays[`${block}.weights`].data[map],
      ),
    };
  },
  maps: (message, spot, value) => {
    const { block, map, row, column } = spot;
    const gradient = valueAt(message, { block, stage: "gradients" }, map, row, column);
    const weight = message.arrays[`${block}.weights`].data[map];
    const [, rows, columns] = message.arrays[`${block}.maps`].shape;
    const name = `Map ${message.arrays[`${block}.order`].data[map]} of ${message.meta.blocks[block].layer}`;
    return {
      head: `${name}, ${at(spot)}: ${short(value, 4)}; the score's gradient here is ${short(gradient, 4)}. The mean of the map's ${rows * columns} gradients is its weight: ${short(weight, 4)}.`,
      sum: `${term(weight)}·${term(value)} ≈ ${short(weight * value, 4)}`,
    };
  },
  sum: (message, spot, value) => {
    const terms = weighedTerms(message, spot);
    return {
      head: `Weighted sum, ${at(spot)}: weight times value of ${terms.length} maps, the largest first.`,
      sum: sumOf(terms, value),
    };
  },
  relu: (message, spot, value) => {
    const before = valueAt(message, { block: spot.block, stage: "sum" }, 0, spot.row, spot.column);
    return {
      head: `ReLU, ${at(spot)}: what speaks against the class is cut off.`,
      sum: `max(0, ${short(before, 4)}) = ${short(value, 4)}`,
    };
  },
  result: (message, spot, value) => ({
    head: `Enlarged to the picture, ${at(spot)}: shares times the cells nearby.`,
    sum: sumOf(enlargedTerms(message, spot), value),
  }),
};

const gradientOf = (what) => (_, spot, value) => ({
  head: `${what} by ${COLOURS[spot.map % 3]}, ${at(spot)}: ${short(value, 4)}. If this value rises a little, the score changes by that many times as much.`,
  sum: "",
});

const largestColour = (name) => (message, spot, value) => ({
  head: `${name}, ${at(spot)}: the largest of red, green and blue, without signs.`,
  sum: largestOf(colours(message, spot, "gradient"), value),
});

const SALIENCY = { gradient: gradientOf("Gradient"), result: largestColour("Saliency") };

const meanGradient = (noun) => (message, spot, value) => ({
  head: `Mean gradient by ${COLOURS[spot.map]}, ${at(spot)}, over the ${noun}.`,
  sum: meanOf(eachGradient(message, spot), value),
});

const oneOf = (noun) => (message, spot, value) => {
  const told = gradientOf(`Gradient of ${noun} ${Math.floor(spot.map / 3) + 1}`);
  return told(message, spot, value);
};

const SMOOTH_GRAD = {
  gradients: oneOf("copy"),
  gradient: meanGradient("copies"),
  result: largestColour("SmoothGrad"),
};

const INTEGRATED = {
  gradients: oneOf("step"),
  gradient: meanGradient("steps"),
  difference: (_, spot, value) => ({
    head: `Picture minus grey, ${COLOURS[spot.map]}, ${at(spot)}: ${short(value, 4)}, in standard deviations of the training pictures, as the network takes it; grey is 0.`,
    sum: "",
  }),
  product: (message, spot, value) => {
    const { block, map, row, column } = spot;
    const factors = ["difference", "gradient"].map((stage) =>
      valueAt(message, { block, stage }, map, row, column),
    );
    return {
      head: `Product, ${COLOURS[map]}, ${at(spot)}: difference times mean gradient.`,
      sum: sumOf([{ factors, product: factors[0] * factors[1] }], value),
    };
  },
  result: (message, spot, value) => ({
    head: `Integrated gradients, ${at(spot)}: red, green and blue added up.`,
    sum: sumOf(plain(colours(message, spot, "product")), value),
  }),
};

/** "probability of cat", "probability of cat minus that of dog". */
function scoreName({ meta }) {
  const [first, second] = meta.target.map((i) => meta.labels[i]);
  return second === undefined
    ? `probability of ${first}`
    : `probability of ${first} minus that of ${second}`;
}

const OCCLUSION = {
  score: (message, spot, value) => {
    const { top, left, bottom, right } = squareAt(message, spot.block, spot.row, spot.column);
    const whole = openScore(message);
    return {
      head: `The square covers rows ${top} to ${bottom - 1}, columns ${left} to ${right - 1}: ${scoreName(message)} ${percent(value)}, without a square ${percent(whole)}. It takes away`,
      sum: `${percent(whole)} − ${percent(value).replace(/^−(.*)$/, "(−$1)")} ≈ ${percent(whole - value)}`,
    };
  },
  result: (message, spot, value) => {
    const drops = dropsOver(message, spot);
    return {
      head: `Mean drop, ${at(spot)}: what the ${drops.length} squares over this pixel take away, in shares of 1.`,
      sum: meanOf(drops, value),
    };
  },
};

const METHODS = {
  grad_cam: GRAD_CAM,
  saliency: SALIENCY,
  smooth_grad: SMOOTH_GRAD,
  integrated_gradients: INTEGRATED,
  occlusion: OCCLUSION,
};

/** A cell of a network that forgets. @param {Message} message @param {Spot} spot @returns {Told} */
function forgotten(message, spot, value) {
  const { title, stages, facts } = message.meta.blocks[spot.block];
  const { name, title: step } = stages.find(({ name }) => name === spot.stage) ?? stages[0];
  const learnt = valueAt(message, { ...spot, stage: "step0" }, 0, spot.row, spot.column);
  const random = step.replace("+ ", "down to ");
  const told =
    name === "step0" ? "as learnt" : `${random} random; as learnt it is ${short(learnt, 4)}`;
  const rest =
    name === "step0"
      ? "Each map further right is of the same network with one layer more forgotten, from the top."
      : `Over all pixels the ranks of the two maps correlate with ${short(facts[name], 3)}.`;
  return {
    head: `${title.split(":")[0]}, ${at(spot)}: ${short(value, 4)}, ${told}. ${rest}`,
    sum: "",
  };
}

/**
 * A cell in words.
 * @param {Message} message
 * @param {Spot} spot
 * @returns {Told}
 */
export function told(message, spot) {
  const value = valueAt(message, spot, spot.map, spot.row, spot.column);
  const { method } = message.meta.blocks[spot.block];
  const say = method.startsWith("cascade") ? forgotten : METHODS[method][spot.stage];
  return say(message, spot, value);
}
