// What is written below the squares, said of them, and taken away as a table.

import { grouped, growth, layersOf, memory } from "./counting.js";

/** @typedef {import("./scene").State} State */

/** The lines below each square, as HTML: name, why, and both counts with their products. */
export function columns(state) {
  return layersOf(state).map((layer, i) => ({
    name: layer.name,
    says: layer.says,
    parameters: grouped(layer.parameters),
    memory: memory(layer.parameters),
    parametersProduct: layer.parametersProduct,
    work: grouped(layer.work),
    workProduct: layer.workProduct,
    twice: growth(state, i, "parameters"),
  }));
}

/** One sentence where a window would be larger than the image. */
export function warning({ side, kernel }) {
  return kernel > side ? `The kernel is no larger than the image: ${side} × ${side}.` : "";
}

/** What a screen reader hears. @param {State} state */
export function sentence(state) {
  const what = state.draw === "work" ? "multiply-adds" : "parameters";
  const told = layersOf(state).map(
    (layer) => `${layer.name.toLowerCase()} ${grouped(layer[state.draw])}`,
  );
  return `Image ${state.side} × ${state.side} × ${state.channels}, ${state.filters} filters. ${what[0].toUpperCase()}${what.slice(1)}: ${told.join(", ")}.`;
}

/** The counts as CSV. @param {State} state */
export function table(state) {
  const rows = layersOf(state).map((layer) =>
    [layer.name, layer.parametersProduct, layer.parameters, layer.workProduct, layer.work].join(),
  );
  return ["layer,product,parameters,product,multiply-adds", ...rows, ""].join("\r\n");
}
