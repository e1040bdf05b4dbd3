// Draws over the figure: what is read, what is chosen, and the ways of the largest pushes to their sum.

import { cornerOfCell } from "../core/atlas.js";
import { outline } from "../core/cells.js";
import { cornerOfPlace } from "./layout.js";
import { cellAt, placeOf } from "./order.js";

/** @typedef {import("./scene").Scene} Scene @typedef {import("./scene").Figure} Figure */
/** @typedef {import("../core/types").Theme} Theme @typedef {CanvasRenderingContext2D} Pen */

/**
 * @param {Pen} pen
 * @param {Scene} scene
 * @param {Figure} figure
 * @param {Theme} theme
 */
export function drawTies(pen, scene, figure, theme) {
  const { terms } = scene;
  if (!figure.narrow)
    for (const place of [...terms.down, ...terms.up].reverse())
      drawTie(pen, scene, figure, theme, place);
  for (const place of [...terms.up, ...terms.down]) drawEnds(pen, scene, figure, theme, place);
  drawRead(pen, scene, figure, theme);
  if (figure.units && !scene.target.between)
    frame(
      pen,
      cornerOfPlace(figure.units, scene.unit),
      figure.units.cell,
      theme.palette.output,
      theme,
    );
}

const inkOf = ({ terms }, place, { palette }) =>
  terms.products[place] < 0 ? palette.negative : palette.positive;

/** Corners of a term's cells on its way: map and row, or the unit. */
function corners({ shape, state, target }, figure, place) {
  if (target.between) return [[cornerOfPlace(figure.units, place), figure.units.cell]];
  const cell = cellAt(place, shape, false);
  return [
    [cornerOfCell(figure.maps, cell), figure.maps.cell],
    [cornerOfPlace(figure.row, placeOf(cell, shape, state.keras)), figure.row.cell],
  ];
}

/** Where a sum stands. @returns {[number, number]} */
function goal({ target, unit }, { units, outputs }) {
  if (units && !target.between) {
    const [x, y] = cornerOfPlace(units, unit);
    return [x, y + units.cell / 2];
  }
  return [outputs.x, outputs.y + (target.index + 0.5) * outputs.step];
}

/** A line from the cell of a map over its place in the row to the sum. */
function drawTie(pen, scene, figure, theme, place) {
  const stops = corners(scene, figure, place).map(([[x, y], size]) => [x + size / 2, y + size / 2]);
  pen.strokeStyle = inkOf(scene, place, theme);
  pen.globalAlpha = figure.units ? 0.75 : 0.5; // numbers stand below
  pen.lineWidth = 1.25;
  pen.beginPath();
  const [[x, y], ...rest] = [...stops, goal(scene, figure)];
  pen.moveTo(x, y);
  let [left, top] = [x, y];
  for (const [right, to] of rest) {
    const middle = (left + right) / 2;
    pen.bezierCurveTo(middle, top, middle, to, right, to);
    [left, top] = [right, to];
  }
  pen.stroke();
  pen.globalAlpha = 1;
}

function drawEnds(pen, scene, figure, theme, place) {
  for (const [corner, size] of corners(scene, figure, place))
    frame(pen, corner, size, inkOf(scene, place, theme), theme);
}

/** The cell that is read, and its number in the row. */
function drawRead(pen, { cell, shape, state }, figure, theme) {
  const { maps, row } = figure;
  const place = placeOf(cell, shape, state.keras);
  frame(pen, cornerOfCell(figure.maps, cell), maps.cell, theme.text, theme, 2);
  frame(pen, cornerOfPlace(row, place), row.cell, theme.text, theme, 2);
}

/** A frame around a cell, never too small to be seen. */
function frame(pen, [x, y], size, colour, theme, thickness = 1.5) {
  const grown = Math.max(size, 7);
  const shift = (grown - size) / 2;
  outline(pen, [x - shift, y - shift, grown, grown], colour, theme, thickness);
}
