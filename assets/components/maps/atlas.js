// All maps of all layers, painted once in their colours: strip, sheet and lens copy from these canvases.

import { cssTable, paintSigned, shade, signedTable } from "../core/colours.js";
import { reach } from "./statistics.js";

export class Atlas {
  canvases = new Map();
  limits = new Map();
  shades = [];

  /** Paint every layer of a passage; `scale` says what shares one colour scale: a map, a layer or the network. */
  paint(passage, scale, palette) {
    this.passage = passage;
    const table = signedTable(palette);
    this.shades = cssTable(table);
    for (const name of passage.names) {
      if (passage.home(name) !== name) continue;
      const { flat } = passage.size(name);
      const limits = colourLimits(
        passage.figures(name),
        scale,
        passage.top,
        flat,
        passage.silence(name),
      );
      if (!this.canvases.has(name)) this.canvases.set(name, document.createElement("canvas"));
      paintLayer(
        this.canvases.get(name),
        passage.values(name).data,
        passage.size(name),
        limits,
        table,
      );
      this.limits.set(name, limits);
    }
  }

  /** The canvas with a layer's maps one below the other, a value a pixel. */
  of(name) {
    return this.canvases.get(this.passage.home(name));
  }

  /** The colour of a value as CSS text, for what is drawn cell by cell. */
  colour(value, limit) {
    return this.shades[shade(value, limit)];
  }

  /** The distance from zero that has the full colour in a map. */
  limit(name, channel) {
    return this.limits.get(this.passage.home(name))[channel];
  }
}

/**
 * The distance from zero that has the full colour, for each map of a layer or unit of a flat one; `top` is the network's.
 * A map of its own scale that says nothing stays neutral: stretched over nothing, its one value would be the loudest.
 */
export function colourLimits(figures, scale, top, flat, silence) {
  const whole = reach(figures);
  if (scale === "network") return figures.map(() => top);
  // A unit is one number: only beside the others does its colour say something.
  if (scale === "layer" || flat) return figures.map(() => whole);
  return figures.map(({ min, max }, i) => (silence[i] ? Infinity : Math.max(-min, max)));
}

function paintLayer(canvas, data, { count, height, width }, limits, table) {
  const image = new ImageData(width, height * count);
  const pixels = new Uint32Array(image.data.buffer);
  const cells = height * width;
  limits.forEach((limit, channel) => {
    paintSigned(pixels, data, channel * cells, cells, limit, table);
  });
  [canvas.width, canvas.height] = [width, height * count];
  canvas.getContext("2d").putImageData(image, 0, 0);
}
