// Where the rows, their cells and their windows lie. Every start of a window is Python's.

const WIDE = 640; // from here on the words stand beside the cells, not above them
const WORDS = 200; // columns of words left and right of the cells
const SIZES = 96;
const HEADER = 24;
const LINE = 18; // a line of words
const STRIP = 16; // height of the cells
const LARGEST = 40; // widths of a cell: most, least, and where only both ends of the axis are drawn
const SMALLEST = 7;
const ENDS = 14;
const GAP = 3; // cells' worth of room for the part left out
const BAND = 24; // height that the bars of a row share
const LANES = 16; // more windows over one cell than this, and only the first and the last of a row are drawn

/** @typedef {import("./types").Payload} Payload */
/** @typedef {import("../core/types").Pair} Pair */

/**
 * First and last cell that any row pads or reaches.
 * @param {Payload} meta
 * @returns {[number, number]}
 */
export function extent({ size, span, rows }) {
  const reach = (row) => (row.refused ? 0 : row.starts.at(-1) + span);
  const ends = rows.map((row) => Math.max(size + row.after, reach(row)));
  return [0 - Math.max(...rows.map((row) => row.before)), Math.max(...ends) - 1];
}

/**
 * The cells first..last on `width` pixels: all of them, or both ends where they would be too narrow. Where the ends
 * would be padding for the most part, all of them, as narrow as they get.
 * @param {number} first
 * @param {number} last
 * @param {number} width
 * @param {number} size of the input, whose cells are 0..size - 1
 */
export function columns(first, last, width, size) {
  const count = last - first + 1;
  const cell = Math.min(LARGEST, width / count);
  if (cell >= SMALLEST) return { cell, parts: [{ from: first, to: last, x: 0 }] };
  const shown = Math.floor(width / ENDS) - GAP;
  const head = Math.ceil(shown / 2);
  if (Math.max(-first, last - size + 1) > head / 2)
    return { cell: width / count, parts: [{ from: first, to: last, x: 0 }] };
  const x = (head + GAP) * ENDS;
  return {
    cell: ENDS,
    parts: [
      { from: first, to: first + head - 1, x: 0 },
      { from: last - (shown - head) + 1, to: last, x },
    ],
  };
}

/** The visible pieces [x, width] of the cells from..to. */
export function pieces(from, to, { cell, parts }) {
  return parts
    .map((part) => [Math.max(from, part.from), Math.min(to, part.to), part])
    .filter(([a, b]) => a <= b)
    .map(([a, b, part]) => [part.x + (a - part.from) * cell, (b - a + 1) * cell]);
}

/** Bars that overlap lie in lanes below each other: how many, how high, how far apart, and whether all are drawn. */
export function lanes({ span, stride, rows }) {
  const most = Math.max(1, ...rows.map(({ starts }) => starts.length));
  const needed = Math.min(most, Math.ceil(span / stride));
  const few = needed > LANES;
  const count = few ? 3 : needed;
  const step = Math.max(3, Math.min(9, Math.floor(BAND / count)));
  return { count, step, bar: step > 4 ? step - 2 : step - 1, few };
}

/**
 * The windows of a row that are drawn, each with its lane: all, or the first, the last and below them the chosen one.
 * @param {number[]} starts
 * @param {{count: number, few: boolean}} lane
 * @param {number | null} chosen
 * @returns {Pair[]}
 */
export function drawnWindows(starts, { count, few }, chosen) {
  if (!few) return starts.map((_, i) => [i, i % count]);
  const last = starts.length - 1;
  const inner = chosen !== null && chosen > 0 && chosen < last;
  return [...new Set([0, last, ...(inner ? [chosen] : [])])].map((i, lane) => [i, lane]);
}

/**
 * Every row's place on a canvas of `width` pixels; a row that is refused has words only.
 * @param {Payload} meta
 * @param {number} width
 */
export function layout(meta, width) {
  const wide = width >= WIDE;
  const left = wide ? WORDS : 1;
  const cells = columns(...extent(meta), width - left - (wide ? SIZES : 1), meta.size);
  const lane = lanes(meta);
  const above = wide ? 8 : 2 * LINE + 8;
  const drawn = above + STRIP + 4 + lane.count * lane.step + 8;
  let y = HEADER;
  const rows = meta.rows.map(({ refused }) => {
    const height = refused ? (wide ? 2 * LINE : 2 * LINE + 8) : Math.max(drawn, 2 * LINE + 12);
    const row = { y, height, strip: y + above, bars: y + above + STRIP + 4 };
    y += height;
    return row;
  });
  const last = cells.parts[cells.parts.length - 1];
  const end = left + last.x + (last.to - last.from + 1) * cells.cell;
  const right = wide ? Math.max(WIDE, end + SIZES) : width;
  return { wide, left, right, cells, lane, rows, strip: STRIP, height: y };
}

/** { row, index } of the window at a point of the canvas, the nearest one outside the bars; null where there is none. */
export function windowAt(meta, figure, x, y) {
  const row = figure.rows.findIndex((place) => y >= place.y && y < place.y + place.height);
  if (row < 0 || !meta.rows[row].starts.length) return null;
  const lane = Math.floor((y - figure.rows[row].bars) / figure.lane.step);
  const inLane = !figure.lane.few && lane >= 0 && lane < figure.lane.count;
  /** @type {{row: number, index: number} | null} */
  let best = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, start] of meta.rows[row].starts.entries()) {
    if (inLane && index % figure.lane.count !== lane) continue;
    for (const [at, width] of pieces(start, start + meta.span - 1, figure.cells)) {
      const distance = Math.abs(x - figure.left - at - width / 2);
      if (distance < least) [best, least] = [{ row, index }, distance];
    }
  }
  return best;
}

/** The number of the window that a key leads to; null lets go, undefined is another key's business. */
export function windowForKey(key, index, count) {
  switch (key) {
    case "ArrowRight":
      return index === null ? 0 : Math.min(count - 1, index + 1);
    case "ArrowLeft":
      return index === null ? 0 : Math.max(0, index - 1);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    case "Escape":
      return null;
    default:
      return undefined;
  }
}
