// Which layer is looked at, and where; what of the picture and of each map it sees.

/** @typedef {import("./scene").State} State @typedef {import("./types").Payload} Payload */
/** @typedef {import("./scene").Box} Box @typedef {import("./types").Sight} Sight */
/** @typedef {import("../core/types").Pair} Pair */

export const SIDE = 32; // of the picture, in pixels
/** @type {Pair} */
const MIDDLE = [16, 16];

/**
 * A pixel as the address has it, or the middle; pages/scaling/reach.py reads the same.
 * @param {string | null} text
 * @returns {Pair}
 */
export function pixelNamed(text) {
  const found = (text ?? "")
    .match(/^(\d{1,2}),(\d{1,2})$/)
    ?.slice(1)
    .map(Number) ?? [SIDE, SIDE];
  const [row, column] = found;
  return row < SIDE && column < SIDE ? [row, column] : MIDDLE;
}

/**
 * What the address says; the last layer and the middle where it says nothing.
 * @param {(name: string) => string | null} read
 * @param {Payload} payload
 * @returns {State}
 */
export function stateNamed(read, { layers }) {
  const layer = layers.findIndex(({ name }) => name === read("layer"));
  return { layer: layer < 0 ? layers.length - 1 : layer, at: pixelNamed(read("at")) };
}

/** The same as texts. @param {State} state @param {Payload} payload */
export function textsOf({ layer, at }, { layers }) {
  const last = layer === layers.length - 1;
  return {
    layer: last ? null : layers[layer].name,
    at: String(at) === String(MIDDLE) ? null : String(at),
  };
}

/**
 * The place of a layer that stands where a pixel is.
 * @param {Sight} layer
 * @param {Pair} pixel
 * @returns {Pair}
 */
export function cellAt({ jump }, [row, column]) {
  return [Math.floor(row / jump), Math.floor(column / jump)];
}

/**
 * A pixel in the middle of a place of a layer.
 * @param {Sight} layer
 * @param {Pair} cell
 * @returns {Pair}
 */
export function pixelOf({ jump }, [row, column]) {
  const middle = Math.floor(jump / 2);
  return [row * jump + middle, column * jump + middle];
}

/**
 * What the layer sees of the picture (`of` 0) or of the layer before it that is called `of` - 1, not cut at the border.
 * @param {Sight} layer
 * @param {Pair} pixel
 * @returns {Box}
 */
export function fieldOf(layer, pixel, of = 0) {
  const [first, jump, size] = layer.fields[of];
  const [top, left] = cellAt(layer, pixel).map((cell) => first + cell * jump);
  return { top, left, bottom: top + size - 1, right: left + size - 1 };
}

/** What of a box lies on a map of `side` cells. @param {Box} box @returns {Box} */
export function cut({ top, left, bottom, right }, side = SIDE) {
  return {
    top: Math.max(0, top),
    left: Math.max(0, left),
    bottom: Math.min(side - 1, bottom),
    right: Math.min(side - 1, right),
  };
}

/** Rows and columns of a box. @param {Box} box @returns {Pair} */
export const sizeOf = ({ top, left, bottom, right }) => [bottom - top + 1, right - left + 1];

/** Whether the measured numbers are of the pixel that is looked at. */
export const isMeasured = ({ meta, state }) => String(meta.at) === String(state.at);
