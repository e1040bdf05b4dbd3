// Where a layer's maps, units or classes stand on the sheet. Pure functions.

import { atlasOf, cellUnder, cornerOfCell } from "../core/atlas.js";

/** @typedef {import("./scene").Sheet} Sheet @typedef {import("../core/types").Cell} Cell */

const GAP = 4;
const ACROSS = 32; // units in a line
const LARGEST = 20; // pixels of a unit
const ROW = 32; // pixels of a class
const NAMED = 96; // pixels for its name

/** Rows and columns in which a layer's numbers stand: maps as they are, units in lines of 32, classes one a row. */
export function shapeOf({ shape }, classes) {
  if (shape.length === 3) return { kind: "maps", shape };
  const [units] = shape;
  if (units === classes) return { kind: "named", shape: [1, units, 1] };
  return { kind: "units", shape: [1, Math.ceil(units / ACROSS), Math.min(ACROSS, units)] };
}

/**
 * The sheet of a layer in so many CSS pixels; a cell is a whole number of the screen's own pixels.
 * @param {import("./types").LayerFacts} layer
 * @param {number} classes
 * @param {[number, number]} room
 * @param {number} [ratio] the screen's pixels for one of CSS
 * @returns {Sheet}
 */
export function sheetOf(layer, classes, [width, height], ratio = 1) {
  const found = shapeOf(layer, classes);
  const kind = /** @type {Sheet["kind"]} */ (found.kind);
  const shape = /** @type {Cell} */ (found.shape);
  const whole = (size) => Math.max(1, Math.floor(size * ratio)) / ratio;
  const at = { x: 0, y: 0, gap: GAP, across: 1 };
  if (kind === "named") {
    const cell = Math.min(ROW, whole(height / shape[1]));
    const atlas = atlasOf(shape, { ...at, cell, gap: 0 });
    return { layer, kind, shape, atlas, left: NAMED, width, height: cell * shape[1] };
  }
  if (kind === "units") {
    const cell = Math.min(LARGEST, whole(width / shape[2]));
    const atlas = atlasOf(shape, { ...at, cell, gap: 0 });
    return { layer, kind, shape, atlas, left: 0, width: atlas.width, height: atlas.height };
  }
  const [maps, rows, columns] = shape;
  let best = { cell: 0, across: 1 };
  for (let across = 1; across <= maps; across++) {
    const down = Math.ceil(maps / across);
    const wide = (width - GAP * (across - 1)) / across / columns;
    const tall = (height - GAP * (down - 1)) / down / rows;
    const cell = whole(Math.min(wide, tall));
    if (cell > best.cell) best = { cell, across };
  }
  const atlas = atlasOf(shape, { ...at, ...best });
  return { layer, kind, shape, atlas, left: 0, width: atlas.width, height: atlas.height };
}

/** The cell under a point of the sheet, or null. @param {Sheet} sheet @returns {Cell | null} */
export function cellAt({ kind, shape, atlas, width, layer }, x, y) {
  if (kind !== "named") {
    const cell = cellUnder(atlas, shape, x, y);
    return cell && indexOf(cell, shape) < size(layer.shape) ? cell : null;
  }
  const row = Math.floor(y / atlas.cell);
  return row >= 0 && row < shape[1] && x >= 0 && x < width ? [0, row, 0] : null;
}

/** Left, top, width and height of a cell on the sheet. @param {Sheet} sheet @param {Cell} cell */
export function rectOf({ kind, atlas, width }, cell) {
  const [x, y] = cornerOfCell(atlas, cell);
  return [x, y, kind === "named" ? width : atlas.cell, atlas.cell];
}

/** Where a cell's number stands among the layer's. @param {Cell} cell @param {number[]} shape */
export function indexOf([map, row, column], [, rows, columns]) {
  return (map * rows + row) * columns + column;
}

const size = (shape) => shape.reduce((product, count) => product * count, 1);

/**
 * The pixels of the picture that a value sees: top, left, bottom and right, cut at the edge; null for all of it.
 * @param {import("./types").LayerFacts} layer
 * @param {Cell} cell
 * @param {number} side of the picture
 */
export function fieldOf({ shape, field }, [, row, column], side) {
  if (shape.length !== 3) return null;
  const [seen, apart, before] = field;
  const from = [row, column].map((at) => at * apart - before);
  const cut = (at) => Math.max(0, Math.min(side, at));
  return [...from.map(cut), ...from.map((at) => cut(at + seen))];
}
