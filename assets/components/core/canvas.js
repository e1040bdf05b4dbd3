// What every drawing needs: sharp canvases, the theme, numbers as text.

import { lightness, PALETTES, parseColour } from "./colours.js";
import { pen } from "./picture.js";

export { exact, short } from "./number.js";

/**
 * How many times larger the page shows `element` than its own CSS pixels say: more than once in lecture mode.
 * @param {Element} element
 */
export function zoomOf(element) {
  return /** @type {{currentCSSZoom?: number}} */ (element).currentCSSZoom ?? 1;
}

/** Height of the browser's window in the CSS pixels of `element`. */
export function viewHeight(element) {
  return globalThis.innerHeight / zoomOf(element);
}

/**
 * Where on `element` a pointer is, in its own CSS pixels.
 * @param {HTMLElement | SVGElement} element
 * @param {{clientX: number, clientY: number}} event
 * @returns {[number, number]}
 */
export function pointOn(element, { clientX, clientY }) {
  const { left, top } = element.getBoundingClientRect();
  const zoom = zoomOf(element);
  return [(clientX - left) / zoom, (clientY - top) / zoom];
}

/**
 * Size a canvas to width x height CSS pixels at the screen's resolution; returns its context in CSS pixels.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 */
export function fit(canvas, width, height) {
  const ratio = (globalThis.devicePixelRatio || 1) * zoomOf(canvas);
  const pixels = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== pixels[0] || canvas.height !== pixels[1]) {
    [canvas.width, canvas.height] = pixels;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const context = pen(canvas);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

/**
 * Streamlit's current theme, read from its CSS variables on `element`.
 * @param {Element} element
 * @returns {import("./types").Theme}
 */
export function readTheme(element) {
  const style = getComputedStyle(element);
  const read = (name, fallback) => style.getPropertyValue(name).trim() || fallback;
  const background = read("--st-background-color", "#ffffff");
  const dark = lightness(parseColour(background)) < 0.5;
  return {
    dark,
    background,
    text: read("--st-text-color", dark ? "#e6eaf0" : "#1b2430"),
    border: read("--st-border-color", dark ? "#333b46" : "#d5dae1"),
    font: read("--st-font", "sans-serif"),
    codeFont: read("--st-code-font", "monospace"),
    palette: dark ? PALETTES.dark : PALETTES.light,
  };
}

/**
 * The theme of what is saved: the light colours on white, in the fonts of `element`.
 * @param {Element} element
 * @returns {import("./types").Theme}
 */
export function paperTheme(element) {
  const { font, codeFont } = readTheme(element);
  const ink = { background: "#ffffff", text: "#1b2430", border: "#d5dae1" };
  return { dark: false, ...ink, font, codeFont, palette: PALETTES.light };
}

/**
 * Call `redraw` when Streamlit's theme changes; returns a function that stops watching.
 * @param {Element} element
 * @param {() => void} redraw
 */
export function watchTheme(element, redraw) {
  let last = JSON.stringify(readTheme(element));
  let watching = true;
  const check = () => {
    if (!watching) return;
    const now = JSON.stringify(readTheme(element));
    if (now !== last) {
      last = now;
      redraw();
    }
  };
  const observer = new MutationObserver(() => requestAnimationFrame(check));
  /** @type {any} */
  let node = element;
  for (; node; node = node.parentNode ?? node.host) {
    if (node instanceof Element)
      observer.observe(node, { attributes: true, attributeFilter: ["class", "style"] });
  }
  observer.observe(document.head, { childList: true, subtree: true, characterData: true });
  return () => {
    watching = false;
    observer.disconnect();
  };
}
