// The sheet: all maps of one layer side by side, with the layer's name above and those that say nothing counted below.

import { fit } from "../core/canvas.js";
import { inkOn, signedColour } from "../core/colours.js";
import { placeAfter } from "../core/keys.js";
import { many, short } from "../core/number.js";
import { saveFigure } from "../core/save.js";
import { Atlas } from "./atlas.js";
import { placeAt, sheetLayout, tileAt } from "./layout.js";
import { REASONS } from "./statistics.js";
import { frame, strike } from "./strokes.js";

/**
 * Draws the layer of `scene` in the `.figure`. `pick(channel)` is called with the map that a person turns to,
 * `peek()` when another one is pointed at.
 */
export function sheet(box, scene, { pick, peek }) {
  const find = (selector) => box.querySelector(selector);
  const canvas = find(".sheet canvas");
  /** @type {ReturnType<typeof sheetLayout>} */
  let layout;
  /** @type {number[]} */
  let order = [];
  let peeked = -1;

  const channelAt = (event) => {
    const place = placeAt(layout, order.length, event.offsetX, event.offsetY);
    return place < 0 ? -1 : order[place];
  };
  const point = (channel) => {
    if (channel === peeked) return;
    peeked = channel;
    peek();
  };

  canvas.onpointermove = (event) => point(channelAt(event));
  canvas.onpointerleave = () => point(-1);
  canvas.onclick = (event) => pick(channelAt(event));
  canvas.onkeydown = (event) => {
    const to = placeAfter(event, order.indexOf(scene.view.channel), order.length, layout.columns);
    if (to === null) return;
    event.preventDefault();
    pick(order[to]);
  };

  const paint = (context, atlas, theme) => {
    const { view, passage, figures, size } = scene;
    drawMaps(context, atlas.of(view.layer), size, {
      layout,
      order,
      silence: scene.silence,
      chosen: view.channel,
      names: passage.isNamed(view.layer)
        ? passage.layer(view.layer).units
        : figures.map((_, channel) => channel),
      numbers: hasNames(scene) ? passage.values(view.layer).data : null,
      limit: atlas.limit(view.layer, 0),
      marks: [
        [peeked, theme.palette.hatch],
        [view.channel, theme.palette.output],
      ],
      theme,
    });
  };

  return {
    /** The words around the maps. */
    describe() {
      const { layer, passage, silence } = scene;
      const { count, flat } = scene.size;
      const parameters = layer.parameters
        ? `, ${layer.parameters.toLocaleString("en")} parameters`
        : "";
      find(".title").innerHTML =
        `${layer.name}<small>${layer.shape.join(" × ")}${parameters}</small>`;
      const things = flat ? "units" : "maps";
      find(".note").textContent = note(silence, flat, passage.facts);
      canvas.setAttribute(
        "aria-label",
        `${count} ${things} of ${layer.name}; the arrow keys choose one`,
      );
    },
    /** The maps, at most `height` pixels of them where they may be made smaller. */
    draw(atlas, theme, height) {
      const { size } = scene;
      order = scene.order;
      const width = find(".sheet").clientWidth;
      layout = sheetLayout(
        size.count,
        size.height,
        width,
        height,
        tileRules(size, hasNames(scene), width),
      );
      const context = fit(canvas, layout.width, layout.height);
      context.clearRect(0, 0, layout.width, layout.height);
      paint(context, atlas, theme);
      canvas.title = order.includes(peeked) ? caption(scene, peeked) : "";
    },
    save(name) {
      saveFigure(canvas, name, [layout.width, layout.height], (context, theme) => {
        const atlas = new Atlas();
        atlas.paint(scene.passage, scene.view.scale, theme.palette);
        paint(context, atlas, theme);
      });
    },
  };
}

/** Whether the layer is a row of units with names: a class each. */
function hasNames({ passage, size, view }) {
  return size.flat && passage.isNamed(view.layer);
}

/** What a layer of units asks of its tiles: room for a name below, or rows of 32. */
function tileRules({ flat }, named, width) {
  if (!flat) return {};
  if (named) return { label: 14, gap: 8, largest: 72 };
  return { label: 0, gap: 2, largest: Math.max(3, Math.floor((width + 2) / 32) - 2) };
}

const STROKES = { dead: "two strokes", same: "one stroke", nearly: "a dashed stroke" };

/** How many maps say nothing, and why: one sentence for each reason that there is. */
export function note(silence, flat, facts) {
  return Object.keys(STROKES)
    .map((reason) => {
      const count = silence.filter((own) => own === reason).length;
      const zero = flat && reason === "same";
      const words = zero ? "zero on this picture" : REASONS[reason](facts);
      const things = `${many(count, flat ? "unit" : "map")} ${count === 1 ? "is" : "are"}`;
      return count ? `${things} ${words} (${STROKES[reason]}).` : "";
    })
    .filter(Boolean)
    .join(" ");
}

function caption(scene, channel) {
  const { min, max, mean } = scene.figures[channel];
  if (scene.size.flat) return `${scene.unit(channel)}: ${short(mean, 5)}`;
  return `map ${channel}: ${short(min)} to ${short(max)}, mean ${short(mean)}${scene.silence[channel] ? `, ${REASONS[scene.silence[channel]](scene.passage.facts)}` : ""}`;
}

/**
 * The maps of a layer as `layout` places them, in the given order; `marks` are pairs of channel and colour.
 * `names` stand below the tiles, `numbers` inside them where they are given.
 */
function drawMaps(
  context,
  atlas,
  { height, width },
  { layout, order, silence, chosen, names, numbers, limit, marks, theme },
) {
  const { tile } = layout;
  context.imageSmoothingEnabled = tile < height;
  order.forEach((channel, place) => {
    const [x, y] = tileAt(layout, place);
    context.drawImage(atlas, 0, channel * height, width, height, x, y, tile, tile);
    if (silence[channel]) strike(context, x, y, tile, silence[channel], theme.palette.hatch);
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
