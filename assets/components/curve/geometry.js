// Where the axes lie, and which stop of the slider a text or a point of the canvas means.

/** @typedef {{meta: import("./types").Payload, arrays: import("./types").Arrays}} Scene */
/** @typedef {{left: number, right: number, top: number, bottom: number, height: number}} Figure */

const LOWEST = 220;
const WIDE = 640;
const ROOM = 36; // pixels that a number at an axis needs to itself
const MOST = 10; // steps along an axis

/**
 * The plot's edges on a canvas of `width` pixels; numbers stand left of it and below.
 * @param {number} width
 * @returns {Figure}
 */
export function layout(width, tall = Number.POSITIVE_INFINITY) {
  const height = Math.max(LOWEST, Math.min(width >= WIDE ? 384 : 296, Math.floor(tall)));
  return { left: 40, right: width - 16, top: 8, bottom: height - 32, height };
}

/**
 * How many stops the slider has.
 * @param {Scene} scene
 */
export function stops({ meta, arrays }) {
  return Math.floor((arrays.x.data.length - 1) / meta.every) + 1;
}

/**
 * What Python sent for a stop: x, the function there, its slope.
 * @param {Scene} scene
 * @param {number} stop
 */
export function sample({ meta, arrays }, stop) {
  const at = stop * meta.every;
  return { x: arrays.x.data[at], value: arrays.value.data[at], slope: arrays.slope.data[at] };
}

/**
 * The stop nearest to x, at either end for what lies beyond.
 * @param {number} x
 * @param {Scene} scene
 */
export function nearest(x, scene) {
  const last = stops(scene) - 1;
  const [low, high] = [sample(scene, 0).x, sample(scene, last).x];
  return Math.max(0, Math.min(last, Math.round(((x - low) / (high - low)) * last)));
}

/**
 * The stop that the address names; the one to start with where it names none.
 * @param {string | null} text
 * @param {Scene} scene
 */
export function stopNamed(text, scene) {
  const { data } = scene.arrays.x;
  const x = /^-?\d{1,6}(\.\d{1,9})?$/.test(text ?? "") ? Number(text) : Number.NaN;
  const inside = x >= data[0] && x <= data[data.length - 1];
  return nearest(inside ? x : scene.meta.start, scene);
}

/**
 * A stop as the address has it: null for the one to start with.
 * @param {number} stop
 * @param {Scene} scene
 */
export function nameOf(stop, scene) {
  if (stop === nearest(scene.meta.start, scene)) return null;
  return String(Number(sample(scene, stop).x.toFixed(6)) + 0);
}

/**
 * The column of the canvas at which x stands.
 * @param {number} x
 * @param {Scene} scene
 * @param {Figure} figure
 */
export function across(x, { arrays: { x: axis } }, { left, right }) {
  const [low, high] = [axis.data[0], axis.data[axis.data.length - 1]];
  return left + ((x - low) / (high - low)) * (right - left);
}

/**
 * The row of the canvas at which a value or a slope stands.
 * @param {number} y
 * @param {Scene} scene
 * @param {Figure} figure
 */
export function down(y, { meta }, { top, bottom }) {
  return bottom - ((y - meta.low) / (meta.high - meta.low)) * (bottom - top);
}

/**
 * The stop at a column of the canvas.
 * @param {number} column
 * @param {Scene} scene
 * @param {Figure} figure
 */
export function stopAt(column, scene, { left, right }) {
  const { data } = scene.arrays.x;
  const share = (column - left) / (right - left);
  return nearest(data[0] + share * (data[data.length - 1] - data[0]), scene);
}

/**
 * Round numbers from low to high that have room on the `length` pixels between them.
 * @param {number} low
 * @param {number} high
 * @param {number} length
 */
export function ticks(low, high, length) {
  const least = (high - low) / Math.min(MOST, length / ROOM);
  const ten = 10 ** Math.floor(Math.log10(least));
  const step = ([1, 2, 5].find((digit) => digit * ten >= least) ?? 10) * ten;
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toFixed(9)));
}
