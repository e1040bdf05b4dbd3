// Convolution over a volume: draws the chain that Python sent, and explains whichever output cell a person points at.

import { pointOn, readTheme, watchTheme } from "../core/canvas.js";
import { inkOn, parseColour } from "../core/colours.js";
import { isPlain, placeAfter } from "../core/keys.js";
import { read, watch, write } from "../core/place.js";
import { grids } from "../core/table.js";
import { positionOf } from "../core/windows.js";
import { draw, MARGIN, outline } from "./drawing.js";
import { hitAt, layout } from "./layout.js";
import { explain, products, sentence } from "./sentence.js";

/** @typedef {import("./types").Payload} Payload */

const SETTLED = 400; // milliseconds without a change before it is spoken
const PACE = 700; // milliseconds a step while playing
const ABOVE = 316; // pixels of the page above the figure and below it, on a wide screen
const PLAY = "M7 4v16l13-8z";
const PAUSE = "M7 4h4v16H7zM14 4h4v16h-4z";

/**
 * What a number counts: { map, step } of cell number `place`, map after map.
 * @param {Payload} spec
 */
export function placeAt(place, spec) {
  const steps = spec.output[0] * spec.output[1];
  return { map: Math.floor(place / steps), step: place % steps };
}

/**
 * What a pointed cell chooses, or null: an output its own map and cell, a map of the sum its cell, a filter its map.
 * @param {{grid: any, cell: import("../core/types").Pair}} hit
 * @param {{map: number, step: number}} here
 * @param {Payload} spec
 */
export function chosenBy({ grid, cell }, here, spec) {
  const step = cell[0] * spec.output[1] + cell[1];
  if (grid.role === "output") return { map: grid.index, step };
  if (["partial", "sum", "total"].includes(grid.role)) return { map: here.map, step };
  const filter = { kernel: grid.index[0], bias: grid.index }[grid.role];
  if (filter === undefined || spec.kind === "depth") return null;
  return { map: filter, step: here.step };
}

/**
 * Where a key leads to from a place, or null for a key that is not ours.
 * @param {Payload} spec
 */
export function placeForKey(event, { map, step }, spec) {
  const next = placeAfter(event, step, spec.output[0] * spec.output[1], spec.output[1]);
  if (next !== null) return { map, step: next };
  const move = { PageDown: 1, PageUp: -1 }[event.key];
  if (move === undefined) return null;
  return { map: Math.max(0, Math.min(spec.maps - 1, map + move)), step };
}

/** The place, counted from 1, that the address names, counted from 0; 0 where it names none. */
export function placeNamed(text, places) {
  const number = /^\d{1,6}$/.test(text ?? "") ? Number(text) : 1;
  return number >= 1 && number <= places ? number - 1 : 0;
}

export default class Volumes {
  /** @type {{spec: import("./types").Payload, arrays: import("./types").Arrays}} */
  scene;
  /** The cell that is chosen. @type {{map: number, step: number}} */
  here;
  /** @type {import("../core/types").Theme} */
  theme;

  constructor(host) {
    const root = host.root.querySelector(".volumes");
    this.root = root;
    this.svg = root.querySelector(".chain");
    this.at = (name) => root.querySelector(`.${name}`);
    this.listen();
    this.resizer = new ResizeObserver(() => this.relayout());
    this.resizer.observe(root);
    this.resizer.observe(document.documentElement);
    this.watching = [watchTheme(root, () => this.relayout(true)), watch(() => this.goBack())];
  }

  /**
   * Take new arrays; the place stays where it can.
   * @param {{meta: import("./types").Payload, arrays: import("./types").Arrays}} payload
   */
  receive({ meta: spec, arrays }) {
    const text = JSON.stringify([spec, Object.values(arrays).map(({ data }) => [...data])]);
    if (text === this.loaded) return;
    this.pause();
    this.here = this.here ?? this.named(spec);
    this.scene = { spec, arrays };
    this.loaded = text;
    this.hover = null;
    const steps = spec.output[0] * spec.output[1];
    this.here = {
      map: Math.min(this.here.map, spec.maps - 1),
      step: Math.min(this.here.step, steps - 1),
    };
    this.fillChooser();
    this.relayout(true);
    this.speak();
  }

