// Where a key leads inside the grid.

/**
 * The cell that a key leads to from [i, j]; nothing where the key belongs to the text in the cell or to the page:
 * the grid is one stop of the Tab key, which therefore always leaves it.
 */
export function neighbour({ key, shiftKey }, [i, j], [rows, columns], { atStart, atEnd }) {
  switch (key) {
    case "ArrowUp":
      return i > 0 ? [i - 1, j] : null;
    case "ArrowDown":
      return i < rows - 1 ? [i + 1, j] : null;
    case "ArrowLeft":
      return atStart && j > 0 ? [i, j - 1] : null;
    case "ArrowRight":
      return atEnd && j < columns - 1 ? [i, j + 1] : null;
    case "Enter":
      return neighbour({ key: shiftKey ? "ArrowUp" : "ArrowDown" }, [i, j], [rows, columns], {});
    default:
      return null;
  }
}

/** Whether the caret, or all that is selected, is at an end of the text. */
export function caret({ selectionStart, selectionEnd, value }) {
  const all = selectionEnd - selectionStart === value.length;
  return { atStart: all || selectionEnd === 0, atEnd: all || selectionStart === value.length };
}
