// What belongs to the value that is looked at: the values that made it and those that it reaches, and the lines between.

import { feeding, reaching } from "../maps/dependence.js";
import { traceConv, traceDense } from "../maps/trace.js";
import { PICTURE } from "./layout.js";

/** @typedef {import("../maps/dependence.js").Region} Region */
/**
 * @typedef {object} Relations
 * @property {string} layer
 * @property {Region} region
 * @property {Map<string, Region>} before
 * @property {Map<string, Region>} after
 * @property {{layer: string, map: number, part: Region, weight: number}[]} strands what feeds it at once, -1 to 1
 */

const STRANDS = 24; // lines that are drawn of thousands of operands

/**
 * All that belongs to some values of a layer; of one value the strands too.
 * @param {import("../maps/passage.js").Passage} passage
 * @param {string} layer
 * @param {Region} region
 * @returns {Relations}
 */
export function relationsOf(passage, layer, region) {
  const before = feeding(passage.layers, layer, region);
  const after = reaching(passage.layers, layer, region);
  const seen = [...before.values()].at(-1);
  if (seen) before.set(PICTURE, { ...seen, channels: [0] });
  const { channels, rows, columns } = region;
  const one = channels.length * rows.length * columns.length === 1;
  const strands = one ? strandsOf(passage, layer, [channels[0], rows[0], columns[0]], before) : [];
  return { layer, region, before, after, strands };
}

/**
 * The region of one value, or of a whole map where its row is not named.
 * @param {import("../maps/passage.js").Passage} passage
 * @param {string} layer
 * @param {number[]} cell
 * @returns {Region}
 */
export function regionOf(passage, layer, [channel, row, column]) {
  const { height, width } = passage.size(layer);
  const all = (count) => Array.from({ length: count }, (_, i) => i);
  const whole = row === undefined;
  return {
    channels: [channel],
    rows: whole ? all(height) : [row],
    columns: whole ? all(width) : [column],
  };
}

/** A line for each map that feeds the value, or for each of the strongest operands; as strong as what it adds. */
function strandsOf(passage, name, cell, before) {
  const layer = passage.layer(name);
  const part = before.get(layer.source);
  if (!part) return [];
  const strand = (map, weight, rows = part.rows, columns = part.columns) => ({
    layer: layer.source,
    map,
    part: { channels: [map], rows, columns },
    weight,
  });
  const strongest = (terms) => {
    const most = Math.max(...terms.map(({ product }) => Math.abs(product))) || 1;
    return terms.map(({ place, product }) => strand(place, product / most));
  };
  if (layer.kind === "conv") {
    const [weight, bias] = ["weight", "bias"].map((key) => passage.parameters[`${name}.${key}`]);
    const trace = traceConv(layer, passage.values(layer.source), weight, bias, ...cell);
    const most = Math.max(...trace.partial.map(Math.abs)) || 1;
    return trace.seen.map((map, i) => strand(map, trace.partial[i] / most));
  }
  if (layer.kind === "fc") return strongest(largestTerms(passage, layer, cell[0]));
  const sign = Math.sign(passage.value(name, ...cell)) || 1;
  return part.channels
    .slice(0, STRANDS)
    .map((map) => strand(map, layer.kind === "softmax" && map !== cell[0] ? -0.25 : sign));
}

/** The strongest terms of a unit's sum, from its weights where they are here, else as Python named them. */
function largestTerms(passage, layer, unit) {
  const x = passage.values(layer.source);
  const weight = passage.parameters[`${layer.name}.weight`];
  if (weight) return traceDense(x, weight, null, unit, STRANDS).top;
  const [places, weights] = ["places", "weights"].map(
    (part) => passage.arrays[`${layer.name}.${part}`],
  );
  const count = places.shape[1];
  return Array.from({ length: count }, (_, i) => {
    const place = places.data[unit * count + i];
    return { place, product: weights.data[unit * count + i] * x.data[place] };
  });
}
