// A place, a number and a sum in words.

import { short } from "../core/number.js";

export const DIGITS = 4; // that count, of a number in a sum

const SPELLED = 49; // products up to which each is read out

/** A number as the sums and their terms are written. */
export const written = (value) => short(value, DIGITS);

/** One line that says where we are. */
export function placeWords([row, column], [top, left], [rows, columns]) {
  const span = (name, from, length) =>
    length === 1
      ? `${name} ${short(from)}`
      : `${name}s ${short(from)} to ${short(from + length - 1)}`;
  return `Result (${row}, ${column}) comes from ${span("row", top, rows)}, ${span("column", left, columns)}`;
}

/** The sum of a window, term by term; `cells` come from windowNumbers. */
export function sumWords(cells, sum) {
  const terms =
    cells.length <= SPELLED
      ? cells.map(({ value, weight }) => `${value} times ${short(weight)}`).join(" plus ")
      : `${cells.length} products`;
  return `${terms} makes ${written(sum)}`;
}
