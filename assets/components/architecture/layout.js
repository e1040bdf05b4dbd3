// Where each volume of a network stands: heights to the scale of rows, widths to that of channels.

/** @typedef {import("./types").Row} Row */

const GAP = 7; // pixels between two volumes; half of it on a phone
const PHONE = 500;
const LEAN = 0.28; // of a volume's columns, how far its side goes to the right and up
const LEAST = 2; // pixels: what is smaller would not be seen
const SHAPED = ["conv", "pool", "avgpool", "globalpool", "fc"];

/**
 * The volumes that are drawn: the picture, and each layer that gives another shape. What keeps the shape (an activation,
 * a batch norm) belongs to the volume before it.
 * @param {number[]} input
 * @param {Row[]} rows
 */
export function volumes(input, rows) {
  const drawn = [
    { name: "input", kind: "input", shape: input, rows: /** @type {number[]} */ ([]) },
  ];
  for (const [i, row] of rows.entries()) {
    if (SHAPED.includes(row.kind))
      drawn.push({ name: row.name, kind: row.kind, shape: row.shape, rows: [i] });
    else drawn.at(-1)?.rows.push(i);
  }
  return drawn;
}

/**
 * Boxes on a canvas of `width` x `height`: a volume's front is as wide as its channels and as high as its rows, its side
 * leans back by its columns. A row of numbers is a rod that stands.
 * @param {ReturnType<typeof volumes>} drawn
 * @param {number} width
 * @param {number} height
 */
export function place(drawn, width, height) {
  const solid = drawn.filter(({ shape }) => shape.length === 3);
  const tallest = Math.max(1, ...solid.map(({ shape }) => shape[1]));
  const longest = Math.max(
    1,
    ...drawn.filter(({ shape }) => shape.length === 1).map(({ shape }) => shape[0]),
  );
  const pixel = height / (1 + LEAN) / tallest;
  const lean = solid.reduce((sum, { shape }) => sum + LEAN * pixel * shape[2], 0);
  const channels = solid.reduce((sum, { shape }) => sum + shape[0], 0);
  const rods = drawn.length - solid.length;
  const gap = width < PHONE ? GAP / 2 : GAP;
  const room = width - gap * drawn.length - 8 * rods - lean;
  const channel = Math.min(Math.max(0, room / channels), pixel);
  let x = 0;
  return drawn.map(({ shape, ...rest }) => {
    const [c, r, k] = shape.length === 3 ? shape : [0, 0, 0];
    const rod = shape.length === 1;
    const box = {
      ...rest,
      shape,
      x,
      wide: rod ? 8 : Math.max(LEAST, c * channel),
      tall: rod ? Math.max(LEAST, (shape[0] / longest) * height) : Math.max(LEAST, r * pixel),
      back: rod ? 0 : LEAN * k * pixel,
    };
    x += box.wide + box.back + gap;
    return box;
  });
}

/** The same boxes made narrower where they are wider than the canvas. */
export function fitted(boxes, width) {
  const last = boxes.at(-1);
  const end = last.x + last.wide + last.back;
  if (end <= width) return boxes;
  const factor = width / end;
  return boxes.map((box) => ({
    ...box,
    x: box.x * factor,
    wide: box.wide * factor,
    back: box.back * factor,
  }));
}

/** Parts of a bar of `width` in proportion to `counts`. */
export function parts(counts, width) {
  const total = counts.reduce((sum, count) => sum + count, 0) || 1;
  let x = 0;
  return counts.map((count) => {
    const part = { x, wide: (width * count) / total };
    x += part.wide;
    return part;
  });
}
