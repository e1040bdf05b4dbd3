// A part of the picture as it looks, and as numbers where a pixel is large enough; indices along its edges.

import { channelInk } from "../core/channels.js";
import { inkOn, parseColour } from "../core/colours.js";
import { lampsOf, pixelAt, shownAs, ticks, writtenOn } from "./values.js";

export const EDGE = { left: 44, top: 38, right: 14 }; // room for the indices
const THREE = 42; // screen pixels of a pixel from which its three numbers can be read
const ONE = 27; // ... its one number
const PLAIN = 44; // ... where the numbers stand beside the picture anyway
const LINE = 12.5; // from one number to the next

/** Screen pixels of a pixel from which its numbers are written on it. */
export function readable(channels, view, plain = false) {
  if (channels === 3 && lampsOf(view).length > 1) return THREE;
  return plain ? PLAIN : ONE;
}

/** Draw the part of a picture that `at` shows in a box of width x height, its top left corner at the origin. */
export function paintPicture(context, scene, at, width, height, theme) {
  const { image, source } = scene;
  const [rows, columns] = source.shape;
  context.save();
  context.beginPath();
  context.rect(0, 0, width, height);
  context.clip();
  context.imageSmoothingEnabled = at.scale < 1;
  context.imageSmoothingQuality = "high";
  context.drawImage(image, at.x, at.y, columns * at.scale, rows * at.scale);
  if (at.scale >= scene.readable) paintNumbers(context, scene, at, width, height, theme);
  context.restore();
}

function paintNumbers(context, { source, view }, at, width, height, theme) {
  const [rows, columns, channels] = source.shape;
  const on = channels === 3 ? [...lampsOf(view)] : [];
  const names = on.length > 1 ? on : [];
  context.font = `${names.length ? 11.5 : 12}px ${theme.codeFont}`;
  context.textBaseline = "middle";
  const span = (origin, room, count) => [
    Math.max(0, Math.floor(-origin / at.scale)),
    Math.min(count - 1, Math.floor((room - origin) / at.scale)),
  ];
  const [[top, bottom], [left, right]] = [span(at.y, height, rows), span(at.x, width, columns)];
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const pixel = pixelAt(source, row, column);
      /** @type {import("../core/types").Colour} */
      const colour = channels === 1 ? [pixel[0], pixel[0], pixel[0]] : shownAs(pixel, view);
      const corner = [at.x + column * at.scale, at.y + row * at.scale];
      paintCell(context, writtenOn(pixel, view), names, inkOn(colour), corner, at.scale, theme);
    }
  }
}

/**
 * Numbers in the middle of a cell; three stand below one another, each with its channel's mark.
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} values
 * @param {string[]} names
 * @param {string} ink
 * @param {number[]} corner
 * @param {number} side
 * @param {import("../core/types").Theme} theme
 */
function paintCell(context, values, names, ink, [x, y], side, theme) {
  context.lineWidth = 0.5;
  context.globalAlpha = 0.35;
  context.strokeStyle = ink;
  context.strokeRect(x, y, side, side);
  context.globalAlpha = 1;
  const first = y + side / 2 - (LINE * (values.length - 1)) / 2;
  for (const [i, value] of values.entries()) {
    const middle = first + i * LINE;
    if (names.length) {
      context.fillStyle = ink;
      context.fillRect(x + side / 2 - 17, middle - 5, 6, 10);
      context.fillStyle = channelInk(names[i], theme);
      context.fillRect(x + side / 2 - 16, middle - 4, 4, 8);
    }
    context.fillStyle = ink;
    context.textAlign = names.length ? "right" : "center";
    context.fillText(String(value), x + side / 2 + (names.length ? 15 : 0), middle + 0.5);
  }
}

/**
 * Row indices to the left of the picture, column indices above it; those of the pixel that is read stand out.
 * @param {CanvasRenderingContext2D} context
 * @param {import("../core/types").View} at
 * @param {number[]} size
 * @param {number[]} spot
 * @param {import("../core/types").Stage} stage
 * @param {import("../core/types").Theme} theme
 * @param {import("../core/types").Pair} origin index of the first row and the first column
 */
export function paintIndices(context, at, [rows, columns], [row, column], stage, theme, origin) {
  const quiet = parseColour(theme.text);
  context.save();
  context.font = `12px ${theme.codeFont}`;
  context.textBaseline = "middle";
  const write = (text, x, y, align, strong) => {
    context.fillStyle = strong ? theme.palette.input : `rgba(${quiet},.72)`;
    context.font = `${strong ? "600 " : ""}12px ${theme.codeFont}`;
    context.textAlign = align;
    context.fillText(text, x, y);
  };
  const middle = (origin, index) => origin + (index + 0.5) * at.scale;
  const line = (start, first, count, room, own, least, put) => {
    for (const { index, at: place } of ticks(start, at.scale, count, room, least, first)) {
      const far = Math.abs(place - middle(start, own)) >= least * 0.7;
      if (index !== first + own && far) put(index, place);
    }
    const place = middle(start, own);
    if (place >= 0 && place <= room) put(first + own, place, true);
  };
  line(at.x, origin[1], columns, stage.pane, column, 36, (index, x, strong) =>
    write(index, EDGE.left + x, EDGE.top - 9, "center", strong),
  );
  line(at.y, origin[0], rows, stage.height, row, 24, (index, y, strong) =>
    write(index, EDGE.left - 7, EDGE.top + y, "right", strong),
  );
  context.font = `13px ${theme.font}`;
  context.fillStyle = `rgba(${quiet},.72)`;
  context.textAlign = "left";
  context.fillText("column →", EDGE.left, 9);
  context.textAlign = "right";
  context.fillText("row ↓", EDGE.left - 5, 9);
  context.restore();
}
