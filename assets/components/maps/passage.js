// One picture's passage through the network: the layers, their values, and the figures of their maps.

import { reach, silence, statistics } from "./statistics.js";
import { poolWindow } from "./trace.js";

/** @typedef {import("../core/types").Packed} Packed */

/** What Python sent for one picture, and what follows from it; it never changes. */
export class Passage {
  /**
   * @param {import("./types").Payload} meta
   * @param {import("./types").Arrays} arrays outputs of the layers, as `passage_data` packs them
   * @param {{meta: import("./types").Facts, arrays: import("./types").Arrays}} network facts and parameters
   */
  constructor(meta, arrays, network) {
    this.meta = meta;
    this.arrays = arrays;
    this.facts = network.meta;
    this.parameters = network.arrays;
    /** @type {Map<string, import("./types").LayerFacts>} */
    this.layers = new Map(this.facts.layers.map((layer) => [layer.name, layer]));
    this.names = [...this.layers.keys()];
    /** @type {Map<string, Packed>} */
    this.outputs = new Map();
    /** @type {Map<string, ReturnType<typeof statistics>>} */
    this.kept = new Map();
    /** Which maps of each layer say nothing, and why. @type {Map<string, ReturnType<typeof silence>>} */
    this.silent = new Map();
    for (const name of this.names) {
      const list = statistics(this.values(name).data, this.layer(name).shape[0]);
      this.kept.set(name, list);
      this.silent.set(name, silence(list, this.layer(name), this.facts.still));
    }
    /** The largest distance from zero in the whole network. */
    this.top = reach([...this.kept.values()].flat());
  }

  /** The same picture after changes: what they made of it comes in arrays of its own. */
  changed({ meta, arrays }) {
    const parameters = { ...this.parameters, ...arrays };
    const all = { ...this.arrays, ...arrays };
    return new Passage({ ...this.meta, ...meta }, all, { meta: this.facts, arrays: parameters });
  }

  /** @param {string} name of a layer that there is */
  layer(name) {
    return /** @type {import("./types").LayerFacts} */ (this.layers.get(name));
  }

  /**
   * The layer under whose name the numbers lie: dropout passes on what it is given.
   * @param {string} name
   * @returns {string}
   */
  home(name) {
    const layer = this.layer(name);
    return layer.kind === "dropout" && !this.arrays[name] ? this.home(layer.source) : name;
  }

  /**
   * The output of a layer: its shape and its numbers, every one of them PyTorch's.
   * @param {string} name
   * @returns {Packed}
   */
  values(name) {
    const home = this.home(name);
    const known = this.outputs.get(home);
    if (known) return known;
    const output = this.output(this.layer(home));
    this.outputs.set(home, output);
    return output;
  }

  /**
   * What Python sent or, where a layer only chooses among numbers that are here, what it chose.
   * @param {import("./types").LayerFacts} layer
   * @returns {Packed}
   */
  output(layer) {
    const { name, kind, shape } = layer;
    const source = () => this.values(layer.source);
    const sent = this.arrays[name]?.data;
    if (sent?.length === shape.reduce((product, length) => product * length, 1))
      return { shape, data: sent };
    if (kind === "relu") return { shape, data: source().data.map((value) => Math.max(0, value)) };
    if (kind === "flatten") return { shape, data: source().data };
    if (kind === "pool") return { shape, data: pooled(layer, source()) };
    return { shape, data: this.withZeros(layer, source().data) }; // a batch norm
  }

  /** A batch norm's outputs: one number a channel wherever its source is zero, and the others in order. */
  withZeros({ name, shape }, source) {
    const others = this.arrays[name].data;
    const zero = this.arrays[`${name}.zero`].data;
    const size = source.length / shape[0];
    const out = new Float32Array(source.length);
    for (let i = 0, next = 0; i < out.length; i++)
      out[i] = source[i] === 0 ? zero[Math.floor(i / size)] : others[next++];
    return out;
  }

  /**
   * The statistics of each map of a layer.
   * @param {string} name
   */
  figures(name) {
    return /** @type {ReturnType<typeof statistics>} */ (this.kept.get(name));
  }

  /**
   * For each map of a layer why it says nothing of the picture, or null: see `silence`.
   * @param {string} name
   */
  silence(name) {
    return /** @type {ReturnType<typeof silence>} */ (this.silent.get(name));
  }

  /** How many maps of how many rows and columns; `flat` where the layer is a row of single units. */
  size(name) {
    const { shape } = this.layer(name);
    const [count, height = 1, width = 1] = shape;
    return { count, height, width, flat: shape.length === 1 };
  }

  value(name, channel, row = 0, column = 0) {
    const { height, width } = this.size(name);
    return this.values(name).data[(channel * height + row) * width + column];
  }

  /** Whether the units of a layer have names: a class each, or a channel of colour. */
  isNamed(name) {
    return this.layer(name).units.length > 0;
  }

  /** What a unit or a map is called. */
  unit(name, channel) {
    const noun = this.size(name).flat ? "unit" : "map";
    return this.layer(name).units[channel] ?? `${noun} ${channel}`;
  }
}

function pooled(layer, source) {
  const [count, height, width] = layer.shape;
  const out = new Float32Array(count * height * width);
  for (let channel = 0, i = 0; channel < count; channel++)
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++) {
        let most = Number.NEGATIVE_INFINITY;
        for (const { value } of poolWindow(layer, source, channel, row, column))
          if (value > most) most = value;
        out[i++] = most;
      }
  return out;
}
