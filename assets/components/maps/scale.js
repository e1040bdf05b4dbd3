// The colour scale: from a value and its limit to one of 511 colours, zero always the neutral one.

import { parseColour } from "../shared/palette.js";

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
