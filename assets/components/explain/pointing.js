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
export function spotOn(panel, [x, y]) {
  const { atlas, block, shape, stage } = panel;
  const cell = cellUnder(atlas, shape, x - atlas.x, y - atlas.y);
  if (!cell) return null;
  const [map, row, column] = cell;
  return { block, stage: stage.name, map: stage.kind === "one" ? panel.map : map, row, column };
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
export function spotAfter(message, spot, panel, step) {
  const { atlas, block, shape, stage } = panel;
  const alone = stage.kind === "one";
  if (spot.block !== block || spot.stage !== stage.name) {
    const [row, column] = cellsIn(areaOf(message, spot), shape[1], shape[2]);
    return { block, stage: stage.name, map: alone ? panel.map : 0, row, column };
  }
  const from = alone ? 0 : spot.map;
  const [map, row, column] = neighbour(atlas, shape, [from, spot.row, spot.column], step);
  return { ...spot, map: alone ? panel.map : map, row, column };
}

/**
 * Which of a layer's maps is looked at: the one that is pointed at, or the heaviest.
 * @param {Spot} spot
 * @param {number} block
 */
export function mapInView({ block: at, stage, map }, block) {
  return at === block && (stage === "maps" || stage === "gradients") ? map : 0;
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
