// The facts beside the lens: the figures of one map, the parameters that made it, and its kernel.

import { fit } from "../core/canvas.js";
import { many, short } from "../core/number.js";
import { REASONS, together } from "./statistics.js";
import { largest, patch } from "./strokes.js";
import { kernelOf } from "./trace.js";

const WORDS = {
  conv: ({ window, groups }, source, bias) =>
    `${source.shape[0] / groups} × ${window.join(" × ")} weights${bias ? " and a bias" : ""}`,
  relu: () => "ReLU keeps what is above zero and replaces the rest by zero.",
  pool: ({ window, shape }, source) =>
    `Each value is the largest of ${window.join(" × ")}: of ${source.shape[1]} × ${source.shape[2]} rows and columns ${shape[1]} × ${shape[2]} are left.`,
  dropout: () => "Dropout rests outside training: what comes in goes out.",
  input: () => "The picture, less the training images’ mean, divided by their standard deviation.",
};
const PARAMETERS = {
  conv: [["bias", "bias"]],
  bn: [
    ["μ", "running_mean"],
    ["σ²", "running_var"],
    ["γ", "weight"],
    ["β", "bias"],
  ],
};

/** Fill the `.facts` with what is known of the map of `scene`; a layer of units is described as a whole. */
export function drawFacts(box, scene, atlas, theme) {
  const find = (selector) => box.querySelector(selector);
  const { layer, passage, view } = scene;
  const { flat } = scene.size;
  const figures = flat ? together(scene.figures) : scene.figures[view.channel];
  find("dl").innerHTML = rows(scene, figures)
    .map(([name, text]) => `<dt>${name}</dt><dd>${text}</dd>`)
    .join("");
  const source = passage.layer(layer.source);
  const bias = passage.parameters[`${layer.name}.bias`];
  const words = flat ? "" : (WORDS[layer.kind]?.(layer, source, bias) ?? "");
  const reason = flat ? null : scene.silence[view.channel];
  const why = reason ? `This map is ${REASONS[reason](passage.facts)}. ` : "";
  find(".about").textContent = why + words;
  const canvas = find(".kernel");
  canvas.hidden = layer.kind !== "conv";
  if (canvas.hidden) return;
  const kernel = kernelOf(passage.parameters[`${layer.name}.weight`], view.channel);
  const initials = source.units.map((name) => name[0]);
  const ink = { font: `10px ${theme.codeFont}`, fillStyle: theme.text };
  const limit = drawKernel(canvas, kernel, layer.window, atlas, initials, ink);
  canvas.setAttribute(
    "aria-label",
    `Its kernel: ${many(kernel.length, "channel")} of ${layer.window.join(" by ")} weights, up to ${short(limit)}`,
  );
}

/** Names and values: of the map's figures, then of the layer's parameters. */
function rows({ layer, passage, view }, { min, max, mean, zeros }) {
  const parameters = (PARAMETERS[layer.kind] ?? [])
    .map(([name, stored]) => [name, passage.parameters[`${layer.name}.${stored}`]])
    .filter(([, array]) => array)
    .map(([name, { data }]) => [name, short(data[view.channel])]);
  return [
    ["min", short(min)],
    ["max", short(max)],
    ["mean", short(mean)],
    ["zeros", `${short(100 * zeros, 3)} %`],
    ...parameters,
  ];
}

const PATCHES = { few: 3, some: 4, many: 8 }; // of a kernel in a row, by how many channels it has
const ROOM = 104; // CSS pixels that a row of them takes at most

/** A kernel: a patch of weights for each channel, in rows; below it the channel's initial, where it has a name. */
function drawKernel(canvas, kernel, [rows, columns], atlas, initials, ink) {
  const channels = kernel.length;
  const across =
    channels <= 4 ? Math.min(channels, PATCHES.few) : channels <= 32 ? PATCHES.some : PATCHES.many;
  const cell = Math.max(2, Math.min(8, Math.floor((ROOM / across - 2) / columns)));
  const label = initials.length ? 12 : 0;
  const [stepX, stepY] = [columns * cell + 2, rows * cell + 2 + label];
  /** @type {[number, number]} */
  const size = [across * stepX - 2, Math.ceil(channels / across) * stepY - 2];
  const context = fit(canvas, ...size);
  context.clearRect(0, 0, ...size);
  const limit = largest(kernel);
  for (const [channel, values] of kernel.entries()) {
    const [x, y] = [(channel % across) * stepX, Math.floor(channel / across) * stepY];
    patch(context, x, y, cell, columns, values, (value) => atlas.colour(value, limit));
    if (!label) continue;
    Object.assign(context, { ...ink, textAlign: "center", textBaseline: "top" });
    context.fillText(initials[channel], x + (columns * cell) / 2, y + rows * cell + 2);
  }
  return limit;
}
