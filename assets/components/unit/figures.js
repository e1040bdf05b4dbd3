// The figures beside the nine pictures: the map, the weights, the climb, the classes, the links onwards.

import { fit } from "../core/canvas.js";
import { short } from "../core/number.js";
import { canvasOf } from "../core/picture.js";
import { drawAnswer, drawBars, drawCurve, heightOf } from "./charts.js";
import { drawColours, drawGrid, drawMap, frame, tileOf } from "./drawing.js";
import { largestOf, SIDE, sizeOf, windowOf } from "./places.js";
import { climbSide, drawTies } from "./ties.js";
import { aligned, nearLines, valueWords } from "./words.js";

/** @typedef {import("./card.js").default} Card @typedef {import("./scene").Facts} Facts @typedef {import("../core/types").Theme} Theme */

export const PANE = 128; // pixels of a map, a picture, a climb
const KERNEL = { side: 60, gap: 8 }; // of the first layer

/**
 * The person's picture and the unit's map of it.
 * @param {Card} card
 * @param {Theme} theme
 */
export function drawLive({ unit, at }, theme) {
  const { live, view, meta } = unit;
  at("title").textContent = meta.title;
  const [seen, map] = ["seen", "map"].map((name) => cleared(at(name), PANE, PANE));
  at("follow").disabled = !live;
  if (!live) return;
  const [rows, columns] = sizeOf(view.layer);
  const size = rows * columns;
  const values = Array.from(live.values.data.slice(view.unit * size, (view.unit + 1) * size));
  const largest = largestOf(values, 0, size);
  const place = view.cell < 0 ? largest : view.cell;
  seen.drawImage(pictureOf(live.pixels), 0, 0, PANE, PANE);
  frame(seen, theme, windowOf(view.layer, place), 0, 0, PANE / SIDE);
  const best = unit.facts?.best[0]?.[2] ?? 0;
  if (size > 1) drawMap(map, theme, values, [rows, columns], PANE, place);
  else drawAnswer(map, theme, values[0], best, PANE);
  const cell = /** @type {[number, number]} */ ([Math.floor(place / columns), place % columns]);
  at("value").textContent = valueWords(view.layer, values[place], cell, place === largest);
}

/**
 * The first layer's kernel, or of another the slices that weigh most.
 * @param {Card} card
 * @param {Theme} theme
 * @param {Facts} facts
 */
export function drawWeights(card, theme, facts) {
  const { at, unit } = card;
  const { before } = unit.view.layer;
  const own = facts.kernel.length > 0;
  at("kernel").querySelector("b").textContent = own
    ? "Its kernel: in colour, red, green, blue"
    : `Strongest links from ${before}`;
  at("grids").hidden = !own;
  at("near").textContent = own
    ? `Most like, of those made by hand:\n${nearLines(facts).join("\n")}`
    : "A link: weights, unit, strength. Orange pushes up, blue holds back.";
  if (own) drawKernel(at("grids"), theme, facts.kernel);
  else drawLinks(card, at("back"), theme, facts.back, before, facts.slices);
}

function drawKernel(canvas, theme, kernel) {
  const { side, gap } = KERNEL;
  const context = cleared(canvas, 4 * side + 3 * gap, side);
  drawColours(context, kernel, [3, 3], [0, 0, side]);
  const limit = Math.max(...kernel.map(Math.abs));
  for (const colour of [0, 1, 2]) {
    const place = /** @type {[number, number, number]} */ ([(colour + 1) * (side + gap), 0, side]);
    drawGrid(context, theme, kernel.slice(9 * colour, 9 * colour + 9), [3, 3], place, limit);
  }
}

/**
 * The units that this one speaks to.
 * @param {Card} card
 * @param {Theme} theme
 * @param {Facts} facts
 */
export function drawOnwards(card, theme, facts) {
  const { at, unit } = card;
  const layer = unit.meta.layers.find(({ name }) => name === unit.view.layer.behind);
  at("onwards").hidden = !layer;
  if (!layer) return;
  const to = layer.labels.length ? "the classes" : layer.name;
  at("onwards").querySelector("b").textContent = `Strongest links to ${to}`;
  drawLinks(card, at("on"), theme, facts.on, layer.name, []);
}

