// The world's picture: every value of every layer as one pixel, painted once for a colour scale and copied from in every frame.

import { cssTable, paintSigned, shade, signedTable } from "../core/colours.js";
import { colourLimits } from "../maps/atlas.js";
import { PICTURE } from "./layout.js";

/** @typedef {import("./layout.js").World} World */

export class Texture {
  canvas = document.createElement("canvas");
  /** The distance from zero that has the full colour, for each map of a layer. @type {Map<string, number[]>} */
  limits = new Map();
  /** @type {string[]} */
  shades = [];

  /**
   * @param {World} world
   * @param {import("../maps/passage.js").Passage} passage
   * @param {string} scale what shares one colour scale: a "map", a "layer" or the "network"
   * @param {import("../core/types").Palette} palette
   */
  paint(world, passage, scale, palette) {
    const table = signedTable(palette);
    this.shades = cssTable(table);
    const [width, height] = [Math.ceil(world.width), Math.ceil(world.height)];
    const image = new ImageData(width, height);
    const pixels = new Uint32Array(image.data.buffer);
    for (const name of passage.names)
      this.limits.set(
        name,
        colourLimits(
          passage.figures(name),
          scale,
          passage.top,
          passage.size(name).flat,
          passage.silence(name),
        ),
      );
    for (const block of world.blocks) {
      if (block.named) continue; // drawn line by line, with their names
      if (block.name === PICTURE) {
        paintPicture(pixels, width, block, passage.arrays.pixels.data);
        continue;
      }
      const { data } = passage.values(block.name);
      paintBlock(pixels, width, block, data, this.limits.get(block.name) ?? [], table);
    }
    [this.canvas.width, this.canvas.height] = [width, height];
    this.canvas.getContext("2d")?.putImageData(image, 0, 0);
  }

  /** The colour of a value as CSS text. */
  colour(value, limit) {
    return this.shades[shade(value, limit)];
  }

  limit(name, map) {
    return this.limits.get(name)?.[map] ?? 0;
  }
}

/** Every value of a block, `cell` x `cell` pixels each; blocks begin at whole pixels. */
function paintBlock(pixels, stride, block, data, limits, table) {
  const { size, cell, gap, across } = block;
  const [maps, rows, columns] = size;
  const [left, top] = [Math.round(block.x), Math.round(block.y)];
  const colours = new Uint32Array(rows * columns);
  for (let map = 0; map < maps; map++) {
    paintOne(colours, data, map, rows * columns, limits[map], table);
    const x0 = left + (map % across) * (columns * cell + gap);
    const y0 = top + Math.floor(map / across) * (rows * cell + gap);
    for (let row = 0; row < rows * cell; row++)
      for (let column = 0; column < columns * cell; column++)
        pixels[(y0 + row) * stride + x0 + column] =
          colours[Math.floor(row / cell) * columns + Math.floor(column / cell)];
  }
}

function paintOne(colours, data, map, count, limit, table) {
  paintSigned(colours, data.subarray(map * count, (map + 1) * count), 0, count, limit, table);
}

/**
 * The picture in its own colours.
 * @param {Uint32Array} pixels
 * @param {number} stride
 * @param {import("./layout.js").Block} block
 * @param {ArrayLike<number>} data
 */
function paintPicture(pixels, stride, { x, y, cell, size: [, rows, columns] }, data) {
  for (let row = 0; row < rows * cell; row++)
    for (let column = 0; column < columns * cell; column++) {
      const at = (Math.floor(row / cell) * columns + Math.floor(column / cell)) * 3;
      const colour = data[at] | (data[at + 1] << 8) | (data[at + 2] << 16) | (255 << 24);
      pixels[(y + row) * stride + x + column] = colour >>> 0;
    }
}
