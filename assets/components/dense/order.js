// Which cell of the maps becomes which number of the row, in PyTorch's order and in Keras'.

/** @typedef {import("../core/types").Cell} Cell */

/**
 * Place in the row of a cell [channel, row, column] of maps of a shape [channels, rows, columns].
 * @param {Cell} cell
 * @param {Cell} shape
 * @param {boolean} keras channels last
 */
export function placeOf([c, r, k], [channels, rows, columns], keras) {
  return keras ? (r * columns + k) * channels + c : (c * rows + r) * columns + k;
}

/**
 * The cell at a place in the row.
 * @param {number} place
 * @param {Cell} shape
 * @param {boolean} keras
 * @returns {Cell}
 */
export function cellAt(place, [channels, rows, columns], keras) {
  const [c, spot] = keras
    ? [place % channels, Math.floor(place / channels)]
    : [Math.floor(place / (rows * columns)), place % (rows * columns)];
  return [c, Math.floor(spot / columns), spot % columns];
}

/** A place as it is worked out: "12·64 + 3·8 + 5 = 797". */
export function working(cell, shape, keras) {
  const [c, r, k] = cell;
  const [channels, rows, columns] = shape;
  const place = placeOf(cell, shape, keras).toLocaleString("en");
  if (keras) return `(${r}·${columns} + ${k})·${channels} + ${c} = ${place}`;
  return `${c}·${rows * columns} + ${r}·${columns} + ${k} = ${place}`;
}
