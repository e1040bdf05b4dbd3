// The channels of a colour: the ink that marks each of them, and the three as one word.

import { css, parseColour } from "./colours.js";

const INKS = { R: "#d1495b", G: "#4f9d69", B: "#4178be" };

/** CSS colour that marks a channel. */
export function channelInk(name, theme) {
  return css(parseColour(INKS[name] ?? theme.text));
}

/**
 * [r, g, b] as #rrggbb.
 * @param {number[]} rgb
 */
export function hex(rgb) {
  return `#${rgb.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/**
 * "fcc6bc" as [r, g, b]; null for anything else.
 * @param {string | null} text
 * @returns {import("./types").Colour | null}
 */
export function rgb(text) {
  if (text === null || !/^[0-9a-f]{6}$/.test(text)) return null;
  return parseColour(`#${text}`);
}
