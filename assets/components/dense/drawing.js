// Draws the maps, the row, the layer between and the outputs.

import { cornerOfCell } from "../core/atlas.js";
import { cssTable, inkOn, parseColour, shade, signedTable } from "../core/colours.js";
import { write } from "../core/ink.js";
import { cornerOfPlace, HEAD } from "./layout.js";
import { cellAt, placeOf } from "./order.js";
import { few } from "./words.js";

/** @typedef {import("./scene").Scene} Scene @typedef {import("./scene").Figure} Figure */
/** @typedef {import("../core/types").Theme} Theme @typedef {CanvasRenderingContext2D} Pen */

const READABLE = 16; // smallest cell that a number of two digits fits in
const FULL = 0.4; // share of the largest that gets the full colour: most are far smaller

/**
 * @param {Pen} pen
 * @param {Scene} scene
 * @param {Figure} figure
 * @param {Theme} theme
 */
export function drawFigure(pen, scene, figure, theme) {
  pen.fillStyle = theme.background;
  pen.fillRect(0, 0, figure.width, figure.height);
  const colours = cssTable(signedTable(theme.palette));
  drawMaps(pen, scene, figure, theme, colours);
  if (figure.units) drawUnits(pen, scene, figure, theme, colours);
  drawOutputs(pen, scene, figure, theme);
  drawHeads(pen, scene, figure, theme);
}

/** What the maps and the row show: their values, or weights or products of the sum. @param {Scene} scene */
export function shownOnMaps({ target, state, numbers, terms }) {
  return target.between ? numbers.maps.data : shown(state.view, target, terms);
}

function shown(view, target, terms) {
  return { values: target.x, weights: target.w, products: terms.products }[view];
}

/** The size that gets the full colour. */
function limitOf(values) {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]));
  return FULL * most;
}

function drawMaps(pen, scene, figure, theme, colours) {
  const { shape, state } = scene;
  const values = shownOnMaps(scene);
  const limit = limitOf(values);
  const { maps, row } = figure;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  for (let place = 0; place < values.length; place++) {
    const cell = cellAt(place, shape, false);
    const colour = colours[shade(values[place], limit)];
    const line = state.keras ? placeOf(cell, shape, true) : place;
    pen.fillStyle = colour;
    fill(pen, cornerOfCell(figure.maps, cell), maps.cell);
    fill(pen, cornerOfPlace(row, line), row.cell);
    if (maps.cell >= READABLE)
      digit(pen, cornerOfCell(figure.maps, cell), maps.cell, values[place], colour, theme);
    if (row.cell >= READABLE)
      digit(pen, cornerOfPlace(row, line), row.cell, values[place], colour, theme);
  }
  drawFrames(pen, figure, shape, theme);
}

const fill = (pen, [x, y], size) =>
  pen.fillRect(x, y, size > 8 ? size - 1 : size, size > 8 ? size - 1 : size);

function digit(pen, [x, y], size, value, colour, { codeFont }) {
  pen.fillStyle = inkOn(parseColour(colour));
  pen.font = `${Math.min(12, size * 0.66)}px ${codeFont}`;
  pen.fillText(few(value), x + (size - 1) / 2, y + size / 2);
}

/** A hair around each map and around the row, so that an empty one is seen. */
function drawFrames(pen, figure, [channels, rows, columns], { palette }) {
  const { maps, row } = figure;
  pen.strokeStyle = palette.faint;
  pen.lineWidth = 1;
  for (let c = 0; c < channels; c++) {
    const [x, y] = cornerOfCell(figure.maps, [c, 0, 0]);
    pen.strokeRect(x - 0.5, y - 0.5, columns * maps.cell + 1, rows * maps.cell + 1);
  }
  pen.strokeRect(row.x - 0.5, row.y - 0.5, row.width + 1, row.height + 1);
}

/** The units of the layer between: their sums, or how they push for an output. */
function drawUnits(pen, { numbers, target, terms, state }, { units }, { palette }, colours) {
  const values = target.between ? shown(state.view, target, terms) : numbers.sums.data;
  const limit = limitOf(values);
  for (let i = 0; i < values.length; i++) {
    pen.fillStyle = colours[shade(values[i], limit)];
    fill(pen, cornerOfPlace(units, i), units.cell);
  }
  pen.strokeStyle = palette.faint;
  pen.strokeRect(units.x - 0.5, units.y - 0.5, units.width + 1, units.height + 1);
}

/** A row for each output: name, number, and a bar from the middle. */
function drawOutputs(pen, { facts, numbers, target }, { outputs, units }, theme) {
  const { x, y, width, step } = outputs;
  const most = limitOf(numbers.outputs.data) / FULL;
  for (const [i, name] of facts.names.entries()) {
    const value = numbers.outputs.data[i];
    const top = y + i * step;
    const chosen = (target.between || !units) && target.index === i;
    if (chosen) {
      pen.fillStyle = theme.palette.faint;
      pen.beginPath();
      pen.roundRect(x, top, width, step - 1, 5);
      pen.fill();
    }
    const middle = top + Math.min(step / 2 - 2, 15);
    write(pen, theme, name, x + 8, middle, { bold: chosen });
    write(pen, theme, few(value), x + width - 8, middle, { align: "right", code: true });
    const half = (width - 16) / 2;
    const bar = (value / (most || 1)) * half;
    pen.fillStyle = value < 0 ? theme.palette.negative : theme.palette.positive;
    pen.fillRect(x + 8 + half + Math.min(0, bar), middle + 9, Math.abs(bar), 3);
  }
}

function drawHeads(pen, scene, figure, theme) {
  const { facts, numbers, shape, target, state } = scene;
  const [channels, rows, columns] = shape;
  const { maps, row, units, outputs } = figure;
  const of = { values: "x", weights: `w of ${target.name}`, products: `x · w of ${target.name}` };
  const what = target.between ? "x" : of[state.view];
  const count = (channels * rows * columns).toLocaleString("en");
  const named = target.between
    ? of[state.view]
    : `unit ${scene.unit} of ${numbers.sums?.data.length}`;
  const heads = [
    [maps, facts.layers[0], `${channels} × ${rows} × ${columns}, ${what}`],
    [row, "flattened", `${count}, each line ${state.keras ? "a place" : "a map"}`],
    [units, facts.layers[1], named],
    [outputs, facts.layers[2], "sums"],
  ];
  for (const [panel, name, rest] of heads) {
    if (!panel) continue;
    const y = panel.y - HEAD / 2 - 2;
    const wide = write(pen, theme, name, panel.x, y, { bold: true });
    write(pen, theme, rest, panel.x + wide + 7, y, { size: 13 });
  }
}
