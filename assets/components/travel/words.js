// What is said of a shift, in the figure and to a screen reader.

/** @typedef {import("./scene").Scene} Scene */

/** "1 pixel", "2 pixels". */
export const pixels = (shift) => `${shift} ${shift === 1 ? "pixel" : "pixels"}`;

/** By how many of its cells a map should move: a whole number, or a fraction. */
export function moved({ jump }, shift, brief = false) {
  const whole = Math.floor(shift / jump);
  const rest = shift % jump;
  const number = rest ? `${whole || ""}${whole ? " " : ""}${fraction(rest, jump)}` : String(whole);
  if (brief) return `→ ${number}`;
  return `by ${number} ${whole > 1 || shift === 0 || (whole === 1 && rest) ? "cells" : "cell"}`;
}

const SIGNS = { "1/2": "½", "1/4": "¼", "3/4": "¾" };

function fraction(above, below) {
  return SIGNS[above * 2 === below ? "1/2" : `${above}/${below}`] ?? `${above}/${below}`;
}

/** What the second row shows, in short lines. */
export function leftWords(narrow) {
  return narrow
    ? ["Less the", "map moved", "along by", "whole cells"]
    : ["Less the map", "without a shift,", "moved along by", "whole cells.", "Neutral: the same."];
}

/** A probability in whole percent, never a rounded 0 or 100. */
export function percent(share) {
  if (share < 0.01) return "< 1 %";
  if (share > 0.99) return "> 99 %";
  return `${Math.round(100 * share)} %`;
}

/** What a screen reader hears. @param {Scene} scene @param {number} shift */
export function sentence({ meta, arrays }, shift) {
  const count = meta.classes.length;
  const answers = [...arrays.answers.data.slice(shift * count, (shift + 1) * count)];
  const most = Math.max(...answers);
  const same = meta.layers.map(({ name, shares }) => `${name} ${shares[shift]}`);
  return `Shifted by ${pixels(shift)}. The same after moving along: ${same.join(", ")}. Answer: ${meta.classes[answers.indexOf(most)]}, ${percent(most)}.`;
}
