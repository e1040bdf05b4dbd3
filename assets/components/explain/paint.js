// Maps in their colours, over the picture or alone, with frames around what is pointed at.

import { cornerOfCell } from "../core/atlas.js";
import { mix, paintSigned, parseColour, shade, signedTable } from "../core/colours.js";
import { canvasOf, strokeFrame } from "../core/picture.js";
import { GAP } from "./places.js";

/** @typedef {import("./scene").Panel} Panel @typedef {import("./scene").Message} Message @typedef {import("../core/types").Theme} Theme */

const INK = "#1b2430"; // of a frame: it stands on white
const GLINTS = 0.005; // of the numbers of a stage
const FADED = 0.6; // of the picture's grey, below a map
const FULL = 0.92; // of a map's colour, over the picture

/**
 * The 511 colours of a sign, as pixels: both sides of zero, or one hue for what has no direction.
 * @param {string} sign
 * @param {import("../core/types").Palette} palette
 */
export function tableOf(sign, palette) {
  if (sign === "both" || sign === "for") return signedTable(palette);
  return signedTable({ ...palette, positive: palette.output, negative: palette.output });
}

/**
 * The size of a number that gets the full colour: all but a few are below it, or a glint would leave the rest pale.
 * @param {ArrayLike<number>} data
 * @param {string} sign
 */
export function limitOf(data, sign) {
  if (sign === "share") return 1;
  const sizes = Float64Array.from(data, Math.abs).sort();
  const most = sizes[sizes.length - 1];
  return sizes[sizes.length - 1 - Math.floor(sizes.length * GLINTS)] || most;
}

/**
 * RGBA bytes of rows x columns numbers.
 * @param {ArrayLike<number>} data
 * @param {number} start
 */
export function coloured(data, start, size, limit, table) {
  const part = Array.prototype.slice.call(data, start, start + size);
  const pixels = new Uint32Array(size);
  paintSigned(pixels, part, 0, size, limit, table);
  return new Uint8ClampedArray(pixels.buffer);
}

/**
 * RGBA bytes of a map over the picture in grey: the stronger, the more of its colour.
 * @param {ArrayLike<number>} map
 * @param {ArrayLike<number>} pixels red, green, blue of each
 * @param {Theme} theme
 */
export function over(map, pixels, limit, sign, theme) {
  const { palette } = theme;
  const ground = parseColour(theme.background);
  const negative = parseColour(palette.negative);
  const positive = parseColour(sign === "size" ? palette.output : palette.positive);
  const bytes = new Uint8ClampedArray(4 * map.length);
  for (let i = 0; i < map.length; i++) {
    const luma = 0.299 * pixels[3 * i] + 0.587 * pixels[3 * i + 1] + 0.114 * pixels[3 * i + 2];
    const grey = mix(ground, [luma, luma, luma], FADED);
    const share = limit > 0 ? Math.min(1, Math.abs(map[i]) / limit) : 0;
    bytes.set([...mix(grey, map[i] < 0 ? negative : positive, FULL * share), 255], 4 * i);
  }
  return bytes;
}

/**
 * RGBA bytes of the picture; those of another one inside a square.
 * @param {ArrayLike<number>} pixels
 * @param {number[]} shape
 * @param {{top: number, left: number, bottom: number, right: number} | null} square
 * @param {ArrayLike<number>} filled
 */
export function pictureBytes(pixels, [rows, columns], square, filled) {
  const bytes = new Uint8ClampedArray(4 * rows * columns);
  for (let i = 0; i < rows * columns; i++) {
    const [row, column] = [Math.floor(i / columns), i % columns];
    const inside =
      square &&
      row >= square.top &&
      row < square.bottom &&
      column >= square.left &&
      column < square.right;
    const source = inside ? filled : pixels;
    for (let c = 0; c < 3; c++) bytes[4 * i + c] = source[3 * i + c];
    bytes[4 * i + 3] = 255;
  }
  return bytes;
}

