// A picture's numbers as tables: which cells, under which names, and how much of them is shown.

import { exact, many, short } from "./number.js";

/** Rows and columns that are shown, at most: a page of more is slow, and nobody reads it to its end. */
const MOST = { rows: 64, columns: 32 };
const NEAR = 7; // pixels on each side of the one that is looked at
const DIGITS = 6;

/**
 * Rows under a head; the first cell of a row is its name.
 * @typedef {{caption: string, head: string[], rows: (string | number)[][]}} Table
 */

/**
 * A table for each map of an array whose last two axes are rows and columns.
 * @param {string} caption
 * @param {import("./types").Packed} array
 * @param {(map: number) => string} [name] said behind the caption
 * @returns {Table[]}
 */
export function grids(caption, { shape, data }, name = (map) => `${map + 1}`) {
  const [rows, columns] = shape.slice(-2);
  const maps = data.length / (rows * columns);
  const places = Array.from({ length: columns }, (_, column) => `Column ${column}`);
  return Array.from({ length: maps }, (_, map) => ({
    caption: maps > 1 ? `${caption}, ${name(map)}` : caption,
    head: ["Row", ...places],
    rows: Array.from({ length: rows }, (_, row) => {
      const start = (map * rows + row) * columns;
      return [row, ...data.subarray(start, start + columns)];
    }),
  }));
}

/**
 * The pixels around one of a picture: a table a channel.
 * @param {string} caption
 * @param {import("./types").Packed} picture (rows, columns, channels)
 * @param {number[]} at row and column in it
 * @param {(channel: number) => string} name
 * @param {number[]} [origin] what its first pixel is called
 * @returns {Table[]}
 */
export function around(caption, { shape, data }, at, name, origin = [0, 0]) {
  const [rows, columns, channels] = shape;
  const line = (most, middle) => {
    const first = Math.max(0, Math.min(middle - NEAR, most - 2 * NEAR - 1));
    const count = Math.min(most, 2 * NEAR + 1);
    return Array.from({ length: count }, (_, i) => first + i);
  };
  const [down, across] = [line(rows, at[0]), line(columns, at[1])];
  const here = `around row ${at[0] + origin[0]}, column ${at[1] + origin[1]}`;
  return Array.from({ length: channels }, (_, channel) => ({
    caption: `${caption}, ${channels > 1 ? `${name(channel)}, ` : ""}${here}`,
    head: ["Row", ...across.map((column) => `Column ${column + origin[1]}`)],
    rows: down.map((row) => [
      row + origin[0],
      ...across.map((column) => data[(row * columns + column) * channels + channel]),
    ]),
  }));
}

/**
 * The table that a CSV file holds.
 * @param {string} caption
 * @param {string} text
 * @returns {Table}
 */
export function fromText(caption, text) {
  const lines = text.trim().split(/\r?\n/);
  const [head, ...rows] = lines.map((line) =>
    (line.match(/"[^"]*"|[^,]+|(?<=,)(?=,|$)|^(?=,)/g) ?? []).map(read),
  );
  return { caption, head: head ?? [], rows };
}

function read(cell) {
  const text = cell.replaceAll('"', "");
  return text.trim() && Number.isFinite(Number(text)) ? Number(text) : text;
}

/**
 * What of a table is shown, and a sentence where that is not all.
 * @param {Table} table
 */
export function cut({ head, rows }) {
  const columns = Math.min(head.length, MOST.columns + 1);
  const shown = rows.slice(0, MOST.rows).map((row) => row.slice(0, columns));
  const parts = [];
  if (shown.length < rows.length) parts.push(`${shown.length} of ${many(rows.length, "row")}`);
  if (columns < head.length) parts.push(`${columns - 1} of ${many(head.length - 1, "column")}`);
  const note = parts.length ? `The first ${parts.join(" and ")}.` : "";
  return { head: head.slice(0, columns), rows: shown, note };
}

/** A cell as a person reads it. */
export function cellText(value) {
  if (typeof value !== "number") return value;
  return Number.isInteger(value) ? exact(value) : short(value, DIGITS);
}
