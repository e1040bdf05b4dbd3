// The square that is cut out of a picture: its centre in shares of width and height, its side in shares of the shorter one.

/** @typedef {import("./types").Crop} Crop */

/**
 * A square of `side` shares of the shorter edge around (x, y), at least `least` of them, moved so that it lies inside.
 * @param {Crop} crop
 * @param {number} width
 * @param {number} height
 * @param {number} least
 * @returns {Crop}
 */
export function clampCrop([x, y, side], width, height, least) {
  const short = Math.min(width, height);
  const part = Math.min(1, Math.max(least, side));
  const [halfX, halfY] = [(part * short) / width / 2, (part * short) / height / 2];
  const inside = (value, half) => Math.min(1 - half, Math.max(half, value));
  return [inside(x, halfX), inside(y, halfY), part];
}

/**
 * Left, top and side of a crop in the pixels of a width x height picture.
 * @param {Crop} crop
 * @param {number} width
 * @param {number} height
 * @returns {[number, number, number]}
 */
export function cropBox([x, y, side], width, height) {
  const pixels = side * Math.min(width, height);
  return [x * width - pixels / 2, y * height - pixels / 2, pixels];
}

/** Whether a crop is the largest square in the middle. */
export function isCentre([x, y, side]) {
  return Math.abs(x - 0.5) < 5e-4 && Math.abs(y - 0.5) < 5e-4 && side > 0.9995;
}
