// What the card says in words.

import { short } from "../core/number.js";
import { nameOf } from "./places.js";

/** @typedef {import("./types").UnitLayer} UnitLayer @typedef {import("./scene").Facts} Facts */

const TEST = 10_000;
const COLOURS = ["grey", "red", "green", "blue"];

/**
 * Numbers with as many places after the point as the largest of them needs for three digits.
 * @param {number[]} values
 */
export function aligned(values) {
  const largest = Math.max(...values.map(Math.abs), 0.01);
  const places = Math.max(0, Math.min(4, 2 - Math.floor(Math.log10(largest))));
  return values.map((value) => value.toFixed(places).replace("-", "−"));
}

/** @param {number} share */
export function percent(share) {
  if (share > 0 && share < 0.01) return "less than 1 %";
  return share < 1 && share > 0.99 ? "more than 99 %" : `${Math.round(100 * share)} %`;
}

/**
 * In one line, how often a unit fires, where most, and which class needs it.
 * @param {UnitLayer} layer
 * @param {number} unit
 * @param {Facts} facts
 * @param {string[]} labels
 */
export function told(layer, unit, facts, labels) {
  const name = nameOf(layer, unit);
  if (layer.labels.length) {
    return `${name} is a class: its logit is above 0 on ${percent(facts.fires)} of 10,000 test pictures.`;
  }
  if (facts.fires === 0) {
    return `${name} is silent: it fires on none of 10,000 test pictures.`;
  }
  const most = labels[strongest(facts.means)];
  const start = `${name} fires on ${percent(facts.fires)} of 10,000 test pictures, most on ${most}`;
  return `${start}. ${effect(facts, labels)}`;
}

/** For which class it speaks and against which, by what becomes of their logits without it. */
export function effect({ off }, labels) {
  const [lowest, highest] = [Math.min(...off), Math.max(...off)];
  const loses = lowest < 0 ? `${labels[off.indexOf(lowest)]} loses ${short(-lowest, 2)}` : "";
  const gains = highest > 0 ? `${labels[off.indexOf(highest)]} gains ${short(highest, 2)}` : "";
  const both = [loses, gains].filter(Boolean).join(", ");
  return both ? `Switched off, ${both} on average.` : "";
}

/** Where a list is largest. */
export function strongest(values) {
  return values.indexOf(Math.max(...values));
}

/** Which pictures the nine are of. */
export function sourceOf(pictures) {
  return pictures === "test"
    ? `Of ${TEST.toLocaleString("en")}, these excite it most`
    : "Of our own, these excite it most";
}

/**
 * The value of a map that is read.
 * @param {UnitLayer} layer
 * @param {number} value
 * @param {[number, number]} cell
 * @param {boolean} isLargest
 */
export function valueWords(layer, value, [row, column], isLargest) {
  const number = short(value, 5);
  if (layer.shape.length < 3) return `Answer: ${number}`;
  const where = `row ${row}, column ${column}`;
  return isLargest ? `Largest: ${number} at ${where}` : `${number} at ${where}`;
}

/**
 * What the first layer's kernel is most like, a line for grey and for each colour.
 * @param {Facts} facts
 */
export function nearLines({ nearest }) {
  return nearest.map(([, title, r], i) => {
    if (!title) return `${COLOURS[i]}: all weights are equal`;
    return `${COLOURS[i]}: ${r < 0 ? "negative of " : ""}${title}, r ${r.toFixed(2).replace("-", "−")}`;
  });
}

/**
 * The layer's table: a line a unit.
 * @param {UnitLayer} layer
 * @param {{first: number, units: Facts[]}[]} parts
 * @param {string[]} labels
 */
export function table(layer, parts, labels) {
  const best = Array.from({ length: 9 }, (_, i) => [`picture ${i + 1}`, `value ${i + 1}`]).flat();
  const means = labels.map((label) => `mean ${label}`);
  const off = labels.map((label) => `${label} when off`);
  const lines = [["unit", "fires", ...best, ...means, ...off]];
  for (const { first, units } of parts) {
    for (const [i, facts] of units.entries()) {
      const nine = best.map((_, n) => facts.best[n >> 1]?.[n % 2 ? 2 : 0] ?? "");
      lines.push(
        [nameOf(layer, first + i), facts.fires, ...nine, ...facts.means, ...facts.off].map(String),
      );
    }
  }
  return `${lines.map((line) => line.map((cell) => (cell.includes(",") ? `"${cell}"` : cell)).join()).join("\n")}\n`;
}
