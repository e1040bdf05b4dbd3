// What is meant by a point on a canvas, or by an arrow key. Pure functions.

import { cellUnder, neighbour } from "../core/atlas.js";
import { areaOf, cellsIn, placeNear, strongest } from "./places.js";

/** @typedef {import("./scene").Message} Message @typedef {import("./scene").Panel} Panel @typedef {import("./scene").Spot} Spot */
/** @typedef {import("../core/types").Pair} Pair */

/**
 * The cell of a panel under a point, or null between its maps.
 * @param {Panel} panel
 * @param {Pair} point
 * @returns {Spot | null}
 */
export function spotOn({ atlas, block, shape, stage }, [x, y]) {
  const cell = cellUnder(atlas, shape, x - atlas.x, y - atlas.y);
  return cell && { block, stage: stage.name, map: cell[0], row: cell[1], column: cell[2] };
}

/**
 * What a point on the picture means: a pixel of the first map, or the middle of the square of block `cover`.
 * @param {Message} message
 * @param {number} cover
 * @param {Pair} point
 * @param {number} side of the picture on the screen
 * @returns {Spot}
 */
export function spotOnPicture(message, cover, [x, y], side) {
  const [rows, columns] = message.arrays.pixels.shape;
  const along = (at, count) => Math.max(0, Math.min(count - 1, Math.floor((at / side) * count)));
  const [row, column] = [along(y, rows), along(x, columns)];
  if (cover < 0) return { ...strongest(message), map: 0, row, column };
  const place = placeNear(message, cover, row, column);
  return { block: cover, stage: "score", map: 0, row: place[0], column: place[1] };
}

/**
 * Where an arrow key leads on a panel: from another panel first to the same place of this one.
 * @param {Message} message
 * @param {Spot} spot
 * @param {Panel} panel
 * @param {Pair} step
 * @returns {Spot}
 */
export function spotAfter(message, spot, { atlas, block, shape, stage }, step) {
  if (spot.block !== block || spot.stage !== stage.name) {
    const [row, column] = cellsIn(areaOf(message, spot), shape[1], shape[2]);
    return { block, stage: stage.name, map: 0, row, column };
  }
  const to = neighbour(atlas, shape, [spot.map, spot.row, spot.column], step);
  return { ...spot, map: to[0], row: to[1], column: to[2] };
}

/**
 * The panel that the picture's arrow keys walk on: the square's places, or the first map over the picture.
 * @param {Panel[]} panels
 * @param {number} cover
 */
export function panelOfPicture(panels, cover) {
  return panels.find(({ block, stage }) =>
    cover < 0 ? stage.kind === "over" : block === cover && stage.name === "score",
  );
}
