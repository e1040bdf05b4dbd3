// Where a picture is on its pane. Pure functions; a view is { scale, x, y }: screen = origin + pixel * scale.

export const CLOSEST = 64; // screen pixels of one pixel at the highest zoom

const NARROWEST = 320; // a pane of a tall picture, so that there is room to zoom

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

/** @typedef {import("./types").View} View */

/**
 * Size of the stage and of one pane on it: the picture as large as the width allows, not higher than `tallest`.
 * @param {number[]} size rows and columns of the picture
 * @param {number} available
 * @param {number} tallest
 * @param {number} panes
 * @param {number} gap
 * @returns {import("./types").Stage}
 */
export function stageSize([height, width], available, tallest, panes, gap) {
  const room = (available - gap * (panes - 1)) / panes;
  const stageHeight = Math.round(Math.min(tallest, (room * height) / width));
  const pane = Math.min(room, Math.max(NARROWEST, Math.round((stageHeight * width) / height)));
  return { width: pane * panes + gap * (panes - 1), pane, height: stageHeight };
}

/**
 * The whole picture in the middle of its pane.
 * @param {number[]} size
 * @param {number} pane
 * @param {number} stageHeight
 * @returns {View}
 */
export function fitView([height, width], pane, stageHeight) {
  const scale = Math.min(pane / width, stageHeight / height);
  return { scale, x: (pane - width * scale) / 2, y: (stageHeight - height * scale) / 2 };
}

/**
 * The view without empty margins wider than the fitted one has.
 * @param {View} view
 * @param {number[]} size
 * @param {number} pane
 * @param {number} stageHeight
 * @returns {View}
 */
export function holdView(view, [height, width], pane, stageHeight) {
  const hold = (origin, room, length) =>
    length <= room ? (room - length) / 2 : clamp(origin, room - length, 0);
  return {
    scale: view.scale,
    x: hold(view.x, pane, width * view.scale),
    y: hold(view.y, stageHeight, height * view.scale),
  };
}

/**
 * Zoom by `factor` around the screen point (x, y), between the fitted view and CLOSEST.
 * @param {View} view
 * @param {number} factor
 * @param {number} x
 * @param {number} y
 * @param {View} fitted
 * @returns {View}
 */
export function zoomView(view, factor, x, y, fitted) {
  const scale = clamp(view.scale * factor, fitted.scale, Math.max(CLOSEST, fitted.scale));
  const change = scale / view.scale;
  return { scale, x: x - (x - view.x) * change, y: y - (y - view.y) * change };
}

/**
 * The view with the middle of a pixel in the middle of a pane.
 * @param {import("./types").Pair} pixel
 * @param {number} scale
 * @param {number} width
 * @param {number} height
 * @returns {View}
 */
export function centred([row, column], scale, width, height) {
  return { scale, x: width / 2 - (column + 0.5) * scale, y: height / 2 - (row + 0.5) * scale };
}
