// The receptive field: which cells of the input one value was computed from.

/**
 * Top, left, bottom and right of the input's cells behind a value, the last two not included; followed back layer by layer
 * through windows, strides, padding and dilation. A unit has seen everything.
 * @param {import("./passage.js").Passage} passage
 * @param {string} name of the value's layer
 * @param {number} row
 * @param {number} column
 * @returns {[number, number, number, number]}
 */
export function receptiveField(passage, name, row, column) {
  let layer = passage.layer(name);
  /** @type {import("../core/types").Pair[]} */
  let ranges = [
    [row, row + 1],
    [column, column + 1],
  ];
  while (layer.source) {
    const source = passage.layer(layer.source);
    const [, ...sides] = source.shape;
    ranges = sides.map((side, axis) =>
      layer.shape.length === 1 ? [0, side] : behind(layer, axis, ranges[axis], side),
    );
    layer = source;
  }
  const [[top, bottom], [left, right]] = ranges;
  return [top, left, bottom, right];
}

/**
 * The cells of a source of `side` cells that a layer's cells [from, to) were computed from, along one axis.
 * @returns {import("../core/types").Pair}
 */
function behind({ window, stride, padding, dilation }, axis, [from, to], side) {
  const first = from * stride[axis] - padding[axis];
  const last = (to - 1) * stride[axis] - padding[axis] + (window[axis] - 1) * dilation[axis];
  return [Math.max(0, first), Math.min(side, last + 1)];
}
