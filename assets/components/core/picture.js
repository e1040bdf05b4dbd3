// A picture and the frame of a place on it, as every component draws them.

/**
 * A canvas with one pixel for each of the picture's, from RGBA bytes.
 * @param {Uint8ClampedArray<ArrayBuffer>} bytes
 * @param {number[]} shape rows and columns
 */
export function canvasOf(bytes, [rows, columns]) {
  const canvas = blank(columns, rows);
  pen(canvas).putImageData(new ImageData(bytes, columns, rows), 0, 0);
  return canvas;
}

/**
 * What draws on a canvas.
 * @param {HTMLCanvasElement} canvas
 */
export function pen(canvas) {
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
}

/** An empty canvas. */
export function blank(width, height) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  return canvas;
}

/** A frame in a colour, on white so that it stands out, and never too small to be seen. */
export function strokeFrame(context, x, y, width, height, colour, least = 7) {
  const [w, h] = [Math.max(least, width), Math.max(least, height)];
  for (const [line, ink] of [
    [4, "rgba(255,255,255,.9)"],
    [2, colour],
  ]) {
    context.lineWidth = line;
    context.strokeStyle = ink;
    context.strokeRect(x + width / 2 - w / 2, y + height / 2 - h / 2, w, h);
  }
}
