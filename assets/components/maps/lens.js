// The lens: one map enlarged, the value of it that is read, and the colour scale.

import { fit } from "../core/canvas.js";
import { inkOn, signedColour } from "../core/colours.js";
import { placeAfter } from "../core/keys.js";
import { exact, short } from "../core/number.js";
import { decimals, fixed } from "./digits.js";
import { frame } from "./strokes.js";

const LARGEST = 256; // CSS pixels

/**
 * Draws the map of `scene` in the `.lens`. Called with a row and a column: `hover` with those under the pointer or null,
 * `move` with those that the arrow keys lead to, `pin` with those that a person wants to keep.
 */
export function lens(box, scene, { hover, move, pin }) {
  const find = (selector) => box.querySelector(selector);
  const canvas = find(".zoom");
  let cell = 1;

  const cellAt = (event) => {
    const { height, width } = scene.size;
    const [row, column] = [Math.floor(event.offsetY / cell), Math.floor(event.offsetX / cell)];
    return row >= 0 && row < height && column >= 0 && column < width ? [row, column] : null;
  };

  canvas.onpointermove = (event) => event.pointerType !== "touch" && hover(cellAt(event));
  canvas.onpointerleave = () => hover(null);
  canvas.onclick = (event) => pin(cellAt(event));
  canvas.onkeydown = (event) => {
    const { row, column } = scene.view;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      pin([row, column]);
      return;
    }
    const { height, width } = scene.size;
    const to = placeAfter(event, row * width + column, height * width, width);
    if (to === null) return;
    event.preventDefault();
    move([Math.floor(to / width), to % width]);
  };

  function drawMap(atlas, theme) {
    const { view, layer, size, figures, hovered } = scene;
    const cells = size.height * size.width;
    const { data } = scene.passage.values(layer.name);
    cell = Math.floor(Math.min(LARGEST, find(".lens-body").clientWidth) / size.width);
    const marks = [[[view.row, view.column], theme.palette.output]];
    if (hovered) marks.push([hovered, theme.text]);
    drawZoom(canvas, atlas.of(layer.name), size, {
      channel: view.channel,
      cell,
      values: data.subarray(view.channel * cells, (view.channel + 1) * cells),
      limit: atlas.limit(layer.name, view.channel),
      reach: Math.max(-figures[view.channel].min, figures[view.channel].max),
      marks,
      theme,
    });
    canvas.setAttribute(
      "aria-label",
      `Map ${view.channel} of ${layer.name}; the arrow keys move to a value, Enter pins it`,
    );
  }

  /** The colour scale of the map, as wide as it. */
  function drawKey(limit, { negative, neutral, positive }) {
    find(".key").hidden = !Number.isFinite(limit); // no scale: the map says nothing and is neutral
    find(".key i").style.background =
      `linear-gradient(90deg, ${negative}, ${neutral}, ${positive})`;
    find(".key").style.width = `${cell * scene.size.width}px`;
    find(".key p").innerHTML = [short(-limit), "0", short(limit)]
      .map((text) => `<span class="number">${text}</span>`)
      .join("");
  }

  return {
    draw(atlas, theme) {
      find("h3").innerHTML = heading(scene);
      if (scene.size.flat) return;
      drawMap(atlas, theme);
      drawKey(atlas.limit(scene.layer.name, scene.view.channel), theme.palette);
    },
  };
}

function heading(scene) {
  const { value, place } = scene;
  const { flat } = scene.size;
  const name = scene.unit();
  const map = name[0].toUpperCase() + name.slice(1);
  const reading = flat ? "" : `row ${place[1]}, column ${place[2]}`;
  return `${flat ? name : map}<small>${reading} <span class="out number" title="${exact(value)}">${short(value, 5)}</span></small>`;
}

/** One map with `cell` pixels a value, its numbers where they can be read, and frames around `marks`. */
function drawZoom(
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
