// Which input cells a window covers and which outputs use a cell: index arithmetic of a window that moves over a field.
// `spec` has input, window, output, stride, dilation and pads, a number or a pair for each of two axes. No value is computed.

/** @typedef {import("./types").WindowSpec} WindowSpec @typedef {import("./types").Pair} Pair */

/**
 * Rows and columns of the whole field that windows move over: padding, input and the overhang of ceil mode.
 * @param {WindowSpec} spec
 * @returns {Pair}
 */
export function field(spec) {
  const along = (axis) => {
    const [before, after] = spec.pads[axis];
    const padded = before + spec.input[axis] + after;
    const reach =
      (spec.output[axis] - 1) * spec.stride[axis] +
      spec.dilation[axis] * (spec.window[axis] - 1) +
      1;
    return Math.max(padded, reach);
  };
  return [along(0), along(1)];
}

/**
 * Output position [row, column] of step 0, 1, ... in reading order.
 * @param {number} step
 * @param {WindowSpec} spec
 * @returns {Pair}
 */
export function positionOf(step, spec) {
  return [Math.floor(step / spec.output[1]), step % spec.output[1]];
}

/**
 * Step that fills output position [row, column].
 * @param {Pair} position
 * @param {WindowSpec} spec
 */
export function stepOf([row, column], spec) {
  return row * spec.output[1] + column;
}

/**
 * Input coordinate, along one axis, of cell `k` of the window at output `o`; below 0 or past the end it is padding.
 * @param {number} o
 * @param {number} k
 * @param {number} axis
 * @param {WindowSpec} spec
 */
export function inputCoordinate(o, k, axis, spec) {
  return o * spec.stride[axis] + k * spec.dilation[axis] - spec.pads[axis][0];
}

/**
 * Every [row, column] of the input that the window at an output position covers, in the kernel's order.
 * @param {Pair} position
 * @param {WindowSpec} spec
 */
export function windowCells(position, spec) {
  /** @type {Pair[]} */
  const cells = [];
  for (let ky = 0; ky < spec.window[0]; ky++) {
    for (let kx = 0; kx < spec.window[1]; kx++) {
      cells.push([
        inputCoordinate(position[0], ky, 0, spec),
        inputCoordinate(position[1], kx, 1, spec),
      ]);
    }
  }
  return cells;
}

/**
 * Whether [row, column] is a cell of the input, not of the padding.
 * @param {Pair} cell
 * @param {WindowSpec} spec
 */
export function isInside([row, column], spec) {
  return row >= 0 && column >= 0 && row < spec.input[0] && column < spec.input[1];
}

/**
 * Whether [row, column] lies past the padding too, where only the overhang of ceil mode reaches.
 * @param {Pair} cell
 * @param {WindowSpec} spec
 */
export function isBeyond(cell, spec) {
  return cell.some((at, axis) => at >= spec.input[axis] + spec.pads[axis][1]);
}

/**
 * Every output [row, column] whose window covers an input cell.
 * @param {Pair} cell
 * @param {WindowSpec} spec
 */
export function outputsUsing(cell, spec) {
  const [rows, columns] = [0, 1].map((axis) => {
    /** @type {number[]} */
    const hits = [];
    for (let o = 0; o < spec.output[axis]; o++) {
      for (let k = 0; k < spec.window[axis]; k++) {
        if (inputCoordinate(o, k, axis, spec) === cell[axis]) hits.push(o);
      }
    }
    return hits;
  });
  return rows.flatMap((row) => columns.map((column) => /** @type {Pair} */ ([row, column])));
}

/**
 * Every input [row, column] that a cell of the kernel is multiplied with; padding is left out.
 * @param {Pair} weight
 * @param {WindowSpec} spec
 */
export function inputsOfWeight([ky, kx], spec) {
  /** @type {Pair[]} */
  const cells = [];
  for (let oy = 0; oy < spec.output[0]; oy++) {
    for (let ox = 0; ox < spec.output[1]; ox++) {
      /** @type {Pair} */
      const cell = [inputCoordinate(oy, ky, 0, spec), inputCoordinate(ox, kx, 1, spec)];
      if (isInside(cell, spec)) cells.push(cell);
    }
  }
  return cells;
}

/**
 * The grid's [row, column] under a point, or null.
 * @param {import("./types").Grid} grid
 * @param {number} x
 * @param {number} y
 * @returns {Pair | null}
 */
export function cellAt(grid, x, y) {
  const row = Math.floor((y - grid.y) / grid.cell);
  const column = Math.floor((x - grid.x) / grid.cell);
  return row >= 0 && column >= 0 && row < grid.rows && column < grid.columns ? [row, column] : null;
}
