// What is said of a shift and of a cell.

import { exact } from "../core/number.js";

/** @typedef {import("./geometry.js").Scene} Scene */

const NAMES = { picture: "Picture", pooled: "Pooled" };

/** "1 pixel", "2 pixels". */
export const pixels = (shift) => `${shift} ${shift === 1 ? "pixel" : "pixels"}`;

/**
 * How much stays of the picture, and of the pooled map.
 * @param {Scene} scene
 * @param {number} shift
 */
export function shares({ meta }, shift) {
  return [
    { share: meta.pixelsKept[shift], rest: "of the pixels stay" },
    { share: meta.pooledKept[shift], rest: "of the values stay" },
  ];
}

/**
 * What a screen reader hears of a shift.
 * @param {Scene} scene
 * @param {number} shift
 */
export function sentence({ meta }, shift) {
  return `Shifted to the right by ${pixels(shift)}: ${meta.pixelsKept[shift]} of the pixels and ${meta.pooledKept[shift]} of the pooled values stay.`;
}

/**
 * "Pooled, row 3, column 5: 127, without a shift 120."
 * @param {"picture" | "pooled"} name
 * @param {import("../core/types").Pair} cell
 * @param {{value: number, before: number, same: boolean}} found
 */
export function told(name, [row, column], { value, before, same }) {
  const compared = same ? "as without a shift" : `without a shift ${exact(before)}`;
  return `${NAMES[name]}, row ${row}, column ${column}: ${exact(value)}, ${compared}.`;
}
