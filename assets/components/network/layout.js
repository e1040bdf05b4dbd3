// Where every layer lies in the network's world: one unit is one value, so that all maps are to the same scale. Pure functions.

/** @typedef {import("../maps/types").LayerFacts} LayerFacts */
/**
 * A layer in the world: its maps from (x, y) on, `across` in a line, `cell` units a value, `gap` between two maps.
 * @typedef {object} Block
 * @property {string} name
 * @property {number[]} size maps, rows and columns
 * @property {boolean} named whether each value stands in a line of its own with its name
 * @property {number} stage
 * @property {number} x
 * @property {number} y
 * @property {number} cell
 * @property {number} gap
 * @property {number} across
 * @property {number} width
 * @property {number} height
 */
/** @typedef {{blocks: Block[], width: number, height: number, label: number}} World */

export const PICTURE = "picture"; // no layer: what the network was given, in its colours, above its channels
const LARGER = { picture: 3, input: 2 }; // units of a value of what goes in, where there is room
const UNIT = 3; // units of a value in a row of single ones
const MANY = 1024; // single values from which on they are as small as those of maps
const HEIGHTS = [102, 136, 170, 204, 238, 272, 340, 408, 544]; // units that a block of maps may be high
export const NARROWEST = 66; // screen pixels of a stage, for the names in it
const GAP = { stages: 12, blocks: 10, maps: 1 };
const ROW = 16; // screen pixels of a value that stands beside its name, at most
const NAMED = 124; // screen pixels that such a line is long
export const LABEL = 32; // screen pixels above a block, for its name

/**
 * The layers in stages: a layer with a window or with all values of the one before begins one, what changes value by value
 * stands with it.
 * @param {LayerFacts[]} layers
 * @returns {LayerFacts[][]}
 */
export function stagesOf(layers) {
  /** @type {LayerFacts[][]} */
  const stages = [];
  for (const layer of layers) {
    const alone = layer.channels === "own" && layer.window.every((side) => side === 1);
    const joins = (alone && layer.source) || layer.kind === "softmax";
    if (joins) stages[stages.length - 1].push(layer);
    else stages.push([layer]);
  }
  return stages;
}

/**
 * The world that is seen largest on a stage of width x height pixels: stages side by side, or one below the other where it is narrow.
 * @param {LayerFacts[]} layers
 * @param {Set<number>} folded stages of which only the last layer is shown
 * @param {{width: number, height: number, narrow: boolean}} stage
 * @returns {World}
 */
export function layWorld(layers, folded, { width, height, narrow }) {
  const stages = stagesOf(layers).map((stage, i) => (folded.has(i) ? stage.slice(-1) : stage));
  const [, rows, columns] = layers[0].shape;
  stages[0] = [{ ...layers[0], name: PICTURE, shape: [1, rows, columns], units: [] }, ...stages[0]];
  if (narrow) return downwards(stages, width);
  const row = rowFor(stages, height);
  /** @type {World | undefined} */
  let best;
  let most = 0;
  for (const high of HEIGHTS) {
    const scale = largest((each) => {
      const world = sideways(stages, high, each, row);
      return world.width * each <= width && world.height * each <= height;
    });
    if (best && scale <= most) continue;
    [best, most] = [sideways(stages, high, scale, row), scale];
  }
  return /** @type {World} */ (best);
}

/** How high a value beside its name may be, so that those of the longest stage fit. */
function rowFor(stages, height) {
  const rows = stages.map((stage) => {
    const named = stage.filter(({ shape, units }) => shape.length === 1 && units.length);
    const count = named.reduce((sum, { shape }) => sum + shape[0], 0);
    return count ? (height - stage.length * (LABEL + GAP.blocks)) / count : ROW;
  });
  return Math.max(8, Math.min(ROW, ...rows));
}

