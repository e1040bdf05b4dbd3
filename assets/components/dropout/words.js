// What the figure says in words and numbers.

import { short } from "../core/number.js";
import { factors } from "./masks.js";

/** @typedef {import("./scene").Scene} Scene */

/** A number with three decimals and a true minus sign. */
export const three = (value) => (value + 0).toFixed(3).replace("-", "−").replace("−0.000", "0.000");

/**
 * What becomes of the cell that is read.
 * @param {Scene} scene
 */
export function cellWords({ cell: [c, r, k], shape, maps, kept, shown, state }) {
  const place = (c * shape[1] + r) * shape[2] + k;
  const x = three(maps.data[place]);
  const y = `<b>${three(shown[place])}</b>`;
  const where = `map ${c} [${r}, ${k}]`;
  const keep = short(1 - state.rate);
  if (state.test)
    return `${where}: test, ${state.classic ? `${x} · ${keep} = ${y}` : `${y}, as it is`}`;
  if (!kept[place]) return `${where}: dropped, ${x} · 0 = ${y}`;
  return `${where}: kept, ${state.classic ? `${y}, as it is` : `${x} / ${keep} = ${y}`}`;
}

/** How many cells or maps the mask keeps. @param {Scene} scene */
export function keptWords({ kept, shape: [channels, rows, columns], state }) {
  if (state.test) return "At test time nothing is dropped.";
  const all = state.channels ? channels : kept.length;
  const size = kept.length / all;
  let count = 0;
  for (let i = 0; i < kept.length; i += state.channels ? rows * columns : 1) count += kept[i];
  const what = size > 1 ? "maps" : "cells";
  return `Mask ${state.masks} keeps ${count.toLocaleString("en")} of ${all.toLocaleString("en")} ${what}, ${short((100 * count) / all)} %.`;
}

/**
 * The sum of this mask, the mean of all so far with its standard error, and the sum at test time.
 * @param {import("./scene").Course} course
 * @param {number} masks
 */
export function courseWords({ sums, means, errors, test }, masks) {
  const last = masks - 1;
  const error = masks > 1 ? ` ± ${three(errors[last])}` : "";
  const apart = means[last] - test;
  const gap =
    masks > 1 ? `, apart ${three(apart)} (${short(Math.abs(apart / errors[last]), 2)} errors)` : "";
  const masksSoFar = masks > 1 ? `mean of ${masks} <b>${three(means[last])}</b>${error}, ` : "";
  return `mask ${masks}: ${three(sums[last])}, ${masksSoFar}test <b>${three(test)}</b>${Number.isFinite(apart / errors[last]) ? gap : ""}`;
}

/** What the two libraries and the lecture multiply with. @param {Scene["state"]} state */
export function scalingWords({ rate, classic }) {
  const { train, test } = factors(rate, classic);
  return classic
    ? `training · 1, test · ${short(test)}`
    : `training · 1 / ${short(1 - rate)} = ${short(train, 4)}, test · 1`;
}

/** For a screen reader. @param {Scene} scene */
export function sentence({ state, before, behind }) {
  const last = state.masks - 1;
  return `${state.masks} masks at rate ${state.rate}: mean ${three(before.means[last])}, test ${three(before.test)}; behind ReLU ${three(behind.means[last])}, test ${three(behind.test)}.`;
}

/** The sums and means of all masks as CSV. @param {Scene} scene */
export function table({ before, behind, state }) {
  const head = [
    "mask",
    "sum",
    "mean",
    "standard error",
    "behind ReLU",
    "mean behind ReLU",
    "standard error behind ReLU",
  ];
  const lines = Array.from({ length: state.masks }, (_, n) => [
    n + 1,
    ...[before, behind].flatMap(({ sums, means, errors }) => [
      sums[n],
      means[n],
      n ? errors[n] : "",
    ]),
  ]);
  lines.push(["test", before.test, "", "", behind.test, "", ""]);
  return [head, ...lines].map((line) => `${line.join()}\r\n`).join("");
}
