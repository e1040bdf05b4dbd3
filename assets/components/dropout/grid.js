// Draws the maps after dropout: kept cells in their colour, dropped ones hatched.

import { atlasOf, cornerOfCell } from "../core/atlas.js";
import { outline } from "../core/cells.js";
import { cssTable, shade, signedTable } from "../core/colours.js";

/** @typedef {import("./scene").Scene} Scene @typedef {import("../core/types").Atlas} Atlas */

const ACROSS = 8; // maps
const GAP = 3;
const FULL = 0.5; // share of the largest value that gets the full colour: most are far smaller
const HATCH = 4; // pixels from stroke to stroke

/** The maps as large as a width allows. @returns {Atlas} */
export function gridOf(width, shape) {
  const cell = Math.max(3, Math.floor((width - 2 - (ACROSS - 1) * GAP) / (ACROSS * shape[2])));
  return atlasOf(shape, { x: 1, y: 1, cell, gap: GAP, across: ACROSS });
}

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {Scene} scene
 * @param {Atlas} atlas
 * @param {import("../core/types").Theme} theme
 */
export function drawGrid(pen, { shape, maps, kept, shown, state, cell }, atlas, theme) {
  const colours = cssTable(signedTable(theme.palette));
  const limit = FULL * largest(maps.data);
  const [, rows, columns] = shape;
  const dropped = new Path2D();
  for (let place = 0; place < shown.length; place++) {
    const spot = place % (rows * columns);
    const [x, y] = cornerOfCell(atlas, [
      Math.floor(place / (rows * columns)),
      Math.floor(spot / columns),
      spot % columns,
    ]);
    if (state.test || kept[place]) {
      pen.fillStyle = colours[shade(shown[place], limit)];
      pen.fillRect(x, y, atlas.cell, atlas.cell);
    } else dropped.rect(x, y, atlas.cell, atlas.cell);
  }
  drawHatch(pen, dropped, atlas, theme);
  drawFrames(pen, shape, atlas, theme);
  const [x, y] = cornerOfCell(atlas, cell);
  const grown = Math.max(8, atlas.cell) - atlas.cell;
  const side = atlas.cell + grown;
  outline(pen, [x - grown / 2, y - grown / 2, side, side], theme.text, theme, 2);
}

/** @param {ArrayLike<number>} values */
function largest(values) {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]));
  return most;
}

/** Strokes from lower left to upper right through all that is dropped. */
function drawHatch(pen, area, { width, height }, { palette }) {
  pen.save();
  pen.clip(area);
  pen.strokeStyle = palette.hatch;
  pen.lineWidth = 1;
  pen.beginPath();
  for (let from = 0; from < width + height; from += HATCH) {
    pen.moveTo(from - height, height + 1);
    pen.lineTo(from + 1, 0);
  }
  pen.stroke();
  pen.restore();
}

function drawFrames(pen, [channels, rows, columns], atlas, { palette }) {
  pen.strokeStyle = palette.faint;
  pen.lineWidth = 1;
  for (let c = 0; c < channels; c++) {
    const [x, y] = cornerOfCell(atlas, [c, 0, 0]);
    pen.strokeRect(x - 0.5, y - 0.5, columns * atlas.cell + 1, rows * atlas.cell + 1);
  }
}
