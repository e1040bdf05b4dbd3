// The units that a unit is tied to: small cards that lead to theirs.

import { fit } from "../core/canvas.js";
import { short } from "../core/number.js";
import { drawGrid, tileOf } from "./drawing.js";
import { nameOf, SIDE } from "./places.js";

/** @typedef {import("./types").UnitLayer} UnitLayer @typedef {import("./scene").Tie} Tie */

const PICTURE = 40; // pixels

/**
 * Fill a row with a card for each tie.
 * @param {HTMLElement} row
 * @param {Tie[]} ties
 * @param {UnitLayer} layer of the units that they lead to
 * @param {(unit: number) => void} go
 */
export function buildTies(row, ties, layer, go) {
  row.replaceChildren(
    ...ties.map(([unit, strength, lean]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.onclick = () => go(unit);
      const name = nameOf(layer, unit);
      const way = lean < 0 ? "holds it back" : "pushes it up";
      button.title = `${name}, strength ${short(strength)}, ${way}`; // what the visible name leaves out
      button.append(
        canvasOf("slice"),
        canvasOf("picture"),
        lineOf(layer.labels[unit] ?? `:${unit}`),
      );
      const strengthLine = lineOf(`${lean < 0 ? "−" : "+"}${short(strength, 2)}`);
      strengthLine.className = lean < 0 ? "less" : "more";
      button.append(strengthLine);
      return button;
    }),
  );
}

function canvasOf(name) {
  const canvas = document.createElement("canvas");
  canvas.className = name;
  return canvas;
}

function lineOf(text) {
  const line = document.createElement("span");
  line.textContent = text;
  return line;
}

/**
 * Draw the cards: what a climb made of each unit, and the weights between the two.
 * @param {HTMLElement} row
 * @param {import("../core/types").Theme} theme
 * @param {{ties: Tie[], sheet: ImageBitmap | undefined, across: number, tile: number,
 *   slices: import("./scene").Slice[]}} drawn `tile` is the side of a picture on the sheet
 */
export function drawTies(row, theme, drawn) {
  for (const [i, button] of [...row.children].entries())
    for (const canvas of button.querySelectorAll("canvas")) drawTie(canvas, theme, i, drawn);
}

/** One canvas of a card. */
export function drawTie(canvas, theme, i, { ties, sheet, across, tile, slices }, context = null) {
  const slice = slices[i];
  if (canvas.className === "slice") {
    canvas.hidden = !slice || slice.steps.length < 2;
    if (canvas.hidden) return;
    const limit = 127;
    const pen = context ?? fit(canvas, PICTURE, PICTURE);
    drawGrid(pen, theme, slice.steps, slice.size, [0, 0, PICTURE], limit);
    return;
  }
  const pen = context ?? fit(canvas, PICTURE, PICTURE);
  pen.clearRect(0, 0, PICTURE, PICTURE);
  if (!sheet) return;
  const [left, top] = tileOf(ties[i][0], across, tile);
  pen.imageSmoothingEnabled = false;
  pen.drawImage(sheet, left, top, tile, tile, 0, 0, PICTURE, PICTURE);
}

/** The side of a climb's picture: what the middle place of a layer sees. @param {UnitLayer} layer */
export function climbSide({ shape, field }) {
  return shape.length < 3 ? SIDE : field[0];
}
