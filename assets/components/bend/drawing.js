// Draws a map in signed colours, the place that is read, and how often each size of number occurs in it.

import { paintSigned, signedTable } from "../core/colours.js";
import { pen } from "../core/picture.js";

export const BARS = 61; // an odd number: the middle bar holds the zeros

/**
 * One pixel for each number of a map.
 * @param {HTMLCanvasElement} canvas
 * @param {Uint16Array} place which of the different numbers stands where
 * @param {number[]} shape rows and columns
 * @param {Uint32Array} colours of the different numbers
 */
export function paint(canvas, place, [rows, columns], colours) {
  [canvas.width, canvas.height] = [columns, rows];
  const image = new ImageData(columns, rows);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < place.length; i++) pixels[i] = colours[place[i]];
  pen(canvas).putImageData(image, 0, 0);
}

/** Signed colours of numbers. */
export function signedColours(values, limit, palette) {
  const colours = new Uint32Array(values.length);
  paintSigned(colours, values, 0, values.length, limit, signedTable(palette));
  return colours;
}

/** Bytes of grey as colours. */
export function greyColours() {
  return Uint32Array.from({ length: 256 }, (_, grey) => ((255 << 24) | (grey * 0x010101)) >>> 0);
}

/**
 * How many numbers fall into each of BARS equal parts of -limit..limit; what lies outside counts in the outermost.
 * @param {ArrayLike<number>} values the different numbers
 * @param {ArrayLike<number>} often
 * @param {number} limit
 */
export function histogram(values, often, limit) {
  const counts = new Float64Array(BARS);
  for (let i = 0; i < values.length; i++) {
    const bar = Math.floor(((values[i] / limit + 1) / 2) * BARS);
    counts[Math.max(0, Math.min(BARS - 1, bar))] += often[i];
  }
  return counts;
}

/**
 * Bars on a logarithmic scale, so that a single number is seen beside thousands; where `mark` lies has a line.
 * @param {CanvasRenderingContext2D} context
 * @param {{width: number, height: number, counts: Float64Array, limit: number, mark: number, colour: string}} figure
 * @param {import("../core/types").Theme} theme
 */
export function drawBars(context, { width, height, counts, limit, mark, colour }, theme) {
  const base = height - 20;
  const top = Math.log10(counts.reduce((sum, count) => sum + count, 0) + 1);
  const wide = width / BARS;
  context.fillStyle = theme.background;
  context.fillRect(0, 0, width, height);
  context.fillStyle = colour;
  for (const [i, count] of counts.entries()) {
    const tall = count ? Math.max(2, (Math.log10(count + 1) / top) * (base - 4)) : 0;
    context.fillRect(i * wide, base - tall, Math.max(1, wide - 1), tall);
  }
  context.fillStyle = theme.palette.hatch;
  context.fillRect(0, base, width, 1);
  context.fillStyle = theme.text;
  context.font = `12px ${theme.codeFont}`;
  context.textBaseline = "alphabetic";
  const end = limit.toPrecision(2);
  for (const [align, x, text] of /** @type {[CanvasTextAlign, number, string][]} */ ([
    ["left", 0, `≤ −${end}`],
    ["center", width / 2, "0"],
    ["right", width, `≥ ${end}`],
  ])) {
    context.textAlign = align;
    context.fillText(text, x, height - 5);
  }
  const share = (Math.max(-limit, Math.min(limit, mark)) / limit + 1) / 2;
  context.fillRect(Math.round(share * (width - 2)), 0, 2, base);
}
