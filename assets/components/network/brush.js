// Painting on a map: while the brush is taken, a drag over the map that is looked at collects its values, and sets them at the end.

import { pointOn } from "../core/canvas.js";

/**
 * Watches a canvas while `isTaken()`. `cellAt(x, y)` is the row and column of the map that is painted, or null; `painted(cells)` is called
 * with all cells so far, `done(cells)` when the drag ends.
 * @param {HTMLCanvasElement} canvas
 * @param {{
 *   isTaken: () => boolean,
 *   cellAt: (x: number, y: number) => import("../core/types").Pair | null,
 *   painted: (cells: import("../core/types").Pair[]) => void,
 *   done: (cells: import("../core/types").Pair[]) => void,
 * }} acts
 */
export function brush(canvas, { isTaken, cellAt, painted, done }) {
  /** @type {Map<string, import("../core/types").Pair> | null} */
  let cells = null;

  const add = (event) => {
    const cell = cellAt(...pointOn(canvas, event));
    if (!cell || !cells || cells.has(String(cell))) return;
    cells.set(String(cell), cell);
    painted([...cells.values()]);
  };
  const mine = (event) => {
    event.stopImmediatePropagation(); // neither panned nor pointed at
    event.preventDefault();
  };
  const down = (event) => {
    if (!isTaken() || !cellAt(...pointOn(canvas, event))) return;
    mine(event);
    canvas.setPointerCapture(event.pointerId);
    cells = new Map();
    add(event);
  };
  const move = (event) => {
    if (!cells) return;
    mine(event);
    add(event);
  };
  const up = (event) => {
    if (!cells) return;
    mine(event);
    const all = [...cells.values()];
    cells = null;
    done(event.type === "pointerup" ? all : []);
  };
  const capture = { capture: true };
  canvas.addEventListener("pointerdown", down, capture);
  canvas.addEventListener("pointermove", move, capture);
  canvas.addEventListener("pointerup", up, capture);
  canvas.addEventListener("pointercancel", up, capture);
}
