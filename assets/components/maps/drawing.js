// Drawing on canvases, from values and a theme; what is drawn where is decided elsewhere.

import { fit, short } from "../shared/canvas.js";
import { css, inkOn, signedColour } from "../shared/palette.js";
import { decimals, fixed } from "./detail.js";
import { paint, shade, tileAt } from "./scale.js";

/** All maps of a layer one below the other, a value a pixel; `limits` names the full colour of each map. */
export function drawAtlas(canvas, data, { count, height, width }, limits, table) {
  const image = new ImageData(width, height * count);
  const pixels = new Uint32Array(image.data.buffer);
  const cells = height * width;
  limits.forEach((limit, channel) => {
    paint(pixels, data, channel * cells, cells, limit, table);
  });
  [canvas.width, canvas.height] = [width, height * count];
  canvas.getContext("2d").putImageData(image, 0, 0);
}

/** A picture of (rows, columns, 3) bytes at its own size. */
export function rgbCanvas({ shape: [height, width], data }) {
  const image = new ImageData(width, height);
  for (let i = 0, j = 0; i < data.length; i += 3, j += 4) {
    image.data[j] = data[i];
    image.data[j + 1] = data[i + 1];
    image.data[j + 2] = data[i + 2];
    image.data[j + 3] = 255;
  }
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas;
}

/** All maps of a layer in the size of a stamp. */
export function drawMini(canvas, atlas, { count, height, width, flat }) {
  const columns = { 3: 1, 10: 2, 32: 8, 64: 8, 512: 16 }[count];
  const rows = Math.ceil(count / columns);
  const tile = { 3: 14, 10: 10, 32: height === 32 ? 10 : 7, 64: height === 16 ? 6 : 4, 512: 2 }[
    count
  ];
  const gap = flat && count > 10 ? 0 : 1;
  const context = fit(canvas, columns * (tile + gap) - gap, rows * (tile + gap) - gap);
  context.clearRect(0, 0, columns * (tile + gap), rows * (tile + gap));
  context.imageSmoothingQuality = "high";
  for (let channel = 0; channel < count; channel++) {
    const [x, y] = [
      (channel % columns) * (tile + gap),
      Math.floor(channel / columns) * (tile + gap),
    ];
    context.drawImage(atlas, 0, channel * height, width, height, x, y, tile, tile);
  }
}

/**
 * The maps of a layer as `layout` places them, in the given order; `marks` are pairs of channel and colour.
 * `names` stand below the tiles, `numbers` inside them where they are given.
 */
export function drawSheet(
  canvas,
  atlas,
  { height, width },
  { layout, order, figures, chosen, names, numbers, limit, marks, theme },
) {
  const { tile } = layout;
  const context = fit(canvas, layout.width, layout.height);
  context.clearRect(0, 0, layout.width, layout.height);
  context.imageSmoothingEnabled = tile < height;
  order.forEach((channel, place) => {
    const [x, y] = tileAt(layout, place);
    context.drawImage(atlas, 0, channel * height, width, height, x, y, tile, tile);
    if (figures[channel].dead) cross(context, x, y, tile, theme.palette.hatch);
    if (numbers) {
      Object.assign(context, {
        font: `11px ${theme.codeFont}`,
        textAlign: "center",
        textBaseline: "middle",
      });
      context.fillStyle = inkOn(signedColour(numbers[channel], limit, theme.palette));
      context.fillText(short(numbers[channel]), x + tile / 2, y + tile / 2);
    }
    if (layout.label) {
      const here = channel === chosen;
      Object.assign(context, {
        textAlign: "left",
        textBaseline: "top",
        globalAlpha: here ? 1 : 0.65,
      });
      context.font = `${here ? "700 " : ""}10px ${numbers ? theme.font : theme.codeFont}`;
      context.fillStyle = here ? theme.palette.output : theme.text;
      context.fillText(names[channel], x, y + tile + 2);
      context.globalAlpha = 1;
    }
  });
  for (const [channel, colour] of marks) {
    const place = order.indexOf(channel);
    if (place >= 0) frame(context, ...tileAt(layout, place), tile, tile, colour);
  }
}

/** One map with `cell` pixels a value, its numbers where they can be read, and frames around `marks`. */
export function drawZoom(
  canvas,
  atlas,
  { height, width },
  { channel, cell, values, limit, reach, marks, theme },
) {
  const context = fit(canvas, cell * width, cell * height);
  context.imageSmoothingEnabled = false;
  context.clearRect(0, 0, cell * width, cell * height);
  context.drawImage(atlas, 0, channel * height, width, height, 0, 0, cell * width, cell * height);
  if (cell >= 30) {
    const digits = decimals(reach);
    Object.assign(context, {
      font: `10px ${theme.codeFont}`,
      textAlign: "center",
      textBaseline: "middle",
    });
    values.forEach((value, i) => {
      context.fillStyle = inkOn(signedColour(value, limit, theme.palette));
      context.fillText(
        fixed(value, digits),
        ((i % width) + 0.5) * cell,
        (Math.floor(i / width) + 0.5) * cell,
      );
    });
  }
  for (const [[row, column], colour] of marks)
    frame(context, column * cell + 1.5, row * cell + 1.5, cell - 3, cell - 3, colour);
}

