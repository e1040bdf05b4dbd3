// What the address says of the stage: zoom, the pixel that is kept, the divider.

const LARGEST = 500; // times as large as fitted: a tiny picture at 64 screen pixels a pixel

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
const numbers = (text) => (text ?? "").split("-").map(Number);

/** @typedef {import("../core/types").Pair} Pair */

/**
 * "2.5-120-300": how many times as large as fitted, and the pixel in the middle; null for the whole picture.
 * @param {string | null} text
 * @returns {{zoom: number, middle: Pair} | null}
 */
export function parseZoom(text) {
  const [zoom, row, column] = numbers(text);
  return zoom > 1 && zoom <= LARGEST && row >= 0 && column >= 0
    ? { zoom, middle: [row, column] }
    : null;
}

/** The reverse of parseZoom. */
export function zoomText(camera) {
  const { x, y } = camera.toPicture(camera.stage.pane / 2, camera.stage.height / 2);
  const zoom = Number((camera.at.scale / camera.fitted.scale).toFixed(2));
  return [zoom, Math.max(0, Math.floor(y)), Math.max(0, Math.floor(x))].join("-");
}

/**
 * "120-300" as [row, column] of a picture of this size; null for anything else.
 * @param {string | null} text
 * @param {Pair} size
 * @returns {Pair | null}
 */
export function parsePixel(text, [rows, columns]) {
  if (!/^\d{1,5}-\d{1,5}$/.test(text ?? "")) return null;
  const [row, column] = numbers(text);
  return row < rows && column < columns ? [row, column] : null;
}

/** Percent of the picture that stays before, as a share. */
export function parseShare(text) {
  return /^\d{1,3}$/.test(text ?? "") ? clamp(Number(text) / 100, 0, 1) : 0.5;
}