/**
 * Draw the picture in `side` pixels; where a square lies it shows what that is filled with, otherwise an area is framed.
 * @param {CanvasRenderingContext2D} context
 * @param {Message} message
 * @param {number} side
 * @param {{top: number, left: number, bottom: number, right: number} | null} square
 * @param {import("../core/types").Packed | null} filled
 * @param {import("./scene").Area} area
 */
export function drawPicture(context, { arrays: { pixels } }, side, square, filled, area) {
  const [rows, columns] = pixels.shape;
  const bytes = pictureBytes(pixels.data, pixels.shape, square, (filled ?? pixels).data);
  context.imageSmoothingEnabled = false;
  context.drawImage(canvasOf(bytes, [rows, columns]), 0, 0, side, side);
  const [top, bottom] = square
    ? [square.top / rows, square.bottom / rows]
    : [area.top, area.bottom];
  const [left, right] = square
    ? [square.left / columns, square.right / columns]
    : [area.left, area.right];
  const size = [(right - left) * side, (bottom - top) * side];
  strokeFrame(context, left * side, top * side, size[0], size[1], INK, 6);
}

/**
 * Draw a stage.
 * @param {CanvasRenderingContext2D} context
 * @param {Panel} panel
 * @param {Message} message
 * @param {Theme} theme
 */
export function drawPanel(context, panel, message, theme) {
  const { atlas, block, shape, stage } = panel;
  const [maps, rows, columns] = shape;
  const size = rows * columns;
  const { data: all } = message.arrays[`${block}.${stage.name}`];
  const data = stage.kind === "one" ? all.slice(panel.map * size, (panel.map + 1) * size) : all;
  const limit = stage.kind === "one" ? limitOf(data, stage.sign) : panel.limit;
  const table = tableOf(stage.sign, theme.palette);
  const weights = stage.name === "maps" ? message.arrays[`${block}.weights`].data : null;
  const heaviest = weights ? limitOf(weights, "both") : 0;
  context.imageSmoothingEnabled = false;
  for (let map = 0; map < maps; map++) {
    const [x, y] = cornerOfCell(atlas, [map, 0, 0]);
    const [wide, high] = [columns * atlas.cell, rows * atlas.cell];
    const bytes =
      stage.kind === "over"
        ? over(data, message.arrays.pixels.data, limit, stage.sign, theme)
        : coloured(data, map * size, size, limit, table);
    context.drawImage(canvasOf(bytes, [rows, columns]), x, y, wide, high);
    context.strokeStyle = theme.border;
    context.lineWidth = 1;
    context.strokeRect(x - 0.5, y - 0.5, wide + 1, high + 1);
    if (weights) drawWeight(context, weights[map], heaviest, x, y + high + 2, wide, table);
  }
}

/** A bar from the middle of a map: right what raises the score, left what lowers it. */
function drawWeight(context, weight, heaviest, x, y, wide, table) {
  const long = heaviest ? ((weight / heaviest) * wide) / 2 : 0;
  const pixel = table[shade(weight > 0 ? 1 : -1, 1)];
  context.fillStyle = `rgb(${pixel & 255},${(pixel >> 8) & 255},${(pixel >> 16) & 255})`;
  context.fillRect(x + wide / 2 + Math.min(0, long), y, Math.max(1, Math.abs(long)), GAP / 2 - 1);
}

/**
 * Frame cells of a map.
 * @param {CanvasRenderingContext2D} context
 * @param {import("../core/types").Atlas} atlas
 * @param {number} map
 * @param {number[]} cells first row, first column, rows, columns
 */
export function frameCells(context, atlas, map, cells) {
  const [row, column, high, wide] = cells;
  const [x, y] = cornerOfCell(atlas, [map, row, column]);
  strokeFrame(context, x, y, wide * atlas.cell, high * atlas.cell, INK, 6);
}