/** A kernel: nine weights for each input channel, in rows. */
export function drawKernel(canvas, weights, shades) {
  const channels = weights.length / 9;
  const limit = largest([weights]);
  const columns = channels === 3 ? 3 : channels === 32 ? 4 : 8;
  const cell = channels === 3 ? 8 : channels === 32 ? 6 : 3;
  const step = 3 * cell + 2;
  const size = [columns * step - 2, Math.ceil(channels / columns) * step - 2];
  const context = fit(canvas, ...size);
  context.clearRect(0, 0, ...size);
  for (let channel = 0; channel < channels; channel++) {
    const [x, y] = [(channel % columns) * step, Math.floor(channel / columns) * step];
    patch(
      context,
      x,
      y,
      cell,
      Array.from(weights.subarray(channel * 9, channel * 9 + 9)),
      limit,
      shades,
    );
  }
  return limit;
}

/** Window, kernel and partial sum of every input channel of a traced convolution; returns where the tiles lie. */
export function drawTiles(canvas, room, { trace, focused, theme, shades }) {
  const { palette } = theme;
  const count = trace.partial.length;
  const columns =
    count < 4 ? count : ([16, 8, 4].find((wanted) => tilesWide(wanted, 8) <= room) ?? 4);
  const cell = [11, 10, 9].find((size) => tilesWide(columns, size) <= room) ?? 8;
  const [side, wide, high] = [3 * cell, 6 * cell + 6, 3 * cell + 17];
  const gap =
    count < 4 ? 16 : Math.max(4, Math.min(24, Math.floor((room - columns * wide) / (columns - 1))));
  // Tiles are wider than high: what the square step is too long down the page is taken off again.
  const layout = { columns, tile: wide, gap, label: high + 12 - (wide + gap) };
  const size = [columns * (wide + gap) - gap + 4, Math.ceil(count / columns) * (high + 12)];
  const context = fit(canvas, ...size);
  context.clearRect(0, 0, ...size);
  const [forWindow, forKernel, forSum] = [trace.windows, trace.kernel, [trace.partial]].map(
    largest,
  );
  const digits = decimals(forSum);
  context.textBaseline = "middle";
  for (let channel = 0; channel < count; channel++) {
    const [x, y] = tileAt(layout, channel).map((edge) => edge + 2);
    patch(context, x, y, cell, trace.windows[channel], forWindow, shades, palette.hatch);
    patch(context, x + side + 6, y, cell, trace.kernel[channel], forKernel, shades);
    Object.assign(context, {
      fillStyle: theme.text,
      font: `11px ${theme.font}`,
      textAlign: "center",
    });
    context.fillText("×", x + side + 3, y + side / 2);
    const fill = signedColour(trace.partial[channel], forSum, palette);
    context.fillStyle = css(fill);
    context.fillRect(x, y + side + 2, wide, 14);
    Object.assign(context, {
      fillStyle: inkOn(fill),
      font: `10px ${theme.codeFont}`,
      textAlign: "right",
    });
    context.fillText(fixed(trace.partial[channel], digits), x - 2 + wide, y + side + 9.5);
    Object.assign(context, { font: `9px ${theme.codeFont}`, textAlign: "left", globalAlpha: 0.7 });
    context.fillText(channel, x + 2, y + side + 9.5);
    context.globalAlpha = 1;
    if (channel === focused) frame(context, x - 0.5, y - 0.5, wide + 1, high, palette.output);
  }
  return layout;
}

/** Width of `columns` tiles, each two 3x3 patches with cells of `cell` pixels, and the least space between them. */
function tilesWide(columns, cell) {
  return columns * (6 * cell + 6) + (columns - 1) * 8;
}

function largest(lists) {
  let top = 0;
  for (const list of lists) for (const value of list) top = Math.max(top, Math.abs(value ?? 0));
  return top;
}

/** A 3x3 patch; null is padding. */
function patch(context, x, y, cell, values, limit, shades, hatch) {
  values.forEach((value, i) => {
    const [left, top] = [x + (i % 3) * cell, y + Math.floor(i / 3) * cell];
    context.fillStyle = shades[shade(value ?? 0, limit)];
    context.fillRect(left, top, cell, cell);
    if (value === null) cross(context, left, top, cell, hatch);
  });
}

/** A diagonal stroke: padding, and maps that say nothing. */
function cross(context, x, y, size, colour) {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, y + size);
  context.lineTo(x + size, y);
  context.stroke();
}

function frame(context, x, y, width, height, colour) {
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.strokeRect(x - 0.5, y - 0.5, width + 1, height + 1);
}
