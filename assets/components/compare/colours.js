// Numbers into the colours they are shown in: one pixel, or a picture of them.

import { signedTable } from "../core/colours.js";

const HALF = 127; // the byte of a signed result that means zero is 128, one of full colour 128 ± 127

/** @typedef {import("../core/types").Packed} Packed @typedef {import("../core/types").Colour} Colour */

/**
 * RGBA bytes of the source, an array of shape (height, width, channels) of bytes, one or three channels.
 * @param {Packed} source
 */
export function pixels({ data, shape: [height, width, channels] }) {
  const out = new Uint8ClampedArray(height * width * 4).fill(255);
  const [green, blue] = channels === 1 ? [0, 0] : [1, 2];
  for (let i = 0, from = 0; i < out.length; i += 4, from += channels) {
    out[i] = data[from];
    out[i + 1] = data[from + green];
    out[i + 2] = data[from + blue];
  }
  return out;
}

/**
 * RGBA bytes of the result: bytes as they are shown or, for signed results, places on the scale of colours.
 * @param {Packed} shown
 * @param {string} display
 * @param {import("../core/types").Palette} palette
 */
export function shownPixels(shown, display, palette) {
  if (display !== "signed") return pixels(shown);
  const table = signedTable(palette);
  const out = new Uint32Array(shown.data.length);
  for (let i = 0; i < out.length; i++) out[i] = table[signedPlace(shown.data[i])];
  return new Uint8ClampedArray(out.buffer);
}

/**
 * The colour, [r, g, b], of one pixel of the source.
 * @param {Packed} source
 * @param {number} row
 * @param {number} column
 * @returns {Colour}
 */
export function sourceColour({ data, shape: [, width, channels] }, row, column) {
  const at = (row * width + column) * channels;
  return channels === 1 ? [data[at], data[at], data[at]] : [data[at], data[at + 1], data[at + 2]];
}

/**
 * The colour, [r, g, b], that one result is shown in.
 * @param {Packed} shown
 * @param {number} row
 * @param {number} column
 * @param {string} display
 * @param {import("../core/types").Palette} palette
 * @returns {Colour}
 */
export function shownColour(shown, row, column, display, palette) {
  if (display !== "signed") return sourceColour(shown, row, column);
  const pixel = signedTable(palette)[signedPlace(shown.data[row * shown.shape[1] + column])];
  return [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255];
}

/** Place in the table of 511 colours of a byte around 128. */
function signedPlace(byte) {
  return 255 + Math.round(((byte - 128) / HALF) * 255);
}
