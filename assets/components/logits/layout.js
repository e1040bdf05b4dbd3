// Where everything lies, from which number to which the logits go, and which number a place means.

/** @typedef {import("./scene").Axis} Axis @typedef {import("./scene").Figure} Figure */

export const THUMB = 16; // width of a handle in CSS pixels; component.css has the same
const REACH = 3; // how far beyond the logits an axis goes: as far as they can be moved together
const FAR = 30; // from zero, or from each other
const WIDE = 640;
const GAP = 28;
export const NUMBER = 58; // of a number before its bar
const STEPS = [1, 2, 5];

/**
 * An axis with room around all logits, with zero on it unless they are all far from that.
 * @param {number[]} z
 * @returns {Axis}
 */
export function axisOf(z) {
  const [least, most] = [Math.min(...z), Math.max(...z)];
  const far = Math.min(Math.abs(least), Math.abs(most)) > FAR && least * most > 0;
  const [from, to] =
    far && most - least <= FAR ? [least, most] : [Math.min(0, least), Math.max(0, most)];
  const unit = to - from > FAR ? 10 ** Math.floor(Math.log10(to - from)) / 2 : 1;
  const reach = Math.max(REACH, unit);
  return {
    low: Math.floor((from - reach) / unit) * unit,
    high: Math.ceil((to + reach) / unit) * unit,
  };
}

/** The axis as it was, if all logits are on it. */
export function axisKept(axis, z) {
  return axis && z.every((value) => value >= axis.low && value <= axis.high) ? axis : axisOf(z);
}

/** Round numbers along an axis, about `most` of them. */
export function ticks({ low, high }, most) {
  const rough = (high - low) / most;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((factor) => factor * unit >= rough) ?? 10) * unit;
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step) - first + 1;
  return Array.from({ length: count }, (_, i) => (first + i) * step);
}

/** How fine a drag and an arrow key are: a tenth, or a whole number on a long axis. */
export function fineness({ low, high }) {
  return high - low > 100 ? 1 : 0.1;
}

/** The nearest logit that a drag can reach. */
export function rounded(value, axis) {
  const step = fineness(axis);
  const near = Math.round(value / step) * step;
  return Number(Math.max(axis.low, Math.min(axis.high, near)).toFixed(1));
}

/**
 * Where a logit stands on its panel; the middle of a handle does too.
 * @param {number} value
 * @param {Axis} axis
 * @param {import("./scene").Column} column
 */
export function across(value, { low, high }, { left, width }) {
  return left + THUMB / 2 + ((value - low) / (high - low)) * (width - THUMB);
}

/**
 * The figure of `count` classes: a row for each, in columns from the logit to its gradient. On a phone the names and
 * numbers of a class stand above its bars.
 * @param {number} width
 * @param {number} count
 * @returns {Figure}
 */
export function layout(width, count) {
  return width < WIDE ? narrow(width, count) : wide(width, count);
}

function wide(width, count) {
  const row = count <= 4 ? 52 : count <= 6 ? 42 : 28;
  const [name, typed] = [112, 76];
  const left = name + typed + 12;
  const room = width - left - 3 * GAP;
  const widths = [0.41, 0.19, 0.21, 0.19].map((share) => Math.floor(share * room));
  const columns = widths.map((wide, i) => ({
    left: left + i * GAP + widths.slice(0, i).reduce((sum, w) => sum + w, 0),
    width: wide,
  }));
  const [logit, power, share, slope] = columns;
  const [head, middle] = [32, row / 2];
  return {
    ...{ width, head, row, middle, narrow: false, numbers: middle, bar: row > 40 ? 22 : 16 },
    height: head + count * row + 30,
    name: { left: 0, width: name },
    typed: { left: name + 4, width: typed },
    ...{ logit, power, share, slope },
    bars: { power: barOf(power), share: barOf(share), slope: barOf(slope) },
  };
}

function narrow(width, count) {
  const [head, row] = [32, 92];
  const logit = { left: 0, width: Math.floor(0.48 * width) };
  const left = logit.width + 12;
  const part = Math.floor((width - left) / 3);
  const number = (i) => ({ left: left + i * part, width: part });
  return {
    ...{ width, head, row, middle: 66, narrow: true, numbers: 24, bar: 20 },
    height: head + count * row + 30,
    name: { left: 0, width: logit.width - 68 },
    typed: { left: logit.width - 64, width: 64 },
    logit,
    power: number(0),
    share: number(1),
    slope: number(2),
    bars: { power: null, share: { left, width: width - left }, slope: null },
  };
}

/** Where the bar of a number stands in its column: right of the number. */
function barOf({ left, width }) {
  return { left: left + NUMBER + 8, width: width - NUMBER - 8 };
}
