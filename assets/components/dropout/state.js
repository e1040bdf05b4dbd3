// What a person sets, as texts of the address and back. pages/dropout/shown.py reads the same texts.

import { cellNamed, wholeNamed } from "../core/atlas.js";

/** @typedef {import("./scene").State} State @typedef {import("./types").Payload} Payload */

export const MOST = 500; // masks
export const FIRST = 12; // masks
export const HIGHEST = 0.9; // rate
export const SUMS = ["near", "above", "below"]; // zero

/** A rate that a text is, in hundredths, or null. */
export function rateNamed(text) {
  const value = /^0(\.\d{1,2})?$/.test(text ?? "") ? Number(text) : HIGHEST + 1;
  return value <= HIGHEST ? value : null;
}

/**
 * What the address says.
 * @param {(name: string) => string | null} read
 * @param {import("../core/types").Cell} shape
 * @param {Payload} payload
 * @returns {State}
 */
export function stateNamed(read, shape, { rate }) {
  return {
    masks: wholeNamed(read("masks"), MOST + 1) || FIRST,
    rate: rateNamed(read("rate")) ?? rate,
    test: read("mode") === "test",
    channels: read("drop") === "channels",
    classic: read("scaling") === "classic",
    sum: Math.max(0, SUMS.indexOf(read("sum") ?? "")),
    cell: cellNamed(read("cell"), shape),
  };
}

/**
 * The texts of a state; null is what it is at first.
 * @param {State} state
 * @param {Payload} payload
 * @returns {Record<string, string | null>}
 */
export function textsOf({ masks, rate, test, channels, classic, sum, cell }, payload) {
  return {
    masks: masks === FIRST ? null : String(masks),
    rate: rate === payload.rate ? null : String(rate),
    mode: test ? "test" : null,
    drop: channels ? "channels" : null,
    scaling: classic ? "classic" : null,
    sum: sum ? SUMS[sum] : null,
    cell: cell === null ? null : cell.join(),
  };
}
