// What the figure says.

import { exact, many } from "../core/number.js";

/** @typedef {import("./types").LayerFacts} LayerFacts */

/** A number with fixed decimals and a true minus sign; what rounds to zero has no sign. */
export function fixed(value, decimals) {
  const text = value.toFixed(decimals);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
}

/** A probability as whole percent; not 0 and not 100 where it is neither. */
export function percent(share) {
  if (share > 0 && share < 0.005) return "< 1 %";
  if (share < 1 && share >= 0.995) return "> 99 %";
  return `${Math.round(100 * share)} %`;
}

/** "conv2, map 12, row 3, column 4", or the unit, or the class. */
export function placeWords({ name, shape }, [map, row, column], columns, labels) {
  if (shape.length === 3) return `${name}, map ${map}, row ${row}, column ${column}`;
  const unit = row * columns + column;
  return labels.length === shape[0] ? `${name}, ${labels[unit]}` : `${name}, unit ${unit}`;
}

/** The same with its number: all the digits of a float32. */
export function readout(layer, cell, columns, labels, value) {
  return `${placeWords(layer, cell, columns, labels)}: ${float32(value)}`;
}

/** The shortest digits that mean just this float32. */
export function float32(value) {
  for (let digits = 6; digits <= 9; digits++) {
    const text = Number(value.toPrecision(digits));
    if (Math.fround(text) === value) return exact(text);
  }
  return exact(value);
}

/** What a layer puts out: "32 maps of 32 × 32", "512 units". */
export function sizeWords({ shape }) {
  const [count, ...size] = shape;
  return size.length ? `${many(count, "map")} of ${size.join(" × ")}` : many(count, "unit");
}

/** Pictures a second, and from the shutter to the screen. */
export function paceWords(figures) {
  if (!figures) return ["", ""];
  return [
    `${Math.round(figures.rate)} pictures a second`,
    `${Math.round(figures.delay)} ms from shutter to screen`,
  ];
}

const REASONS = {
  SecurityError:
    "Browsers give the camera only to pages that come over https or from this very computer (localhost); this one does not.",
  NotAllowedError:
    "The camera was not allowed. The browser's address bar is where that can be changed.",
  NotFoundError: "No camera was found.",
  NotReadableError: "The camera is in use by another program, or does not answer.",
  ended: "The camera has gone away.",
};

/** Why there is no camera, in a sentence. @param {string} name of the browser's error */
export function withoutCamera(name) {
  return `${REASONS[name] ?? "The camera cannot be used here."} The drawings move instead.`;
}

const SOURCES = {
  drawings: () => "Ten drawings pass by. Choose Camera to show it what you like.",
  picture: ({ title }) => `Your picture, ${title}, is looked at from near and far.`,
  camera: () =>
    "The middle of the camera's picture goes to this server as 32 × 32 pixels; nothing of it is kept.",
};

/**
 * The sentence above the figure.
 * @param {{source: string, frozen: boolean, notice: string, line: string, says: string, late: boolean, title: string}} state
 */
export function told({ source, frozen, notice, line, says, late, title }) {
  if (says) return says;
  if (line === "broken") return "The server does not answer; another try comes by itself.";
  if (late) return "The network is being loaded; that takes a few seconds, once.";
  if (frozen)
    return "Frozen. Point at a cell to read its number, click to hold it, then follow it.";
  return notice || SOURCES[source]({ title });
}

/**
 * All numbers of a layer as CSV.
 * @param {LayerFacts} layer
 * @param {Float32Array} values
 * @param {string[]} labels
 */
export function table({ shape }, values, labels) {
  const [count, rows = 1, columns = 1] = shape;
  const number = (value) => String(float32(value)).replaceAll("−", "-");
  if (shape.length === 1) {
    const names = labels.length === count ? labels : Array.from({ length: count }, (_, i) => i);
    return `unit,value\n${names.map((name, i) => `${name},${number(values[i])}\n`).join("")}`;
  }
  const line = (value, i) => {
    const [map, within] = [Math.floor(i / (rows * columns)), i % (rows * columns)];
    return `${map},${Math.floor(within / columns)},${within % columns},${number(value)}`;
  };
  return `map,row,column,value\n${Array.from(values, line).join("\n")}\n`;
}
