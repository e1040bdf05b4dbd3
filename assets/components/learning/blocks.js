// The windows of a convolution's followed number: in each cell what is read, times a weight, coloured by the product.

import { css, inkOn, signedColour } from "../core/colours.js";
import { short } from "../core/number.js";
import { channelName, channelSums } from "./words.js";

/**
 * Make the tables of the channels that are shown, empty.
 * @param {HTMLElement} box
 * @param {string} layer
 * @param {number[]} shown
 */
export function makeBlocks(box, layer, shown) {
  box.replaceChildren(
    ...shown.map((channel) => {
      const block = document.createElement("figure");
      const name = document.createElement("figcaption");
      name.textContent = channelName(layer, channel);
      const grid = document.createElement("div");
      grid.className = "grid";
      for (let i = 0; i < 9; i++) {
        const cell = document.createElement("span");
        cell.append(document.createElement("b"), document.createElement("i"));
        grid.append(cell);
      }
      block.append(name, grid);
      return block;
    }),
  );
}

/**
 * Fill them with the numbers of a moment.
 * @param {HTMLElement} box
 * @param {string} layer
 * @param {import("./film").Operands} operands
 * @param {number} at
 * @param {number[]} shown
 * @param {import("../core/types").Palette} palette
 */
export function fillBlocks(box, layer, { window, kernel }, at, shown, palette) {
  const channels = window.shape[1];
  const sums = channelSums({ window, kernel }, at);
  const product = (i) => window.data[i] * kernel.data[i];
  const starts = shown.map((channel) => (at * channels + channel) * 9);
  const limit = Math.max(
    ...starts.flatMap((start) => Array.from({ length: 9 }, (_, i) => Math.abs(product(start + i)))),
  );
  for (const [nth, block] of [...box.children].entries()) {
    const [name, grid] = block.children;
    name.textContent = `${channelName(layer, shown[nth])}: ${short(sums[shown[nth]], 4)}`;
    for (const [i, cell] of [...grid.children].entries()) {
      const at = starts[nth] + i;
      const fill = signedColour(product(at), limit, palette);
      const [read, weight] = cell.children;
      read.textContent = short(window.data[at]);
      weight.textContent = `× ${short(kernel.data[at])}`;
      const { style } = /** @type {HTMLElement} */ (cell);
      [style.background, style.color] = [css(fill), inkOn(fill)];
    }
  }
}
