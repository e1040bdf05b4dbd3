// Draws the rows: words, cells, padding, windows.

import { css, mix, parseColour } from "../core/colours.js";
import { many } from "../core/number.js";
import { pen } from "../core/picture.js";
import { drawnWindows, pieces } from "./geometry.js";

const NARROW = 3; // pixels: narrower cells have no frames of their own
const DIGIT = 7; // pixels, with 12 more between two numbers of cells

/** Draw everything; window number `chosen` (or null) stands out in every row. */
export function drawFigure(context, meta, figure, theme, chosen) {
  const width = context.canvas.width / context.getTransform().a;
  context.fillStyle = theme.background;
  context.fillRect(0, 0, width, figure.height);
  const paint = makePaint(context, theme);
  drawHeader(context, meta, figure, paint);
  for (const [i, row] of meta.rows.entries()) {
    drawWords(context, row, figure, figure.rows[i], paint);
    if (row.refused) continue;
    drawCells(context, meta, row, figure, figure.rows[i], paint, chosen);
    drawWindows(context, meta, row, figure, figure.rows[i], paint, chosen);
    drawReach(context, meta, row, figure, figure.rows[i], paint, chosen);
  }
  drawGuides(context, meta, figure, paint);
}

function makePaint(context, theme) {
  const ground = parseColour(theme.background);
  const blend = (name, share) => css(mix(ground, parseColour(theme.palette[name]), share));
  return {
    theme,
    palette: theme.palette,
    cell: blend("input", 0.22),
    lit: blend("input", 0.75),
    pale: blend("output", 0.35),
    rule: blend("hatch", 0.35),
    padding: hatch(context, theme.palette.hatch, 5),
    unused: hatch(context, blend("hatch", 0.75), 8),
  };
}

function write(context, text, x, y, { theme }, options = {}) {
  const { size = 13, weight = 400, code = false, ink = theme.text, alpha = 1 } = options;
  context.font = `${weight} ${size}px ${code ? theme.codeFont : theme.font}`;
  context.textAlign = options.align ?? "left";
  context.textBaseline = "middle";
  context.fillStyle = ink;
  context.globalAlpha = alpha;
  context.fillText(text, x, y, options.room);
  context.globalAlpha = 1;
}

function drawHeader(context, meta, figure, paint) {
  const { palette } = paint;
  const room = DIGIT * String(meta.size - 1).length + 12;
  const every = [1, 2, 5, 10, 20, 50].find((step) => step * figure.cells.cell >= room) ?? 100;
  for (let cell = 0; cell < meta.size; cell += every) {
    for (const [x, w] of pieces(cell, cell, figure.cells)) {
      const options = { size: 11, code: true, align: "center", ink: palette.input };
      write(context, String(cell), figure.left + x + w / 2, 12, paint, options);
    }
  }
  if (!figure.wide) return;
  write(context, `Input, ${many(meta.size, "cell")}`, 0, 12, paint, {
    weight: 600,
    ink: palette.input,
  });
  const options = { weight: 600, ink: palette.output, align: "right" };
  write(context, "Output", figure.right, 12, paint, options);
}

function drawWords(context, row, figure, place, paint) {
  context.fillStyle = paint.rule;
  context.fillRect(0, place.y, figure.right, 1);
  const room = figure.wide ? figure.left - 16 : figure.right - 64;
  const top = place.y + 16;
  write(context, row.name, 0, top, paint, { weight: 600, room });
  const [x, y] = row.refused && figure.wide ? [figure.left, top] : [0, top + 18];
  const detail = { size: 12, alpha: 0.75, room: row.refused ? figure.right - x - 64 : room };
  write(context, row.refused || row.detail, x, y, paint, detail);
  const big = { size: 18, weight: 600, code: true, align: "right", ink: paint.palette.output };
  write(context, row.out, figure.right, top + 1, paint, row.refused ? { ...big, alpha: 0.5 } : big);
}

function drawCells(context, meta, row, figure, place, paint, chosen) {
  const unused = new Set(row.unused);
  const lit = new Set(touched(meta, row, chosen));
  const { cell, parts } = figure.cells;
  if (cell < NARROW) return drawStrip(context, meta, row, figure, place, paint, lit);
  const gap = cell > 5 ? 1 : 0;
  for (const part of parts) {
    for (let at = part.from; at <= part.to; at++) {
      const inside = at >= 0 && at < meta.size;
      const padding = !inside && at >= -row.before && at < meta.size + row.after;
      if (!inside && !padding) continue;
      const x = figure.left + part.x + (at - part.from) * cell;
      const rect = [x, place.strip, cell - gap, figure.strip];
      context.fillStyle = inside ? (lit.has(at) ? paint.lit : paint.cell) : paint.theme.background;
      if (unused.has(at)) context.fillStyle = paint.theme.background;
      context.fillRect(...rect);
      if (padding || unused.has(at)) {
        context.fillStyle = unused.has(at) ? paint.unused : paint.padding;
        context.fillRect(...rect);
      }
      context.lineWidth = lit.has(at) ? 2 : 1;
      context.strokeStyle = inside || lit.has(at) ? paint.palette.input : paint.palette.hatch;
      context.globalAlpha = unused.has(at) ? 0.6 : 1;
      context.strokeRect(x + 0.5, place.strip + 0.5, cell - gap - 1, figure.strip - 1);
      context.globalAlpha = 1;
    }
  }
  if (parts.length > 1) {
    const middle = figure.left + (parts[1].x + (parts[0].to - parts[0].from + 1) * cell) / 2;
    const options = { size: 16, align: "center", alpha: 0.6 };
    write(context, "⋯", middle, place.strip + figure.strip / 2, paint, options);
  }
}

