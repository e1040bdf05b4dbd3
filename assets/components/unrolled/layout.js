// Where the grids lie: the input, the large matrix, what it is multiplied by, the product, and the maps made of it.

import { field } from "../core/windows.js";

/** @typedef {import("./types").Payload} Payload @typedef {import("../core/types").Grid & {role: string, channel: number}} Grid */
/** @typedef {{grids: Grid[], signs: {text: string, x: number, y: number}[], width: number, height: number}} Figure */

const TITLE = 24; // height of a grid's title
const FRAME = 2; // what a grid's outline takes outside its cells
const GAPS = [22, 44]; // between two grids, where there is little room and where there is more
const WIDE = 680; // from here on everything stands in one row
const LARGEST = 38; // a cell
const TALLEST = 352; // the matrix, so that the figure is above the fold
const SIDES = 0.2; // share of the width that the input may take

const clamp = (size, largest = LARGEST) => Math.max(1, Math.min(largest, Math.floor(size)));

/** Rows and columns of the large matrix, of what stands beside it and above it, and of the product. */
export function sizes({ view, channels, filters, input, window, output }) {
  const [places, cells] = [output[0] * output[1], channels * window[0] * window[1]];
  const inputs = channels * input[0] * input[1];
  return view === "windows"
    ? { matrix: [places, cells], kernels: [cells, filters], product: [places, filters] }
    : { flat: [1, inputs], matrix: [filters * places, inputs], product: [filters * places, 1] };
}

/**
 * @param {Payload} spec
 * @param {number} available
 * @returns {Figure}
 */
export function layout(spec, available) {
  const wide = available >= WIDE;
  const gap = GAPS[wide ? 1 : 0];
  const room = available - 2 * FRAME;
  const side = wide ? SIDES * room : (room - gap) / 2;
  const page = field(spec);
  const small = clamp(
    Math.min(
      side / page[1],
      side / spec.output[1],
      (wide ? TALLEST : 200) / Math.max(page[0] * spec.channels, spec.output[0] * spec.filters) - 4,
    ),
  );
  const inputs = stack("input", spec.channels, page, small);
  const maps = stack("map", spec.filters, spec.output, small);
  const rest = wide ? room - inputs.width - maps.width - 2 * gap : room;
  const product = multiplication(spec, rest, gap);
  if (wide) {
    const width = inputs.width + product.width + maps.width + 2 * gap;
    const height = Math.max(inputs.height, product.height, maps.height);
    const left = FRAME + Math.max(0, Math.floor((room - width) / 2));
    const middle = (part) => Math.floor((height - part.height) / 2);
    const productX = left + inputs.width + gap;
    const mapX = productX + product.width + gap;
    const parts = [
      moved(inputs, left, middle(inputs)),
      moved(product, productX, middle(product)),
      moved(maps, mapX, middle(maps)),
    ];
    const y = height / 2 + TITLE / 2;
    const arrows = [productX, mapX].map((x) => ({ text: "→", x: x - gap / 2, y }));
    return figure(parts, arrows, available, height);
  }
  const top = Math.max(inputs.height, maps.height) + 12;
  const mapX = Math.max(room - maps.width, inputs.width + gap);
  const parts = [
    moved(inputs, FRAME, 0),
    moved(maps, FRAME + Math.min(mapX, inputs.width + 2 * gap), 0),
    moved(product, FRAME, top),
  ];
  return figure(parts, [], available, top + product.height);
}

/** Grids of the same size, one below the other. */
function stack(role, count, [rows, columns], cell) {
  const step = TITLE + rows * cell + 8;
  const grids = Array.from({ length: count }, (_, channel) => ({
    role,
    channel,
    x: 0,
    y: channel * step + TITLE,
    cell,
    rows,
    columns,
  }));
  return { grids, signs: [], width: Math.max(columns * cell, 72), height: count * step };
}

/** The matrix, what it is multiplied by, and the product, on `room` pixels. @param {Payload} spec */
function multiplication(spec, room, gap) {
  const size = sizes(spec);
  const order = ["matrix", ...(size.kernels ? ["kernels"] : []), "product"];
  const across = order.reduce((sum, role) => sum + size[role][1], 0);
  const tall = Math.max(...order.map((role) => size[role][0]));
  const above = size.flat ? TITLE + 8 : 0;
  const rows = tall + (size.flat ? 1 : 0);
  const titles = size.kernels ? 24 : 0; // the slim columns have words above them
  const cell = clamp(
    Math.min((room - (order.length - 1) * gap - titles) / across, (TALLEST - above) / rows),
  );
  const top = size.flat ? above + cell : 0;
  const grids = [];
  const signs = [];
  let x = 0;
  for (const role of order) {
    const [height, width] = size[role];
    const y = Math.floor(top + TITLE + ((tall - height) * cell) / 2);
    if (role !== "matrix")
      signs.push({
        text: role === "kernels" ? "×" : "=",
        x: x - gap / 2,
        y: top + TITLE + (tall * cell) / 2,
      });
    grids.push({ role, channel: 0, x, y, cell, rows: height, columns: width });
    x += Math.max(width * cell, role === "matrix" ? 0 : 24) + gap;
  }
  if (size.flat)
    grids.push({ role: "flat", channel: 0, x: 0, y: TITLE, cell, rows: 1, columns: size.flat[1] });
  return { grids, signs, width: x - gap, height: top + TITLE + tall * cell + 4 };
}

const moved = (part, dx, dy) => ({
  grids: part.grids.map((grid) => ({ ...grid, x: grid.x + dx, y: grid.y + dy })),
  signs: part.signs.map((sign) => ({ ...sign, x: sign.x + dx, y: sign.y + dy })),
});

const figure = (parts, signs, width, height) => ({
  grids: parts.flatMap((part) => part.grids),
  signs: [...signs, ...parts.flatMap((part) => part.signs)],
  width,
  height: Math.ceil(height + 4),
});
