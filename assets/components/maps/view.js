// What is being looked at, as it stands in the address.

import { isCentre } from "./square.js";

export const SCALES = ["map", "layer", "network"];
export const SORTS = ["channel", "mean", "max"];
const NAMES = ["layer", "channel", "cell", "scale", "sort", "crop"];
const DEFAULTS = { layer: "conv1", scale: "map", sort: "channel" };

/** The view that a query string asks for; what it does not say, or says wrongly, is left out. */
export function readView(query, layers) {
  const params = new URLSearchParams(query);
  const layer = layers.find(({ name }) => name === params.get("layer"));
  const view = { layer: (layer ?? layers.find(({ name }) => name === DEFAULTS.layer)).name };
  const [channels, height = 1, width = 1] = (
    layer ?? layers.find(({ name }) => name === DEFAULTS.layer)
  ).shape;
  const channel = whole(params.get("channel"), channels);
  if (channel !== null) view.channel = channel;
  const [row, column] = (params.get("cell") ?? "").split(",");
  const cell = [whole(row, height), whole(column, width)];
  if (channel !== null && !cell.includes(null)) [view.row, view.column] = cell;
  view.scale = SCALES.includes(params.get("scale")) ? params.get("scale") : DEFAULTS.scale;
  view.sort = SORTS.includes(params.get("sort")) ? params.get("sort") : DEFAULTS.sort;
  return view;
}

/** `query` with this view written into it; other pages' parameters stay, defaults are left out. */
export function writeView(query, view, crop) {
  const params = new URLSearchParams(query);
  for (const name of NAMES) params.delete(name);
  if (view) {
    if (view.layer !== DEFAULTS.layer) params.set("layer", view.layer);
    if (view.chosen) params.set("channel", view.channel);
    if (view.chosen && view.pinned) params.set("cell", `${view.row},${view.column}`);
    if (view.scale !== DEFAULTS.scale) params.set("scale", view.scale);
    if (view.sort !== DEFAULTS.sort) params.set("sort", view.sort);
    if (crop) params.set("crop", crop.map((part) => Number(part.toFixed(3))).join(","));
  }
  return params.toString().replaceAll("%2C", ",");
}

/** Put a view into the address bar, without a step that the back button would undo; null takes it out again. */
export function showInAddress(view, crop) {
  const query = writeView(location.search, view, crop && !isCentre(crop) ? crop : null);
  const address = `${location.pathname}${query ? `?${query}` : ""}${location.hash}`;
  if (address !== location.pathname + location.search + location.hash)
    history.replaceState(history.state, "", address);
}

function whole(text, limit) {
  const value = /^\d+$/.test(text ?? "") ? Number(text) : limit;
  return value < limit ? value : null;
}
