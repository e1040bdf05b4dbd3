// From a picture of any size to the 32x32 pixels that the network sees: the mean of each block.

import { blank, pen } from "../core/picture.js";

export const NETWORK_SIDE = 32;
const LARGEST = 480; // pixels a side that are read: the browser makes larger pictures that small

/** @typedef {import("./scene").Look} Look */

/**
 * Means of the blocks of a square of RGBA pixels, a whole number of pixels a block, rounded.
 * @param {Uint8ClampedArray} rgba
 * @param {number} side of the square; a multiple of NETWORK_SIDE
 * @param {boolean} [mirror] left and right change places
 */
export function blockMeans(rgba, side, mirror = false) {
  const block = side / NETWORK_SIDE;
  const sums = new Float64Array(NETWORK_SIDE * NETWORK_SIDE * 3);
  for (let y = 0, at = 0; y < side; y++) {
    const row = Math.floor(y / block) * NETWORK_SIDE;
    for (let x = 0; x < side; x++, at += 4) {
      const to = 3 * (row + Math.floor(x / block));
      sums[to] += rgba[at];
      sums[to + 1] += rgba[at + 1];
      sums[to + 2] += rgba[at + 2];
    }
  }
  const count = block * block;
  const rgb = new Uint8Array(sums.length);
  for (let i = 0; i < rgb.length; i++) {
    const cell = Math.floor(i / 3);
    const from = mirror ? cell + NETWORK_SIDE - 1 - 2 * (cell % NETWORK_SIDE) : cell;
    rgb[i] = Math.round(sums[3 * from + (i % 3)] / count);
  }
  return rgb;
}

/** The pixels a side that are read of a square: as many as it has, in whole blocks. */
export function sideRead(side) {
  const most = Math.min(LARGEST, side);
  return Math.max(NETWORK_SIDE, Math.floor(most / NETWORK_SIDE) * NETWORK_SIDE);
}

/** Takes squares out of pictures and videos. */
export class Shutter {
  constructor() {
    this.canvas = blank(NETWORK_SIDE, NETWORK_SIDE);
    const often = { willReadFrequently: true };
    this.context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d", often));
  }

  /** The pixels of a look, three bytes each. @param {Look} look @param {boolean} mirror */
  take({ image, x, y, side }, mirror) {
    const read = sideRead(side);
    if (this.canvas.width !== read) [this.canvas.width, this.canvas.height] = [read, read];
    const { context } = this;
    context.imageSmoothingQuality = "high";
    // A square of a video that is no multiple of 32 loses a few pixels at its edge, not its sharpness.
    const cut = side >= read && side - read < NETWORK_SIDE && Number.isInteger(side) ? read : side;
    const edge = (side - cut) / 2;
    context.drawImage(image, x + edge, y + edge, cut, cut, 0, 0, read, read);
    return blockMeans(context.getImageData(0, 0, read, read).data, read, mirror);
  }
}

/** The pixels as a canvas of their own size, to be drawn large. @param {Uint8Array} rgb @param {HTMLCanvasElement} [canvas] */
export function develop(rgb, canvas = blank(NETWORK_SIDE, NETWORK_SIDE)) {
  const image = new ImageData(NETWORK_SIDE, NETWORK_SIDE);
  for (let i = 0; i < rgb.length / 3; i++) {
    for (let c = 0; c < 3; c++) image.data[4 * i + c] = rgb[3 * i + c];
    image.data[4 * i + 3] = 255;
  }
  pen(canvas).putImageData(image, 0, 0);
  return canvas;
}
