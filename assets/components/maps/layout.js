// Where tiles lie: how many fit into a width and a height, and which one is under a point.

/**
 * How `count` square maps of `size` values a side fit into width x height: the largest tiles that do, each value a
 * whole number of pixels where there is room for that. `label` pixels stay free below each tile, `gap` around.
 */
export function sheetLayout(
  count,
  size,
  width,
  height,
  { gap = 4, label = 12, largest = 96 } = {},
) {
  /** @type {{columns: number, rows: number, tile: number, height: number} | null} */
  let best = null;
  for (let columns = 1; columns <= count; columns++) {
    const room = Math.min(largest, Math.floor((width + gap) / columns) - gap);
    const tile = room >= size ? room - (room % size) : room;
    if (tile < 1) break;
    const rows = Math.ceil(count / columns);
    const high = rows * (tile + label + gap) - gap;
    if (high <= height && (!best || tile >= best.tile))
      best = { columns, rows, tile, height: high };
  }
  if (!best) {
    const tile = Math.max(4, Math.min(size, 32));
    const columns = Math.max(1, Math.floor((width + gap) / (tile + gap)));
    const rows = Math.ceil(count / columns);
    best = { columns, rows, tile, height: rows * (tile + label + gap) - gap };
  }
  return { ...best, gap, label, width: best.columns * (best.tile + gap) - gap };
}

/**
 * Left and top of the tile at `place` in a layout.
 * @param {{tile: number, gap: number, label: number, columns: number}} layout
 * @param {number} place
 * @returns {import("../core/types").Pair}
 */
export function tileAt(layout, place) {
  const step = layout.tile + layout.gap;
  return [
    (place % layout.columns) * step,
    Math.floor(place / layout.columns) * (step + layout.label),
  ];
}

/** The place in a layout under (x, y), or -1. */
export function placeAt(layout, count, x, y) {
  const step = layout.tile + layout.gap;
  const [column, row] = [Math.floor(x / step), Math.floor(y / (step + layout.label))];
  if (column < 0 || column >= layout.columns || row < 0) return -1;
  const place = row * layout.columns + column;
  return place < count ? place : -1;
}
