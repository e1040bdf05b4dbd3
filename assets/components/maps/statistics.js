// Figures of a layer's maps, and what is chosen and ordered by them.

import { short } from "../core/number.js";

/** Lowest, highest and mean value and the share of zeros of each of `count` equally long maps lying one after the other. */
export function statistics(data, count) {
  const size = data.length / count;
  return Array.from({ length: count }, (_, channel) => {
    let [min, max, sum, zeros] = [Infinity, -Infinity, 0, 0];
    for (let i = channel * size; i < (channel + 1) * size; i++) {
      const value = data[i];
      if (value < min) min = value;
      if (value > max) max = value;
      if (value === 0) zeros++;
      sum += value;
    }
    return { min, max, mean: sum / size, zeros: zeros / size };
  });
}

/**
 * How a map that says nothing of the picture comes to say nothing, for each map in a list of statistics; null for others:
 * "dead" on every picture, the "same" value everywhere on this one, or "nearly" so. A unit is one value: the "same" is zero.
 * @param {{min: number, max: number}[]} list
 * @param {{dead: number[], shape: number[]}} layer
 * @param {number} still share of the layer's largest value by which the values of such a map differ at most
 */
export function silence(list, { dead, shape }, still) {
  const least = still * reach(list);
  return list.map(({ min, max }, channel) => {
    if (dead.includes(channel)) return "dead";
    if (shape.length === 1) return min === 0 ? "same" : null;
    if (min === max) return "same";
    return max - min < least ? "nearly" : null;
  });
}

/** The reasons of `silence` as words after "is"; each is given the facts that Python sent. @type {Record<string, (facts: {dead: number, still: number}) => string>} */
export const REASONS = {
  dead: ({ dead }) => `dead on every picture: all weights of the kernel are below ${dead} in size`,
  same: () => "constant on this picture: one value everywhere",
  nearly: ({ still }) =>
    `nearly constant on this picture: the values differ by less than ${short(100 * still)} % of the layer’s largest`,
};

/** The largest distance from zero in a list of statistics. */
export function reach(list) {
  return list.reduce((top, { min, max }) => Math.max(top, -min, max), 0);
}

/** Channel numbers in the order in which the maps are laid out: by number, or from the largest mean or maximum down. */
export function order(list, sort) {
  const channels = list.map((_, channel) => channel);
  if (sort === "channel") return channels;
  return channels.sort((a, b) => list[b][sort] - list[a][sort] || a - b);
}

/** The place of the value furthest from zero among `size` values from `start` on. */
export function strongest(data, start, size) {
  let best = start;
  for (let i = start; i < start + size; i++) if (Math.abs(data[i]) > Math.abs(data[best])) best = i;
  return best - start;
}

/** The figures of all units of a layer in one: lowest, highest, and the means. */
export function together(list) {
  const mean = (name) => list.reduce((sum, item) => sum + item[name], 0) / list.length;
  return {
    min: Math.min(...list.map(({ min }) => min)),
    max: Math.max(...list.map(({ max }) => max)),
    mean: mean("mean"),
    zeros: mean("zeros"),
  };
}
