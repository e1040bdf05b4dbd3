// The card of a unit: what excites it, what it makes of the person's picture, its weights, its ties, its classes.
//
// A layer's facts and pictures come over HTTP, sixty-four units at a time. So a step from unit to unit asks the server for
// nothing; another layer asks it for the maps that this layer makes of the person's picture.

import { watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { arrow, isPlain, placeAfter } from "../core/keys.js";
import { read, watch, write } from "../core/place.js";
import { saveTable } from "../core/save.js";
import { arrivalOf } from "../core/store.js";
import { pointOn } from "../core/canvas.js";
import Asking from "./asking.js";
import Card from "./card.js";
import { nthUnder } from "./drawing.js";
import { largestOf, nameOf, sizeOf, unitNamed, unitUnder } from "./places.js";
import Shelf from "./shelf.js";
import { table } from "./words.js";

/** @typedef {import("./types").Payload} Payload @typedef {import("./types").UnitLayer} UnitLayer */

const SETTLED = 400; // milliseconds without a move before a unit is spoken
const CLIMB = 1200; // milliseconds that the pictures of a climb take

export default class Unit {
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
  view = {
    layer: /** @type {UnitLayer} */ (/** @type {unknown} */ (null)),
    unit: 0,
    nth: -1,
    /** The place of the map that is read, or −1 for the largest. */
    cell: -1,
    /** @type {string[]} */
    held: [],
    /** Whether the climb was asked for, and how far its pictures have gone. */
    climbing: false,
    way: 1,
    cut: false,
    off: false,
    quiz: 0,
  };

  constructor(host) {
    this.host = host;
    this.box = host.root.querySelector(".unit");
    this.at = (name) => host.root.querySelector(`.${name}`);
    this.queue = drawQueue(() => this.draw());
    this.listen();
    this.watching = [
      watchTheme(this.box, () => this.queue()),
      watch(() => this.meta && this.open()),
    ];
    this.resizer = new ResizeObserver(() => this.queue());
    this.resizer.observe(this.box);
  }

  close() {
    clearTimeout(this.voice);
    cancelAnimationFrame(this.playing);
    this.queue.cancel();
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
  }

  listen() {
    const click = (name, act) => {
      this.at(name).onclick = act;
    };
    click("earlier", () => this.step(-1));
    click("later", () => this.step(1));
    click("before", () => this.turn(-1));
    click("behind", () => this.turn(1));
    click("cut", () => this.choose({ cut: !this.view.cut }));
    click("turn", () => this.choose({ off: !this.view.off }));
    click("ask", () => this.quiz(this.view.quiz ? 0 : 1 + Math.floor(Math.random() * 9999)));
    click("follow", () => this.follow());
    click("csv", () => this.saveTable());
    click("png", () => this.card.save());
    const strip = this.at("strip");
    strip.onclick = (event) => this.press(event);
    strip.onkeydown = (event) => this.key(event);
    const nine = this.at("nine");
    const nth = (event) => nthUnder(this.card.side, ...pointOn(nine, event));
    nine.onpointermove = (event) => this.look({ nth: nth(event) });
    nine.onpointerleave = () => this.look({ nth: -1 });
    nine.onclick = (event) => this.look({ nth: nth(event) });
    nine.onkeydown = (event) => {
      const to = placeAfter(event, this.view.nth, this.facts?.best.length ?? 0, 3);
      if (to === null) return;
      event.preventDefault();
      this.look({ nth: to < 0 ? 0 : to });
    };
    const map = this.at("map");
    map.onpointermove = (event) => event.pointerType === "mouse" && this.point(event);
    map.onpointerleave = () => this.look({ cell: this.pinned() });
    map.onclick = (event) => this.pin(event);
    map.onkeydown = (event) => this.walk(event);
  }

  /** @param {Payload} meta */
  receive(meta) {
    const first = !this.meta;
    this.meta = meta;
    if (first) {
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
    }
    arrivalOf(meta.seen).then(({ arrays }) => {
      if (this.meta !== meta) return;
      this.seen = { layer: meta.layer, pixels: arrays.pixels, values: arrays.values };
      if (this.view.cell < 0) this.view.cell = this.pinned();
      this.queue();
    });
  }

  /** What the address asks for. */
  open() {
    const { layers, first, unit, regularisers } = this.meta;
    const named = unitNamed(layers, read("layer"), read("channel"), { layer: first, unit });
    const asked = read("held");
    this.view = {
      ...this.view,
      ...named,
      nth: -1,
      cell: -1,
      held: regularisers.filter((name) => asked === null || asked.split(",").includes(name)),
      climbing: asked !== null,
      way: 1,
      cut: read("cut") === "on",
      off: read("bars") === "off",
    };
    this.view.cell = this.pinned();
    const quiz = Number(read("quiz"));
    this.quiz(Number.isInteger(quiz) && quiz > 0 && quiz < 100_000 ? quiz : 0, false);
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
  go(layer, unit) {
    const { layers } = this.meta;
    const to = /** @type {UnitLayer} */ (layers.find(({ name }) => name === layer));
    const other = to !== this.view.layer;
    this.stand(to, unit);
    write({ layer, channel: String(unit), cell: null, held: null }, { entry: true });
    if (other) this.host.set("layer", { layer, channel: unit, turn: Date.now() });
    this.show();
  }

  /** Another unit, as a card looks at first. */
  stand(layer, unit) {
    const fresh = { nth: -1, cell: -1, climbing: false, way: 1, held: this.meta.regularisers };
    this.view = { ...this.view, ...fresh, layer, unit };
  }

  /** The unit so many further, round and round. */
  step(by) {
    const { layer, unit } = this.view;
    this.stepTo((unit + by + layer.shape[0]) % layer.shape[0]);
  }

  stepTo(unit) {
    const { layer } = this.view;
    this.stand(layer, unit);
    write({ layer: layer.name, channel: String(unit), cell: null, held: null });
    this.show();
  }

  /** The part before or behind. */
  turn(by) {
    const { part } = this.meta;
    const count = this.view.layer.shape[0];
    const parts = Math.ceil(count / part);
    const to = (this.part.number + by + parts) % parts;
    this.stepTo(Math.min(count - 1, to * part));
  }

  /** @param {Partial<{cut: boolean, off: boolean}>} choice */
  choose(choice) {
    this.view = { ...this.view, ...choice };
    write(
      { cut: this.view.cut ? "on" : null, bars: this.view.off ? "off" : null },
      { entry: true },
    );
    this.queue();
  }

  /** Switch a regulariser, and climb. */
  hold(name) {
    const { held } = this.view;
    const next = this.meta.regularisers.filter((each) => held.includes(each) !== (each === name));
    this.view.held = next;
    const all = next.length === this.meta.regularisers.length;
    write({ held: all ? null : next.join(",") || "nothing" }, { entry: true });
    this.climb();
  }

  /** Show the climb's pictures one after the other, once they are here. */
  climb() {
    this.view.climbing = true;
    this.view.way = matchMedia("(prefers-reduced-motion: reduce)").matches ? 1 : 0;
    cancelAnimationFrame(this.playing);
    let start = 0;
    const next = (now) => {
      if (this.card.climb?.stages) {
        start ||= now;
        this.view.way = Math.min(1, Math.max(this.view.way, (now - start) / CLIMB));
      }
      this.draw();
      if (this.view.way < 1 && this.view.climbing && !this.card.problem)
        this.playing = requestAnimationFrame(next);
    };
    this.playing = requestAnimationFrame(next);
  }

  look(part) {
    const before = this.view;
    this.view = { ...before, ...part };
    if (before.nth !== this.view.nth || before.cell !== this.view.cell) this.queue();
  }

  /** @param {MouseEvent} event */
  press(event) {
    const { first, found } = this.part;
    if (!found) return;
    const unit = unitUnder(
      this.card.strip, found.units.length, ...pointOn(this.at("strip"), event),
    );
    if (unit >= 0) this.stepTo(first + unit);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const { layer, unit } = this.view;
    const to = placeAfter(event, unit, layer.shape[0], this.card.strip.across);
    if (to === null) return;
    event.preventDefault();
    if (to !== unit) this.stepTo(to);
  }

  /** The place of the map that the address names, or of the largest value. */
  pinned() {
    const { layer, unit } = this.view;
    const [rows, columns] = sizeOf(layer);
    const [row, column] = (read("cell") ?? "").split(",").map(Number);
    if (row >= 0 && row < rows && column >= 0 && column < columns && Number.isInteger(row + column))
      return row * columns + column;
    return this.live ? largestOf(this.live.values.data, unit, rows * columns) : -1;
  }

  /** The place of the map under a pointer. */
  under(event) {
    const [rows, columns] = sizeOf(this.view.layer);
    const [x, y] = pointOn(this.at("map"), event);
    const inside = (share, count) => Math.max(0, Math.min(count - 1, Math.floor(share * count)));
    const { mapSide } = this.card;
    return inside(y / mapSide, rows) * columns + inside(x / mapSide, columns);
  }

  point(event) {
    this.look({ cell: this.under(event) });
  }

  /** Keep a place of the map. */
  pin(event) {
    this.keep(this.under(event));
  }

  keep(cell) {
    const [, columns] = sizeOf(this.view.layer);
    write({ cell: `${Math.floor(cell / columns)},${cell % columns}` });
    this.look({ cell });
  }

  /** @param {KeyboardEvent} event */
  walk(event) {
    const move = isPlain(event) && this.live && arrow(event);
    if (!move) return;
    event.preventDefault();
    const [rows, columns] = sizeOf(this.view.layer);
    const { cell } = this.view;
    const row = Math.max(0, Math.min(rows - 1, Math.floor(cell / columns) + move[0]));
    const column = Math.max(0, Math.min(columns - 1, (cell % columns) + move[1]));
    this.keep(row * columns + column);
  }

  /** Open the value that is read where its arithmetic stands. */
  follow() {
    const { layer, unit, cell } = this.view;
    const [, columns] = sizeOf(layer);
    const [row, column] = [Math.floor(cell / columns), cell % columns];
    this.host.fire("follow", { layer: layer.answers, channel: unit, row, column });
  }

  /** Begin a question, or end the quiz with 0. */
  quiz(seed, chosen = true) {
    this.view.quiz = seed;
    if (chosen) write({ quiz: seed ? String(seed) : null }, { entry: false });
    for (const part of ["card", "row", "told"]) this.at(part).hidden = Boolean(seed);
    this.at("steps").hidden = Boolean(seed);
    this.at("ask").setAttribute("aria-pressed", String(Boolean(seed)));
    this.at("ask").textContent = seed ? "End the quiz" : "Quiz";
    this.at("quiz").hidden = !seed;
    if (seed) this.asking.ask(seed, this.view.layer, this.meta);
    else this.queue();
  }

  show() {
    const { view } = this;
    if (view.cell < 0) view.cell = this.pinned();
    this.card.name();
    this.queue();
    clearTimeout(this.voice);
    this.voice = setTimeout(() => {
      this.at("spoken").textContent = `${nameOf(view.layer, view.unit)}. ${this.at("told").textContent}`;
    }, SETTLED);
  }

  draw() {
    if (!this.meta || !this.box.clientWidth) return;
    if (this.view.quiz) this.asking.draw();
    else this.card.draw();
  }

  async saveTable() {
    const { layer } = this.view;
    const count = Math.ceil(layer.shape[0] / this.meta.part);
    const numbers = Array.from({ length: count }, (_, i) => i);
    const parts = await Promise.all(numbers.map((i) => this.shelf.arrival(layer.name, i)));
    const told = parts.map(({ units }, i) => ({ first: i * this.meta.part, units }));
    saveTable(table(layer, told, this.meta.labels), `${layer.name}-units.csv`);
  }
}
