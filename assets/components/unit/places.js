// Where a unit's value looks, which unit is next, which tile is whose. Pure functions.

import { wholeNamed } from "../core/atlas.js";

/** @typedef {import("./types").UnitLayer} UnitLayer @typedef {import("./scene").Window} Window */

export const SIDE = 32; // pixels of a picture

/**
 * The pixels that the value at a place of a map sees, cut at the edge of the picture.
 * @param {UnitLayer} layer
 * @param {number} place counted row by row
 * @returns {Window}
 */
export function windowOf({ shape, field }, place) {
  if (shape.length < 3) return [0, 0, SIDE, SIDE];
  const [seen, apart, before] = field;
  const [row, rows] = along(Math.floor(place / shape[2]), seen, apart, before);
  const [column, columns] = along(place % shape[2], seen, apart, before);
  return [row, column, rows, columns];
}

function along(at, seen, apart, before) {
  const start = at * apart - before;
  const first = Math.max(0, start);
  return [first, Math.min(SIDE, start + seen) - first];
}

/**
 * Where the largest value of a map stands, the first of equals.
 * @param {ArrayLike<number>} values of all maps
 * @param {number} unit
 * @param {number} size values of a map
 */
export function largestOf(values, unit, size) {
  let best = 0;
  for (let i = 1; i < size; i++) if (values[unit * size + i] > values[unit * size + best]) best = i;
  return best;
}

/**
 * The place that a text "4,7" names, counted row by row, or −1.
 * @param {string | null} text
 * @param {number[]} size rows and columns
 */
export function cellNamed(text, [rows, columns]) {
  const [row, column] = (text ?? "")
    .split(",")
    .map((part, axis) => wholeNamed(part, axis ? columns : rows));
  return typeof row === "number" && typeof column === "number" ? row * columns + column : -1;
}

/** Rows and columns of a layer's maps. */
export function sizeOf({ shape }) {
  return shape.length < 3 ? [1, 1] : [shape[1], shape[2]];
}

/**
 * The layer and unit that an address names.
 * @param {UnitLayer[]} layers
 * @param {string | null} name
 * @param {string | null} channel
 * @param {{layer: string, unit: number}} otherwise
 */
export function unitNamed(layers, name, channel, otherwise) {
  const layer = layers.find((each) => each.name === name);
  if (!layer) {
    const first = /** @type {UnitLayer} */ (layers.find((each) => each.name === otherwise.layer));
    return { layer: first, unit: wholeNamed(channel, first.shape[0]) ?? otherwise.unit };
  }
  const start = layer.name === otherwise.layer ? otherwise.unit : 0;
  return { layer, unit: wholeNamed(channel, layer.shape[0]) ?? start };
}

/**
 * The tiles of `count` units beside each other: how many in a row, how many rows, and the side of each.
 * @param {number} count
 * @param {number} width
 * @param {number} [least] pixels of a tile
 */
export function stripOf(count, width, least = 22) {
  const rows = Math.max(1, Math.ceil((count * least) / width));
  const across = Math.ceil(count / rows);
  return {
    across,
    down: Math.ceil(count / across),
    side: Math.min(34, Math.floor(width / across)),
  };
}

/** The unit under a point of a strip, or −1. */
export function unitUnder({ across, side }, count, x, y) {
  const [row, column] = [Math.floor(y / side), Math.floor(x / side)];
  const unit = row * across + column;
  return row >= 0 && column >= 0 && column < across && unit < count ? unit : -1;
}

/** What a unit is called: conv3:12, or the class. */
export function nameOf(layer, unit) {
  return layer.labels[unit] ?? `${layer.name}:${unit}`;
}

/** What may be said of a picture's name: the class of a test image, the sample of one of our own. */
export function shortName(name) {
  return name.split(/[-:]/)[0].replace("drawn_", "").replaceAll("_", " ");
}
