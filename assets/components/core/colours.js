// The colours of the whole app; vizcore/figures/palette.py holds the same values (a test compares them).
// Signed values go from blue over the neutral colour, which is zero and nothing else, to orange.

/** @typedef {import("./types").Palette} Palette @typedef {import("./types").Colour} Colour */

const LIGHT = {
  neutral: "#f7f7f5", // zero, always
  negative: "#1f5fae",
  positive: "#d9731a",
  input: "#2f6db5",
  kernel: "#c98a06",
  output: "#2e8b57",
  hatch: "#b9bec6",
  faint: "#e4e7eb",
};

const DARK = {
  neutral: "#1b2129",
  negative: "#5b9bea",
  positive: "#f2994a",
  input: "#6fa8e8",
  kernel: "#e5b33c",
  output: "#5fbf8a",
  hatch: "#59626e",
  faint: "#2a313b",
};

/** @type {{light: Palette, dark: Palette}} */
export const PALETTES = { light: LIGHT, dark: DARK };

/**
 * "#rrggbb", "rgb(r, g, b)" or "rgba(...)" -> [r, g, b].
 * @param {string} text
 * @returns {Colour}
 */
export function parseColour(text) {
  const value = text.trim();
  if (value.startsWith("#")) {
    const hex = value.length === 4 ? value.replace(/[0-9a-f]/gi, "$&$&") : value;
    return [byteOf(hex, 1), byteOf(hex, 3), byteOf(hex, 5)];
  }
  const [red, green, blue] = (value.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue];
}

const byteOf = (hex, start) => Number.parseInt(hex.slice(start, start + 2), 16);

/**
 * Perceived lightness of an [r, g, b] colour, 0 (black) to 1 (white).
 * @param {Colour} colour
 */
export function lightness([r, g, b]) {
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}

/**
 * Colour a share of the way from a to b, both [r, g, b].
 * @param {Colour} a
 * @param {Colour} b
 * @param {number} share
 * @returns {Colour}
 */
export function mix(a, b, share) {
  const [red, green, blue] = a.map((channel, i) => Math.round(channel + (b[i] - channel) * share));
  return [red, green, blue];
}

/**
 * [r, g, b] of a signed value on a scale of -limit..limit: zero is always the neutral colour.
 * @param {number} value
 * @param {number} limit
 * @param {Palette} palette
 */
export function signedColour(value, limit, palette) {
  const neutral = parseColour(palette.neutral);
  if (!limit || !Number.isFinite(value)) return neutral;
  const share = Math.min(1, Math.abs(value) / limit);
  return mix(neutral, parseColour(value < 0 ? palette.negative : palette.positive), share);
}

const HALF = 255; // colours on each side of zero in a table

/**
 * The 511 signed colours from -limit over zero to limit, as pixels of ImageData.
 * @param {Palette} palette
 */
export function signedTable(palette) {
  return Uint32Array.from({ length: 2 * HALF + 1 }, (_, i) => {
    const [r, g, b] = signedColour(i - HALF, HALF, palette);
    return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
  });
}

/** The colours of a table as CSS text, for what is drawn cell by cell. */
export function cssTable(table) {
  return Array.from(table, (pixel) => css([pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255]));
}

/** Where `value` stands in a table whose ends mean -limit and limit. */
export function shade(value, limit) {
  if (!(limit > 0)) return HALF;
  return HALF + Math.max(-HALF, Math.min(HALF, Math.round((value / limit) * HALF)));
}

/** Write the colours of data[start .. start + size) into `pixels` at the same places; `limit` gets the full colour. */
export function paintSigned(pixels, data, start, size, limit, table) {
  const factor = limit > 0 ? HALF / limit : 0;
  for (let i = start; i < start + size; i++) {
    const step = Math.round(data[i] * factor);
    pixels[i] = table[HALF + Math.max(-HALF, Math.min(HALF, step))];
  }
}

/**
 * [r, g, b] of an image value on a scale of low..high: black to white.
 * @returns {Colour}
 */
export function greyColour(value, low, high) {
  const share = high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0.5;
  const grey = Math.round(255 * share);
  return [grey, grey, grey];
}

/**
 * CSS text of [r, g, b].
 * @param {Colour} colour
 */
export function css([r, g, b], alpha = 1) {
  return alpha === 1 ? `rgb(${r},${g},${b})` : `rgba(${r},${g},${b},${alpha})`;
}

/**
 * Relative luminance of a colour, 0 to 1, as the guidelines on contrast define it (WCAG 2).
 * @param {Colour} colour
 */
export function luminance(colour) {
  const [r, g, b] = colour.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * The ink, black or white, that stands out more on a fill: at least 4.5 to 1 on every one.
 * @param {Colour} fill
 */
export function inkOn(fill) {
  return luminance(fill) > 0.179 ? "#000000" : "#ffffff";
}
