// The card of a unit: what excites it, what it makes of the person's picture, its weights, its ties, its classes.
//
// A layer's facts and pictures come over HTTP, sixty-four units at a time. So a step from unit to unit asks the server for
// nothing; another layer asks it for the maps that this layer makes of the person's picture.

import { watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { wantsStillness } from "../core/motion.js";
import { read, watch, write } from "../core/place.js";
import { saveTable } from "../core/save.js";
import { arrivalOf } from "../core/store.js";
import Asking from "./asking.js";
import Card from "./card.js";
import { listen } from "./hands.js";
import { cellNamed, largestOf, nameOf, sizeOf, unitNamed } from "./places.js";
import Shelf from "./shelf.js";
import { table } from "./words.js";

export { cellNamed, nameOf, shortName, stripOf, unitNamed, unitUnder, windowOf } from "./places.js";
export { drawn, questionOf, scored, unitAsked } from "./quiz.js";
export { effect, percent, table, told, valueWords } from "./words.js";

/** @typedef {import("./types").Payload} Payload @typedef {import("./types").UnitLayer} UnitLayer */

const SETTLED = 400; // milliseconds without a move before a unit is spoken
const CLIMB = 1200; // milliseconds that the pictures of a climb take
const MOST = 100_000; // questions of the quiz

export default class Unit {
  static sheets = ["core/buttons.css"];

  /** @type {Payload} */
  meta;
  /** @type {Shelf} */
  shelf;
  /** @type {Card} */
  card;
  /** @type {Asking} */
  asking;
  /** What of the person's picture is here. @type {import("./scene").Seen | null} */
  seen = null;
  /** @type {import("./scene").View} */
  view;

  constructor(host) {
    this.host = host;
    this.box = host.root.querySelector(".unit");
    this.at = (name) => host.root.querySelector(`.${name}`);
    this.queue = drawQueue(() => this.draw());
    this.watching = [
      watchTheme(this.box, () => this.queue()),
      watch(() => this.meta && this.open()),
    ];
    this.resizer = new ResizeObserver(() => this.queue());
    this.resizer.observe(this.box);
  }

  /** What its pictures show, for whoever reads it as tables. */
  tables() {
    const { facts, view } = this;
    if (!facts) return [];
    const { labels } = this.meta;
    const caption = nameOf(view.layer, view.unit);
    return [
      {
        caption: `${caption}: its nine pictures`,
        head: ["Place", "Picture", "Value"],
        rows: facts.best.map(([name, , value], nth) => [nth + 1, name, value]),
      },
      {
        caption: `${caption}: its mean on each class, and what the class gains without it`,
        head: ["Class", "Mean", "Gain without it"],
        rows: labels.map((label, nth) => [label, facts.means[nth], facts.off[nth]]),
      },
    ];
  }

  close() {
    clearTimeout(this.voice);
    cancelAnimationFrame(this.playing ?? 0);
    this.queue.cancel();
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
  }

  /** @param {Payload} meta */
  receive(meta) {
    const first = !this.meta;
    this.meta = meta;
    if (first) this.begin(meta);
    arrivalOf(meta.seen).then(({ arrays }) => {
      if (this.meta !== meta) return;
      this.seen = { layer: meta.layer, pixels: arrays.pixels, values: arrays.values };
      this.view.cell = this.pinned();
      this.queue();
    });
  }

  /** @param {Payload} meta */
  begin(meta) {
    this.shelf = new Shelf(meta.address, () => this.queue());
    this.card = new Card(this);
    this.asking = new Asking(this.at("quiz"), this.shelf, {
      next: () => this.quiz(this.view.quiz + 1),
      show: (layer, unit) => {
        this.quiz(0);
        this.go(layer, unit);
      },
    });
    this.open();
    this.watching.push(listen(this));
  }

  /** What the address asks for. */
  open() {
    const { layers, first, unit, regularisers } = this.meta;
    const named = unitNamed(layers, read("layer"), read("channel"), { layer: first, unit });
    const held = read("held");
    this.view = {
      ...named,
      nth: -1,
      cell: -1,
      held: regularisers.filter((name) => held === null || held.split(",").includes(name)),
      climbing: held !== null,
      way: 1,
      cut: read("cut") === "on",
      off: read("bars") === "off",
      quiz: 0,
    };
    this.view.cell = this.pinned();
    const quiz = Number(read("quiz"));
    this.ask(Number.isInteger(quiz) && quiz > 0 && quiz < MOST ? quiz : 0);
    this.show();
  }

  /** Units whose facts lie together with this one's: their number, the first, and what is known. */
  get part() {
    const { layer, unit } = this.view;
    const number = Math.floor(unit / this.meta.part);
    const found = this.shelf.part(layer.name, number);
    return { number, first: number * this.meta.part, found: found?.units ? found : undefined };
  }

  /** What is known of the unit, once it is here. */
  get facts() {
    const { first, found } = this.part;
    return found?.units[this.view.unit - first];
  }

  /** Whether the maps that are here are this layer's. */
  get live() {
    return this.seen?.layer === this.view.layer.name ? this.seen : null;
  }

  /** A unit of a layer: a person's choice. */
  go(name, unit) {
    const layer = this.meta.layers.find((each) => each.name === name) ?? this.view.layer;
    const other = layer !== this.view.layer;
    this.stand(layer, unit, true);
    // The turn tells two choices of the same apart: Back may lie between them.
    if (other) this.host.set("layer", { layer: layer.name, channel: unit, turn: Date.now() });
  }

  /** The unit so many further, round and round. */
  step(by) {
    const { layer, unit } = this.view;
    this.stepTo((unit + by + layer.shape[0]) % layer.shape[0]);
  }

  stepTo(unit) {
    this.stand(this.view.layer, unit, false);
  }

  /** Another unit, as a card looks at first; whether Back shall undo it. */
  stand(layer, unit, entry) {
    const fresh = { nth: -1, cell: -1, climbing: false, way: 1, held: this.meta.regularisers };
    this.view = { ...this.view, ...fresh, layer, unit };
    write({ layer: layer.name, channel: String(unit), cell: null, held: null }, { entry });
    this.show();
  }

  /** The part before or behind. */
  turn(by) {
    const { part } = this.meta;
    const count = this.view.layer.shape[0];
    const parts = Math.ceil(count / part);
    this.stepTo(((this.part.number + by + parts) % parts) * part);
  }

  /** @param {Partial<{cut: boolean, off: boolean}>} choice */
  choose(choice) {
    this.view = { ...this.view, ...choice };
    const { cut, off } = this.view;
    write({ cut: cut ? "on" : null, bars: off ? "off" : null }, { entry: true });
    this.queue();
  }

  /** Switch a regulariser, and climb. */
  hold(name) {
    const { held } = this.view;
    const all = this.meta.regularisers;
    const next = all.filter((each) => held.includes(each) !== (each === name));
    this.view.held = next;
    const text = next.length === all.length ? null : next.join(",") || "nothing";
    write({ held: text }, { entry: true });
    this.climb();
  }

  /** Show the climb's pictures one after the other, once they are here. */
  climb() {
    const still = wantsStillness();
    this.view.climbing = true;
    this.view.way = still ? 1 : 0;
    cancelAnimationFrame(this.playing ?? 0);
    let start = 0;
    const next = (now) => {
      if (this.card.climb) {
        start ||= now;
        this.view.way = Math.min(1, Math.max(this.view.way, (now - start) / CLIMB));
      }
      this.draw();
      const more = this.view.climbing && this.view.way < 1 && !this.card.problem;
      if (more) this.playing = requestAnimationFrame(next);
    };
    this.playing = requestAnimationFrame(next);
  }

  /** What is pointed at: one of the nine, a place of the map. */
  look(part) {
    const before = this.view;
    this.view = { ...before, ...part };
    if (before.nth !== this.view.nth || before.cell !== this.view.cell) this.queue();
  }

  /** The place of the map that the address names, or of the largest value; −1 while there is no map. */
  pinned() {
    const { layer, unit } = this.view;
    const [rows, columns] = sizeOf(layer);
    const named = cellNamed(read("cell"), [rows, columns]);
    if (named >= 0) return named;
    return this.live ? largestOf(this.live.values.data, unit, rows * columns) : -1;
  }

  /** Keep a place of the map. */
  keep(cell) {
    const [, columns] = sizeOf(this.view.layer);
    write({ cell: `${Math.floor(cell / columns)},${cell % columns}` });
    this.look({ cell });
  }

  /** Open the value that is read where its arithmetic stands. */
  follow() {
    const { layer, unit, cell } = this.view;
    const [, columns] = sizeOf(layer);
    const [row, column] = [Math.floor(cell / columns), cell % columns];
    this.host.fire("follow", { layer: layer.answers, channel: unit, row, column });
  }

  /** Put the picture that is pointed at, of the nine, in the place of the person's. */
  take() {
    const { found } = this.part;
    const name = this.facts?.best[this.view.nth]?.[0];
    if (name && found?.pictures === "test") this.host.fire("take", name);
  }

  /** A person's question of the quiz; 0 ends it. */
  quiz(seed) {
    write({ quiz: seed ? String(seed) : null });
    this.ask(seed, true);
  }

  ask(seed, chosen = false) {
    this.view.quiz = seed;
    for (const part of ["card", "row", "told", "steps", "saves"])
      this.at(part).hidden = Boolean(seed);
    this.at("ask").setAttribute("aria-pressed", String(Boolean(seed)));
    this.at("ask").textContent = seed ? "End the quiz" : "Quiz";
    this.at("quiz").hidden = !seed;
    this.box.classList.toggle("asking", Boolean(seed));
    if (seed) this.asking.ask(seed, this.view.layer, this.meta, chosen);
    this.queue();
  }

  show() {
    const { view } = this;
    if (view.cell < 0) view.cell = this.pinned();
    if (view.quiz) this.asking.ask(view.quiz, view.layer, this.meta, false);
    this.card.name();
    this.queue();
    clearTimeout(this.voice);
    this.voice = setTimeout(() => {
      const words = this.at("told").textContent;
      if (!this.view.quiz) this.at("spoken").textContent = words;
    }, SETTLED);
  }

  draw() {
    if (!this.meta || !this.box.clientWidth) return;
    if (this.view.quiz) this.asking.draw();
    else this.card.draw();
  }

  /** A table of all units of the layer. */
  async saveTable() {
    const { layer } = this.view;
    const count = Math.ceil(layer.shape[0] / this.meta.part);
    const numbers = Array.from({ length: count }, (_, i) => i);
    const parts = await Promise.all(numbers.map((i) => this.shelf.arrival(layer.name, i)));
    const told = parts.map(({ units }, i) => ({ first: i * this.meta.part, units }));
    saveTable(table(layer, told, this.meta.labels), `${layer.name}-units.csv`);
  }
}
