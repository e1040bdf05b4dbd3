// The numbers that Python sent, and the sum of the products that are on screen: a test holds it against Python's result.

import { windowStart } from "./geometry.js";

/** @typedef {import("../core/types").Packed} Packed */

/**
 * Index of the source that a border puts at `index` of an axis of `size` cells; -1 where it puts a zero.
 * @param {number} index
 * @param {number} size
 * @param {string} border
 */
export function borderIndex(index, size, border) {
  if (index >= 0 && index < size) return index;
  if (border === "replicate") return index < 0 ? 0 : size - 1;
  const within = (period) => ((index % period) + period) % period;
  if (border === "wrap") return within(size);
  if (border !== "reflect") return -1;
  if (size === 1) return 0;
  const at = within(2 * size - 2);
  return at < size ? at : 2 * size - 2 - at;
}

/**
 * The numbers of one window: source values, whether each is padding, weights and products, row by row.
 * @param {{source: Packed, kernel: Packed, size: number[], border: string}} scene
 * @param {import("../core/types").Pair} start
 * @param {number} channel
 */
export function windowNumbers({ source, kernel, size, border }, [top, left], channel) {
  const [rows, columns] = kernel.shape;
  const [, width, channels] = source.shape;
  const cells = [];
  for (let i = 0; i < rows; i++) {
    const row = borderIndex(top + i, size[0], border);
    for (let j = 0; j < columns; j++) {
      const column = borderIndex(left + j, size[1], border);
      const inside = row >= 0 && column >= 0;
      const value = inside ? source.data[(row * width + column) * channels + channel] : 0;
      const weight = kernel.data[i * columns + j];
      const padding = !inside || row !== top + i || column !== left + j;
      cells.push({ value, weight, product: value * weight, padding });
    }
  }
  return cells;
}

/** One number of an array of shape (height, width, channels). */
export function valueAt({ data, shape: [, width, channels] }, [row, column], channel) {
  return data[(row * width + column) * channels + channel];
}

/**
 * The result at [row, column]: the products of its window added up.
 * @param {{meta: import("./types").Payload, source: Packed, kernel: Packed}} scene
 * @param {import("../core/types").Pair} output
 * @param {number} channel
 */
export function sumAt({ meta, source, kernel }, output, channel) {
  const start = windowStart(...output, meta);
  const cells = windowNumbers({ ...meta, source, kernel }, start, channel);
  return cells.reduce((sum, { product }) => sum + product, 0);
}
