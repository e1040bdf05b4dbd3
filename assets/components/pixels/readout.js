// What one pixel is: its place, its colour, its numbers, and where they lie in memory.

import { channelInk, hex } from "../core/channels.js";
import { css } from "../core/colours.js";
import { lampsOf, luma, placesInMemory } from "./values.js";

const NAMES = ["R", "G", "B"];
const WORDS = { R: "red", G: "green", B: "blue" };
const grouped = (number) => number.toLocaleString("en");

/**
 * "(120 × 451 + 300) × 3 + 0 = 163,260": where the first number of a pixel lies, channels last.
 * @param {number[]} shape
 * @param {number} row
 * @param {number} column
 */
export function memorySum([, columns, channels], row, column) {
  const pixel = `${row} × ${columns} + ${column}`;
  const place = (row * columns + column) * channels;
  return channels === 1 ? `${pixel} = ${grouped(place)}` : `(${pixel}) × 3 + 0 = ${grouped(place)}`;
}

/** One sentence for those who hear the page. */
export function pixelWords(pixel, row, column) {
  const values =
    pixel.length === 1
      ? `grey ${pixel[0]}`
      : `red ${pixel[0]}, green ${pixel[1]}, blue ${pixel[2]}, ${hex(pixel)}`;
  return `Pixel in row ${row}, column ${column}: ${values}.`;
}

/** What light the lamps that are on make together. */
export function lampWords(view) {
  const on = [...lampsOf(view)].map((lamp) => WORDS[lamp]);
  if (view === "grey") return "Grey: one number a pixel, the weighted sum of the three.";
  if (!on.length) return "No lamp is on: black.";
  if (on.length === 1) return `The ${on[0]} numbers alone.`;
  return on.length === 3
    ? "All three: the picture."
    : `The ${on.join(" and ")} numbers: ${view} where both are high.`;
}

/** "I[120, 300, 0]": a number as an array's element; a grey picture has no third index. */
export function indexed(row, column, channel = null) {
  return `I[${[row, column, ...(channel === null ? [] : [channel])].join(", ")}]`;
}

function element(tag, className, text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}

function table(pixel, [row, column], places, theme) {
  const made = element("table");
  const head = made.createTHead();
  const colour = pixel.length === 3;
  const heads = colour ? ["", "", "Place in memory"] : ["", "Value", "Place in memory"];
  head.insertRow().append(...heads.map((text) => element("th", "", text)));
  if (colour) {
    head.rows[0].lastChild.colSpan = 2;
    const second = ["", "Value", "channels last", "channels first"];
    head.insertRow().append(...second.map((text) => element("th", "", text)));
  }
  const body = made.createTBody();
  for (const [i, value] of pixel.entries()) {
    const name = element("th", "name", indexed(row, column, colour ? i : null));
    name.style.setProperty("--ink", channelInk(colour ? NAMES[i] : "", theme));
    const numbers = [value, places.last[i], ...(colour ? [places.first[i]] : [])];
    body.insertRow().append(name, ...numbers.map((number) => element("td", "", grouped(number))));
  }
  return made;
}

/**
 * Fill `box` with all that can be said of a pixel at [row, column] of an array of `size`.
 * @param {HTMLElement} box
 * @param {number[]} pixel
 * @param {import("../core/types").Pair} place
 * @param {import("../core/types").Pair} size
 * @param {import("../core/types").Theme} theme
 */
export function tellPixel(box, pixel, [row, column], size, theme) {
  const shape = [size[0], size[1], pixel.length];
  const [red, green, blue] = pixel.length === 3 ? pixel : [pixel[0], pixel[0], pixel[0]];
  const where = element("p", "where");
  const swatch = element("i", "swatch");
  swatch.style.background = css([red, green, blue]);
  where.append(
    swatch,
    element("b", "place", `(${row}, ${column})`),
    element("span", "hex", hex([red, green, blue])),
  );
  if (pixel.length === 3) where.append(element("span", "grey", `grey ${luma(red, green, blue)}`));
  const channels = "Channel 0 is red (R), 1 green (G), 2 blue (B). Red, channels last: ";
  const formula = element("p", "formula", pixel.length === 3 ? channels : "Place: ");
  formula.append(element("code", "", memorySum(shape, row, column)));
  const places = placesInMemory(shape, row, column);
  box.replaceChildren(where, table(pixel, [row, column], places, theme), formula);
}
