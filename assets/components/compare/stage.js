// Before and after as their panes show them: pictures, numbers where they can be read, frames of window and result.

import { inkOn } from "../core/colours.js";
import { short } from "../core/number.js";
import { strokeFrame } from "../core/picture.js";
import { shownColour, sourceColour } from "./colours.js";
import { areNumbersShown, resultRect, windowStart } from "./geometry.js";
import { sumAt, valueAt } from "./values.js";

/**
 * Draw all of the stage. `scene` holds what Python sent (meta, source, kernel, shown), the pictures made of it
 * (before, after), the channel whose numbers are written and the result that is read (output).
 */
export function paintStage(context, scene, { at, stage }, { before, after }, theme) {
  context.clearRect(0, 0, stage.width, stage.height);
  const inside = (pane, paint) => {
    context.save();
    context.beginPath();
    context.rect(pane.from, 0, Math.max(0, pane.to - pane.from), stage.height);
    context.clip();
    paint();
    context.restore();
  };
  const picture = (pane, paint) =>
    inside(pane, () => {
      context.imageSmoothingEnabled = at.scale < 2;
      context.imageSmoothingQuality = "high";
      context.translate(pane.origin + at.x, at.y);
      const seen = { left: pane.from - pane.origin, right: pane.to - pane.origin };
      paint(context, scene, at, { ...seen, bottom: stage.height }, theme);
    });
  picture(before, paintBefore);
  picture(after, paintAfter);
  const frame = (pane, rect, colour) => {
    const [x, y] = [pane.origin + at.x + rect.x * at.scale, at.y + rect.y * at.scale];
    inside(pane, () =>
      strokeFrame(context, x, y, rect.width * at.scale, rect.height * at.scale, colour),
    );
  };
  frame(before, windowRect(scene), theme.palette.input);
  frame(after, spotRect(scene), theme.palette.output);
}

/**
 * The window that is read, in pixels of the picture.
 * @param {{meta: any, kernel: any, output: import("../core/types").Pair}} scene
 */
function windowRect({ meta, kernel, output }) {
  const [y, x] = windowStart(...output, meta);
  const [height, width] = kernel.shape;
  return { x, y, width, height };
}

/** The result that is read, in pixels of the picture. */
function spotRect({ meta, kernel, shown, output: [row, column] }) {
  const { x, y } = resultRect(meta, kernel.shape, shown.shape);
  const { stride } = meta;
  return { x: x + column * stride, y: y + row * stride, width: stride, height: stride };
}

function paintBefore(context, { meta, source, before, channel }, at, seen, theme) {
  const [height, width] = meta.size;
  const { scale } = at;
  context.drawImage(before, 0, 0, width * scale, height * scale);
  const read = (row, column) => ({
    value: valueAt(source, [row, column], channel),
    fill: sourceColour(source, row, column),
  });
  const grid = { x: 0, y: 0, stride: 1, rows: height, columns: width };
  paintNumbers(context, grid, at, seen, read, theme);
}

function paintAfter(context, scene, at, seen, theme) {
  const { meta, kernel, shown, after, channel } = scene;
  const { x, y, width, height } = resultRect(meta, kernel.shape, shown.shape);
  const { scale } = at;
  context.beginPath();
  context.rect(0, 0, meta.size[1] * scale, meta.size[0] * scale);
  context.clip();
  if (after.width < width) context.imageSmoothingEnabled = false; // after a stride each result is a block
  context.drawImage(after, x * scale, y * scale, width * scale, height * scale);
  const read = (row, column) => ({
    value: sumAt(scene, [row, column], channel),
    fill: shownColour(shown, row, column, meta.display, theme.palette),
  });
  const [rows, columns] = shown.shape;
  const grid = { x, y, stride: meta.stride, rows, columns };
  paintNumbers(context, grid, at, seen, read, theme);
}

/** Numbers on the pixels of a grid, as far as they are seen and large enough to be read. */
function paintNumbers(context, { x, y, stride, rows, columns }, at, seen, read, theme) {
  if (!areNumbersShown(at)) return;
  const side = at.scale * stride;
  context.font = `12px ${theme.codeFont}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const cell = (origin, edge, shift) => Math.floor((edge - origin) / side - shift / stride);
  const first = (origin, edge, shift) => Math.max(0, cell(origin, edge, shift));
  const last = (origin, edge, shift, count) => Math.min(count - 1, cell(origin, edge, shift));
  for (let i = first(at.y, 0, y); i <= last(at.y, seen.bottom, y, rows); i++) {
    for (let j = first(at.x, seen.left, x); j <= last(at.x, seen.right, x, columns); j++) {
      const { value, fill } = read(i, j);
      context.fillStyle = inkOn(fill);
      context.fillText(
        short(value),
        x * at.scale + (j + 0.5) * side,
        y * at.scale + (i + 0.5) * side,
      );
    }
  }
}
