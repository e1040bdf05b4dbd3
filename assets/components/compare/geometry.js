// Where before and after stand on the stage, and which window of the picture makes which result. Pure functions.

export const GAP = 16; // between the panes

/** @typedef {import("../core/types").Pair} Pair */

const READABLE = 34; // screen pixels of a pixel from which its number is written on it

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

/**
 * What is seen of each picture: its corner at `origin`, between `from` and `to`, in pixels of the stage.
 * A divider cuts one pane in two at a share of its width; side by side each picture has its own.
 */
export function panes(mode, { width, pane }, share) {
  const divided = mode === "divider";
  const cut = divided ? width * share : pane;
  const second = divided ? 0 : pane + GAP;
  return {
    before: { origin: 0, from: 0, to: cut },
    after: { origin: second, from: divided ? cut : second, to: width },
  };
}

/**
 * A place on the stage as one on the pane under it.
 * @returns {Pair}
 */
export function inPane(mode, stage, x, y) {
  const second = mode === "side" && x > stage.pane + GAP / 2;
  return [second ? x - stage.pane - GAP : x, y];
}

/** Whether numbers stand on the pixels of a view: nothing may lie on them then. */
export function areNumbersShown({ scale }) {
  return scale >= READABLE;
}

/** Offset of the pixel that a result lies on within its window: the middle one, the upper left of them when there is none. */
export function anchor(size) {
  return Math.floor((size - 1) / 2);
}

/** Where the result lies on the picture, in pixels of the picture: each of its values covers stride x stride of them. */
export function resultRect({ stride, pad }, [kernelHeight, kernelWidth], [height, width]) {
  return {
    x: anchor(kernelWidth) - pad[1] - (stride - 1) / 2,
    y: anchor(kernelHeight) - pad[0] - (stride - 1) / 2,
    width: width * stride,
    height: height * stride,
  };
}

/**
 * Row and column of the result whose window has its middle nearest to a pixel of the picture.
 * @param {number} row
 * @param {number} column
 * @param {{stride: number, pad: number[]}} meta
 * @param {number[]} kernel its shape
 * @param {number[]} result
 * @returns {Pair}
 */
export function outputAt(row, column, { stride, pad }, kernel, result) {
  const near = (pixel, axis) =>
    clamp(Math.round((pixel - anchor(kernel[axis]) + pad[axis]) / stride), 0, result[axis] - 1);
  return [near(row, 0), near(column, 1)];
}

/**
 * First row and column of the window that makes result (row, column), in pixels of the picture; negative in the padding.
 * @param {number} row
 * @param {number} column
 * @param {{stride: number, pad: number[]}} meta
 * @returns {Pair}
 */
export function windowStart(row, column, { stride, pad }) {
  return [row * stride - pad[0], column * stride - pad[1]];
}
