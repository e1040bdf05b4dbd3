// What is said of a layer's receptive field, beside the figure and to a screen reader.

import { exact, short } from "../core/number.js";
import { cellAt, cut, fieldOf, isMeasured, sizeOf } from "./state.js";

/** @typedef {import("./scene").Scene} Scene */

const crossed = ([rows, columns]) => `${rows}\u00a0×\u00a0${columns}`; // never broken into two lines
const minus = (value) => String(value).replace("-", "−");

/** The lines beside the figure. @param {Scene} scene */
export function lines(scene) {
  const { meta, state } = scene;
  const layer = meta.layers[state.layer];
  const box = fieldOf(layer, state.at);
  const inside = cut(box);
  return {
    size: `${layer.name} sees ${crossed([layer.size, layer.size])} pixels`,
    formula: `${layer.size} = ${layer.formula}`,
    place: placeWords(box, inside),
    value: valueWords(scene),
    measured: measuredWords(scene),
  };
}

function placeWords(box, inside) {
  const whole = String(sizeOf(box)) === String(sizeOf(inside));
  const where = `Rows ${minus(box.top)} to ${box.bottom}, columns ${minus(box.left)} to ${box.right}`;
  return whole ? `${where}.` : `${where}: cut at the border to ${crossed(sizeOf(inside))}.`;
}

/** The number whose gradient it is. */
function valueWords({ kept, meta, state }) {
  const layer = meta.layers[state.layer];
  const [row, column] = cellAt(layer, state.at);
  const value = kept[layer.name].data[row * layer.side + column];
  return `Row ${row}, column ${column}: the ${layer.maps} maps sum to ${short(value, 4)}.`;
}

/** What the gradient says; nothing while it is on its way. */
function measuredWords(scene) {
  if (!isMeasured(scene)) return "Measuring …";
  const { extent, half, box } = scene.meta.measured[scene.state.layer];
  const [top, left, bottom, right] = box;
  const pixels = sizeOf({ top, left, bottom, right });
  return `Gradient on ${crossed(extent)} pixels, none outside. Half of it lies on ${half} of ${pixels[0] * pixels[1]}.`;
}

/** The line of a pixel that is pointed at. @param {Scene} scene */
export function told(scene) {
  const { arrays, hover, meta, state } = scene;
  if (!hover) return "Point at a pixel to read its gradient; click to look there.";
  const [row, column] = hover;
  return `Row ${row}, column ${column}: gradient ${isMeasured(scene) ? exact(gradientAt(arrays, meta, state.layer, hover)) : "…"}`;
}

/** The gradient by a pixel; 0 outside the box. */
export function gradientAt(arrays, meta, i, [row, column]) {
  const [top, left, bottom, right] = meta.measured[i].box;
  if (row < top || row > bottom || column < left || column > right) return 0;
  const { data, shape } = arrays[meta.layers[i].name];
  return data[(row - top) * shape[1] + column - left];
}

/** What a screen reader hears. @param {Scene} scene */
export function sentence(scene) {
  const { size, place, measured } = lines(scene);
  return `${size}. ${place} ${measured}`;
}
