// A figure for paper: canvases, bars and words where they stand on the page.

const WORDS = "h4, .head, .sum, .says, figcaption b, figcaption span, li span:not(.track)";
const LINE = 1.35; // from line to line, in sizes of the font

/**
 * A function that says where an element stands in another: left, top, width and height in its own pixels.
 * @param {HTMLElement} frame
 * @returns {(element: Element) => [number, number, number, number]}
 */
export function placesIn(frame) {
  const from = frame.getBoundingClientRect();
  const zoom = from.width / frame.clientWidth || 1;
  return (element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [(left - from.left) / zoom, (top - from.top) / zoom, width / zoom, height / zoom];
  };
}

/**
 * Words broken into lines that are no wider than `room`.
 * @param {string} text
 * @param {number} room
 * @param {(text: string) => number} widthOf
 */
export function linesOf(text, room, widthOf) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(" ")) {
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length && widthOf(longer) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/**
 * Draw what `frame` says in words and bars; panels are drawn by `draw`, each at its place.
 * @param {CanvasRenderingContext2D} context
 * @param {HTMLElement} frame
 * @param {import("./types").Theme} theme
 * @param {(canvas: HTMLCanvasElement) => void} draw
 * @param {string} words selects what is written
 */
export function drawPage(context, frame, theme, draw, words = WORDS) {
  const placeOf = placesIn(frame);
  for (const canvas of frame.querySelectorAll("canvas")) {
    const [left, top] = placeOf(canvas);
    context.save();
    context.translate(left, top);
    draw(canvas);
    context.restore();
  }
  for (const [selector, colour] of [
    [".track", theme.palette.faint],
    [".track i", theme.palette.output],
    [".track em", theme.text],
  ]) {
    context.fillStyle = colour;
    for (const bar of frame.querySelectorAll(selector)) context.fillRect(...placeOf(bar));
  }
  context.fillStyle = theme.text;
  for (const element of frame.querySelectorAll(words)) drawWords(context, element, placeOf);
}

function drawWords(context, element, placeOf) {
  const [left, top, width] = placeOf(element);
  const { fontFamily, fontSize, fontWeight, textAlign } = getComputedStyle(element);
  context.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  context.textBaseline = "top";
  context.textAlign = textAlign === "right" ? "right" : "left";
  const x = textAlign === "right" ? left + width : left;
  const step = Number.parseFloat(fontSize) * LINE;
  const widthOf = (text) => context.measureText(text).width;
  const lines = (element.textContent ?? "")
    .split("\n")
    .flatMap((line) => linesOf(line, width + 2, widthOf));
  for (const [i, line] of lines.entries()) context.fillText(line, x, top + 3 + i * step);
}