  named(spec) {
    return placeAt(placeNamed(read(spec.place), spec.maps * spec.output[0] * spec.output[1]), spec);
  }

  goBack() {
    if (this.scene) this.go(this.named(this.scene.spec), { told: true });
  }

  listen() {
    this.at("back").onclick = () => this.walk(-1);
    this.at("forward").onclick = () => this.walk(1);
    this.at("play").onclick = () => this.toggle();
    this.root.onkeydown = (event) => this.onKey(event);
    this.svg.onpointermove = (event) => {
      if (event.pointerType !== "touch") this.onPoint(event);
    };
    this.svg.onpointerleave = () => this.preview(null);
    this.svg.onclick = (event) => this.onClick(event);
  }

  fillChooser() {
    const { spec } = this.scene;
    this.at("layer").textContent = spec.title;
    const what = spec.kind === "depth" ? "Output slice" : "Filter";
    const buttons = spec.mapNames.map((name, map) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = String(spec.kind === "depth" ? map : map + 1);
      button.setAttribute("aria-label", spec.kind === "depth" ? name : `${what} ${map + 1}`);
      button.onclick = () => this.choose({ ...this.here, map });
      return button;
    });
    this.at("what").textContent = what;
    this.at("chooser").setAttribute("aria-label", what);
    this.at("maps").replaceChildren(...buttons);
  }

  /** The grid and the cell under the pointer, or null. */
  hit(event) {
    const [left, y] = pointOn(this.svg, event);
    const x = left - MARGIN;
    return this.figure && hitAt(this.figure, x, y);
  }

  /** Show what is under the pointer until it leaves; another filter needs a click. */
  onPoint(event) {
    const hit = this.hit(event);
    const shown = hit && !["kernel", "bias"].includes(hit.grid.role);
    this.preview(shown ? chosenBy(hit, this.here, this.scene.spec) : null);
  }

  preview(target) {
    if (this.playing || (!target && !this.hover)) return;
    this.hover = target;
    this.show();
  }

  onClick(event) {
    this.root.focus({ preventScroll: true });
    const hit = this.hit(event);
    const target = hit && chosenBy(hit, this.here, this.scene.spec);
    if (target) this.choose(target);
  }

  onKey(event) {
    if (!isPlain(event)) return;
    if (event.key === " " && !event.target.matches("button")) this.toggle();
    else {
      const target = placeForKey(event, this.here, this.scene.spec);
      if (!target) return;
      this.go(target);
    }
    event.preventDefault();
  }

  walk(by) {
    const { spec } = this.scene;
    const steps = spec.output[0] * spec.output[1];
    const place = this.here.map * steps + this.here.step + by;
    if (place >= 0 && place < steps * spec.maps) this.go(placeAt(place, spec));
  }

  /** Go there; Back will undo it. */
  choose(target) {
    this.go(target, { entry: true });
  }

  go(target, { entry = false, told = false } = {}) {
    this.pause();
    this.hover = null;
    this.here = target;
    this.show();
    this.speak();
    if (told) return;
    const { output, place: name } = this.scene.spec;
    const place = target.map * output[0] * output[1] + target.step;
    write({ [name]: place ? String(place + 1) : null }, { entry });
  }

  toggle() {
    if (this.playing) {
      this.pause();
      this.speak();
      return;
    }
    if (this.isLast()) this.here = { map: 0, step: 0 };
    this.hover = null;
    this.playing = setInterval(() => this.advance(), PACE);
    this.show();
  }

  advance() {
    const { map, step } = this.here;
    const { output } = this.scene.spec;
    const turned = step + 1 === output[0] * output[1];
    this.here = turned ? { map: map + 1, step: 0 } : { map, step: step + 1 };
    if (this.isLast()) this.pause();
    this.show();
  }

  isLast() {
    const { map, step } = this.here;
    const { maps, output } = this.scene.spec;
    return map === maps - 1 && step === output[0] * output[1] - 1;
  }

  pause() {
    if (!this.playing) return;
    clearInterval(this.playing);
    this.playing = null;
    this.label();
  }

  label() {
    this.at("play").lastElementChild.textContent = this.playing ? "Pause" : "Play";
    this.at("play")
      .querySelector("path")
      .setAttribute("d", this.playing ? PAUSE : PLAY);
  }

  relayout(force = false) {
    const width = Math.floor(this.root.clientWidth) - 4;
    const tallest = window.innerHeight - ABOVE;
    const same = width === this.width && tallest === this.tallest;
    if (!this.scene || (!force && same)) return;
    this.width = width;
    this.tallest = tallest;
    if (width <= 0) return;
    this.theme = readTheme(this.root);
    const primary = getComputedStyle(this.root).getPropertyValue("--st-primary-color");
    this.root.style.setProperty("--output", this.theme.palette.output);
    this.root.style.setProperty("--kernel", this.theme.palette.kernel);
    this.root.style.setProperty("--play-ink", inkOn(parseColour(primary || "#2f6db5")));
    this.drawn = null;
    this.show();
  }

  show() {
    if (!this.theme) return;
    const here = this.hover ?? this.here;
    if (this.drawn !== here.map) {
      this.figure = layout(this.scene.spec, here.map, this.width, this.tallest);
      draw(this.svg, this.scene, this.figure, this.theme, here.map);
      this.drawn = here.map;
    }
    outline(this.svg, this.scene, this.figure, this.theme, here);
    this.write(here);
    this.label();
  }

  write({ map, step }) {
    const told = explain(this.scene, map, step);
    const place = strong(told.place);
    const total = strong(told.total, told.exact);
    const sum = ` = ${told.parts.join(" + ")} + ${told.bias} (bias) = `;
    this.at("sum").replaceChildren(place, sum, total, told.result);
    this.at("products").tBodies[0].replaceChildren(
      ...products(this.scene, map, step).map(({ name, terms, sum: part }) =>
        line(name, `${terms.join(" + ")} =`, part),
      ),
    );
    [...this.at("maps").children].forEach((button, index) => {
      button.setAttribute("aria-pressed", index === map);
    });
    this.root.dataset.map = map;
    this.root.dataset.cell = positionOf(step, this.scene.spec).join(" ");
  }

  /** Tell a screen reader the settled cell, never one in passing. */
  speak() {
    clearTimeout(this.voice);
    this.voice = setTimeout(() => {
      if (this.playing) return;
      this.at("spoken").textContent = sentence(this.scene, this.here.map, this.here.step);
    }, SETTLED);
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    const { spec, arrays } = this.scene;
    const { shape, data } = arrays.weight;
    const kernels = (nth) =>
      `${spec.kernelNames[Math.floor(nth / spec.slices)]}, slice ${(nth % spec.slices) + 1}`;
    return [
      ...grids("Input", arrays.input, (nth) => spec.inputNames[nth]),
      ...grids("Output", arrays.output, (nth) => spec.mapNames[nth]),
      ...grids("Kernels", { shape, data }, kernels),
    ];
  }

  close() {
    this.pause();
    clearTimeout(this.voice);
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
  }
}

function strong(text, title = "") {
  const element = document.createElement("b");
  element.textContent = text;
  if (title) element.title = title;
  return element;
}

function line(name, terms, sum) {
  const row = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = name;
  const cells = [terms, sum].map((text) => {
    const cell = document.createElement("td");
    cell.textContent = text;
    return cell;
  });
  row.append(head, ...cells);
  return row;
}
