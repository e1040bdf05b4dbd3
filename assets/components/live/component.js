// Pictures through the trained network, many a second: taken here, answered over a socket, drawn as they come back.

import { readTheme, watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { arrow, isPlain } from "../core/keys.js";
import { read, watch, write } from "../core/place.js";
import { saveImage, saveTable } from "../core/save.js";
import { arrivalOf } from "../core/store.js";
import { bestOf } from "./classes.js";
import Line from "./line.js";
import Pace from "./pace.js";
import Screen from "./screen.js";
import { Shutter } from "./shot.js";
import { camera, drawings, picture } from "./sources.js";
import { paceWords, percent, table, told, withoutCamera } from "./words.js";

const EVERY = 1000 / 30 - 4; // milliseconds between two pictures; a screen's frame does not come to the millisecond
const SPEAK = 500; // milliseconds between two readings of the pace
const LATE = 700; // milliseconds until it is said that the first answer takes a while
const SOURCES = ["drawings", "picture"]; // that the address may name: a camera waits for a button
const ROLES = ["negative", "neutral", "positive", "output", "faint"];
const TYPING = "input, textarea, select, button, a, summary, [contenteditable], [role=slider]";

/** One of `values`, or the first. */
const among = (text, values) => values.find((value) => value === text) ?? values[0];

export default class Live {
  /** @type {import("./types").Payload} */
  meta;
  /** @type {import("./scene").Source | null} */
  source = null;
  /** Frames on their way. @type {Map<number, {rgb: Uint8Array, shot: number, kept: boolean}>} */
  sent = new Map();
  /** The picture that is held still. @type {Uint8Array | null} */
  still = null;
  frozen = globalThis.matchMedia("(prefers-reduced-motion: reduce)").matches;
  /** Whether the still picture waits for its exact numbers. */
  wanted = true;
  view = { layer: 0, source: "drawings", mirror: true };
  notice = "";
  turn = 0;
  frame = 0;
  painted = 0;

  constructor(host) {
    this.host = host;
    const { root } = host;
    this.box = root.querySelector(".live");
    this.at = (name) => root.querySelector(`.${name}`);
    this.all = (selector) => [...root.querySelectorAll(selector)];
    this.shutter = new Shutter();
    this.pace = new Pace();
    this.queue = drawQueue(() => this.draw());
    this.listen();
    this.watching = [watchTheme(this.box, () => this.dress()), watch(() => this.open())];
    this.resizer = new ResizeObserver(() => this.queue());
    this.resizer.observe(this.box);
  }

  /** Buttons, the sheet, the keyboard, the tab. */
  listen() {
    const sheet = this.at("sheet");
    for (const button of this.all("[data-source]"))
      button.onclick = () => this.choose({ source: button.dataset.source });
    for (const button of this.all("[data-scale]"))
      button.onclick = () => this.choose({ scale: button.dataset.scale });
    this.at("freeze").onclick = () => this.freeze(!this.frozen);
    this.at("mirror").onchange = ({ target }) => this.choose({ mirror: target.checked });
    this.at("follow").onclick = () => this.follow();
    this.at("save").onclick = () => this.screen?.save();
    this.at("save-seen").onclick = () => saveImage(this.screen.pixels, "convscope-32x32.png");
    this.at("save-table").onclick = () => this.saveTable();
    sheet.onpointermove = (event) => event.pointerType === "mouse" && this.point(event);
    sheet.onclick = (event) => this.hold(event);
    sheet.onkeydown = (event) => this.press(event);
    this.pressed = (event) => this.pressSpace(event);
    this.turned = () => (document.hidden ? this.sleep() : this.wake());
    document.addEventListener("keydown", this.pressed);
    document.addEventListener("visibilitychange", this.turned);
  }

  close() {
    this.turn += 1;
    document.removeEventListener("keydown", this.pressed);
    document.removeEventListener("visibilitychange", this.turned);
    cancelAnimationFrame(this.frame);
    this.queue.cancel();
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
    this.source?.stop();
    this.line?.close();
  }

  /** @param {{meta: import("./types").Payload}} scene */
  receive({ meta }) {
    const before = this.meta;
    this.meta = meta;
    if (before) {
      if (before.picture !== meta.picture && this.view.source === "picture") this.use("picture");
      return;
    }
    this.build(meta);
    const address = new URL(meta.socket, document.baseURI);
    address.protocol = address.protocol.replace("http", "ws");
    this.line = new Line(
      address.href,
      (answer) => this.answered(answer),
      () => this.lineChanged(),
    );
    this.dress();
    this.open();
    this.run();
  }

  build(meta) {
    this.screen = new Screen(this.box, meta);
    this.at("layers").replaceChildren(
      ...meta.layers.map(({ name }, layer) => {
        const chip = document.createElement("button");
        Object.assign(chip, { type: "button", textContent: name });
        chip.setAttribute("role", "radio");
        chip.onclick = () => this.choose({ layer });
        return chip;
      }),
    );
    this.at("layers").onkeydown = (event) => this.pressLayers(event);
  }

  /** What the address asks for. */
  open() {
    if (!this.screen) return;
    const names = this.meta.layers.map(({ name }) => name);
    this.screen.scale = /** @type {any} */ (among(read("scale"), ["layer", "map"]));
    this.view.mirror = read("mirror") !== "off";
    this.show(names.indexOf(among(read("layer"), names)));
    const source = among(read("source"), SOURCES);
    if (!this.source || (this.view.source !== "camera" && this.view.source !== source))
      this.use(source);
    this.tell();
  }

  /** A person's choice: done, and written into the address. */
  choose({ layer, source, scale, mirror }) {
    if (layer !== undefined) {
      write({ layer: layer ? this.meta.layers[layer].name : null }, { entry: true });
      this.show(layer);
    }
    if (scale) {
      write({ scale: scale === "layer" ? null : scale }, { entry: true });
      this.screen.scale = scale;
    }
    if (mirror !== undefined) {
      write({ mirror: mirror ? null : "off" }, { entry: true });
      this.view.mirror = mirror;
    }
    if (source) {
      if (source !== "camera")
        write({ source: source === SOURCES[0] ? null : source }, { entry: true });
      this.use(source);
    }
    this.tell();
    this.queue();
  }

  show(layer) {
    this.view.layer = layer;
    this.ask();
  }

  /** Frozen: ask for the numbers of the still picture. */
  ask() {
    if (!this.frozen) return;
    this.wanted = true;
    this.run();
  }

  /** Take pictures from somewhere else. */
  async use(name) {
    this.turn += 1;
    const { turn, meta } = this;
    this.notice = name === "camera" ? "The browser asks whether it may use the camera." : "";
    this.tell();
    const file = async (kept) => (await arrivalOf(kept)).arrays.file.data;
    try {
      const made = await {
        camera: () => camera(() => this.lost("ended")),
        picture: async () => picture(await file(meta.picture)),
        drawings: async () => drawings(await file(meta.drawings)),
      }[name]();
      if (turn !== this.turn) return made.stop();
      this.take(name, made);
    } catch (error) {
      if (turn === this.turn) this.lost(error.name);
    }
  }

  take(name, source) {
    this.source?.stop();
    this.source = source;
    this.view.source = name;
    this.notice = "";
    this.still = null;
    if (name === "camera" && this.frozen) this.freeze(false);
    this.pace.clear();
    this.tell();
    this.ask();
    this.run();
  }

  /** There is no camera: the drawings move, and it is said why. */
  async lost(reason) {
    const words = withoutCamera(reason);
    if (this.view.source !== "drawings" || !this.source) await this.use("drawings");
    this.notice = words;
    this.tell();
  }

  freeze(frozen) {
    this.frozen = frozen;
    this.source?.pause(frozen, performance.now());
    this.still = frozen ? (this.screen?.shown?.rgb ?? null) : null;
    this.screen?.release();
    this.pace.clear();
    this.spoken = false;
    this.ask();
    this.tell();
    this.run();
    this.queue();
  }

  sleep() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.source?.pause(true, performance.now());
    this.line?.close();
    this.sent.clear();
    this.pace.clear();
    this.box.dataset.line = "closed";
    if (this.frozen && !this.screen?.isExact) this.wanted = true;
  }

  wake() {
    this.source?.pause(this.frozen, performance.now());
    this.run();
  }

  /** Go on from frame to frame, while there is something to do. */
  run() {
    const idle = !this.meta || document.hidden || (this.frozen && !this.wanted);
    if (!idle) this.frame ||= requestAnimationFrame((now) => this.tick(now));
  }

  tick(now) {
    this.frame = 0;
    const due = now - (this.last ?? 0) >= EVERY;
    if (due && this.line?.isFree(now)) this.shoot(now);
    else if (due && !this.screen.shown) this.peek(now);
    this.watchClock(now);
    this.run();
  }

  /** The pixels that are looked at now. */
  pixels(now) {
    if (this.frozen && this.still) return this.still;
    const look = this.source?.look(now);
    if (!look) return null;
    return this.shutter.take(look, this.view.source === "camera" && this.view.mirror);
  }

  shoot(now) {
    const rgb = this.pixels(now);
    if (!rgb || !this.line) return;
    const { layer } = this.view;
    const kept = this.frozen;
    const exact = kept || this.meta.layers[layer].shape.length === 1;
    const number = this.line.send({ layer, exact }, rgb, now);
    this.sent.set(number, { rgb, shot: now, kept });
    this.last = now;
    if (kept) this.still = rgb;
    this.wanted = false;
  }

  /** Until the first answer the picture moves alone. */
  peek(now) {
    const rgb = this.pixels(now);
    if (!rgb) return;
    this.last = now;
    this.screen?.preview(rgb);
    this.queue();
  }

  /** What changes with time alone: the pace, and whether an answer is late. */
  watchClock(now) {
    const [first] = this.line?.waiting ?? [];
    const late = Boolean(first) && !this.screen?.shown && now - first.sent > LATE;
    if (late !== this.late) {
      this.late = late;
      this.tell();
    }
    if (now - (this.read ?? 0) < SPEAK) return;
    this.read = now;
    this.tellPace(now);
  }

  tellPace(now) {
    const [rate, delay] = paceWords(this.pace.figures(now));
    this.at("rate").textContent = rate;
    this.at("delay").textContent = delay;
  }

  answered(answer) {
    const sent = this.sent.get(answer.number);
    for (const number of this.sent.keys()) if (number <= answer.number) this.sent.delete(number);
    if (!sent || (this.frozen && !sent.kept)) return;
    this.screen?.take({ rgb: sent.rgb, answer }, sent.kept);
    this.shot = sent.kept ? null : sent.shot;
    this.fresh = true;
    this.queue();
  }

  lineChanged() {
    const { state } = /** @type {Line} */ (this.line);
    this.box.dataset.line = state;
    if (state !== "open" && state !== "opening") {
      if ([...this.sent.values()].some(({ kept }) => kept)) this.ask(); // it was not answered
      this.sent.clear();
    }
    this.tell();
  }

  /** The sentence above, and what the buttons look like. */
  tell() {
    if (!this.meta) return;
    const { view, frozen, notice, line, late, meta } = this;
    const words = told({
      source: view.source,
      frozen,
      notice,
      line: line?.state ?? "",
      says: line?.says ?? "",
      late: Boolean(late),
      title: meta.title,
    });
    if (this.at("told").textContent !== words) this.at("told").textContent = words;
    for (const button of this.all("[data-source]"))
      button.setAttribute("aria-pressed", String(button.dataset.source === view.source));
    for (const button of this.all("[data-scale]"))
      button.setAttribute("aria-pressed", String(button.dataset.scale === this.screen?.scale));
    for (const [i, chip] of [...this.at("layers").children].entries()) {
      chip.setAttribute("aria-checked", String(i === view.layer));
      chip.tabIndex = i === view.layer ? 0 : -1;
    }
    this.at("mirror").hidden = view.source !== "camera";
    this.at("mirror").firstChild.checked = view.mirror;
    this.at("freeze").firstChild.textContent = frozen ? "Go on" : "Freeze";
    Object.assign(this.box.dataset, { source: view.source, frozen: String(frozen) });
  }

  dress() {
    const { palette } = readTheme(this.box);
    for (const role of ROLES) this.box.style.setProperty(`--${role}`, palette[role]);
    this.queue();
  }

  draw() {
    if (!this.screen || !this.box.clientWidth) return;
    this.screen.draw(readTheme(this.box));
    this.readOut();
    if (!this.fresh) return;
    this.fresh = false;
    this.painted += 1;
    const now = performance.now();
    if (this.shot) this.pace.note(now, now - this.shot);
    const { layer, isExact } = this.screen;
    Object.assign(this.box.dataset, { painted: String(this.painted), layer: layer.name, exact: String(isExact) });
    if (this.frozen) this.speak();
  }

  /** The number that is read, and what can be done with it. */
  readOut() {
    const words = this.frozen ? (this.screen?.words() ?? "") : "";
    this.at("readout").textContent = words || (this.frozen ? "" : "Freeze it to read its numbers.");
    this.at("follow").hidden = !words || !this.screen?.held;
    this.at("save-table").hidden = !(this.frozen && this.screen?.isExact);
    if (this.screen?.held && words) this.at("spoken").textContent = words;
  }

  /** Once frozen, the answer in words. */
  speak() {
    if (this.spoken || !this.screen?.shown) return;
    this.spoken = true;
    const { probabilities } = this.screen.shown.answer;
    const best = bestOf(probabilities);
    this.at("spoken").textContent =
      `Frozen: ${this.meta.labels[best]}, ${percent(probabilities[best])}.`;
  }

  point(event) {
    if (!this.frozen) return;
    this.screen?.point(event);
    this.queue();
  }

  /** A click holds a cell; where the picture moves, it is frozen first. */
  hold(event) {
    if (!this.screen?.shown) return;
    if (!this.frozen) this.freeze(true);
    this.screen.hold(event);
    this.queue();
  }

  press(event) {
    const move = isPlain(event) && this.frozen && arrow(event);
    if (move) this.screen?.step(/** @type {any} */ (move.map((by) => by * (event.shiftKey ? 8 : 1))));
    else if (event.key === "Escape") this.screen?.release();
    else return;
    event.preventDefault();
    this.queue();
  }

  pressLayers(event) {
    const move = isPlain(event) && arrow(event);
    if (!move) return;
    event.preventDefault();
    const count = this.meta.layers.length;
    const layer = (this.view.layer + move[0] + move[1] + count) % count;
    this.choose({ layer });
    this.at("layers").children[layer].focus();
  }

  pressSpace(event) {
    const [target] = event.composedPath();
    if (event.key !== " " || !isPlain(event) || event.repeat || target.closest?.(TYPING)) return;
    event.preventDefault();
    this.freeze(!this.frozen);
  }

  /** Hand the still picture on, and the number to begin with. */
  follow() {
    const { still, screen } = this;
    if (!still || !screen?.spot) return;
    const pixels = btoa(String.fromCharCode(...still));
    this.host.fire("follow", { pixels, layer: screen.layer.name, ...screen.spot });
  }

  saveTable() {
    const { screen, meta } = this;
    const values = screen?.shown?.answer.values;
    if (screen && values)
      saveTable(table(screen.layer, values, meta.labels), `live-${screen.layer.name}.csv`);
  }
}
