// What the figure says in words and equations.

import { many } from "../core/number.js";
import {
  averages,
  followed,
  members,
  normalised,
  place,
  sizes,
  statistics,
  used,
} from "./numbers.js";

/** @typedef {import("./numbers.js").Scene} Scene @typedef {import("./numbers.js").State} State */

/** A number with `places` decimals and a true minus sign, which no zero has. */
export function fixed(value, places = 3) {
  const text = value.toFixed(places);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
}

const bracketed = (value, places) => {
  const text = fixed(value, places);
  return text.startsWith("−") ? `(${text})` : text;
};

/** Decimals so that a variance much smaller than one still has digits. */
const placesOf = (value) => (Math.abs(value) < 0.05 && value !== 0 ? 5 : 3);

/**
 * Which batch or which moment is shown.
 * @param {Scene} scene
 * @param {State} state
 */
export function counted(scene, { batch }) {
  const { meta, arrays } = scene;
  if (meta.kind === "frames") return meta.labels[batch];
  const pictures = many(members(scene, batch).length, "picture");
  return `Batch ${batch + 1} of ${arrays.counts.shape[0]}: ${pictures}`;
}

/**
 * (z − μ) / √(σ² + ε) · γ + β with its numbers.
 * @param {Scene} scene
 * @param {import("../core/types").Packed} values
 * @param {State} state
 */
export function working(scene, values, state) {
  const z = followed(scene, values, state);
  const pair = used(scene, state);
  const y = normalised(z, pair, state, scene.meta.eps);
  const { gamma, beta } = state;
  const learnt =
    scene.meta.kind === "frames" ? "" : ` · ${fixed(gamma, 2)} + ${bracketed(beta, 2)}`;
  const places = placesOf(pair.variance);
  const top = `(${fixed(z)} − ${bracketed(pair.mean)})`;
  return `${nameOf(scene, state)}: ${top} / √(${fixed(pair.variance, places)} + ${scene.meta.eps.toFixed(5)})${learnt} ≈ ${fixed(y)}`;
}

function nameOf(scene, { batch, channel, value }) {
  const at = place(scene, batch, value);
  return at < 0 ? `Channel ${channel}, z` : `Channel ${channel}, middle of picture ${at + 1}`;
}

/**
 * How the averages move on, or that they do not.
 * @param {Scene} scene
 * @param {State} state
 */
export function update(scene, { batch, channel, test, momentum }) {
  const runs = averages(scene, channel, momentum);
  if (test !== null) {
    const { mean, variance } = runs[test];
    const seen = test ? `after ${test} ${test === 1 ? "batch" : "batches"}` : "of a fresh layer";
    return `Running averages ${seen} stay: μ ${fixed(mean)}, σ² ${fixed(variance, placesOf(variance))}`;
  }
  const { mean, unbiased } = statistics(scene, batch, channel);
  const [before, after] = runs.slice(batch, batch + 2);
  const step = (name, from, by, to, places) =>
    `running ${name}: ${fixed(1 - momentum, 2)} · ${bracketed(from, places)} + ${fixed(momentum, 2)} · ${bracketed(by, places)} ≈ ${fixed(to, places)}`;
  const places = placesOf(unbiased);
  const means = step("μ", before.mean, mean, after.mean, 3);
  return `${means},  ${step("σ²", before.variance, unbiased, after.variance, places)}`;
}

/** A momentum as two libraries write it. */
export function momentumWords(momentum) {
  return `${fixed(momentum, 2)} (Keras ${fixed(1 - momentum, 2)})`;
}

/**
 * What a screen reader hears once the figure rests.
 * @param {Scene} scene
 * @param {import("../core/types").Packed} values
 * @param {State} state
 */
export function sentence(scene, values, state) {
  const { mean, variance } = statistics(scene, state.batch, state.channel);
  const way = state.test === null ? "" : " Test time.";
  const { channels } = sizes(scene);
  return `${counted(scene, state)}. Channel ${state.channel} of ${channels}: mean ${fixed(mean)}, variance ${fixed(variance, placesOf(variance))}.${way} ${working(scene, values, state)}.`;
}
