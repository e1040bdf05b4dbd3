// Draws the volumes, and below them where the parameters sit and where the arithmetic is.

import { css, mix, parseColour } from "../core/colours.js";
import { parts } from "./layout.js";
import { grouped, share, totals } from "./words.js";

/** @typedef {import("./types").Row} Row @typedef {import("../core/types").Theme} Theme */

const BAR = 16;
export const BARS = 104; // pixels below the volumes

/** The colour of a kind of volume, as everywhere: input blue, kernel amber, output green. */
function inkOf(kind, { palette }) {
  return { input: palette.input, conv: palette.output, fc: palette.kernel }[kind] ?? palette.hatch;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {{width: number, height: number, boxes: any[], rows: Row[], chosen: number}} figure
 * @param {Theme} theme
 */
export function draw(context, { width, height, boxes, rows, chosen }, theme) {
  context.fillStyle = theme.background;
  context.fillRect(0, 0, width, height);
  const floor = height - BARS - 8;
  for (const box of boxes) volume(context, box, floor, box.rows.includes(chosen), theme);
  bar(
    context,
    { y: height - BARS + 18, width, rows, chosen, name: "parameters", title: "Parameters" },
    theme,
  );
  bar(
    context,
    { y: height - 30, width, rows, chosen, name: "multiply_adds", title: "Multiply-adds" },
    theme,
  );
}

function volume(context, { x, wide, tall, back, kind }, floor, chosen, theme) {
  const ink = parseColour(inkOf(kind, theme));
  const ground = parseColour(theme.background);
  const up = back; // the side leans back by as much as it goes up
  const y = floor - tall;
  const face = (colour, points) => {
    context.fillStyle = css(colour);
    context.beginPath();
    for (const [i, [px, py]] of points.entries())
      i ? context.lineTo(px, py) : context.moveTo(px, py);
    context.closePath();
    context.fill();
    context.lineWidth = chosen ? 2 : 0.75;
    context.strokeStyle = chosen ? theme.text : css(mix(ink, parseColour(theme.text), 0.35));
    context.stroke();
  };
  face(mix(ground, ink, 0.55), [
    [x, y],
    [x + wide, y],
    [x + wide, floor],
    [x, floor],
  ]);
  if (!back) return;
  face(mix(ground, ink, 0.25), [
    [x, y],
    [x + back, y - up],
    [x + wide + back, y - up],
    [x + wide, y],
  ]);
  face(mix(ground, ink, 0.85), [
    [x + wide, y],
    [x + wide + back, y - up],
    [x + wide + back, floor - up],
    [x + wide, floor],
  ]);
}

function bar(context, { y, width, rows, chosen, name, title }, theme) {
  const all = totals(rows)[name];
  const counts = rows.map((row) => row[name]);
  context.font = `600 13px ${theme.font}`;
  context.fillStyle = theme.text;
  context.textBaseline = "alphabetic";
  context.textAlign = "left";
  const row = rows[chosen];
  const of = row?.[name] ? `; ${row.name} has ${share(row[name], all)}` : "";
  context.fillText(`${title}: ${grouped(all)}${of}`, 0, y - 6);
  for (const [i, { x, wide }] of parts(counts, width).entries()) {
    if (!wide) continue;
    const ink = parseColour(inkOf(rows[i].kind, theme));
    context.fillStyle = css(i === chosen ? ink : mix(parseColour(theme.background), ink, 0.55));
    context.fillRect(x, y, Math.max(0.5, wide - 1), BAR);
    if (i !== chosen) continue;
    context.strokeStyle = theme.text;
    context.lineWidth = 2;
    context.strokeRect(x + 1, y + 1, Math.max(1, wide - 3), BAR - 2);
  }
}
