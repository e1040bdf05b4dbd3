// Maps side by side: where their cells stand, which one is under a point, and how the address names one. Pure functions.

/** @typedef {import("./types").Cell} Cell @typedef {import("./types").Atlas} Atlas */

/**
 * Maps of a shape [channels, rows, columns], `across` of them in a line.
 * @param {Cell} shape
 * @param {{x: number, y: number, cell: number, gap: number, across: number}} place
 * @returns {Atlas}
 */
export function atlasOf([channels, rows, columns], { x, y, cell, gap, across }) {
  const down = Math.ceil(channels / across);
  /** @type {[number, number]} */
  const side = [columns * cell + gap, rows * cell + gap];
  const [width, height] = [across * side[0] - gap, down * side[1] - gap];
  return { x, y, cell, gap, columns: across, side, width, height };
}

/**
 * Left and top of a cell.
 * @param {Atlas} atlas
 * @param {Cell} cell
 * @returns {[number, number]}
 */
export function cornerOfCell({ x, y, cell, columns, side }, [c, r, k]) {
  return [x + (c % columns) * side[0] + k * cell, y + Math.floor(c / columns) * side[1] + r * cell];
}

/**
 * The cell under a point, counted from the atlas's own corner, or null between two maps.
 * @param {Atlas} atlas
 * @param {Cell} shape
 * @param {number} x
 * @param {number} y
 * @returns {Cell | null}
 */
export function cellUnder(atlas, [channels, rows, columns], x, y) {
  const across = Math.max(0, Math.min(atlas.columns - 1, Math.floor(x / atlas.side[0])));
  const down = Math.max(0, Math.floor(y / atlas.side[1]));
  const c = down * atlas.columns + across;
  const r = Math.floor((y - down * atlas.side[1]) / atlas.cell);
  const k = Math.floor((x - across * atlas.side[0]) / atlas.cell);
  return c < channels && r >= 0 && k >= 0 && r < rows && k < columns ? [c, r, k] : null;
}

/**
 * The cell an arrow leads to, across the gaps as well; the same at an edge.
 * @param {Atlas} atlas
 * @param {Cell} shape
 * @param {Cell} cell
 * @param {[number, number]} move
 * @returns {Cell}
 */
export function neighbour(atlas, [channels, rows, columns], [c, r, k], [down, across]) {
  const row = Math.floor(c / atlas.columns) * rows + r + down;
  const column = (c % atlas.columns) * columns + k + across;
  const map = Math.floor(row / rows) * atlas.columns + Math.floor(column / columns);
  const inside = row >= 0 && column >= 0 && column < atlas.columns * columns && map < channels;
  return inside ? [map, row % rows, column % columns] : [c, r, k];
}

/** A whole number below `limit` that a text is, or null. */
export function wholeNamed(text, limit) {
  const value = /^\d{1,4}$/.test(text ?? "") ? Number(text) : limit;
  return value < limit ? value : null;
}

/**
 * A cell that a text "12,3,5" names, or null.
 * @param {string | null} text
 * @param {Cell} shape
 * @returns {Cell | null}
 */
export function cellNamed(text, shape) {
  const parts = (text ?? "").split(",");
  const [c, r, k] = shape.map((limit, axis) => wholeNamed(parts[axis], limit));
  return parts.length !== 3 || c === null || r === null || k === null ? null : [c, r, k];
}
