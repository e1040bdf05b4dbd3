// Every layer of the network on one picture: data comes in at `receive`, acts change the scene, `draw` shows it.
// Python sends all arrays once; what is looked at is decided here, and the server hears of crops and pinned values only.

import { readTheme, watchTheme } from "../shared/canvas.js";
import { unpack } from "../shared/payload.js";
import { actions } from "./actions.js";
import { answer } from "./answer.js";
import { Atlas } from "./atlas.js";
import { choices } from "./choices.js";
import { cropper } from "./crop.js";
import { detail } from "./detail.js";
import { drawFacts } from "./facts.js";
import { lens } from "./lens.js";
import { Passage } from "./passage.js";
import { saveMap, savePicture } from "./saving.js";
import { Scene } from "./scene.js";
import { sheet } from "./sheet.js";
import { strip } from "./strip.js";
import { tiles } from "./tiles.js";
import { SCALES, SORTS, showInAddress } from "./view.js";

const ROLES = ["input", "kernel", "output", "negative", "positive", "hatch", "faint"];
const SORT_NAMES = { channel: "number", mean: "mean", max: "maximum" };
const NARROW = 700; // CSS pixels up to which everything stands in one column
const SHEET = { narrow: 720, wide: 520 }; // height the maps are fitted into

const instances = new WeakMap();

export default function render(component) {
  const { parentElement } = component;
  let maps = instances.get(parentElement);
  if (!maps) {
    maps = new Maps(parentElement);
    instances.set(parentElement, maps);
  }
  maps.receive(component);
  return () => {
    maps.stop();
    instances.delete(parentElement);
  };
}

class Maps {
  constructor(host) {
    this.root = host.querySelector(".maps");
    this.find = (selector) => this.root.querySelector(selector);
    this.scene = new Scene();
    this.atlas = new Atlas();
    this.frame = null;
    this.waiting = new Set();
    this.build();
    this.unwatch = watchTheme(this.root, () => this.dress());
    this.observer = new ResizeObserver(() => this.lay());
    this.observer.observe(this.root);
  }

  /** The parts of the page, and which act each of them stands for. */
  build() {
    const { find, scene } = this;
    const acts = actions(scene, {
      draw: (what) => this.later(what),
      colour: () => this.colour(),
      send: (name, value) => this.setState(name, value),
      live: find(".live"),
    });
    this.cropper = cropper(find(".photo"), acts.crop);
    this.answer = answer(find(".look"), this.cropper);
    this.strip = strip(find(".strip"), scene, acts);
    this.scales = choices(find(".scale"), SCALES, {
      current: () => scene.view.scale,
      choose: (name) => acts.set("scale", name),
    });
    this.sorts = choices(find(".sort"), SORTS, {
      current: () => scene.view.sort,
      choose: (name) => acts.set("sort", name),
      text: (name) => SORT_NAMES[name],
    });
    this.sheet = sheet(find(".figure"), scene, acts);
    this.lens = lens(find(".lens"), scene, acts);
    this.tiles = tiles(find(".tiles"), acts);
    find(".detail").onclick = (event) => acts.follow(event.target.closest("[data-go]")?.dataset.go);
    find(".save-sheet").onclick = () =>
      savePicture(this.sheet.canvas, `convscope-${scene.view.layer}.png`);
    find(".save-map").onclick = () => saveMap(scene.passage, scene.view);
  }

  stop() {
    this.observer.disconnect();
    this.unwatch();
    this.cropper.stop();
    cancelAnimationFrame(this.frame);
    showInAddress(null);
  }

  receive({ data, setStateValue }) {
    this.setState = setStateValue;
    const received = performance.timeOrigin + performance.now();
    const { meta, arrays } = unpack(data);
    if (this.meta?.token === meta.token) return;
    const first = !this.meta;
    this.meta = meta;
    this.scene.receive(new Passage(meta, arrays), location.search);
    if (first) this.strip.build();
    this.answer.receive(this.scene.passage);
    this.dress();
    showInAddress(this.scene.view, meta.crop);
    this.announcePainted(received);
  }

  dress() {
    this.theme = readTheme(this.root);
    for (const role of ROLES) this.root.style.setProperty(`--${role}`, this.theme.palette[role]);
    this.colour();
    this.lay();
  }

  colour() {
    this.atlas.paint(this.scene.passage, this.scene.view.scale, this.theme.palette);
  }

  /** Fit everything into the width that is there. */
  lay() {
    if (!this.theme || !this.meta || !this.root.clientWidth) return;
    this.answer.draw(this.theme);
    this.draw();
    this.strip.draw(this.atlas);
  }

  /** Draw in the next frame: everything, or the sheet or the lens alone. */
  later(what) {
    this.waiting.add(what);
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      const waiting = [...this.waiting];
      this.waiting.clear();
      if (waiting.includes("all")) this.draw();
      else for (const part of waiting) part === "sheet" ? this.drawSheet() : this.drawLens();
    });
  }

  draw() {
    this.find(".work").classList.toggle("flat", this.scene.size.flat);
    for (const part of [this.strip, this.scales, this.sorts]) part.mark();
    this.sheet.describe();
    this.drawSheet();
    this.drawLens();
  }

  drawSheet() {
    const narrow = this.root.clientWidth <= NARROW;
    this.sheet.draw(this.atlas, this.theme, narrow ? SHEET.narrow : SHEET.wide);
  }

  drawLens() {
    const { scene, atlas, theme } = this;
    const trace = scene.trace();
    this.lens.draw(atlas, theme);
    drawFacts(this.find(".facts"), scene, atlas);
    this.showDetail(detail(scene, trace, theme.palette));
    this.tiles.show(trace, scene.passage.layer(scene.layer.source), atlas, theme);
  }

  /** New arithmetic; who followed a number with the keyboard stays among the numbers. */
  showDetail(html) {
    const panel = this.find(".detail");
    const followed = panel.contains(panel.getRootNode().activeElement);
    panel.innerHTML = html;
    if (followed) panel.querySelector("button")?.focus({ preventScroll: true });
  }

  /** Leave word of when this picture's maps were on screen, for whoever measures it. */
  announcePainted(received) {
    const { token } = this.meta;
    requestAnimationFrame(() =>
      setTimeout(() => {
        this.root.dataset.painted = token;
        this.root.dataset.paintedAt = performance.timeOrigin + performance.now();
        this.root.dataset.receivedAt = received;
      }),
    );
  }
}
