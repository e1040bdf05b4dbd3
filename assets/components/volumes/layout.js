// Where every grid of the chain lies, on a wide screen and on a narrow one. Nothing here computes a value.

import { cellAt, field } from "../core/windows.js";

/** @typedef {import("./types").Payload} Payload */

const HEAD = 44; // name and shape of a column
const TITLE = 20; // name of one grid
const BAND = 10; // between two grids of a column
const SLIM = 14; // between two filters side by side
const LEAST = 96; // narrowest column: its name has to fit
const FILTER = 62; // narrowest filter: its name, and its bias with a word beside it
const BESIDE = 68; // name of a channel, left of it where the screen is wide
const WIDE = { gap: 24, most: 72, arrow: 76, largest: 52, readable: 20 };
const NARROW = { gap: 22, largest: 40, least: 92 };
const SMALLEST = 10;

/**
 * The slices of the volume that a map's filter sees, in order.
 * @param {Payload} spec
 */
export function seenBy(spec, map) {
  return Array.from({ length: spec.slices }, (_, slice) => spec.first[map] + slice);
}

/**
 * Where everything lies: { width, height, grids, marks, wires, heads }.
 * A grid is { role, index, x, y, cell, rows, columns, title, faded }; role is input, kernel, bias, partial, sum, total
 * or output, and a kernel's index is [filter, slice]. A mark is an operator, a wire leads from a grid to a grid.
 * A wide figure takes the largest cells with which it is no higher than `tallest`, if they can be read.
 */
export function layout(spec, map, width, tallest) {
  if (width >= 700) {
    for (let cell = WIDE.largest; cell >= 14; cell--) {
      const tight = wide(spec, map, cell, WIDE.gap);
      const fits = tight.height <= tallest || cell <= WIDE.readable;
      if (!fits || tight.width > width) continue;
      const gap = Math.min(WIDE.most, WIDE.gap + Math.floor((width - tight.width) / 4));
      return wide(spec, map, cell, gap);
    }
  }
  let cell = NARROW.largest;
  while (cell > SMALLEST && narrow(spec, map, cell, width).width > width) cell--;
  return narrow(spec, map, cell, width);
}

/** The grid and its [row, column] under a point, or null. */
export function hitAt(figure, x, y) {
  for (const grid of figure.grids) {
    const cell = cellAt(grid, x, y);
    if (cell) return { grid, cell };
  }
  return null;
}

/**
 * The input rectangle { row, column, rows, columns } of the window at an output position, in cells of the padded field.
 * @param {import("../core/types").Pair} position
 * @param {Payload} spec
 */
export function windowAt([row, column], spec) {
  return {
    row: row * spec.stride[0],
    column: column * spec.stride[1],
    rows: spec.window[0],
    columns: spec.window[1],
  };
}

/** @param {Payload} spec */
function wide(spec, map, cell, gap) {
  const [whole, window, output] = pixels(spec, cell);
  const step = Math.max(whole[0], window[0], output[0]) + BAND;
  const slot = Math.max(window[1], FILTER);
  const x = columnsFrom(
    [whole[1], spec.kernels * (slot + SLIM) - SLIM, output[1], output[1], output[1]],
    [gap, gap, gap, WIDE.arrow + gap - WIDE.gap],
  ).map((edge) => edge + BESIDE);
  const volume = spec.inputs * step - BAND;
  const stack = spec.maps * (TITLE + output[0] + BAND) - BAND;
  const lead = Math.max(0, TITLE - (step - BAND - window[0]) / 2); // above the filters stand their names
  const filled = lead + volume;
  const body = Math.max(filled, stack, 2 * (TITLE + output[0]) + BAND);
  const middle = HEAD + body / 2;
  const axis = (row) => middle - filled / 2 + lead + row * step + (step - BAND) / 2;
  const grids = [
    ...inputs(spec, map, cell, x[0], axis, true),
    ...filters(spec, map, cell, x[1], slot + SLIM, axis),
    ...partials(spec, map, cell, x[2], axis),
    ...sums(
      spec,
      map,
      cell,
      [x[3], x[3]],
      [middle - output[0] - BAND / 2, middle + TITLE + BAND / 2],
    ),
    ...outputs(spec, cell, (k) => [
      x[4],
      middle - stack / 2 + k * (TITLE + output[0] + BAND) + TITLE,
    ]),
  ];
  const marks = seenBy(spec, map).flatMap((row) => [
    { text: "×", x: x[1] - gap / 2, y: axis(row) },
    { text: "=", x: x[2] - gap / 2, y: axis(row) },
  ]);
  const lowest = Math.max(...grids.map((grid) => grid.y + grid.rows * grid.cell));
  return {
    width: x[5],
    height: Math.ceil(lowest + 6),
    grids: grids.map(settled),
    marks,
    wires: wires(grids, map, spec),
    heads: heads(spec, x, 0),
  };
}

