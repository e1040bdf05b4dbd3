// The tiles of a convolution: window, kernel and partial sum of every input channel behind one value.

import { fit } from "../core/canvas.js";
import { css, inkOn, signedColour } from "../core/colours.js";
import { placeAfter } from "../core/keys.js";
import { short } from "../core/number.js";
import { decimals, fixed } from "./digits.js";
import { placeAt, tileAt } from "./layout.js";
import { frame, largest, patch } from "./strokes.js";

/** Draws a traced value in the section `box`; `focus(channel)` is called with the input channel that is pointed at. */
export function tiles(box, { focus }) {
  const canvas = box.querySelector("canvas");
  /** @type {ReturnType<typeof drawTiles>} */
  let layout;
  /** @type {import("./scene.js").Trace} */
  let trace;

  const point = (event) =>
    focus(placeAt(layout, trace.partial.length, event.offsetX, event.offsetY));
  canvas.onpointermove = (event) => event.pointerType !== "touch" && point(event);
  canvas.onclick = point;
  canvas.onkeydown = (event) => {
    const to = placeAfter(event, trace.focused, trace.partial.length, layout.columns);
    if (to === null) return;
    event.preventDefault();
    focus(to);
  };

  return {
    /** Only a convolution has tiles; what a `source` layer is called stands above them. */
    show(traced, layer, source, atlas, theme) {
      box.hidden = !traced;
      if (!traced) return;
      trace = traced;
      const names = trace.seen.map((channel) => source.units[channel] ?? String(channel));
      layout = drawTiles(canvas, box.clientWidth - 4, trace, names, layer.window, atlas, theme);
      const count = trace.partial.length;
      const name =
        source.kind === "input"
          ? `the ${count} colour channels`
          : `${count} maps of ${source.name}`;
      box.querySelector("h3").innerHTML =
        `Window × kernel on ${name}<small>all partial sums together: ${short(trace.sum)}</small>`;
      canvas.setAttribute(
        "aria-label",
        `Partial sums of ${count} input channels; the arrow keys choose one`,
      );
    },
  };
}

/**
 * Window, kernel and partial sum of every input channel of a traced convolution; returns where the tiles lie.
 * @param {HTMLCanvasElement} canvas
 * @param {number} room
 * @param {import("./scene.js").Trace} trace
 * @param {string[]} names of the input channels
 * @param {import("../core/types").Pair} window
 * @param {import("./atlas.js").Atlas} atlas
 * @param {import("../core/types").Theme} theme
 */
function drawTiles(canvas, room, trace, names, [rows, across], atlas, theme) {
  const { palette } = theme;
  const count = trace.partial.length;
  const columns =
    count < 4
      ? count
      : ([16, 8, 4].find((wanted) => tilesWide(wanted, 8, across) <= room) ?? Math.min(4, count));
  const cell = [11, 10, 9].find((size) => tilesWide(columns, size, across) <= room) ?? 8;
  const [side, tall] = [across * cell, rows * cell];
  const [wide, high] = [2 * side + 6, tall + 17];
  const gap =
    count < 4 ? 16 : Math.max(4, Math.min(24, Math.floor((room - columns * wide) / (columns - 1))));
  // Tiles are wider than high: what the square step is too long down the page is taken off again.
  const layout = { columns, tile: wide, gap, label: high + 12 - (wide + gap) };
  /** @type {[number, number]} */
  const size = [columns * (wide + gap) - gap + 4, Math.ceil(count / columns) * (high + 12)];
  const context = fit(canvas, ...size);
  context.clearRect(0, 0, ...size);
  const [forWindow, forKernel, forSum] = [trace.windows, trace.kernel, [trace.partial]].map(
    largest,
  );
  const windowColour = (value) => atlas.colour(value, forWindow);
  const kernelColour = (value) => atlas.colour(value, forKernel);
  const digits = decimals(forSum);
  context.textBaseline = "middle";
  for (let channel = 0; channel < count; channel++) {
    const [x, y] = tileAt(layout, channel).map((edge) => edge + 2);
    patch(context, x, y, cell, across, trace.windows[channel], windowColour, palette.hatch);
    patch(context, x + side + 6, y, cell, across, trace.kernel[channel], kernelColour);
    Object.assign(context, {
      fillStyle: theme.text,
      font: `11px ${theme.font}`,
      textAlign: "center",
    });
    context.fillText("×", x + side + 3, y + tall / 2);
    const fill = signedColour(trace.partial[channel], forSum, palette);
    context.fillStyle = css(fill);
    context.fillRect(x, y + tall + 2, wide, 14);
    Object.assign(context, {
      fillStyle: inkOn(fill),
      font: `10px ${theme.codeFont}`,
      textAlign: "right",
    });
    context.fillText(fixed(trace.partial[channel], digits), x - 2 + wide, y + tall + 9.5);
    Object.assign(context, { font: `9px ${theme.codeFont}`, textAlign: "left", globalAlpha: 0.7 });
    context.fillText(names[channel], x + 2, y + tall + 9.5);
    context.globalAlpha = 1;
    if (channel === trace.focused) frame(context, x - 0.5, y - 0.5, wide + 1, high, palette.output);
  }
  return layout;
}

/** Width of `columns` tiles, each two patches of `across` cells of `cell` pixels, and the least space between them. */
function tilesWide(columns, cell, across) {
  return columns * (2 * across * cell + 6) + (columns - 1) * 8;
}
