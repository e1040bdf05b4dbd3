// Draws every network small, and all their outputs on one line.

import { makeHatches } from "../core/cells.js";
import { css, mix, parseColour } from "../core/colours.js";
import { stroke, write } from "../core/ink.js";
import { numberText } from "./words.js";

/** @typedef {import("./scene").Scene} Scene @typedef {import("./scene").Figure} Figure */
/** @typedef {import("../core/types").Theme} Theme @typedef {CanvasRenderingContext2D} Pen */

const TALL = 118; // of a network
const GAP = 8;
const LINE = 84; // height of the line of outputs
const UNIT = 7; // radius
const OUT = [42, 24]; // what is put out
const NARROW = 96; // a network that has no room for the values of its units

/**
 * @param {number} width
 * @param {number} count of networks
 * @returns {Figure}
 */
export function layout(width, count) {
  const columns = width < 640 ? 4 : 8;
  const rows = Math.ceil(count / columns);
  const tile = /** @type {[number, number]} */ ([(width - (columns - 1) * GAP) / columns, TALL]);
  const line = rows * (TALL + GAP);
  return { width, height: line + LINE, columns, tile, line };
}

/** Left and top of the network at a place. @returns {[number, number]} */
export function cornerOf({ columns, tile }, place) {
  return [(place % columns) * (tile[0] + GAP), Math.floor(place / columns) * (tile[1] + GAP)];
}

/** The place of the network under a point, or null. */
export function placeUnder(figure, count, x, y) {
  for (let place = 0; place < count; place++) {
    const [left, top] = cornerOf(figure, place);
    if (x >= left && x < left + figure.tile[0] && y >= top && y < top + figure.tile[1])
      return place;
  }
  return null;
}

/**
 * @param {Pen} pen
 * @param {Scene} scene
 * @param {Figure} figure
 * @param {Theme} theme
 */
export function drawFigure(pen, scene, figure, theme) {
  const { padding } = makeHatches(theme);
  for (const [place, network] of scene.networks.entries())
    drawNetwork(pen, scene, network, [cornerOf(figure, place), figure.tile], padding, theme);
  drawLine(pen, scene, figure, theme);
}

function drawNetwork(pen, scene, network, [[left, top], [wide, tall]], hatch, theme) {
  const { units, weights, state } = scene;
  const chosen = network.mask === state.network;
  pen.beginPath();
  pen.roundRect(left + 1, top + 1, wide - 2, tall - 2, 6);
  pen.strokeStyle = chosen ? theme.text : theme.palette.faint;
  pen.lineWidth = chosen ? 2 : 1;
  pen.stroke();
  const narrow = wide < NARROW;
  const x = left + (narrow ? 14 : 28);
  /** @type {[number, number]} */
  const end = [left + wide - OUT[0] / 2 - 5, top + 46];
  /** @type {[number, number][]} */
  const spots = units.map((_, i) => [x, top + 15 + i * 21]);
  for (const [i, spot] of spots.entries()) {
    const colour = weights[i] < 0 ? theme.palette.negative : theme.palette.positive;
    const thick = 1 + Math.min(3, Math.abs(weights[i]) * 0.7);
    if (network.kept[i]) stroke(pen, colour, thick, [spot, end]);
    disc(pen, spot, UNIT, theme.background);
    disc(pen, spot, UNIT, network.kept[i] ? pale(theme.palette.input, theme) : hatch);
    ring(pen, spot, UNIT, network.kept[i] ? theme.palette.input : theme.palette.hatch);
    const text = numberText(units[i]);
    if (narrow || text.length > 2) continue;
    write(pen, theme, text, x - UNIT - 4, spot[1] + 0.5, { align: "right", code: true, size: 12 });
  }
  drawOutput(pen, end, numberText(network.output), theme);
  drawProbability(pen, network.probability, [left, top], [wide, tall], theme);
}

function drawOutput(pen, [x, y], text, theme) {
  pen.beginPath();
  pen.roundRect(x - OUT[0] / 2, y - OUT[1] / 2, OUT[0], OUT[1], 6);
  pen.fillStyle = theme.background;
  pen.fill();
  pen.strokeStyle = theme.palette.output;
  pen.lineWidth = 1.5;
  pen.stroke();
  write(pen, theme, text, x, y + 0.5, { align: "center", code: true, size: 12 });
}

const pale = (colour, { background }) =>
  css(mix(parseColour(colour), parseColour(background), 0.55));

/** How likely it is: a number and a bar of one hue. */
function drawProbability(pen, probability, [left, top], [wide, tall], theme) {
  write(pen, theme, numberText(probability), left + wide - 8, top + tall - 22, {
    align: "right",
    code: true,
    size: 12,
  });
  pen.fillStyle = theme.palette.faint;
  pen.fillRect(left + 8, top + tall - 12, wide - 16, 4);
  pen.fillStyle = theme.palette.kernel;
  pen.fillRect(left + 8, top + tall - 12, (wide - 16) * probability, 4);
}

/** All outputs on one line, the likelier the larger; their mean and the output at test time. */
function drawLine(pen, { networks, mean, test, state }, { width, line }, theme) {
  const outputs = networks.map(({ output }) => output);
  const [low, high] = [Math.min(0, ...outputs), Math.max(0, ...outputs)];
  const x = (value) => 30 + ((value - low) / (high - low || 1)) * (width - 60);
  const y = line + 34;
  stroke(pen, theme.palette.hatch, 1, [
    [16, y],
    [width - 16, y],
  ]);
  for (const { output, probability, mask } of networks) {
    const radius = Math.max(1.5, 26 * Math.sqrt(probability));
    pen.globalAlpha = 0.85;
    disc(pen, [x(output), y], radius, pale(theme.palette.kernel, theme));
    pen.globalAlpha = 1;
    ring(pen, [x(output), y], radius, mask === state.network ? theme.text : theme.palette.kernel);
  }
  stroke(
    pen,
    theme.text,
    2,
    [
      [x(test), y - 30],
      [x(test), y + 14],
    ],
    [5, 4],
  );
  stroke(pen, theme.palette.output, 3, [
    [x(mean), y - 14],
    [x(mean), y + 30],
  ]);
  const side = x(test) > width - 120 ? "right" : "left";
  const off = side === "left" ? 6 : -6;
  write(pen, theme, `test ${numberText(test)}`, x(test) + off, y - 26, { align: side, size: 13 });
  const other = x(mean) > width - 120 ? "right" : "left";
  write(pen, theme, `mean ${numberText(mean)}`, x(mean) + (other === "left" ? 6 : -6), y + 28, {
    align: other,
    size: 13,
  });
}

function disc(pen, [x, y], radius, fill) {
  pen.fillStyle = fill;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
}

function ring(pen, [x, y], radius, colour) {
  pen.strokeStyle = colour;
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.stroke();
}