/** Cards that lead to units of a layer; the pictures on them are what climbs made. */
function drawLinks({ unit }, row, theme, ties, name, slices) {
  const layer = unit.meta.layers.find((each) => each.name === name);
  if (!layer) return;
  const sheet = unit.shelf.climbed(name);
  const drawable = sheet instanceof ImageBitmap ? sheet : undefined;
  const { across } = unit.meta;
  drawTies(row, theme, { ties, sheet: drawable, across, tile: climbSide(layer), slices });
}

/**
 * What a climb made of noise, and how it got there.
 * @param {Card} card
 * @param {Theme} theme
 * @param {Facts} facts
 */
export function drawClimb(card, theme, facts) {
  const { at, unit } = card;
  const { layer, held, climbing, way } = unit.view;
  const asked = climbing ? unit.shelf.climb(layer.name, unit.view.unit, held) : undefined;
  card.problem = asked && "says" in asked ? asked.says : "";
  card.climb = asked && !("says" in asked) ? asked : null;
  at("busy").textContent = card.problem;
  for (const button of at("switches").querySelectorAll("[data-name]"))
    button.setAttribute("aria-pressed", String(held.includes(button.dataset.name)));
  if (!climbing || card.climb) drawMade(card, cleared(at("made"), PANE, PANE));
  const values = card.climb?.values ?? (climbing ? [] : facts.climb);
  const natural = facts.best[0]?.[2] ?? 0;
  const height = card.climb || !climbing ? values[values.length - 1] : 0;
  const context = cleared(at("curve"), PANE, PANE);
  const share = card.climb ? way : 1;
  const chart = { width: PANE, height: PANE, values, at: share, natural };
  if (values.length) drawCurve(context, theme, chart);
  at("height").textContent = values.length
    ? `to ${short(height)}${natural > 0 ? `, best picture ${short(natural)}` : ""}`
    : card.problem
      ? ""
      : "Climbing …";
}

function drawMade({ climb, unit }, context) {
  const { layer, way } = unit.view;
  const tile = climbSide(layer);
  if (climb) {
    const stage = Math.round(way * (climb.at.length - 1));
    context.drawImage(climb.stages, stage * tile, 0, tile, tile, 0, 0, PANE, PANE);
    return;
  }
  const sheet = unit.shelf.climbed(layer.name);
  const [left, top] = tileOf(unit.view.unit, unit.meta.across, tile);
  if (sheet instanceof ImageBitmap)
    context.drawImage(sheet, left, top, tile, tile, 0, 0, PANE, PANE);
}

/**
 * The mean answer to each class, or what becomes of its logit without the unit.
 * @param {Card} card
 * @param {Theme} theme
 * @param {Facts} facts
 */
export function drawClasses({ unit, at }, theme, facts) {
  const { meta, view } = unit;
  const off = view.off && facts.off.length > 0;
  const values = off ? facts.off : facts.means;
  at("classes").querySelector("b").textContent = off
    ? "Change of the logits"
    : "Mean answer by class";
  at("turn").setAttribute("aria-pressed", String(off));
  at("turn").hidden = !facts.off.length;
  const canvas = at("bars");
  const width = Math.floor(canvas.parentElement.clientWidth);
  const context = cleared(canvas, width, heightOf(values.length));
  const signed = off || !view.layer.fires;
  const numbers = aligned(values);
  drawBars(context, theme, { width, values, numbers, labels: meta.labels, signed });
  const words = meta.labels.map((label, i) => `${label} ${numbers[i]}`).join(", ");
  canvas.setAttribute("aria-label", words);
}

/** A canvas with nothing on it, whose pixels stay squares. */
function cleared(canvas, width, height) {
  const context = fit(canvas, width, height);
  context.clearRect(0, 0, width, height);
  context.imageSmoothingEnabled = false;
  return context;
}

/** The person's picture. @param {import("../core/types").Packed} pixels */
function pictureOf(pixels) {
  const [rows, columns] = pixels.shape;
  const bytes = new Uint8ClampedArray(rows * columns * 4).fill(255);
  for (let i = 0; i < rows * columns; i++)
    for (let c = 0; c < 3; c++) bytes[4 * i + c] = pixels.data[3 * i + c];
  return canvasOf(bytes, [rows, columns]);
}
