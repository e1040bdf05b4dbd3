// Where the maps, the row, the layer between and the outputs stand, in CSS pixels. Pure functions.

import { atlasOf } from "../core/atlas.js";

export const HEAD = 26; // above each panel
const NARROW = { connected: 860, alone: 640 }; // below it one panel stands under the other
const ACROSS = { 64: 8, 10: 4 }; // maps side by side
const UNITS = 16; // of the layer between, side by side
const BETWEEN = 30; // panels, at least

/** @typedef {import("../core/types").Cell} Cell @typedef {import("./scene").Figure} Figure @typedef {import("./scene").Panel} Panel */

/**
 * @param {number} width
 * @param {Cell} shape
 * @param {number} units of the layer between, 0 where there is none
 * @param {number} outputs
 * @param {boolean} keras
 * @returns {Figure}
 */
export function layout(width, shape, units, outputs, keras) {
  const [channels, rows, columns] = shape;
  const narrow = width < (units ? NARROW.connected : NARROW.alone);
  const across = ACROSS[channels] ?? Math.ceil(Math.sqrt(channels));
  const size = cellSize(width, narrow, units > 0);
  const maps = atlasOf(shape, { x: 1, y: HEAD, cell: size, gap: units ? 3 : 8, across });
  const row = rowPanel(maps, shape, units, keras, narrow, width);
  const top = narrow ? row.y + row.height + HEAD + 12 : HEAD;
  const tall = narrow ? 320 : maps.height;
  const between = units ? unitsPanel(units, tall, top) : null;
  const wide = between ? 168 : 176;
  const last = { x: width - wide, y: top, width: wide };
  const step = Math.min(44, Math.floor(tall / outputs));
  if (narrow && !between) Object.assign(last, { x: 0, width });
  if (!narrow) spread(maps, row, between, last.x);
  const square = Math.max(channels, rows * columns) * row.cell; // neither order moves what stands below
  const height = Math.max(
    maps.y + maps.height,
    narrow ? 0 : HEAD + square,
    top + Math.max(step * outputs, between?.height ?? 0),
  );
  return {
    ...{ width, height: Math.ceil(height) + 8, narrow, maps, row, units: between },
    outputs: { ...last, height: step * outputs, cell: step, columns: 1, step },
  };
}

/** Pixels of a map's cell: as large as the width allows. */
function cellSize(width, narrow, connected) {
  if (connected) return width < 1000 && !narrow ? 4 : 5;
  return narrow ? Math.floor((width - 24) / 20) : Math.min(18, Math.floor((width - 240) / 40));
}

/** The row, broken into lines: one a map in PyTorch's order, one a place in Keras'. */
function rowPanel(maps, [channels, rows, columns], units, keras, narrow, width) {
  const inMap = rows * columns;
  const longest = Math.max(channels, inMap);
  const room = narrow ? width : units ? 64 * maps.cell : width - maps.width - 176 - 2 * BETWEEN;
  const cell = Math.min(units ? maps.cell : 13, Math.floor(room / longest));
  const [across, lines] = keras ? [channels, inMap] : [inMap, channels];
  const y = narrow ? maps.y + maps.height + HEAD + 12 : HEAD;
  return { x: 1, y, cell, columns: across, width: across * cell, height: lines * cell };
}

function unitsPanel(count, tall, y) {
  const lines = Math.ceil(count / UNITS);
  const cell = Math.floor(tall / lines);
  return { x: 1, y, cell, columns: UNITS, width: UNITS * cell, height: lines * cell };
}

/** The panels between the maps and the outputs stand with equal gaps. */
function spread(maps, row, between, end) {
  const inner = row.width + (between?.width ?? 0);
  const gap = (end - maps.width - inner) / (between ? 3 : 2);
  row.x = Math.round(maps.width + gap);
  if (between) between.x = Math.round(row.x + row.width + gap);
}

/**
 * Left and top of a place in a panel that is filled line after line.
 * @param {Panel} panel
 * @param {number} place
 * @returns {[number, number]}
 */
export function cornerOfPlace({ x, y, cell, columns }, place) {
  return [x + (place % columns) * cell, y + Math.floor(place / columns) * cell];
}

/** The place under a point of a panel of `count` cells, or null. */
export function placeUnder({ cell, columns }, count, x, y) {
  const [across, down] = [Math.floor(x / cell), Math.floor(y / cell)];
  const place = down * columns + across;
  return across >= 0 && across < columns && down >= 0 && place < count ? place : null;
}
