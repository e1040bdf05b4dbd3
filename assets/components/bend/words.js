// What the figure says in words.

import { short } from "../core/number.js";

const DIGITS = 5;

/**
 * A place of the map and how its number came about.
 * @param {string} title
 * @param {number} row
 * @param {number} column
 * @param {{sum: number, before: number, after: number}} cell
 */
export function told(title, row, column, { sum, before, after }) {
  const [s, x, y] = [sum, before, after].map((value) => short(value, DIGITS));
  return `[${row}, ${column}]  sum ${s}   ÷ 255 = ${x}   ${title} → ${y}`;
}

/**
 * How many numbers are below, at and above zero.
 * @param {ArrayLike<number>} values the different numbers
 * @param {ArrayLike<number>} often how often each of them stands in the map
 */
export function signs(values, often) {
  const counts = [0, 0, 0];
  for (let i = 0; i < values.length; i++) counts[1 + Math.sign(values[i])] += often[i];
  return counts;
}

/** @param {number[]} counts */
export function signsSentence([negative, zero, positive]) {
  const [a, b, c] = [negative, zero, positive].map((count) => count.toLocaleString("en"));
  return `${a} negative, ${b} zero, ${c} positive`;
}