/** The largest scale that fits: names keep their size on the screen, so it is found by halving. */
function largest(fits) {
  let [low, high] = [0.05, 8];
  for (let round = 0; round < 24; round++) {
    const middle = Math.sqrt(low * high);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** @param {LayerFacts[][]} stages @param {number} high units that a block may be high @param {number} scale pixels a unit */
function sideways(stages, high, scale, row) {
  const label = LABEL / scale;
  /** @type {Block[]} */
  const blocks = [];
  let [x, height] = [0, 0];
  stages.forEach((stage, i) => {
    let [y, wide] = [0, 0];
    for (const layer of stage) {
      const block = blockOf(layer, i, acrossFor(layer.shape, high), scale, row);
      blocks.push(Object.assign(block, { x: Math.round(x), y: Math.round(y + label) }));
      y += label + block.height + GAP.blocks;
      wide = Math.max(wide, block.width, NARROWEST / scale);
    }
    height = Math.max(height, y - GAP.blocks);
    x += wide + GAP.stages;
  });
  return { blocks, width: x - GAP.stages, height, label };
}

/** @param {LayerFacts[][]} stages @param {number} width */
function downwards(stages, width) {
  const widest = 33 * 8; // units: eight maps of the largest layer in a line
  const largest = Math.max(...stages.flat().map(({ shape }) => shape[2] ?? 1));
  const units = Math.max(widest, (largest + GAP.maps) * 8);
  const scale = width / units;
  const label = LABEL / scale;
  /** @type {Block[]} */
  const blocks = [];
  let y = 0;
  stages.forEach((stage, i) => {
    for (const layer of stage) {
      const side = (layer.shape[2] ?? 1) + GAP.maps;
      const fits = 2 ** Math.floor(Math.log2(units / side));
      const block = blockOf(layer, i, Math.min(layer.shape[0], fits), scale, ROW, true);
      blocks.push(Object.assign(block, { x: 0, y: Math.round(y + label) }));
      y += label + block.height + GAP.blocks;
    }
  });
  return { blocks, width: units, height: y - GAP.blocks, label };
}

/**
 * The fewest maps in a line with which a block is not higher than `high`.
 * @param {number[]} shape
 * @param {number} high
 */
function acrossFor(shape, high) {
  const [maps, rows = 1] = shape;
  const lines = Math.max(1, Math.floor((high + GAP.maps) / (rows + GAP.maps)));
  return Math.ceil(maps / lines);
}

/** @returns {Block} */
function blockOf({ name, source, shape, units }, stage, across, scale, rowHigh, narrow = false) {
  const [maps, rows = 1, columns = 1] = shape;
  const flat = shape.length === 1;
  const place = { name, size: [maps, rows, columns], stage, x: 0, y: 0 };
  if (flat && units.length) {
    const cell = rowHigh / scale;
    return {
      ...place,
      named: true,
      cell: cell * 0.8,
      gap: cell * 0.2,
      across: 1,
      width: NAMED / scale,
      height: maps * cell,
    };
  }
  const large = name === PICTURE ? LARGER.picture : LARGER.input;
  const input = source ? 1 : large - (narrow ? 1 : 0);
  const cell = flat && maps < MANY ? UNIT : input;
  const gap = flat ? 0 : GAP.maps;
  const line = flat ? lineOf(maps) : Math.min(across, maps);
  return {
    ...place,
    named: false,
    cell,
    gap,
    across: line,
    width: line * (columns * cell + gap) - gap,
    height: Math.ceil(maps / line) * (rows * cell + gap) - gap,
  };
}

/** How many single values stand in a line: a block that is twice as high as wide. */
const lineOf = (count) => 2 ** Math.round(Math.log2(Math.sqrt(count / 2)));

/**
 * Left, top, and side lengths of a map, or of some of its rows and columns, in units.
 * @param {Block} block
 * @param {number} map
 * @param {{rows?: number[], columns?: number[]}} part
 */
export function boxOf({ x, y, size, cell, gap, across }, map, { rows, columns } = {}) {
  const [, high, wide] = size;
  const [top, left] = [rows?.[0] ?? 0, columns?.[0] ?? 0];
  const [bottom, right] = [(rows?.at(-1) ?? high - 1) + 1, (columns?.at(-1) ?? wide - 1) + 1];
  return {
    x: x + (map % across) * (wide * cell + gap) + left * cell,
    y: y + Math.floor(map / across) * (high * cell + gap) + top * cell,
    width: (right - left) * cell,
    height: (bottom - top) * cell,
  };
}

/**
 * The value under a place in the world, or null: {block, cell: [map, row, column]}. A line with a name counts as a whole.
 * @param {World} world
 * @param {number} x
 * @param {number} y
 * @returns {{block: Block, cell: import("../core/types").Cell} | null}
 */
export function valueAt({ blocks }, x, y) {
  const block = blocks.find(
    (each) => x >= each.x && y >= each.y && x < each.x + each.width && y < each.y + each.height,
  );
  if (!block) return null;
  const { size, cell, gap, across } = block;
  const [maps, rows, columns] = size;
  const [stepX, stepY] = [columns * cell + gap, rows * cell + gap];
  const [left, top] = [x - block.x, y - block.y];
  const line = block.named ? 0 : Math.min(across - 1, Math.floor(left / stepX));
  const map = Math.floor(top / stepY) * across + line;
  if (map >= maps) return null;
  const row = Math.min(rows - 1, Math.floor((top % stepY) / cell));
  const column = block.named ? 0 : Math.min(columns - 1, Math.floor((left % stepX) / cell));
  return { block, cell: [map, row, column] };
}
