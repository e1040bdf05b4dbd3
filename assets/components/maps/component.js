// Every layer of the network on one picture: data comes in at `receive`, acts change the scene, `draw` shows it.
// Python sends all arrays once; what is looked at is decided here, and the server hears of crops and pinned values only.

import { readTheme, watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { read, watch, write } from "../core/place.js";
import { arrivalOf } from "../core/store.js";
import { actions } from "./actions.js";
import { answer } from "./answer.js";
import { Atlas } from "./atlas.js";
import { choices } from "./choices.js";
import { cropper } from "./crop.js";
import { receptiveField } from "./dependence.js";
import { detail } from "./detail.js";
import { drawFacts } from "./facts.js";
import { lens } from "./lens.js";
import { Passage } from "./passage.js";
import { Scene } from "./scene.js";
import { sheet } from "./sheet.js";
import { strip } from "./strip.js";
import { saveMap, tablesOf } from "./tables.js";
import { tiles } from "./tiles.js";
import { cardButton } from "./unit.js";
import { SCALES, SORTS, writtenCrop } from "./view.js";

const ROLES = ["input", "kernel", "output", "negative", "positive", "hatch", "faint"];
const SORT_NAMES = { channel: "number", mean: "mean", max: "maximum" };
const NARROW = 700; // CSS pixels up to which everything stands in one column
const SHEET = { narrow: 720, wide: 520 }; // height the maps are fitted into

export default class Maps {
  static sheets = ["maps/arithmetic.css"];
  /** @type {import("./types").Payload} */
  meta;
  /** @type {import("../core/types").Theme} */
  theme;
  /** @type {ReturnType<typeof answer>} */
  answer;
  /** @type {ReturnType<typeof cropper>} */
  cropper;
  /** @type {ReturnType<typeof lens>} */
  lens;
  /** @type {ReturnType<typeof choices>} */
  scales;
  /** @type {ReturnType<typeof sheet>} */
  sheet;
  /** @type {ReturnType<typeof choices>} */
  sorts;
  /** @type {ReturnType<typeof strip>} */
  strip;
  /** @type {ReturnType<typeof tiles>} */
  tiles;
  /** @type {ReturnType<typeof cardButton>} */
  card;

  constructor(host) {
    this.host = host;
    this.root = host.root.querySelector(".maps");
    this.find = (selector) => this.root.querySelector(selector);
    this.scene = new Scene();
    this.atlas = new Atlas();
    this.later = drawQueue((parts) => this.drawParts(parts));
    this.build();
    this.watching = [watchTheme(this.root, () => this.dress()), watch(() => this.goBack())];
    this.observer = new ResizeObserver(() => this.lay());
    this.observer.observe(this.root);
  }

  /** The parts of the page, and which act each of them stands for. */
  build() {
    const { find, scene } = this;
    const acts = actions(scene, {
      draw: (what) => this.later(what),
      colour: () => this.colour(),
      send: (name, value) => this.host.set(name, value),
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
    find(".save-sheet").onclick = () => this.sheet.save(`convscope-${scene.view.layer}.png`);
    this.card = cardButton(find(".card"), scene, (unit) => this.host.fire("card", unit));
    find(".save-map").onclick = () => saveMap(scene.passage, scene.view);
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    return this.scene.passage ? tablesOf(this.scene.passage, this.scene.view) : [];
  }

  close() {
    this.observer.disconnect();
    for (const stop of this.watching) stop();
    this.cropper.stop();
    this.later.cancel();
  }

  /** @param {{meta: import("./types").Payload, arrays: import("./types").Arrays}} payload */
  receive({ meta, arrays }) {
    const received = performance.timeOrigin + performance.now();
    if (this.meta?.token === meta.token) return;
    this.meta = meta;
    Promise.all([arrivalOf(meta.network), arrivalOf(meta.photo)]).then(([network, photo]) => {
      if (this.meta !== meta) return; // another picture is there by now
      const passage = new Passage(meta, arrays, network);
      const before = this.scene.passage;
      this.scene.receive(passage, read);
      if (!before) this.strip.build();
      else if (before.meta.picture !== meta.picture) write(writtenCrop(meta.crop)); // it was the other picture's
      this.answer.receive(passage, photo);
      this.dress();
      this.announcePainted(received);
    });
  }

  /** Back or Forward: what the address asks for now. */
  goBack() {
    if (!this.scene.passage) return;
    this.scene.open(read);
    this.colour();
    this.later("all");
  }

  dress() {
    if (!this.scene.passage) return;
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
    if (!this.theme || !this.scene.passage || !this.root.clientWidth) return;
    this.answer.draw(this.theme);
    this.draw();
    this.strip.draw(this.atlas);
  }

  /** Draw everything, or the sheet or the lens alone. */
  drawParts(parts) {
    if (parts.has("all")) this.draw();
    else {
      if (parts.has("sheet")) this.drawSheet();
      if (parts.has("lens")) this.drawLens();
    }
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
    this.answer.mark(receptiveField(scene.passage.layers, scene.layer.name, scene.place), theme);
    this.lens.draw(atlas, theme);
    this.card();
    drawFacts(this.find(".facts"), scene, atlas, theme);
    this.showDetail(detail(scene, trace, theme.palette));
    this.tiles.show(trace, scene.layer, scene.passage.layer(scene.layer.source), atlas, theme);
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
