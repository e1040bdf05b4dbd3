// Lines and words on a canvas.

/** @typedef {import("./types").Theme} Theme @typedef {CanvasRenderingContext2D} Pen */

/**
 * A line through points.
 * @param {Pen} pen
 * @param {string} colour
 * @param {number} width
 * @param {number[][]} points
 * @param {number[]} [dashes]
 */
export function stroke(pen, colour, width, points, dashes = []) {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.setLineDash(dashes);
  pen.beginPath();
  for (const [x, y] of points) pen.lineTo(x, y);
  pen.stroke();
  pen.setLineDash([]);
}

/**
 * A text around the height y; returns how wide it is.
 * @param {Pen} pen
 * @param {Theme} theme
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {{align?: CanvasTextAlign, bold?: boolean, code?: boolean, size?: number}} [how]
 */
export function write(pen, theme, text, x, y, { align = "left", bold, code, size = 14 } = {}) {
  pen.font = `${bold ? 600 : 400} ${size}px ${code ? theme.codeFont : theme.font}`;
  pen.textAlign = align;
  pen.textBaseline = "middle";
  pen.fillStyle = theme.text;
  pen.fillText(text, x, y);
  return pen.measureText(text).width;
}

/**
 * An arrow from one place to another at the same height.
 * @param {Pen} pen
 * @param {string} colour
 * @param {number} from
 * @param {number} to
 * @param {number} y
 */
export function arrow(pen, colour, from, to, y) {
  const way = Math.sign(to - from);
  const head = Math.min(7, Math.abs(to - from));
  stroke(pen, colour, 2, [
    [from, y],
    [to - way * head, y],
  ]);
  pen.fillStyle = colour;
  pen.beginPath();
  pen.moveTo(to, y);
  pen.lineTo(to - way * head, y - 4.5);
  pen.lineTo(to - way * head, y + 4.5);
  pen.fill();
}
