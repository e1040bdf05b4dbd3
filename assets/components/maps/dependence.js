// Which values of a network depend on which, from what each layer declares: the twin of vizcore/nets/dependence.py.

/** @typedef {import("./types").LayerFacts} LayerFacts */
/**
 * Values of a layer: all that lie in these channels, rows and columns, in rising order. Single units have row and column 0.
 * @typedef {{channels: number[], rows: number[], columns: number[]}} Region
 */

const range = (count, first = 0) => Array.from({ length: count }, (_, i) => first + i);
const rising = (numbers) => [...new Set(numbers)].sort((a, b) => a - b);

/**
 * The values that a layer takes to make those of a region of its output: their operands.
 * @param {LayerFacts} layer
 * @param {number[]} source shape of what it takes
 * @param {Region} region
 * @returns {Region}
 */
export function operandsOf(layer, source, region) {
  const { channels, rows, columns } = region;
  if (layer.channels === "order") return unflattened(region, source);
  if (layer.channels === "all") return whole(source);
  const seen = (axis, cells) => rising(cells.flatMap((at) => under(layer, axis, at, source)));
  return {
    channels:
      layer.channels === "group" ? grouped(channels, layer.shape[0], source[0], layer) : channels,
    rows: seen(0, rows),
    columns: seen(1, columns),
  };
}

/**
 * The values of a layer's output that take one of a region of its input.
 * @param {LayerFacts} layer
 * @param {number[]} source
 * @param {Region} region
 * @returns {Region}
 */
export function reachedBy(layer, source, region) {
  const { channels, rows, columns } = region;
  if (!channels.length || !rows.length || !columns.length)
    return { channels: [], rows: [], columns: [] };
  if (layer.channels === "order") {
    const [, height = 1, width = 1] = source;
    const places = channels.flatMap((c) =>
      rows.flatMap((r) => columns.map((k) => (c * height + r) * width + k)),
    );
    return { channels: places, rows: [0], columns: [0] };
  }
  if (layer.channels === "all") return whole(layer.shape);
  const hit = (axis, cells) => {
    const wanted = new Set(cells);
    const size = layer.shape[axis + 1] ?? 1;
    return range(size).filter((at) => under(layer, axis, at, source).some((c) => wanted.has(c)));
  };
  return {
    channels:
      layer.channels === "group" ? grouped(channels, source[0], layer.shape[0], layer) : channels,
    rows: hit(0, rows),
    columns: hit(1, columns),
  };
}

/** The channels on the other side of a convolution that belong to the groups of these. */
function grouped(channels, here, there, { groups }) {
  const [each, other] = [here / groups, there / groups];
  return rising(channels.map((channel) => Math.floor(channel / each))).flatMap((group) =>
    range(other, group * other),
  );
}

/** The cells of the source under the window at `at`, along one axis; padding is left out. */
function under({ window, stride, padding, dilation }, axis, at, source) {
  const size = source[axis + 1] ?? 1;
  const first = at * stride[axis] - padding[axis];
  return range(window[axis])
    .map((i) => first + i * dilation[axis])
    .filter((cell) => cell >= 0 && cell < size);
}

/** @param {number[]} shape @returns {Region} */
function whole([channels, rows = 1, columns = 1]) {
  return { channels: range(channels), rows: range(rows), columns: range(columns) };
}

/** @param {Region} region @param {number[]} source @returns {Region} */
function unflattened({ channels }, [, height = 1, width = 1]) {
  return {
    channels: rising(channels.map((place) => Math.floor(place / (height * width)))),
    rows: rising(channels.map((place) => Math.floor(place / width) % height)),
    columns: rising(channels.map((place) => place % width)),
  };
}

/**
 * The region of each earlier layer that one value can depend on, by name, the layer's own first.
 * @param {Map<string, LayerFacts>} layers
 * @param {string} name
 * @param {Region} region
 * @returns {Map<string, Region>}
 */
export function feeding(layers, name, region) {
  const found = new Map([[name, region]]);
  let layer = layers.get(name);
  while (layer?.source) {
    const source = /** @type {LayerFacts} */ (layers.get(layer.source));
    region = operandsOf(layer, source.shape, region);
    found.set(source.name, region);
    layer = source;
  }
  return found;
}

/**
 * The region of each later layer that one value can reach, by name, the layer's own first.
 * @param {Map<string, LayerFacts>} layers
 * @param {string} name
 * @param {Region} region
 * @returns {Map<string, Region>}
 */
export function reaching(layers, name, region) {
  const found = new Map([[name, region]]);
  for (const layer of layers.values()) {
    const before = found.get(layer.source);
    if (before && !found.has(layer.name))
      found.set(layer.name, reachedBy(layer, layers.get(layer.source)?.shape ?? [], before));
  }
  return found;
}

/**
 * Top, left, bottom and right of the picture's cells behind a value, the last two not included.
 * @param {Map<string, LayerFacts>} layers
 * @param {string} name of the value's layer
 * @param {import("../core/types").Cell} cell
 * @returns {[number, number, number, number]}
 */
export function receptiveField(layers, name, [channel, row, column]) {
  const region = { channels: [channel], rows: [row], columns: [column] };
  const { rows, columns } = [...feeding(layers, name, region).values()].at(-1) ?? region;
  return [rows[0], columns[0], rows[rows.length - 1] + 1, columns[columns.length - 1] + 1];
}
