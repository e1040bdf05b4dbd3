// The arithmetic of one window: source, kernel and products as three grids on one canvas.

import { fit } from "../core/canvas.js";
import { css, greyColour, inkOn, signedColour } from "../core/colours.js";
import { compact } from "../core/number.js";
import { DIGITS, sumWords, written } from "./words.js";

const TITLE = 20; // height of the words above a grid
const SIGN = 24; // room for × and =
const LARGEST = 7; // cells a side up to which numbers are written
const NARROW = 520; // below this width wide kernels stand below one another
const SIDES = { beside: 38, stacked: 36 }; // of a cell with a number, at most
const PATCH = 150; // side of a grid without numbers, at most
const SMALLEST = 7; // letters, in pixels
const SUMS = 264; // width of the list of sums beside the grids
const WIDE = 640; // width from which there is room for it

/** Kernels with many numbers take the whole width. */
function takesWholeWidth(rows, columns) {
  return Math.max(rows, columns) <= LARGEST && columns > 4;
}

/**
 * How wide the grids may be, and whether the sums stand in a row below them instead of beside them.
 * @param {number[]} shape of the kernel
 * @param {number} width
 */
export function shareWidth([rows, columns], width) {
  const beside = width > WIDE && !takesWholeWidth(rows, columns);
  return { available: beside ? width - SUMS : width, inRow: width > WIDE && !beside };
}

/** Sizes of the drawing for a kernel of rows x columns in the width that is there; no grid's column is narrower than its title. */
export function gridLayout(rows, columns, available, titles = [0, 0, 0]) {
  const numbers = Math.max(rows, columns) <= LARGEST;
  const stacked = available < NARROW && takesWholeWidth(rows, columns);
  const room = available - 2 * SIGN;
  const across = stacked ? available : Math.min(room / 3, (room - Math.max(...titles)) / 2);
  const largest = stacked ? SIDES.stacked : SIDES.beside;
  const side = numbers
    ? Math.min(largest, Math.floor(across / columns))
    : Math.min(across, PATCH) / Math.max(rows, columns);
  const [width, height] = [side * columns, side * rows];
  const [first, second, third] = titles.map((title) => Math.max(title, width));
  const starts = stacked ? [0, 0, 0] : [0, first + SIGN, first + second + 2 * SIGN];
  return {
    numbers,
    stacked,
    side,
    grid: { width, height },
    starts,
    width: Math.ceil(stacked ? Math.max(width, ...titles) : starts[2] + third),
    height: Math.ceil(stacked ? 3 * (height + TITLE + 4) : height + TITLE) + 2,
  };
}

/**
 * Draw the three grids of `cells` (from windowNumbers), whose products make `sum`.
 * @param {HTMLCanvasElement} canvas
 * @param {ReturnType<typeof import("./values.js").windowNumbers>} cells
 * @param {number[]} shape of the kernel
 * @param {number} sum
 * @param {number} available
 * @param {import("../core/types").Theme} theme
 */
export function drawGrids(canvas, cells, [rows, columns], sum, available, theme) {
  const heaviest = Math.max(...cells.map(({ weight }) => Math.abs(weight)));
  const { palette } = theme;
  const parts = [
    {
      title: "Source window",
      frame: palette.input,
      number: "value",
      write: written,
      fill: (v) => greyColour(v, 0, 255),
    },
    {
      title: "Kernel",
      frame: palette.kernel,
      number: "weight",
      write: (v) => compact(v, DIGITS),
      fill: (v) => signedColour(v, heaviest, palette),
    },
    {
      title: "Products",
      frame: palette.kernel,
      number: "product",
      write: written,
      fill: (v) => signedColour(v, 255 * heaviest, palette),
    },
  ];
  const titles = titleWidths(canvas, parts, theme);
  const layout = gridLayout(rows, columns, available, titles);
  const context = fit(canvas, layout.width, layout.height);
  context.clearRect(0, 0, layout.width, layout.height);
  const size = letters(cells, parts, layout);
  for (const [index, part] of parts.entries()) {
    const x = 1 + layout.starts[index];
    const y = TITLE + (layout.stacked ? index * (layout.grid.height + TITLE + 4) : 0);
    drawTitle(context, part.title, x, y, theme);
    drawCells(context, cells, columns, part, x, y, { ...layout, size }, theme);
    context.strokeStyle = part.frame;
    context.lineWidth = 2;
    context.strokeRect(x, y, layout.grid.width - 2, layout.grid.height - 1);
    if (index && !layout.stacked) {
      const middle = (layout.starts[index - 1] + layout.grid.width + layout.starts[index]) / 2;
      drawSign(context, index === 1 ? "×" : "=", middle + 1, y + layout.grid.height / 2, theme);
    }
  }
  canvas.setAttribute("aria-label", sumWords(cells, sum));
}

const titleFont = (theme) => `13px ${theme.font}`;

function titleWidths(canvas, parts, theme) {
  const context = canvas.getContext("2d");
  context.font = titleFont(theme);
  return parts.map(({ title }) => Math.ceil(context.measureText(title).width) + 2);
}

/** One size of letters for all three grids, so that the longest number fits its cell. */
function letters(cells, parts, { side }) {
  const lengths = parts.flatMap(({ write, number }) =>
    cells.map((cell) => write(cell[number]).length),
  );
  return Math.max(SMALLEST, Math.min(14, (side - 7) / (0.61 * Math.max(...lengths))));
}

function drawTitle(context, title, x, y, theme) {
  context.fillStyle = theme.text;
  context.font = titleFont(theme);
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.fillText(title, x, y - 6);
}

function drawSign(context, sign, x, y, theme) {
  context.fillStyle = theme.text;
  context.font = `17px ${theme.codeFont}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(sign, x - 1, y);
}

function drawCells(context, cells, columns, part, x, y, { side, numbers, size }, theme) {
  const texts = numbers ? cells.map((cell) => part.write(cell[part.number])) : [];
  context.font = `${size}px ${theme.codeFont}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const [index, cell] of cells.entries()) {
    const left = x + (index % columns) * side;
    const top = y + Math.floor(index / columns) * side;
    const fill = part.fill(cell[part.number]);
    const gap = numbers ? 1 : 0;
    context.fillStyle = css(fill);
    context.fillRect(left, top, side - gap, side - gap);
    if (cell.padding && part.number === "value") hatch(context, left, top, side - gap, theme);
    if (!numbers) continue;
    context.fillStyle = cell.padding && part.number === "value" ? theme.text : inkOn(fill);
    context.fillText(texts[index], left + side / 2, top + side / 2 + 1);
  }
}

/** Cells that lie outside the picture: hatched, as on every page. */
function hatch(context, left, top, side, theme) {
  context.save();
  context.beginPath();
  context.rect(left, top, side, side);
  context.clip();
  context.fillStyle = theme.background;
  context.fillRect(left, top, side, side);
  context.strokeStyle = theme.palette.hatch;
  context.lineWidth = 1;
  context.beginPath();
  for (let shift = -side; shift < side; shift += Math.max(4, side / 5)) {
    context.moveTo(left + shift, top + side);
    context.lineTo(left + shift + side, top);
  }
  context.stroke();
  context.restore();
}
