// What a person can take away from a component: a figure or an image as PNG, a table as CSV.

import { fit, paperTheme } from "./canvas.js";

/**
 * Hand a figure to the browser as a PNG file. Whatever the theme on screen, it is drawn anew in the light colours on white: it is for paper.
 * @param {Element} element the fonts are taken from it
 * @param {string} name
 * @param {number[]} size width and height in CSS pixels
 * @param {(context: CanvasRenderingContext2D, theme: import("./types").Theme) => void} draw
 */
export function saveFigure(element, name, [width, height], draw) {
  const canvas = document.createElement("canvas");
  const theme = paperTheme(element);
  const context = fit(canvas, width, height);
  context.fillStyle = theme.background;
  context.fillRect(0, 0, width, height);
  draw(context, theme);
  saveImage(canvas, name);
}

/** Hand an image, which has no theme, to the browser as a PNG file, pixel by pixel. */
export function saveImage(canvas, name) {
  canvas.toBlob((blob) => download(blob, name), "image/png");
}

/** Hand the text of a table to the browser as a CSV file. */
export function saveTable(text, name) {
  download(new Blob([text], { type: "text/csv" }), name);
}

/** Hand bytes to the browser as a file. */
export function saveFile(bytes, name) {
  download(new Blob([bytes]), name);
}

function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
