// The moment on show as a figure for paper.

import { write } from "../core/ink.js";
import { saveFigure } from "../core/save.js";
import * as panels from "./panels.js";
import * as sheets from "./sheets.js";
import { drawTimeline, TALL } from "./timeline.js";
import { equation, told } from "./words.js";

const WIDTH = 960;
const LEFT = 16;
const MIDDLE = 400; // top of the sheets' and of the matrix' words
const HALF = 440;

/** @param {import("./component").default} learning */
export function saveAll({ frame, film, scene, at, spot, pair, shown, counts }) {
  const { meta, arrays } = film;
  const [count] = arrays.maps.shape.slice(1);
  const sheet = sheets.tiles(count, sheets.across(count), HALF);
  const filters = sheets.tiles(arrays.filters.shape[1], 8, 240);
  const below = 2 * LEFT + TALL + 48 + Math.max(sheet.height, filters.height) + 24;
  const height = below + 48 + panels.matrixTall(HALF, meta.labels.length) + LEFT;
  saveFigure(frame, "how-it-learned.png", [WIDTH, height], (pen, theme) => {
    const part = (x, y, words, draw) => {
      pen.save();
      pen.translate(x, y);
      write(pen, theme, words, 0, -16, { bold: true });
      draw();
      pen.restore();
    };
    part(LEFT, 2 * LEFT + 8, told(meta.frames[at]), () =>
      drawTimeline(pen, theme, WIDTH - 2 * LEFT, meta.frames, at),
    );
    const top = 2 * LEFT + TALL + 48;
    part(LEFT, top, "Filters of conv1", () =>
      sheets.drawTiles(pen, sheets.filtersCanvas(film, at), filters, arrays.filters.shape[1], {
        chosen: -1,
        colour: "",
      }),
    );
    part(MIDDLE, top, `Maps of ${meta.layer}`, () =>
      sheets.drawTiles(pen, sheets.mapsCanvas(film, at, theme.palette), sheet, count, {
        chosen: spot.channel,
        colour: theme.palette.output,
      }),
    );
    write(pen, theme, equation(meta.layer, scene.arrays, at, shown), LEFT, below, { code: true });
    part(LEFT, below + 56, "What is taken for what", () =>
      panels.drawMatrix(pen, theme, 400, meta.labels, counts, pair),
    );
    part(HALF + 48, below + 56, `What bn${meta.layer.at(-1)} keeps`, () =>
      panels.drawStrips(pen, theme, HALF, arrays, at, spot.channel),
    );
  });
}
