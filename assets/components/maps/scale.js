// From a layer's values to what is drawn of them: figures per map, the order of the maps, colours.

import { parseColour } from "../shared/palette.js";

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
    const dead = size > 1 ? min === max : min === 0 && max === 0;
    return { min, max, mean: sum / size, zeros: zeros / size, dead };
  });
}

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

const HALF = 255;

/** 511 colours from full negative over zero to full positive, as pixels of ImageData. */
export function signedTable(palette) {
  const [negative, neutral, positive] = ["negative", "neutral", "positive"].map((role) =>
    parseColour(palette[role]),
  );
  const table = new Uint32Array(2 * HALF + 1);
  for (let step = -HALF; step <= HALF; step++) {
    const end = step < 0 ? negative : positive;
    const [r, g, b] = neutral.map((from, i) =>
      Math.round(from + ((end[i] - from) * Math.abs(step)) / HALF),
    );
    table[step + HALF] = ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
  }
  return table;
}

/** The colours of a `signedTable` as CSS text, for what is drawn cell by cell. */
export function cssTable(table) {
  return Array.from(
    table,
    (pixel) => `rgb(${pixel & 255},${(pixel >> 8) & 255},${(pixel >> 16) & 255})`,
  );
}

/** Where `value` stands in a table of colours whose ends mean -limit and limit. */
export function shade(value, limit) {
  if (!(limit > 0)) return HALF;
  return HALF + Math.max(-HALF, Math.min(HALF, Math.round((value / limit) * HALF)));
}

/** Write the colours of data[start .. start + size) into `pixels` at the same places; `limit` gets the full colour. */
export function paint(pixels, data, start, size, limit, table) {
  const factor = limit > 0 ? HALF / limit : 0;
  for (let i = start; i < start + size; i++) {
    const step = Math.round(data[i] * factor);
    pixels[i] = table[HALF + Math.max(-HALF, Math.min(HALF, step))];
  }
}

/**
 * How `count` square maps of `size` values a side fit into width x height: the largest tiles that do, each value a
 * whole number of pixels where there is room for that. `label` pixels stay free below each tile, `gap` around.
 */
export function sheetLayout(
  count,
  size,
  width,
  height,
  { gap = 4, label = 12, largest = 96 } = {},
) {
  let best = null;
  for (let columns = 1; columns <= count; columns++) {
    const room = Math.min(largest, Math.floor((width + gap) / columns) - gap);
    const tile = room >= size ? room - (room % size) : room;
    if (tile < 1) break;
    const rows = Math.ceil(count / columns);
    const high = rows * (tile + label + gap) - gap;
    if (high <= height && (!best || tile >= best.tile))
      best = { columns, rows, tile, height: high };
  }
  if (!best) {
    const tile = Math.max(4, Math.min(size, 32));
    const columns = Math.max(1, Math.floor((width + gap) / (tile + gap)));
    const rows = Math.ceil(count / columns);
    best = { columns, rows, tile, height: rows * (tile + label + gap) - gap };
  }
  return { ...best, gap, label, width: best.columns * (best.tile + gap) - gap };
}

/** Left and top of the tile at `place` in a layout. */
export function tileAt(layout, place) {
  const step = layout.tile + layout.gap;
  return [
    (place % layout.columns) * step,
    Math.floor(place / layout.columns) * (step + layout.label),
  ];
}

/** The place in a layout under (x, y), or -1. */
export function placeAt(layout, count, x, y) {
  const step = layout.tile + layout.gap;
  const [column, row] = [Math.floor(x / step), Math.floor(y / (step + layout.label))];
  if (column < 0 || column >= layout.columns || row < 0) return -1;
  const place = row * layout.columns + column;
  return place < count ? place : -1;
}