/** @param {Payload} spec */
function narrow(spec, map, cell, available) {
  const [whole, window, output] = pixels(spec, cell);
  const x = columnsFrom([whole[1], window[1], output[1]], [NARROW.gap, NARROW.gap], NARROW.least);
  const step = TITLE + Math.max(whole[0], window[0] + 2 * BAND + cell, output[0]) + BAND;
  const seen = seenBy(spec, map); // what the filter does not look at would only be in the way
  const axis = (row) => HEAD + (row - seen[0]) * step + TITLE + (step - TITLE - BAND) / 2;
  const chain = HEAD + seen.length * step + BAND + HEAD;
  const stack = chain + output[0] + TITLE + HEAD;
  const [across, down] = [Math.max(output[1], 64) + SLIM, TITLE + output[0] + BAND];
  const perRow = Math.max(1, Math.floor((available + SLIM) / across));
  const grids = [
    ...inputs(spec, map, cell, x[0], axis).filter((grid) => !grid.faded),
    ...filters(spec, map, cell, x[1], 0, axis).filter((grid) => !grid.faded),
    ...partials(spec, map, cell, x[2], axis),
    ...sums(spec, map, cell, [x[0], x[1]], [chain + TITLE, chain + TITLE]),
    ...outputs(spec, cell, (k) => [
      (k % perRow) * across,
      stack + Math.floor(k / perRow) * down + TITLE,
    ]),
  ];
  const marks = seen.flatMap((row) => [
    { text: "×", x: x[1] - NARROW.gap / 2, y: axis(row) },
    { text: "=", x: x[2] - NARROW.gap / 2, y: axis(row) },
  ]);
  const level = chain + TITLE + output[0] / 2;
  marks.push({ text: "→", x: (x[0] + output[1] + x[1]) / 2, y: level });
  if (spec.activation) {
    marks.push({ text: `→ ${spec.activation}`, x: x[1] + output[1] + 2 * NARROW.gap, y: level });
  }
  const names = heads(spec, [...x.slice(0, 3), x[0], x[0]], 0);
  names[3].y = chain - HEAD + BAND;
  names[4].y = stack - HEAD + BAND;
  const lowest = Math.max(...grids.map((grid) => grid.y + grid.rows * grid.cell));
  const widest = Math.max(x[3], ...grids.map((grid) => grid.x + grid.columns * grid.cell));
  return {
    width: widest,
    height: Math.ceil(lowest + 6),
    grids: grids.map(settled),
    marks,
    wires: [],
    heads: names,
  };
}

/**
 * Height and width of the padded input, of a window and of a map.
 * @param {Payload} spec
 */
function pixels(spec, cell) {
  return [field(spec), spec.window, spec.output].map((size) => size.map((n) => n * cell));
}

/** Left edges of the columns, and last the right edge of all. */
function columnsFrom(widths, gaps, least = LEAST) {
  const edges = [0];
  widths.forEach((width, i) => {
    edges.push(edges[i] + Math.max(width, least) + (gaps[i] ?? 0));
  });
  return edges;
}

/**
 * The channels, their names above or, in a wide figure, beside them.
 * @param {Payload} spec
 */
