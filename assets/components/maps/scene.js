// What is being looked at: a layer, one of its maps, a value of that map; and what is pointed at besides.

import { order, strongest } from "./statistics.js";
import { traceConv } from "./trace.js";
import { readView } from "./view.js";

/** @typedef {import("../core/types").Pair} Pair */
/** A convolution's value taken apart, and the input channel in focus. @typedef {ReturnType<typeof traceConv> & {focused: number}} Trace */
/**
 * What is looked at: layer, channel, row and column, colour scale and order.
 * @typedef {object} Looked
 * @property {string} layer
 * @property {number} channel
 * @property {number} row
 * @property {number} column
 * @property {string} scale
 * @property {string} sort
 * @property {boolean} chosen whether a person decided on the map
 * @property {boolean} pinned whether a person decided on the value
 */

/** The one thing that changes when a person acts; whoever draws or listens reads it. */
export class Scene {
  /** Nothing before the first picture is there. @type {import("./passage.js").Passage} */
  passage;
  /** @type {Looked} */
  view;
  /** Row and column under the pointer, read instead of the view's own; null when there is none. @type {Pair | null} */
  hovered = null;
  /** The input channel whose nine products are spelled out; null for the one that adds most. @type {number | null} */
  focus = null;

  /** Another picture; on the first one `read` says what the address asks for. */
  receive(passage, read) {
    this.passage = passage;
    if (this.view) this.settle();
    else this.open(read);
  }

  /** Look at what the address asks for. */
  open(read) {
    const asked = readView(read, this.passage.facts);
    const [chosen, pinned] = [asked.channel !== undefined, asked.row !== undefined];
    this.view = { channel: 0, row: 0, column: 0, ...asked, chosen, pinned };
    this.settle();
  }

  get layer() {
    return this.passage.layer(this.view.layer);
  }

  get size() {
    return this.passage.size(this.view.layer);
  }

  get figures() {
    return this.passage.figures(this.view.layer);
  }

  get silence() {
    return this.passage.silence(this.view.layer);
  }

  /** The channels in the order in which their maps are laid out. */
  get order() {
    return order(this.figures, this.view.sort);
  }

  /**
   * Channel, row and column of the value that is read.
   * @returns {[number, number, number]}
   */
  get place() {
    const [row, column] = this.hovered ?? [this.view.row, this.view.column];
    return [this.view.channel, row, column];
  }

  get value() {
    return this.passage.value(this.view.layer, ...this.place);
  }

  unit(channel = this.view.channel) {
    return this.passage.unit(this.view.layer, channel);
  }

  /**
   * The value that is read taken apart, where a convolution made it, and the input channel in focus; else null.
   * @returns {Trace | null}
   */
  trace() {
    const { layer, passage } = this;
    if (layer.kind !== "conv") return null;
    const [weight, bias] = ["weight", "bias"].map(
      (name) => passage.parameters[`${layer.name}.${name}`],
    );
    const trace = traceConv(layer, passage.values(layer.source), weight, bias, ...this.place);
    const { partial } = trace;
    return { ...trace, focused: this.focus ?? strongest(partial, 0, partial.length) };
  }

  /** Turn to another layer: the same map and value where it has them, else what stands out in it. */
  choose(name) {
    const same = this.passage.layer(name).shape.join() === this.layer.shape.join();
    if (!same) [this.view.chosen, this.view.pinned] = [false, false];
    this.view.layer = name;
    this.settle();
  }

  /** Turn to another map; a unit of a flat layer is a value already. */
  pick(channel) {
    Object.assign(this.view, { channel, chosen: true });
    if (this.size.flat) Object.assign(this.view, { row: 0, column: 0, pinned: true });
    this.settle();
  }

  /** Turn to another value of this map. */
  move([row, column]) {
    Object.assign(this.view, { row, column, pinned: true, chosen: true });
  }

  /** Turn to one value of any layer. */
  follow(layer, channel, row, column) {
    Object.assign(this.view, { layer, channel, row, column, chosen: true, pinned: true });
    this.settle();
  }

  /** Fill in what the view leaves open with the map and the value that Python names, as its programs do. */
  settle() {
    const { view } = this;
    const { map, places } = this.passage.meta.standing[view.layer];
    const { count, height, width } = this.size;
    if (!view.chosen || !(view.channel < count)) {
      view.channel = map;
      view.chosen = false;
    }
    if (!view.pinned || !(view.row < height) || !(view.column < width)) {
      const place = places[view.channel] ?? 0; // a unit is one value
      [view.row, view.column, view.pinned] = [Math.floor(place / width), place % width, false];
    }
    [this.hovered, this.focus] = [null, null];
  }
}
