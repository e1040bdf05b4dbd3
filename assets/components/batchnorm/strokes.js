// Lines, titles and pale colours, as every part of the figure draws them.

import { css, mix, parseColour } from "../core/colours.js";

/** A name in its role's colour above a plot; words stand at the right end. */
export function title(context, { left, right, top }, theme, colour, name, words) {
  context.fillStyle = colour;
  context.fillRect(left, top - 15, 8, 8);
  context.fillStyle = theme.text;
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.font = `600 13px ${theme.font}`;
  context.fillText(name, left + 13, top - 7);
  context.font = `12px ${theme.codeFont}`;
  context.textAlign = "right";
  context.fillText(words, right, top - 7);
}

/** A name, and behind it words that each follow a dot of their colour. */
export function legend(context, left, bottom, name, parts, theme) {
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.fillStyle = theme.text;
  context.font = `600 13px ${theme.font}`;
  context.fillText(name, left, bottom);
  let x = left + context.measureText(name).width + 16;
  context.font = `12px ${theme.codeFont}`;
  for (const { colour, text } of parts) {
    context.beginPath();
    context.arc(x, bottom - 4, 4, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.fill();
    context.fillStyle = theme.text;
    context.fillText(text, x + 9, bottom);
    x += 9 + context.measureText(text).width + 18;
  }
}

/** A line through points x, y, x, y, ... */
export function line(context, colour, width, dashes, points) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash(dashes);
  context.beginPath();
  for (let i = 0; i < points.length; i += 2) context.lineTo(points[i], points[i + 1]);
  context.stroke();
  context.setLineDash([]);
}

/** A colour on its way to the background. */
export function pale(colour, theme, share) {
  return css(mix(parseColour(colour), parseColour(theme.background), share));
}
