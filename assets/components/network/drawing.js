// The network as it is seen: the world's picture, what belongs to the value that is looked at, names, and numbers where they fit.

import { css, inkOn, parseColour, signedColour } from "../core/colours.js";
import { decimals, fixed } from "../maps/digits.js";
import { strike } from "../maps/strokes.js";
import { boxOf, PICTURE } from "./layout.js";
import { drawLabels, drawLines } from "./names.js";

/** @typedef {import("./layout.js").Block} Block */
/**
 * @typedef {object} Figure
 * @property {import("./layout.js").World} world
 * @property {import("./eye.js").Eye} eye
 * @property {import("./world.js").Texture} texture
 * @property {import("../maps/passage.js").Passage} passage
 * @property {import("../maps/passage.js").Passage} plain before any change
 * @property {import("./relations.js").Relations | null} lit
 * @property {{stage: number, first: string}[]} folds stages of more than one layer, and the first block of each
 * @property {Set<number>} folded
 */

const READABLE = 30; // pixels of a cell from which on its number is printed
const VEIL = { far: 0.76, near: 0.4 }; // of what does not belong to the value, and where its numbers can be read
const [SMALLEST, DOT] = [3, 1.5]; // pixels of a frame, and of the dot that a smaller one is

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Figure} figure
 * @param {import("../core/types").Theme} theme
 */
export function drawNetwork(context, figure, theme) {
  const { world, eye, texture, lit } = figure;
  const { width, height } = eye.stage;
  context.fillStyle = theme.background;
  context.fillRect(0, 0, width, height);
  copy(context, texture.canvas, eye);
  const seen = world.blocks.filter((block) => onStage(eye, block));
  for (const block of seen) {
    if (block.named) drawLines(context, figure, block, theme);
    else drawStrikes(context, figure, block, theme);
  }
  for (const block of seen) drawNumbers(context, figure, block, theme);
  if (lit) drawLit(context, figure, lit, theme);
  drawLabels(context, figure, seen, theme);
}

/** The part of the texture that is on the stage; values stay sharp squares once they are larger than pixels. */
function copy(context, canvas, { at, stage }) {
  const [left, top] = [Math.max(0, -at.x / at.scale), Math.max(0, -at.y / at.scale)];
  const right = Math.min(canvas.width, (stage.width - at.x) / at.scale);
  const bottom = Math.min(canvas.height, (stage.height - at.y) / at.scale);
  if (right <= left || bottom <= top) return;
  const [x0, y0, x1, y1] = [
    Math.floor(left),
    Math.floor(top),
    Math.min(canvas.width, Math.ceil(right)),
    Math.min(canvas.height, Math.ceil(bottom)),
  ];
  context.imageSmoothingEnabled = at.scale < 1.5;
  context.imageSmoothingQuality = "high";
  const { scale } = at;
  const [x, y] = [at.x + x0 * scale, at.y + y0 * scale];
  context.drawImage(canvas, x0, y0, x1 - x0, y1 - y0, x, y, (x1 - x0) * scale, (y1 - y0) * scale);
}

/** @param {import("./eye.js").Eye} eye @param {{x: number, y: number, width: number, height: number}} box */
function onStage(eye, box) {
  const { x, y, width, height } = eye.onScreen(box);
  return x < eye.stage.width && y - 40 < eye.stage.height && x + width > 0 && y + height > 0;
}

function drawStrikes(context, { eye, passage }, block, theme) {
  if (block.name === PICTURE || passage.size(block.name).flat) return;
  const side = block.size[2] * block.cell * eye.at.scale;
  if (side < 8) return;
  passage.silence(block.name).forEach((silence, map) => {
    if (!silence) return;
    const { x, y } = eye.onScreen(boxOf(block, map));
    strike(context, x, y, side, silence, theme.palette.hatch);
  });
}

/** The numbers of all values on the stage, where a value is large enough to hold one. */
function drawNumbers(context, { eye, passage, texture }, block, theme) {
  const cell = block.cell * eye.at.scale;
  if (cell < READABLE || block.named || block.name === PICTURE) return;
  const [maps, rows, columns] = block.size;
  const { data } = passage.values(block.name);
  Object.assign(context, {
    font: `${Math.min(15, Math.round(cell / 3.4))}px ${theme.codeFont}`,
    textAlign: "center",
    textBaseline: "middle",
  });
  for (let map = 0; map < maps; map++) {
    const box = boxOf(block, map);
    if (!onStage(eye, box)) continue;
    const limit = texture.limit(block.name, map);
    const { min, max } = passage.figures(block.name)[map];
    const digits = decimals(Math.max(-min, max));
    const { x, y } = eye.onScreen(box);
    const first = [Math.max(0, Math.floor(-y / cell)), Math.max(0, Math.floor(-x / cell))];
    const last = [
      Math.min(rows, Math.ceil((eye.stage.height - y) / cell)),
      Math.min(columns, Math.ceil((eye.stage.width - x) / cell)),
    ];
    for (let row = first[0]; row < last[0]; row++)
      for (let column = first[1]; column < last[1]; column++) {
        const value = data[(map * rows + row) * columns + column];
        context.fillStyle = inkOn(signedColour(value, limit, theme.palette));
        context.fillText(fixed(value, digits), x + (column + 0.5) * cell, y + (row + 0.5) * cell);
      }
  }
}

