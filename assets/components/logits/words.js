// What the figure says in words: how a probability comes about, the odds, the loss. As HTML, for exponents.

import { short } from "../core/number.js";
import { rival } from "./softmax.js";

/** @typedef {import("./scene").Scene} Scene */

const SPELLED = 5; // classes whose powers are written out as a sum
const DIGITS = 4;

const show = (value) => short(value, DIGITS);
const power = (exponent) => `e<sup>${exponent.replaceAll(" ", "")}</sup>`;
/** @param {number} value */
const bracketed = (value) => (value < 0 ? `(${show(value)})` : show(value));

const decimals = (value) => value.toFixed(3).replace("-", "−");

/** A number in three decimals, or in few digits where those would be zeros. */
function few(value) {
  if (!Number.isFinite(value)) return short(value);
  if (value !== 0 && Math.abs(value) < 0.0005) return value.toExponential(1).replaceAll("-", "−");
  return decimals(value + 0);
}

/** A probability, or a number of the gradient. */
export const share = few;
export const slope = few;

/** A logit beside its bar: four decimals at most. */
export function logitText(value, digits = 5) {
  return short(Number(value.toFixed(4)), digits);
}

/** A power of e. */
export function powerText(value) {
  return value < 10 ? few(value) : short(value, value < 1e6 ? 4 : 3);
}

/** What is raised: the logit over the temperature, less the largest. */
export function exponent({ state: { temperature, subtract }, answer: { top } }) {
  const scaled = temperature === 1 ? "z" : `z/${short(temperature)}`;
  if (!subtract) return scaled;
  return top < 0 ? `${scaled} + ${show(-top)}` : `${scaled} − ${show(top)}`;
}

/** The exponent of one class with its numbers. */
function raised({ z, state, answer: { top } }, i) {
  const scaled = state.temperature === 1 ? show(z[i]) : `${show(z[i])}/${short(state.temperature)}`;
  return state.subtract ? `${scaled} − ${bracketed(top)}` : scaled;
}

/** What all powers add up to; written out where they are few. */
export function sumWords({ answer: { powers, sum } }) {
  const terms = powers.map(show).join(" + ");
  return powers.length > SPELLED ? `sum of all powers = ${show(sum)}` : `${terms} = ${show(sum)}`;
}

/**
 * How the probability of the class that is read comes about.
 * @param {Scene} scene
 */
export function shareWords(scene) {
  const { answer, names, at } = scene;
  const { powers, sum, p } = answer;
  return `p(${names[at]}) = ${power(raised(scene, at))} / sum = ${show(powers[at])} / ${show(sum)} = <b>${show(p[at])}</b>`;
}

/** How many times as likely one of two classes is; it depends on nothing but the difference of their logits. */
export function oddsWords({ names, z, state, at }) {
  const other = rival(at, z, state.truth);
  const over = state.temperature === 1 ? "" : ` / ${short(state.temperature)}`;
  const difference = `${show(z[at])} − ${bracketed(z[other])}`;
  const inside = over ? `(${difference})${over}` : difference;
  const odds = Math.exp((z[at] - z[other]) / state.temperature);
  return `p(${names[at]}) / p(${names[other]}) = ${power(inside)} = <b>${show(odds)}</b>`;
}

/** The loss: the information in the true class. */
export function lossWords({ names, answer: { loss, p }, state: { truth } }) {
  return `−ln p(${names[truth]}) = −ln ${show(p[truth])} = <b>${show(loss)}</b> nats`;
}

/** The same from the logits, where it is a number: log-sum-exp less the true logit. */
export function logSumWords({ names, answer, state: { subtract, truth, temperature } }) {
  const { scaled, top, sum, loss } = answer;
  if (!Number.isFinite(loss)) return "";
  const over = temperature === 1 ? "" : `/${short(temperature)}`;
  const less = ` − ${bracketed(scaled[truth])}`;
  const log = `${bracketed(top)} + ln ${show(sum)}`;
  const spelled = subtract ? log : `ln ${show(sum)}`;
  const total = names.length > SPELLED ? show(top + Math.log(sum)) : spelled;
  return `= ln Σ ${power(`z${over}`)} − z(${names[truth]})${over} = ${total}${less} = ${show(loss)}`;
}

/** What float32 could not do, or nothing. */
export function troubleWords({ answer: { powers, sum, p } }) {
  if (powers.includes(Number.POSITIVE_INFINITY))
    return "Float32 ends at 3.4 · 10<sup>38</sup>: what is larger becomes ∞, and ∞ / ∞ is NaN, not a number.";
  if (sum === 0) return "Every power is too small for float32 and becomes 0, and 0 / 0 is NaN.";
  if (!Number.isFinite(sum)) return "The sum is too large for float32 and becomes ∞.";
  return p.includes(0) ? "A probability that is too small for float32 becomes 0." : "";
}

/** For a screen reader. */
export function sentence({ names, z, answer: { p, loss }, state: { truth }, at }) {
  return `${names[at]}: logit ${show(z[at])}, probability ${share(p[at])}. True class ${names[truth]}, loss ${show(loss)}.`;
}

/** The table on screen as CSV, every digit of it. @param {Scene} scene */
export function table({ names, z, state, answer }) {
  const head = ["class", "true", "logit", "logit / T", "power", "probability", "gradient"];
  const rows = names.map((name, i) => [
    ...[name, i === state.truth ? 1 : 0, z[i], answer.scaled[i]],
    ...[answer.powers[i], answer.p[i], answer.gradient[i]],
  ]);
  return [head, ...rows].map((row) => `${row.join()}\r\n`).join("");
}
