// Where a layer's maps, units or classes stand on the sheet. Pure functions.

import { atlasOf, cellUnder, cornerOfCell } from "../core/atlas.js";

/** @typedef {import("./scene").Sheet} Sheet @typedef {import("../core/types").Cell} Cell */

const GAP = 4;
const ACROSS = 32; // units in a line
const LARGEST = 25; // pixels of a unit
const ROW = 32; // pixels of a class
const NAMED = 96; // pixels for its name
const [LOW, HIGH] = [640, 800]; // pixels of a window that is too low for a larger picture
const BESIDE = 150; // by which the picture's column may be longer than its picture
const MOST = 404; // pixels: six rows of 64 maps
const NARROW_TALL = 480;

/** Pixels a side of the picture, and of the sheet's height. @param {boolean} narrow @param {number} view the window's height @returns {[number, number]} */
export function roomIn(narrow, view) {
  if (narrow) return [128, NARROW_TALL];
  const side = view < LOW ? 160 : view < HIGH ? 192 : 224; // a whole number of pixels for each of 32
  return [side, view < HIGH ? side + BESIDE : MOST];
}

/** Rows and columns in which a layer's numbers stand: maps as they are, units in lines of 32, classes one a row. */
export function shapeOf({ shape }, classes) {
  if (shape.length === 3) return { kind: "maps", shape };
  const [units] = shape;
  if (units === classes) return { kind: "named", shape: [1, units, 1] };
  return { kind: "units", shape: [1, Math.ceil(units / ACROSS), Math.min(ACROSS, units)] };
}

/**
 * The sheet of a layer in so many CSS pixels. A cell is a whole number of the screen's own pixels, or of their halves
 * where those are large: 32 cells are a whole number of pixels all the same.
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
  const steps = ratio < 1.5 ? 2 * ratio : ratio;
  const at = { x: 0, y: 0, gap: GAP, across: 1 };
  if (kind === "named") {
    const cell = Math.min(ROW, whole(height / shape[1]));
    const atlas = atlasOf(shape, { ...at, cell, gap: 0 });
    return { layer, kind, shape, atlas, left: NAMED, width, height: cell * shape[1] };
  }
  if (kind === "units") {
    const cell = Math.min(LARGEST, whole(Math.min(width / shape[2], height / shape[1])));
    const atlas = atlasOf(shape, { ...at, cell, gap: 0 });
    return { layer, kind, shape, atlas, left: 0, width: atlas.width, height: atlas.height };
  }
  const [maps, rows, columns] = shape;
  let best = { cell: 0, across: 1, blank: 0 };
  for (let across = 1; across <= maps; across++) {
    const down = Math.ceil(maps / across);
    const wide = (width - GAP * (across - 1)) / across / columns;
    const tall = (height - GAP * (down - 1)) / down / rows;
    const cell = Math.floor(Math.min(wide, tall) * steps) / steps;
    const blank = across * down - maps; // places without a map: the fewer the better
    if (cell > best.cell || (cell === best.cell && blank <= best.blank))
      best = { cell, across, blank };
  }
  if (!best.cell) best = { cell: 1 / ratio, across: Math.ceil(Math.sqrt(maps)), blank: 0 };
  const atlas = atlasOf(shape, { ...at, cell: best.cell, across: best.across });
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
