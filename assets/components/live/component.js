// Pictures through the trained network, many a second: taken here, answered over a socket, drawn as they come back.

import { readTheme, watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { arrow, isPlain } from "../core/keys.js";
import { wantsStillness } from "../core/motion.js";
import { read, watch, write } from "../core/place.js";
import { saveImage, saveTable } from "../core/save.js";
import { arrivalOf } from "../core/store.js";
import { bestOf } from "./classes.js";
import Pace from "./pace.js";
import Panel from "./panel.js";
import Screen from "./screen.js";
import { camera, drawings, picture } from "./sources.js";
import Stream from "./stream.js";
import { paceWords, percent, table, told, withoutCamera } from "./words.js";

const SPEAK = 500; // milliseconds between two readings of the pace
const LATE = 700; // milliseconds until it is said that the first answer takes a while
const SOURCES = ["drawings", "picture"]; // that the address may name: a camera waits for a button
const SCALES = ["layer", "map"];
const TYPING = "input, textarea, select, button, a, summary, [contenteditable], [role=slider]";
const CHOSEN = '[aria-checked="true"], [aria-pressed="true"]'; // a button that Space could only press again

/** One of `values`, or the first. */
const among = (text, values) => values.find((value) => value === text) ?? values[0];

export default class Live {
  static sheets = ["core/buttons.css"];

  /** @type {import("./types").Payload} */
  meta;
  /** @type {Screen} */
  screen;
  /** @type {Stream} */
  stream;
  view = { layer: 0, source: "", scale: "layer", mirror: true };
  notice = "";
  late = false;
  /** Which source was asked for last: one that comes later is not wanted any more. */
  turn = 0;
  painted = 0;
  read = 0;
  shot = 0;
  fresh = false;
  spoken = false;
  pressed = (event) => this.pressSpace(event);
  turned = () => (document.hidden ? this.stream?.sleep() : this.stream?.wake());

  constructor(host) {
    this.host = host;
    this.box = host.root.querySelector(".live");
    this.at = (name) => host.root.querySelector(`.${name}`);
    this.pace = new Pace();
    this.queue = drawQueue(() => this.draw());
    this.listen();
    this.watching = [
      watchTheme(this.box, () => this.queue()),
      watch(() => this.meta && this.open()),
    ];
    this.resizer = new ResizeObserver(() => this.queue());
    this.resizer.observe(this.box);
  }

  /** The sheet, what can be taken away, the keyboard, the tab. */
  listen() {
    const sheet = this.at("sheet");
    sheet.onpointermove = (event) => event.pointerType === "mouse" && this.point(event);
    sheet.onclick = (event) => this.hold(event);
    sheet.onkeydown = (event) => this.press(event);
    this.at("freeze").onclick = () => this.freeze(!this.stream.frozen);
    this.at("follow").onclick = () => this.follow();
    this.at("save").onclick = () => this.screen.save();
    this.at("save-seen").onclick = () => saveImage(this.screen.pixels, "convscope-32x32.png");
    this.at("save-table").onclick = () => this.saveTable();
    document.addEventListener("keydown", this.pressed);
    document.addEventListener("visibilitychange", this.turned);
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    const answer = this.screen?.shown?.answer;
    if (!answer) return [];
    const rows = this.meta.labels.map((label, nth) => [label, answer.probabilities[nth]]);
    return [{ caption: "What the network says", head: ["Class", "Probability"], rows }];
  }

  close() {
    this.turn += 1;
    document.removeEventListener("keydown", this.pressed);
    document.removeEventListener("visibilitychange", this.turned);
    this.queue.cancel();
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
    this.stream?.close();
  }

  /** @param {{meta: import("./types").Payload}} scene */
  receive({ meta }) {
    const before = this.meta;
    this.meta = meta;
    if (before) {
      if (before.picture !== meta.picture && this.view.source === "picture") this.use("picture");
      return;
    }
    this.screen = new Screen(this.box, meta);
    this.panel = new Panel(this.box, meta, (choice) => this.choose(choice));
    const address = new URL(meta.socket, document.baseURI);
    address.protocol = address.protocol.replace("http", "ws");
    this.stream = new Stream(address.href, {
      show: (shown, shot, still) => this.show(shown, shot, still),
      preview: (rgb) => {
        this.screen.preview(rgb);
        this.queue();
      },
      changed: () => this.tell(),
      beat: (now) => this.beat(now),
    });
    this.stream.frozen = wantsStillness();
    this.open();
  }

  /** What the address asks for. */
  open() {
    const names = this.meta.layers.map(({ name }) => name);
    this.view.scale = among(read("scale"), SCALES);
    this.view.mirror = read("mirror") !== "off";
    this.look(names.indexOf(among(read("layer"), names)));
    const source = among(read("source"), SOURCES);
    if (this.view.source !== "camera" && this.view.source !== source) this.use(source);
    this.apply();
  }

  /**
   * A person's choice: done, and written into the address.
   * @param {{layer?: number, source?: string, scale?: string, mirror?: boolean}} choice
   */
  choose({ layer, source, scale, mirror }) {
    const entry = { entry: true };
    if (layer !== undefined) {
      write({ layer: layer ? this.meta.layers[layer].name : null }, entry);
      this.look(layer);
    }
    if (scale !== undefined) {
      write({ scale: scale === SCALES[0] ? null : scale }, entry);
      this.view.scale = scale;
    }
    if (mirror !== undefined) {
      write({ mirror: mirror ? null : "off" }, entry);
      this.view.mirror = mirror;
    }
    if (source !== undefined) {
      if (SOURCES.includes(source)) write({ source: source === SOURCES[0] ? null : source }, entry);
      this.use(source);
    }
    this.apply();
  }

  /** The colours and the mirror as they are chosen. */
  apply() {
    this.screen.scale = /** @type {"layer" | "map"} */ (this.view.scale);
    this.stream.mirror = this.view.source === "camera" && this.view.mirror;
    this.tell();
    this.queue();
  }

  look(layer) {
    this.view.layer = layer;
    this.stream.look(layer, this.meta.layers[layer].shape.length === 1);
  }

  /** Take pictures from somewhere else, once they are there. */
  async use(name) {
    this.turn += 1;
    const { turn, meta } = this;
    this.notice = name === "camera" ? "The browser asks whether it may use the camera." : "";
    if (name !== "camera") this.view.source = name;
    this.tell();
    const file = async (kept) => (await arrivalOf(kept)).arrays.file.data;
    try {
      const source = await {
        camera: () => camera(() => this.refuse("ended")),
        picture: async () => picture(await file(meta.picture)),
        drawings: async () => drawings(await file(meta.drawings)),
      }[name]();
      if (turn === this.turn) this.begin(name, source);
      else source.stop();
    } catch (error) {
      if (turn === this.turn) this.refuse(/** @type {Error} */ (error).name);
    }
  }

  begin(name, source) {
    this.view.source = name;
    this.notice = "";
    this.pace.clear();
    this.stream.use(source);
    if (name === "camera" && this.stream.frozen) this.freeze(false); // who asks for it wants to see it move
    this.apply();
  }

  /** There is no camera: the drawings move, and it is said why. */
  async refuse(reason) {
    if (this.view.source !== "drawings") await this.use("drawings");
    this.notice = withoutCamera(reason);
    this.tell();
  }

  freeze(frozen) {
    this.screen.release();
    this.pace.clear();
    this.tellPace();
    this.spoken = false;
    this.stream.freeze(frozen);
    this.queue();
  }

  /** A picture has come back. */
  show(shown, shot, still) {
    this.screen.take(shown, still);
    this.shot = still ? 0 : shot;
    this.fresh = true;
    this.queue();
  }

  /** What changes with time alone: the pace, and whether the first answer is late. */
  beat(now) {
    const late = !this.screen.shown && this.stream.waits(now) > LATE;
    if (late !== this.late) {
      this.late = late;
      this.tell();
    }
    if (now - this.read < SPEAK) return;
    this.read = now;
    this.tellPace();
  }

  tellPace() {
    const [rate, delay] = paceWords(this.pace.figures(performance.now()));
    this.at("rate").textContent = rate;
    this.at("delay").textContent = delay;
  }

  /** The sentence above, and what the controls look like. */
  tell() {
    if (!this.panel) return;
    const { view, notice, late, meta } = this;
    const { frozen, line } = this.stream;
    const { source } = view;
    const state = { source, frozen, notice, line: line.state, says: line.says, late };
    const words = told({ ...state, title: meta.title });
    if (this.at("told").textContent !== words) this.at("told").textContent = words;
    this.panel.show({ ...view, frozen });
    Object.assign(this.box.dataset, { source, frozen: String(frozen), line: line.state });
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
    const { dataset } = this.box;
    Object.assign(dataset, { layer: layer.name, exact: isExact, painted: this.painted });
    if (this.stream.frozen) this.speak();
  }

  /** The number that is read, in place of the sentence, and what can be done with it. */
  readOut() {
    const { screen, stream } = this;
    const words = stream.frozen ? screen.words() : "";
    this.at("readout").textContent = words;
    this.at("readout").hidden = !words;
    this.at("told").hidden = Boolean(words);
    this.at("follow").hidden = !words || !screen.held;
    this.at("save-table").hidden = !(stream.frozen && screen.isExact);
    if (screen.held && words) this.at("spoken").textContent = words;
  }

  /** Once frozen, the answer in words. */
  speak() {
    if (this.spoken || !this.screen.shown) return;
    this.spoken = true;
    const { probabilities } = this.screen.shown.answer;
    const best = bestOf(probabilities);
    const words = `Frozen: ${this.meta.labels[best]}, ${percent(probabilities[best])}.`;
    this.at("spoken").textContent = words;
  }

  point(event) {
    if (!this.stream?.frozen) return;
    this.screen.point(event);
    this.queue();
  }

  /** A click holds a cell; where the picture moves, it is frozen first. */
  hold(event) {
    if (!this.screen?.shown) return;
    if (!this.stream.frozen) this.freeze(true);
    this.screen.hold(event);
    this.queue();
  }

  press(event) {
    const move = isPlain(event) && this.stream?.frozen && arrow(event);
    const far = event.shiftKey ? 8 : 1;
    if (move) this.screen.step([move[0] * far, move[1] * far]);
    else if (event.key === "Escape") this.screen?.release();
    else return;
    event.preventDefault();
    this.queue();
  }

  /** Space freezes and goes on, unless it is meant for something that is typed into or pressed. */
  pressSpace(event) {
    const [target] = event.composedPath();
    if (event.key !== " " || !isPlain(event) || event.repeat || !this.stream) return;
    if (!target.matches?.(CHOSEN) && target.closest?.(TYPING)) return;
    event.preventDefault();
    this.freeze(!this.stream.frozen);
  }

  /** Hand the still picture on, and the number to begin with. */
  follow() {
    const { still } = this.stream;
    if (!still || !this.screen.spot) return;
    const pixels = btoa(String.fromCharCode(...still));
    this.host.fire("follow", { pixels, layer: this.screen.layer.name, ...this.screen.spot });
  }

  saveTable() {
    const { layer, shown } = this.screen;
    const values = shown?.answer.values;
    if (values) saveTable(table(layer, values, this.meta.labels), `live-${layer.name}.csv`);
  }
}
