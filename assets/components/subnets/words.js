// What the figure says in words and numbers.

import { short } from "../core/number.js";

/** @typedef {import("./scene").Scene} Scene */

const show = (value) => short(Math.abs(value) < 1e-12 ? 0 : value, 4);
const bracketed = (value) => (value < 0 ? `(${show(value)})` : show(value));

/** The network that is read. @param {Scene} scene */
export function read({ networks, state }) {
  return networks.find(({ mask }) => mask === state.network) ?? networks[0];
}

/** How likely it is. @param {Scene} scene */
export function probabilityWords(scene) {
  const { kept, probability } = read(scene);
  const { rate } = scene.state;
  const factors = kept.map((one) => show(one ? 1 - rate : rate)).join(" · ");
  return `${factors} = <b>${show(probability)}</b>`;
}

/** What it puts out. @param {Scene} scene */
export function outputWords(scene) {
  const { units, weights, state } = scene;
  const { kept, sum, output } = read(scene);
  const terms = units.map((value, i) =>
    kept[i] ? `${show(value)} · ${bracketed(weights[i])}` : "0",
  );
  const added = terms.join(" + ");
  const scaled = state.classic ? added : `(${added}) / ${show(1 - state.rate)}`;
  const total = state.relu
    ? `${show(sum)}, max(0, ${show(sum)}) = <b>${show(output)}</b>`
    : `<b>${show(output)}</b>`;
  return `${scaled} = ${total}`;
}

/** The mean of all against the output at test time. @param {Scene} scene */
export function meanWords({ mean, test, networks }) {
  const apart = Math.abs(mean - test) < 1e-9 ? "the same" : `apart ${show(mean - test)}`;
  return `mean of all ${networks.length}, each times its probability: <b>${show(mean)}</b>; test: <b>${show(test)}</b>; ${apart}`;
}

/** How the output at test time comes about. @param {Scene} scene */
export function testWords({ units, weights, state, test }) {
  const terms = units.map((value, i) => `${show(value)} · ${bracketed(weights[i])}`).join(" + ");
  const scaled = state.classic ? `(${terms}) · ${show(1 - state.rate)}` : terms;
  return `${state.relu ? `max(0, ${scaled})` : scaled} = <b>${show(test)}</b>`;
}

/** For a screen reader. @param {Scene} scene */
export function sentence(scene) {
  const { kept, probability, output } = read(scene);
  const names = kept.flatMap((one, i) => (one ? [i] : []));
  const which = names.length ? `units ${names.join(", ")}` : "no unit";
  return `The network with ${which}: probability ${show(probability)}, output ${show(output)}. Mean ${show(scene.mean)}, test ${show(scene.test)}.`;
}

/** All networks as CSV. @param {Scene} scene */
export function table({ networks, units }) {
  const head = [...units.map((_, i) => `keeps unit ${i}`), "probability", "sum", "output"];
  const lines = networks.map(({ kept, probability, sum, output }) => [
    ...kept.map(Number),
    probability,
    sum,
    output,
  ]);
  return [head, ...lines].map((line) => `${line.join()}\r\n`).join("");
}

export const numberText = (value) => short(Math.abs(value) < 1e-12 ? 0 : value, 3);
