// Which place of one stage belongs to a place of another, and how the address names one. Pure functions.

/** @typedef {import("./scene").Spot} Spot @typedef {import("./scene").Area} Area @typedef {import("./scene").Message} Message */

/** Gap between maps, in pixels: a bar of a weight fits in. */
export const GAP = 8;

/**
 * Maps, rows and columns of a stage's array.
 * @param {{shape: number[]}} array
 * @returns {import("../core/types").Cell}
 */
export function shapeOf({ shape }) {
  const [maps, rows, columns] = shape.length === 3 ? shape : [1, ...shape];
  return [maps, rows, columns];
}

/**
 * A value of a stage.
 * @param {Message} message
 * @param {{block: number, stage: string}} of
 */
export function valueAt({ arrays }, { block, stage }, map, row, column) {
  const array = arrays[`${block}.${stage}`];
  const [, rows, columns] = shapeOf(array);
  return array.data[(map * rows + row) * columns + column];
}

/**
 * The square of an occlusion at a place, cut at the picture's edge: rows and columns, the ends not among them.
 * @param {Message} message
 */
export function squareAt({ meta, arrays }, block, row, column) {
  const { side, stride } = meta.blocks[block].facts;
  const [rows, columns] = arrays.pixels.shape;
  const along = (at, length) => [at * stride, Math.min(length, at * stride + side)];
  const [top, bottom] = along(row, rows);
  const [left, right] = along(column, columns);
  return { top, left, bottom, right };
}

/**
 * The place of the square whose middle is nearest to a pixel.
 * @param {Message} message
 */
export function placeNear({ meta, arrays }, block, row, column) {
  const { side, stride } = meta.blocks[block].facts;
  const [, rows, columns] = shapeOf(arrays[`${block}.score`]);
  const along = (at, count) =>
    Math.max(0, Math.min(count - 1, Math.round((at + 0.5 - side / 2) / stride)));
  return [along(row, rows), along(column, columns)];
}

/**
 * Every place of the square that covers a pixel.
 * @param {Message} message
 * @returns {[number, number][]}
 */
export function placesOver({ meta, arrays }, block, row, column) {
  const { side, stride } = meta.blocks[block].facts;
  const [, rows, columns] = shapeOf(arrays[`${block}.score`]);
  const along = (at, count) =>
    Array.from({ length: count }, (_, i) => i).filter(
      (i) => i * stride <= at && at < i * stride + side,
    );
  return along(row, rows).flatMap((i) =>
    along(column, columns).map((j) => /** @type {[number, number]} */ ([i, j])),
  );
}

/** The block that is an occlusion, or −1. */
export function occlusionOf(meta) {
  return meta.blocks.findIndex(({ method }) => method === "occlusion");
}

/**
 * What of the picture a spot stands for.
 * @param {Message} message
 * @param {Spot} spot
 * @returns {Area}
 */
export function areaOf(message, { block, stage, row, column }) {
  const [height, width] = message.arrays.pixels.shape;
  if (stage === "score") {
    const { top, left, bottom, right } = squareAt(message, block, row, column);
    return { top: top / height, left: left / width, bottom: bottom / height, right: right / width };
  }
  const [, rows, columns] = shapeOf(message.arrays[`${block}.${stage}`]);
  return {
    top: row / rows,
    left: column / columns,
    bottom: (row + 1) / rows,
    right: (column + 1) / columns,
  };
}

/**
 * The cells of a grid that an area covers: first row, first column, rows, columns.
 * @param {Area} area
 * @returns {[number, number, number, number]}
 */
export function cellsIn({ top, left, bottom, right }, rows, columns) {
  const along = (from, to, count) => {
    const first = Math.min(count - 1, Math.floor(from * count + 1e-9));
    return [first, Math.max(1, Math.ceil(to * count - 1e-9) - first)];
  };
  const [row, high] = along(top, bottom, rows);
  const [column, wide] = along(left, right, columns);
  return [row, column, high, wide];
}

/** The place of an occlusion's square that a spot means. */
export function squarePlace(message, block, spot) {
  if (spot.block === block && spot.stage === "score") return [spot.row, spot.column];
  const { top, left, bottom, right } = areaOf(message, spot);
  const [rows, columns] = message.arrays.pixels.shape;
  const middle = (from, to, count) => ((from + to) / 2) * count - 0.5;
  return placeNear(message, block, middle(top, bottom, rows), middle(left, right, columns));
}

/**
 * A spot as the address has it: "0.sum:0,3,12".
 * @param {Spot} spot
 */
export function spotText({ block, stage, map, row, column }) {
  return `${block}.${stage}:${map},${row},${column}`;
}

/**
 * The spot that a text names, or null.
 * @param {string | null} text
 * @param {Message} message
 * @returns {Spot | null}
 */
export function spotNamed(text, { meta, arrays }) {
  const match = /^(\d)\.([a-z]+\d?):(\d{1,3}),(\d{1,3}),(\d{1,3})$/.exec(text ?? "");
  if (!match) return null;
  const [block, map, row, column] = [match[1], ...match.slice(3)].map(Number);
  const stage = match[2];
  if (!meta.blocks[block]?.stages.some(({ name }) => name === stage)) return null;
  const [maps, rows, columns] = shapeOf(arrays[`${block}.${stage}`]);
  return map < maps && row < rows && column < columns ? { block, stage, map, row, column } : null;
}

/**
 * The first block's cell that says most: of a result the one furthest from zero, of an occlusion the place that
 * changes most.
 * @param {Message} message
 * @returns {Spot}
 */
export function strongest({ meta, arrays }) {
  const { facts, stages } = meta.blocks[0];
  const has = (wanted) => stages.find(({ name }) => name === wanted);
  const { name } = has("score") ?? has("result") ?? stages[0];
  const { data, shape } = arrays[`0.${name}`];
  const says = (i) => Math.abs(data[i] - (facts.whole ?? 0));
  let best = 0;
  for (let i = 1; i < data.length; i++) if (says(i) > says(best)) best = i;
  const columns = shape[1];
  return { block: 0, stage: name, map: 0, row: Math.floor(best / columns), column: best % columns };
}
