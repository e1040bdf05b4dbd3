// What is said of a moment, of a cell of the matrix, and the followed number's arithmetic.

import { equals, short, term } from "../core/number.js";

/** @typedef {import("./film").Operands} Operands */

const DIGITS = 4;
export const SHOWN = 3; // channels whose windows are shown
const EPS = 1e-5;
const COLOURS = ["red", "green", "blue"];

/** "Step 187, epoch 1: 60.3 % right, loss 1.392". @param {import("./types").Frame} frame */
export function told({ step, epoch, accuracy, loss }) {
  const when = `Step ${step.toLocaleString("en")}, epoch ${short(epoch, 3)}`;
  return `${when}: ${(100 * accuracy).toFixed(2)} % right, loss ${loss.toFixed(3)}`;
}

/**
 * "cat taken for dog: 17 of 201".
 * @param {number[]} pair
 * @param {string[]} labels
 * @param {number[][]} counts
 */
export function pairTold([row, column], labels, counts) {
  const total = counts[row].reduce((sum, count) => sum + count, 0);
  const [truth, answer] = [labels[row], labels[column]];
  const what = row === column ? `${truth} taken for what it is` : `${truth} taken for ${answer}`;
  return `${what}: ${counts[row][column]} of ${total}`;
}

/** A probability as it stands beside its bar. */
export function percent(share) {
  if (share > 0 && share < 0.001) return "< 0.1 %";
  return share < 0.0995 ? `${(100 * share).toFixed(1)} %` : `${Math.round(100 * share)} %`;
}

/**
 * What the products of each channel of a window add up to at a moment.
 * @param {Operands} operands
 * @param {number} at
 */
export function channelSums({ window, kernel }, at) {
  const [, channels, rows, columns] = window.shape;
  const size = rows * columns;
  return Array.from({ length: channels }, (_, c) => {
    const start = (at * channels + c) * size;
    let sum = 0;
    for (let i = start; i < start + size; i++) sum += window.data[i] * kernel.data[i];
    return sum;
  });
}

/**
 * The channels whose sums are the largest over all moments; the same ones stay on show at every moment.
 * @param {Operands} operands
 */
export function strongest(operands) {
  const [moments, channels] = operands.window.shape;
  const sizes = new Float64Array(channels);
  for (let at = 0; at < moments; at++)
    for (const [c, sum] of channelSums(operands, at).entries()) sizes[c] += Math.abs(sum);
  const order = Array.from(sizes.keys()).sort((a, b) => sizes[b] - sizes[a]);
  return order.slice(0, SHOWN).sort((a, b) => a - b);
}

/** What a channel of a layer's input is called. */
export function channelName(layer, channel) {
  return layer === "conv1" ? COLOURS[channel] : `map ${channel}`;
}

/**
 * The arithmetic of the followed number at a moment.
 * @param {string} layer
 * @param {Operands} operands
 * @param {number} at
 * @param {number[]} shown channels that are named
 */
export function equation(layer, operands, at, shown) {
  const of = (name) => operands[name].data[at];
  const result = short(of("result"), DIGITS);
  if (layer.startsWith("relu")) {
    const x = of("window");
    const sign = equals([x], result, of("result"));
    return `max(0, x) = max(0, ${short(x, DIGITS)}) ${sign} ${result}`;
  }
  if (layer.startsWith("bn")) {
    const names = ["gamma", "window", "mean", "variance", "beta"];
    const [gamma, x, mean, variance, beta] = names.map((name) => term(of(name)));
    const numbers = `${gamma} · (${x} − ${mean}) / √(${variance} + ${short(EPS)}) + ${beta}`;
    return `γ · (x − μ) / √(σ² + ε) + β = ${numbers} ≈ ${result}`;
  }
  const sums = channelSums(operands, at);
  const others = sums.reduce((sum, one, c) => (shown.includes(c) ? sum : sum + one), 0);
  const parts = shown.map((c) => `${term(sums[c])} ${channelName(layer, c)}`);
  if (sums.length > shown.length)
    parts.push(`${term(others)} the other ${sums.length - shown.length} maps`);
  parts.push(`${term(of("bias"))} bias`);
  return `${parts.join(" + ")} ≈ ${result}`;
}

/** What the arithmetic is of. */
export function title(layer, { channel, row, column }, operands) {
  const place = `${layer}, map ${channel}, row ${row}, column ${column}`;
  if (!layer.startsWith("conv")) return place;
  const [, channels, rows, columns] = operands.window.shape;
  return `${place}: ${channels * rows * columns} products + bias`;
}

/** The number that an equation's operands give, in double precision. */
export function worked(layer, operands, at) {
  const of = (name) => operands[name].data[at];
  if (layer.startsWith("relu")) return Math.max(0, of("window"));
  if (layer.startsWith("bn"))
    return (
      (of("gamma") * (of("window") - of("mean"))) / Math.sqrt(of("variance") + EPS) + of("beta")
    );
  return channelSums(operands, at).reduce((sum, one) => sum + one, of("bias"));
}
