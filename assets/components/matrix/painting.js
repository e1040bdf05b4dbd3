// Painting: a drag with the pressed button gives every cell that it reaches the number of the cell where it began.

import { positionOf } from "./cells.js";

/** @typedef {import("../core/types").Pair} Pair */

/**
 * The matrix with the number of one cell in some others too.
 * @param {number[][]} values
 * @param {Pair} from
 * @param {Pair[]} cells
 */
export function painted(values, [row, column], cells) {
  const after = values.map((line) => [...line]);
  for (const [i, j] of cells) after[i][j] = values[row][column];
  return after;
}

/**
 * The cells on a straight way between two, both ends among them: a fast pointer leaves none out.
 * @param {Pair} from
 * @param {Pair} to
 */
export function between(from, to) {
  const steps = Math.max(Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]));
  return Array.from({ length: steps + 1 }, (_, k) => {
    const share = steps ? k / steps : 0;
    const along = (axis) => Math.round(from[axis] + share * (to[axis] - from[axis]));
    return /** @type {Pair} */ ([along(0), along(1)]);
  });
}

/**
 * Watch drags over a grid. A finger scrolls, unless it begins at the cell that is edited: component.css says so.
 * @param {ShadowRoot} root
 * @param {HTMLElement} grid
 * @param {{paint: (from: Pair, cells: Pair[]) => void, finish: () => void, cancel: () => void}} acts
 */
export function watchDrags(root, grid, { paint, finish, cancel }) {
  /** @type {Pair | null} */
  let from = null;
  /** @type {Pair[]} */
  let cells = [];
  const end = (act) => () => {
    if (cells.length) act();
    from = null;
    cells = [];
  };
  grid.ondragstart = (event) => event.preventDefault(); // marked digits stay where they are
  grid.onpointerdown = (event) => {
    from = event.button === 0 ? positionOf(event.target) : null;
  };
  grid.onpointermove = (event) => {
    const to = from && positionOf(root.elementFromPoint(event.clientX, event.clientY));
    if (!from || !to) return;
    const [row, column] = cells.at(-1) ?? from;
    if (row === to[0] && column === to[1]) return;
    if (!cells.length) grid.setPointerCapture(event.pointerId);
    event.preventDefault(); // no text is marked
    cells.push(...between([row, column], to));
    paint(from, cells);
  };
  grid.onpointerup = end(finish);
  grid.onpointercancel = end(cancel);
}
