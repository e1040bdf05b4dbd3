// The facts beside the lens: the figures of one map, the parameters that made it, and its kernel.

import { fit } from "../shared/canvas.js";
import { short } from "../shared/number.js";
import { together } from "./statistics.js";
import { largest, patch } from "./strokes.js";

const WORDS = {
  conv: (_layer, source) => `${source.shape[0]} × 3 × 3 weights and a bias`,
  relu: () => "ReLU keeps what is above zero and replaces the rest by zero.",
  pool: () => "Each value is the largest of a 2 × 2 square: half the rows, half the columns.",
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
export function drawFacts(box, scene, atlas) {
  const find = (selector) => box.querySelector(selector);
  const { layer, passage, view } = scene;
  const { flat } = scene.size;
  const figures = flat ? together(scene.figures) : scene.figures[view.channel];
  find("dl").innerHTML = rows(scene, figures)
    .map(([name, text]) => `<dt>${name}</dt><dd>${text}</dd>`)
    .join("");
  const source = passage.layer(layer.source);
  const words = flat ? "" : (WORDS[layer.kind]?.(layer, source) ?? "");
  find(".about").textContent = figures.dead && !flat ? `Dead on this picture. ${words}` : words;
  const canvas = find(".kernel");
  canvas.hidden = layer.kind !== "conv";
  if (canvas.hidden) return;
  const size = source.shape[0] * 9;
  const { data } = passage.arrays[`${layer.name}.weight`];
  const weights = data.subarray(view.channel * size, (view.channel + 1) * size);
  const limit = drawKernel(canvas, weights, atlas);
  canvas.setAttribute(
    "aria-label",
    `Its kernel: ${source.shape[0]} channels of 3 by 3 weights, up to ${short(limit)}`,
  );
}

/** Names and values: of the map's figures, then of the layer's parameters. */
function rows({ layer, passage, view }, { min, max, mean, zeros }) {
  const parameters = (PARAMETERS[layer.kind] ?? []).map(([name, stored]) => {
    const { data } = passage.arrays[`${layer.name}.${stored}`];
    return [name, short(data[view.channel])];
  });
  return [
    ["min", short(min)],
    ["max", short(max)],
    ["mean", short(mean)],
    ["zeros", `${short(100 * zeros, 3)} %`],
    ...parameters,
  ];
}

/** A kernel: nine weights for each input channel, in rows. */
function drawKernel(canvas, weights, atlas) {
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
    const values = Array.from(weights.subarray(channel * 9, channel * 9 + 9));
    patch(context, x, y, cell, values, (value) => atlas.colour(value, limit));
  }
  return limit;
}