/** A veil over all that does not belong to what is looked at; frames around what does, and lines to it. */
function drawLit(context, figure, lit, theme) {
  const { world, eye } = figure;
  const { width, height } = eye.stage;
  const { palette, text } = theme;
  context.beginPath();
  context.rect(0, 0, width, height);
  /** @type {[{x: number, y: number, width: number, height: number}, string][]} */
  const frames = [];
  for (const block of world.blocks) {
    const own = block.name === lit.layer;
    const part = lit.before.get(block.name) ?? lit.after.get(block.name);
    if (!part) continue;
    const colour = own ? text : lit.before.has(block.name) ? palette.input : palette.output;
    for (const map of part.channels) {
      const box = eye.onScreen(partOf(block, map, part));
      if (box.x > width || box.y > height || box.x + box.width < 0 || box.y + box.height < 0)
        continue;
      context.rect(box.x, box.y, box.width, box.height);
      if (own || isPart(block, part)) frames.push([box, colour]);
    }
  }
  const veil = eye.at.scale < READABLE ? VEIL.far : VEIL.near;
  context.fillStyle = css(parseColour(theme.background), veil);
  context.fill("evenodd");
  drawStrands(context, figure, lit, palette);
  for (const [box, colour] of frames) drawFrame(context, box, colour, colour === text ? 2 : 1);
}

/** What a drag has painted so far. */
export function drawBrushed(context, { world, eye }, { layer, channel }, cells, palette) {
  const block = world.blocks.find(({ name }) => name === layer);
  if (!block) return;
  context.fillStyle = palette.kernel;
  for (const [row, column] of cells) {
    const { x, y, width, height } = eye.onScreen(
      boxOf(block, channel, { rows: [row], columns: [column] }),
    );
    context.fillRect(x, y, width, height);
  }
}

function drawFrame(context, { x, y, width, height }, colour, line) {
  if (width < SMALLEST && line === 1) {
    context.fillStyle = colour;
    context.fillRect(x, y, Math.max(DOT, width), Math.max(DOT, height));
    return;
  }
  const out = line / 2;
  Object.assign(context, { strokeStyle: colour, lineWidth: line });
  context.strokeRect(x - out, y - out, Math.max(1, width) + line, Math.max(1, height) + line);
}

/** A line with a name is lit as a whole. */
const partOf = (block, map, part) =>
  block.named ? { ...boxOf(block, map), width: block.width } : boxOf(block, map, part);

/** Whether a region is less than whole maps: those need no frames. */
const isPart = ({ size, named }, { channels, rows, columns }) =>
  rows.length < size[1] ||
  columns.length < size[2] ||
  (channels.length < size[0] && !named) ||
  (named && channels.length === 1);

/** Lines from what feeds the value, as strong as what it adds: orange raises it, blue lowers it. */
function drawStrands(context, { world, eye }, lit, palette) {
  const to = world.blocks.find(({ name }) => name === lit.layer);
  if (!to || !lit.strands.length) return;
  const end = eye.onScreen(partOf(to, lit.region.channels[0], lit.region));
  for (const { layer, map, part, weight } of lit.strands) {
    const from = world.blocks.find(({ name }) => name === layer);
    if (!from) continue;
    const start = eye.onScreen(partOf(from, map, part));
    const down = Math.abs(end.x - start.x) < start.width; // it stands below
    const [x0, y0] = down
      ? [start.x + start.width / 2, start.y + start.height]
      : [start.x + start.width, start.y + start.height / 2];
    const [x1, y1] = down ? [end.x + end.width / 2, end.y] : [end.x, end.y + end.height / 2];
    context.beginPath();
    context.moveTo(x0, y0);
    const [bx, by] = down ? [0, (y1 - y0) / 2] : [(x1 - x0) / 2, 0];
    context.bezierCurveTo(x0 + bx, y0 + by, x1 - bx, y1 - by, x1, y1);
    context.strokeStyle = weight < 0 ? palette.negative : palette.positive;
    context.globalAlpha = 0.15 + 0.75 * Math.abs(weight);
    context.lineWidth = 0.75 + 2 * Math.abs(weight);
    context.stroke();
  }
  context.globalAlpha = 1;
}
