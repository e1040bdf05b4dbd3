// What is being looked at, as it stands in the address, and how one view follows from another.

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

function whole(text, limit) {
  const value = /^\d+$/.test(text ?? "") ? Number(text) : limit;
  return value < limit ? value : null;
}

/** A square of `side` shares of the shorter edge around (x, y), at least `least` of them, moved so that it lies inside. */
export function clampCrop([x, y, side], width, height, least) {
  const short = Math.min(width, height);
  const part = Math.min(1, Math.max(least, side));
  const [halfX, halfY] = [(part * short) / width / 2, (part * short) / height / 2];
  const inside = (value, half) => Math.min(1 - half, Math.max(half, value));
  return [inside(x, halfX), inside(y, halfY), part];
}

/** Left, top and side of a crop in the pixels of a width x height picture. */
export function cropBox([x, y, side], width, height) {
  const pixels = side * Math.min(width, height);
  return [x * width - pixels / 2, y * height - pixels / 2, pixels];
}

/** Whether a crop is the largest square in the middle. */
export function isCentre([x, y, side]) {
  return Math.abs(x - 0.5) < 5e-4 && Math.abs(y - 0.5) < 5e-4 && side > 0.9995;
}

/** Where an arrow key, Home or End leads in a row or grid of `count`; null for other keys. */
export function step(event, from, count, columns = 1) {
  const moves = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    Home: -from,
    End: count - 1 - from,
  };
  if (!(event.key in moves) || event.ctrlKey || event.metaKey || event.altKey) return null;
  event.preventDefault();
  const to = from + moves[event.key];
  return to >= 0 && to < count ? to : from;
}
