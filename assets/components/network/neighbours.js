// Where an arrow key leads in a block: through a map, and across its edge into the next one.

import { neighbour } from "../core/atlas.js";

/**
 * @param {import("./layout.js").Block} block
 * @param {import("../core/types").Cell} cell
 * @param {[number, number]} move
 */
export function neighbourOf({ across, size }, cell, move) {
  const atlas = { x: 0, y: 0, cell: 1, gap: 0, columns: across, side: [1, 1], width: 0, height: 0 };
  return neighbour(/** @type {any} */ (atlas), /** @type {any} */ (size), cell, move);
}
