// What is being looked at, as it stands in the address.

import { isCentre } from "./square.js";

export const SCALES = ["map", "layer", "network"];
export const SORTS = ["channel", "mean", "max"];

/**
 * The view that the address asks for; what it does not say, or says wrongly, is left out.
 * @param {(name: string) => string | null} read
 * @param {import("./types").Facts} facts
 */
export function readView(read, { layers, first }) {
  const named = (name) => layers.find((layer) => layer.name === name);
  const layer = named(read("layer")) ?? named(first) ?? layers[0];
  const [channels, height = 1, width = 1] = layer.shape;
  /** @type {{layer: string, scale: string, sort: string, channel?: number, row?: number, column?: number}} */
  const view = {
    layer: layer.name,
    scale: oneOf(SCALES, read("scale")),
    sort: oneOf(SORTS, read("sort")),
  };
  const channel = whole(read("channel"), channels);
  if (channel !== null) view.channel = channel;
  const [row, column] = (read("cell") ?? "").split(",");
  const [down, across] = [whole(row, height), whole(column, width)];
  if (channel !== null && down !== null && across !== null) {
    view.row = down;
    view.column = across;
  }
  return view;
}

/** The name, if it is one of the list; else the first. */
const oneOf = (names, name) => names.find((known) => known === name) ?? names[0];

/** The view as parameters of the address; null stands for a default. */
export function writtenView(view, first) {
  return {
    layer: view.layer === first ? null : view.layer,
    channel: view.chosen ? String(view.channel) : null,
    cell: view.chosen && view.pinned ? `${view.row},${view.column}` : null,
    scale: view.scale === SCALES[0] ? null : view.scale,
    sort: view.sort === SORTS[0] ? null : view.sort,
  };
}

/**
 * The square that is cut out, as a parameter of the address; null for the middle.
 * @param {import("./types").Crop} crop
 */
export function writtenCrop(crop) {
  return { crop: isCentre(crop) ? null : crop.join(",") };
}

function whole(text, limit) {
  const value = /^\d+$/.test(text ?? "") ? Number(text) : limit;
  return value < limit ? value : null;
}
