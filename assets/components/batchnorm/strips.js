// The two rows above the plots: the pictures of the batch, and every channel's bars in small.

import { strokeFrame } from "../core/picture.js";
import { placeIn } from "./layout.js";
import { histogram, members, place } from "./numbers.js";

/** @typedef {import("./numbers.js").Scene} Scene @typedef {import("./numbers.js").State} State */
/** @typedef {import("./layout.js").Row} Row @typedef {import("../core/types").Theme} Theme */

/**
 * The pictures side by side; the one whose middle is followed has a frame.
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 * @param {State} state
 * @param {ImageBitmap | null} sheet square pictures one below the other
 * @param {Row} row
 * @param {Theme} theme
 */
export function drawPictures(context, scene, state, sheet, row, theme) {
  const inside = members(scene, state.batch);
  const side = row.cell - (row.cell > 20 ? 2 : 1);
  const pixels = sheet?.width ?? 1;
  const count = (sheet?.height ?? 1) / pixels; // moments of a training show the same pictures
  for (const [i, picture] of inside.entries()) {
    const [x, y] = placeIn(row, i);
    if (sheet)
      context.drawImage(sheet, 0, (picture % count) * pixels, pixels, pixels, x, y, side, side);
    else fill(context, theme.palette.faint, x, y, side, side);
  }
  for (let i = inside.length; i < row.count; i++) {
    const [x, y] = placeIn(row, i);
    context.strokeStyle = theme.palette.faint;
    context.lineWidth = 1;
    context.strokeRect(x + 0.5, y + 0.5, side - 1, side - 1);
  }
  const at = place(scene, state.batch, state.value);
  if (at < 0) return;
  const [x, y] = placeIn(row, at);
  strokeFrame(context, x + 1, y + 1, side - 2, side - 2, theme.palette.kernel);
}

/**
 * Every channel's bars; the chosen one is framed, those whose numbers are all the same are pale.
 * @param {CanvasRenderingContext2D} context
 * @param {Scene} scene
 * @param {State} state
 * @param {Row} row
 * @param {Theme} theme
 */
export function drawChannels(context, scene, state, row, theme) {
  for (let channel = 0; channel < row.count; channel++) {
    const [x, y] = placeIn(row, channel);
    const [wide, high] = [row.cell - 3, row.high - 4];
    fill(context, theme.palette.faint, x, y, wide, high);
    const { counts } = histogram(scene, state.batch, channel);
    const tallest = Math.max(1, ...counts);
    context.fillStyle = theme.palette.input;
    context.beginPath();
    for (const [bin, count] of counts.entries()) {
      const tall = Math.sqrt(count / tallest) * (high - 2);
      context.rect(x + (bin * wide) / counts.length, y + high - tall, wide / counts.length, tall);
    }
    context.fill();
    if (channel !== state.channel) continue;
    context.strokeStyle = theme.palette.kernel;
    context.lineWidth = 2;
    context.strokeRect(x, y, wide, high);
  }
}

function fill(context, colour, x, y, wide, high) {
  context.fillStyle = colour;
  context.fillRect(x, y, wide, high);
}
