// One picture's passage through the network: the layers, their values, and the figures of their maps.

import { reach, statistics } from "./statistics.js";

/** What Python sent for one picture, and what follows from it; it never changes. */
export class Passage {
  constructor(meta, arrays) {
    [this.meta, this.arrays] = [meta, arrays];
    this.layers = new Map(meta.layers.map((layer) => [layer.name, layer]));
    this.names = [...this.layers.keys()];
    this.kept = new Map();
    for (const name of this.names) {
      const at = this.home(name);
      if (!this.kept.has(at))
        this.kept.set(at, statistics(arrays[at].data, this.layer(at).shape[0]));
    }
    /** The largest distance from zero in the whole network. */
    this.top = reach([...this.kept.values()].flat());
  }

  layer(name) {
    return this.layers.get(name);
  }

  /** The layer under whose name the values of `name` lie: dropout passes its input on and is not sent twice. */
  home(name) {
    return name in this.arrays ? name : this.layer(name).source;
  }

  /** The output of a layer: its shape and its numbers. */
  values(name) {
    return this.arrays[this.home(name)];
  }

  /** The statistics of each map of a layer. */
  figures(name) {
    return this.kept.get(this.home(name));
  }

  /** How many maps of how many rows and columns; `flat` where the layer is a row of single units. */
  size(name) {
    const { shape } = this.layer(name);
    const [count, height = 1, width = 1] = shape;
    return { count, height, width, flat: shape.length === 1 };
  }

  value(name, channel, row, column) {
    const { height, width } = this.size(name);
    return this.values(name).data[(channel * height + row) * width + column];
  }

  /** What a unit of a flat layer is called: the last layers have one for each class. */
  unit(name, channel) {
    return this.size(name).count === 10 ? this.meta.labels[channel] : `unit ${channel}`;
  }
}