/** Cells too narrow to be told apart: the input and its padding as blocks, the cells of the chosen window as ticks. */
function drawStrip(context, meta, row, figure, place, paint, lit) {
  const { palette, theme } = paint;
  const fill = (from, to, colour, ink) => {
    for (const [x, w] of pieces(from, to, figure.cells)) {
      const rect = [figure.left + x, place.strip, Math.max(1, w), figure.strip];
      for (const style of [theme.background, colour]) {
        context.fillStyle = style;
        context.fillRect(...rect);
      }
      context.strokeStyle = ink;
      context.lineWidth = 1;
      if (w > 2) context.strokeRect(rect[0] + 0.5, rect[1] + 0.5, w - 1, figure.strip - 1);
    }
  };
  fill(0, meta.size - 1, paint.cell, palette.input);
  fill(-row.before, -1, paint.padding, palette.hatch);
  fill(meta.size, meta.size + row.after - 1, paint.padding, palette.hatch);
  for (const [from, to] of runs(row.unused)) fill(from, to, paint.unused, palette.hatch);
  for (const at of lit) fill(at, at, palette.input, palette.input);
}

/** First and last of each row of whole numbers that follow each other. */
export function runs(numbers) {
  const found = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last?.[1] === number - 1) last[1] = number;
    else found.push([number, number]);
  }
  return found;
}

function drawWindows(context, meta, row, figure, place, paint, chosen) {
  const { step, bar } = figure.lane;
  const gap = figure.cells.cell < NARROW ? 0 : 1;
  const across = (from, to, y, height) => {
    for (const [x, w] of pieces(from, to, figure.cells))
      context.fillRect(figure.left + x, y, Math.max(1, w - gap), height);
  };
  for (const [i, lane] of drawnWindows(row.starts, figure.lane, chosen)) {
    const y = place.bars + lane * step;
    const start = row.starts[i];
    context.fillStyle = chosen === null || chosen === i ? paint.palette.output : paint.pale;
    if (meta.dilation === 1) across(start, start + meta.span - 1, y, bar);
    else {
      across(start, start + meta.span - 1, y + bar / 2 - 0.5, 1);
      for (const cell of touched(meta, row, i)) across(cell, cell, y, bar);
    }
  }
}

/** Below the size: which cells the chosen window of this row covers. */
function drawReach(context, meta, row, figure, place, paint, chosen) {
  const cells = touched(meta, row, chosen);
  if (!cells.length) return;
  const text = `${cells[0]}…${cells.at(-1)}`.replaceAll("-", "−");
  const options = { size: 12, code: true, align: "right", alpha: 0.75 };
  write(context, text, figure.right, place.y + 35, paint, options);
}

/** Where the input begins and ends, through all rows. */
function drawGuides(context, meta, figure, { palette }) {
  context.strokeStyle = palette.input;
  context.globalAlpha = 0.45;
  context.setLineDash([2, 4]);
  context.lineWidth = 1;
  for (const [cell, side] of [
    [0, 0],
    [meta.size - 1, 1],
  ]) {
    for (const [x, w] of pieces(cell, cell, figure.cells)) {
      const at = Math.round(figure.left + x + side * w) - 0.5;
      for (const [i, place] of figure.rows.entries()) {
        if (meta.rows[i].refused) continue;
        context.beginPath();
        context.moveTo(at, place.strip - 3);
        context.lineTo(at, place.y + place.height - 4);
        context.stroke();
      }
    }
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function touched(meta, row, index) {
  const start = index === null ? undefined : row.starts[index];
  if (start === undefined) return [];
  return Array.from({ length: meta.window }, (_, k) => start + k * meta.dilation);
}

function hatch(context, colour, spacing) {
  const tile = document.createElement("canvas");
  tile.width = spacing;
  tile.height = spacing;
  const lines = pen(tile);
  lines.strokeStyle = colour;
  for (const shift of [-spacing, 0, spacing]) {
    lines.beginPath();
    lines.moveTo(shift, spacing);
    lines.lineTo(shift + spacing, 0);
    lines.stroke();
  }
  return context.createPattern(tile, "repeat");
}
