// What is being looked at, as it stands in the address.

export const SCALES = ["map", "layer", "network"];
export const SORTS = ["channel", "mean", "max"];

/** The view that the address asks for; what it does not say, or says wrongly, is left out. */
export function readView(read, { layers, first }) {
  const named = (name) => layers.find((layer) => layer.name === name);
  const layer = named(read("layer")) ?? named(first);
  const [channels, height = 1, width = 1] = layer.shape;
  const view = { layer: layer.name };
  const channel = whole(read("channel"), channels);
  if (channel !== null) view.channel = channel;
  const [row, column] = (read("cell") ?? "").split(",");
  const cell = [whole(row, height), whole(column, width)];
  if (channel !== null && !cell.includes(null)) [view.row, view.column] = cell;
  view.scale = SCALES.includes(read("scale")) ? read("scale") : SCALES[0];
  view.sort = SORTS.includes(read("sort")) ? read("sort") : SORTS[0];
  return view;
}

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

function whole(text, limit) {
  const value = /^\d+$/.test(text ?? "") ? Number(text) : limit;
  return value < limit ? value : null;
}
