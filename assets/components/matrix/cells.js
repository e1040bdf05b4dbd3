// The cells of the grid: built, found, measured and coloured. What is typed into them is not known here.

import { css, greyColour, inkOn, signedColour } from "../core/colours.js";
import { compact } from "../core/number.js";

const ROOMY = 15; // largest and smallest letters of a cell, in pixels
const TIGHT = 9;
const LOWEST = 240; // height of the part that can be seen of a large grid, in pixels
const HIGHEST = 464;
const ADVANCE = 0.6; // width of a letter of the code font, in ems

/** Side of a cell and size of its letters, so that the longest number can be read; scrolls where that does not fit. */
export function layout(longest, columns, available, cell) {
  const smallest = Math.max(24, Math.ceil(longest * ADVANCE * TIGHT) + 4);
  const side = Math.max(
    Math.min(smallest, cell),
    Math.min(cell, Math.floor((available - 4) / columns) - 1),
  );
  const letters = Math.min(ROOMY, (side - 4) / (longest * ADVANCE));
  return { side, letters: Math.max(TIGHT, Math.floor(letters * 2) / 2) };
}

/** Fill `grid` with empty cells, none of them a stop of the Tab key yet. */
export function buildCells(grid, rows, columns) {
  const lines = Array.from({ length: rows }, (_, i) => {
    const line = document.createElement("div");
    line.className = "row";
    line.setAttribute("role", "row");
    line.append(...Array.from({ length: columns }, (_, j) => buildCell(i, j)));
    return line;
  });
  grid.replaceChildren(...lines);
}

function buildCell(i, j) {
  const cell = document.createElement("input");
  cell.className = "cell";
  cell.type = "text";
  cell.inputMode = "text";
  cell.autocomplete = "off";
  cell.spellcheck = false;
  cell.tabIndex = -1;
  cell.dataset.row = String(i);
  cell.dataset.column = String(j);
  cell.setAttribute("role", "gridcell");
  cell.setAttribute("aria-label", `row ${i + 1}, column ${j + 1}`);
  return cell;
}

/** Every cell, row by row. */
export function allCells(grid) {
  return [...grid.querySelectorAll(".cell")];
}

/** The cell at [i, j], or nothing. */
export function cellAt(grid, [i, j]) {
  return grid.children[i]?.children[j];
}

/**
 * Row and column of a cell; null for anything else.
 * @returns {import("../core/types").Pair | null}
 */
export function positionOf(cell) {
  return cell?.dataset?.row === undefined
    ? null
    : [Number(cell.dataset.row), Number(cell.dataset.column)];
}

/** Fit the cells into the width of `frame`: it holds the grid in a scroller. */
export function measureCells(frame, values, cell) {
  const columns = values[0].length;
  const longest = Math.max(1, ...values.flat().map((value) => compact(value).length));
  const available = frame.clientWidth;
  const { side, letters } = layout(longest, columns, available, cell);
  frame.querySelector(".scroller").style.maxHeight =
    `${Math.max(LOWEST, Math.min(HIGHEST, available))}px`;
  const { style } = frame.querySelector(".grid");
  style.setProperty("--cell", `${side}px`);
  style.setProperty("--size", `${letters}px`);
  style.gridTemplateColumns = `repeat(${columns}, ${side}px)`;
}

/** Colour the cells by their numbers: grey levels, or signed around zero. */
export function paintCells(grid, values, colours, palette) {
  const flat = values.flat();
  const limit = Math.max(...flat.map(Math.abs));
  const colour =
    colours === "grey" ? (v) => greyColour(v, 0, 255) : (v) => signedColour(v, limit, palette);
  for (const [index, cell] of allCells(grid).entries()) {
    const fill = colour(flat[index]);
    cell.style.backgroundColor = css(fill);
    cell.style.color = inkOn(fill);
  }
}
