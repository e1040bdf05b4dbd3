// Draws the picture and the maps as they move, what is left when they are moved back, and the answer.

import { makeHatches } from "../core/cells.js";
import { css, mix, parseColour, signedColour } from "../core/colours.js";
import { canvasOf } from "../core/picture.js";
import { largest, leftOver, SIDE } from "./layout.js";
import { leftWords, moved, percent } from "./words.js";

/** @typedef {import("./scene").Scene} Scene @typedef {import("./scene").Figure} Figure */
/** @typedef {import("../core/types").Theme} Theme @typedef {CanvasRenderingContext2D} Pen */

/** @param {Pen} pen @param {Scene} scene @param {Figure} figure @param {Theme} theme @param {number} shift */
export function drawFigure(pen, scene, figure, theme, shift) {
  pen.fillStyle = theme.background;
  pen.fillRect(0, 0, figure.width, figure.height);
  pen.imageSmoothingEnabled = false;
  drawPicture(pen, scene, figure, theme, shift);
  for (const i of scene.meta.layers.keys()) {
    drawMap(pen, scene, i, figure, theme, shift);
    drawLeft(pen, scene, i, figure, theme, shift);
  }
  drawAnswer(pen, scene, figure, theme, shift);
}

function drawPicture(pen, { arrays }, figure, theme, shift) {
  const { strip } = arrays;
  const [grid] = figure.above;
  const [high, wide] = strip.shape;
  const [top, left] = [(high - SIDE) / 2, wide - SIDE - shift];
  paint(pen, grid, (row, column) => {
    const at = 3 * ((row + top) * wide + column + left);
    return [strip.data[at], strip.data[at + 1], strip.data[at + 2]];
  });
  write(pen, theme, "Picture", grid.x, grid.y - 8, { bold: true });
  const below = figure.below[0];
  for (const [i, line] of leftWords(figure.narrow).entries())
    write(pen, theme, line, below.x, below.y + 16 + 20 * i);
}

function drawMap(pen, { meta, arrays }, i, figure, theme, shift) {
  const grid = figure.above[i + 1];
  const maps = arrays[meta.layers[i].name];
  const limit = largest(maps);
  const start = shift * grid.rows * grid.columns;
  paint(pen, grid, (row, column) =>
    signedColour(maps.data[start + row * grid.columns + column], limit, theme.palette),
  );
  write(pen, theme, meta.layers[i].name, grid.x, grid.y - 8, { bold: true });
  const text = figure.narrow ? moved(meta.layers[i], shift, true) : moved(meta.layers[i], shift);
  write(pen, theme, text, grid.x, grid.y + grid.cell * grid.rows + 18);
}

/** Neutral where a map has only moved along; hatched where the border is seen. */
function drawLeft(pen, scene, i, figure, theme, shift) {
  const grid = figure.below[i + 1];
  const layer = scene.meta.layers[i];
  const limit = largest(scene.arrays[layer.name]);
  const left = leftOver(scene, i, shift);
  const { padding } = makeHatches(theme);
  paint(pen, grid, (row, column) => {
    const value = left[row * grid.columns + column];
    return Number.isNaN(value)
      ? parseColour(theme.background)
      : signedColour(value, limit, theme.palette);
  });
  pen.fillStyle = padding ?? theme.palette.hatch;
  for (const [place, value] of left.entries()) {
    const [row, column] = [Math.floor(place / grid.columns), place % grid.columns];
    if (Number.isNaN(value))
      pen.fillRect(grid.x + column * grid.cell, grid.y + row * grid.cell, grid.cell, grid.cell);
  }
  const foot = grid.y + grid.cell * grid.rows + 18;
  const end = write(pen, theme, layer.shares[shift], grid.x, foot, { bold: true });
  write(pen, theme, figure.narrow ? "" : "the same", grid.x + end + 6, foot);
}

/** A bar for each class, and a stroke where it was without a shift. */
function drawAnswer(pen, { meta, arrays }, { answer }, theme, shift) {
  const { x, y, row, width } = answer;
  const { data } = arrays.answers;
  const count = meta.classes.length;
  const name = 80;
  const room = width - name - 56;
  const pale = css(mix(parseColour(theme.background), parseColour(theme.palette.output), 0.75));
  write(pen, theme, "Answer", x, y - 8, { bold: true });
  for (const [i, title] of meta.classes.entries()) {
    const [now, still] = [data[shift * count + i], data[i]];
    const middle = y + (i + 0.5) * row;
    write(pen, theme, title, x, middle + 5);
    pen.fillStyle = theme.palette.faint;
    pen.fillRect(x + name, middle - 6, room, 12);
    pen.fillStyle = pale;
    pen.fillRect(x + name, middle - 6, room * now, 12);
    pen.fillStyle = theme.text;
    pen.fillRect(x + name + room * still - 1, middle - 8, 2, 16);
    write(pen, theme, percent(now), x + width, middle + 5, { code: true, right: true });
  }
}

function paint(pen, { x, y, cell, rows, columns }, colourAt) {
  const bytes = new Uint8ClampedArray(4 * rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      bytes.set([...colourAt(row, column), 255], 4 * (row * columns + column));
  pen.drawImage(canvasOf(bytes, [rows, columns]), x, y, columns * cell, rows * cell);
}

function write(pen, theme, text, x, y, { bold = false, code = false, right = false } = {}) {
  pen.font = `${bold ? 600 : 400} 14px ${code ? theme.codeFont : theme.font}`;
  pen.textAlign = right ? "right" : "left";
  pen.textBaseline = "alphabetic";
  pen.fillStyle = theme.text;
  pen.fillText(text, x, y);
  return pen.measureText(text).width;
}