function inputs(spec, map, cell, x, axis, beside = false) {
  const [rows, columns] = field(spec);
  const seen = seenBy(spec, map);
  return spec.inputNames.map((title, index) => ({
    role: "input",
    index,
    x,
    y: axis(index) - (rows * cell) / 2,
    cell,
    rows,
    columns,
    title,
    beside,
    faded: !seen.includes(index),
  }));
}

/**
 * Every filter's slices, each beside the channel it belongs to, and its bias below the last of them.
 * @param {Payload} spec
 */
function filters(spec, map, cell, x, across, axis) {
  const [rows, columns] = spec.window;
  return Array.from({ length: spec.kernels }, (_, kernel) => {
    const chosen = spec.kernelOf[map] === kernel;
    const owner = chosen ? map : spec.kernelOf.indexOf(kernel);
    const left = x + kernel * across;
    const slices = seenBy(spec, owner).map((row, slice) => ({
      role: "kernel",
      index: [kernel, slice],
      x: left,
      y: axis(row) - (rows * cell) / 2,
      cell,
      rows,
      columns,
      title: slice ? "" : spec.kernelNames[kernel],
      faded: !chosen,
    }));
    const below = slices[slices.length - 1].y + rows * cell + BAND;
    const bias = { role: "bias", index: owner, x: left, y: below, cell, rows: 1, columns: 1 };
    return [...slices, { ...bias, title: "", faded: !chosen }];
  }).flat();
}

/** @param {Payload} spec */
function partials(spec, map, cell, x, axis) {
  const [rows, columns] = spec.output;
  return seenBy(spec, map).map((row, index) => ({
    role: "partial",
    index,
    x,
    y: axis(row) - (rows * cell) / 2,
    cell,
    rows,
    columns,
    title: "",
    faded: false,
  }));
}

/** @param {Payload} spec */
function sums(spec, map, cell, [left, right], [top, bottom]) {
  const [rows, columns] = spec.output;
  const shape = { index: map, cell, rows, columns, faded: false };
  return [
    { role: "sum", x: left, y: top, title: "Sum", ...shape },
    { role: "total", x: right, y: bottom, title: "+ bias", ...shape },
  ];
}

/** @param {Payload} spec */
function outputs(spec, cell, placeOf) {
  const [rows, columns] = spec.output;
  return spec.mapNames.map((title, index) => {
    const [x, y] = placeOf(index);
    return { role: "output", index, x, y, cell, rows, columns, title, faded: false };
  });
}

/** @param {Payload} spec */
function wires(grids, map, spec) {
  const of = (role) => grids.filter((grid) => grid.role === role);
  const [sum, total] = [of("sum")[0], of("total")[0]];
  const output = of("output")[map];
  return [
    ...of("partial").map((grid) => ({ from: rightOf(grid), to: leftOf(sum), label: "" })),
    { from: rightOf(total), to: leftOf(output), label: spec.activation },
  ];
}

function rightOf({ x, y, cell, rows, columns }) {
  return [x + columns * cell + 5, y + (rows * cell) / 2];
}

function leftOf({ x, y, cell, rows }) {
  return [x - 6, y + (rows * cell) / 2];
}

/**
 * Names and shapes of the five columns.
 * @param {Payload} spec
 */
function heads(spec, x, y) {
  const shape = (size, depth) => `${size.join("×")}×${depth}`;
  const depth = spec.kind === "depth";
  const window = shape(spec.window, spec.slices);
  return [
    { role: "input", name: depth ? "Volume" : "Input", shape: shape(spec.input, spec.inputs) },
    {
      role: "kernel",
      name: depth ? "Kernel" : "Filters",
      shape: spec.kernels > 1 ? `${spec.kernels} of ${window}` : window,
    },
    { role: "kernel", name: "Partial maps", shape: `${spec.slices} of ${spec.output.join("×")}` },
    { role: "output", name: "Sum and bias", shape: spec.output.join("×") },
    { role: "output", name: "Output", shape: shape(spec.output, spec.maps) },
  ].map((head, i) => ({ ...head, x: x[i], y }));
}

function settled(grid) {
  return { ...grid, x: Math.round(grid.x), y: Math.round(grid.y) };
}
