// Where a key leads inside the grid.

import { arrow, isPlain } from "../core/keys.js";

/**
 * The cell that a key leads to from [i, j]; nothing where the key belongs to the text in the cell or to the page:
 * the grid is one stop of the Tab key, which therefore always leaves it.
 * @returns {import("../core/types").Pair | null}
 */
export function neighbour(event, [i, j], [rows, columns], { atStart, atEnd }) {
  if (!isPlain(event)) return null;
  const move = event.key === "Enter" ? [event.shiftKey ? -1 : 1, 0] : arrow(event);
  if (!move || (move[1] < 0 && !atStart) || (move[1] > 0 && !atEnd)) return null;
  const [row, column] = [i + move[0], j + move[1]];
  return row >= 0 && row < rows && column >= 0 && column < columns ? [row, column] : null;
}

/** Whether the caret, or all that is selected, is at an end of the text. */
export function caret({ selectionStart, selectionEnd, value }) {
  const all = selectionEnd - selectionStart === value.length;
  return { atStart: all || selectionEnd === 0, atEnd: all || selectionStart === value.length };
}
