// The whole network on one canvas: every layer's maps of one picture, what each value came from and what it reaches.

import { readTheme, watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { listen } from "../core/hands.js";
import { short } from "../core/number.js";
import { read, watch, write } from "../core/place.js";
import { arrivalOf } from "../core/store.js";
import { choices } from "../maps/choices.js";
import { Passage } from "../maps/passage.js";
import { Scene } from "../maps/scene.js";
import { tablesOf } from "../maps/tables.js";
import { cardButton } from "../maps/unit.js";
import { SCALES, writtenView } from "../maps/view.js";
import { brush } from "./brush.js";
import { followPanel } from "./follow.js";
import { boxOf, PICTURE, stagesOf } from "./layout.js";
import { neighbourOf } from "./neighbours.js";
import { regionOf, relationsOf } from "./relations.js";
import { Shown } from "./shown.js";
import { surgery } from "./surgery.js";
import { tour } from "./tour.js";
import { parsed, stepped, written } from "./trail.js";
import { told } from "./words.js";

const ROLES = ["input", "kernel", "output", "negative", "neutral", "positive", "hatch", "faint"];
const INVITATION = {
  mouse:
    "Point at any map, value or class: what made it is framed blue, what comes from it green. Click to keep it; double-click, or scroll with Ctrl, to go closer.",
  finger: "Tap any map, value or class: what made it is framed blue, what comes from it green.",
};

export default class Network {
  static sheets = ["maps/arithmetic.css"];
  token = "";
  /** @type {ReturnType<typeof surgery>} */
  surgery;
  /** @type {ReturnType<typeof followPanel>} */
  panel;
  /** @type {ReturnType<typeof cardButton>} */
  card;
  /** @type {ReturnType<typeof tour>} */
  tour;
  /** @type {ReturnType<typeof choices>} */
  scales;
  pointedLayer = "";
  turned = ""; // the place that a change was last aimed at
  /** Where the mouse rests on the canvas. @type {[number, number] | null} */
  pointer = null;
  /** @type {import("../core/types").Theme} */
  theme;

  constructor(host) {
    this.host = host;
    this.root = host.root.querySelector(".network");
    this.find = (selector) => this.root.querySelector(selector);
    this.canvas = this.find(".stage canvas");
    this.scene = new Scene();
    this.shown = new Shown(this.root, this.scene);
    /** @type {import("./trail.js").Station[]} */
    this.trail = [];
    /** What is pointed at, and what is kept. @type {import("./relations.js").Relations | null} */
    this.pointed = null;
    /** @type {import("./relations.js").Relations | null} */
    this.kept = null;
    this.later = drawQueue((parts) => this.drawParts(parts));
    this.build();
    this.watching = [watchTheme(this.root, () => this.dress()), watch(() => this.goBack())];
    this.observer = new ResizeObserver(
      () => this.root.clientWidth !== this.shown.width && this.lay(),
    );
    this.observer.observe(this.root);
  }

  build() {
    const { find, scene } = this;
    const inside = (x, y) => /** @type {[number, number]} */ ([x, y]);
    const focused = () => this.canvas.getRootNode().activeElement === this.canvas;
    listen(this.canvas, inside, focused, {
      point: (x, y) => this.point(x, y),
      press: (x, y) => this.press(x, y),
      pan: (dx, dy) => this.pan(dx, dy),
      zoom: (factor, x, y) => this.zoom(factor, x, y),
      step: (cells) => this.step(cells),
      letGo: () => this.letGo(),
      toggle: () => this.approach(),
    });
    brush(this.canvas, {
      isTaken: () => Boolean(this.shown.world) && this.surgery.painting,
      cellAt: (x, y) => this.shown.cellOfMap(x, y),
      painted: (cells) => {
        this.shown.brushed = cells;
        this.later("stage");
      },
      done: (cells) => {
        this.shown.brushed = [];
        this.surgery.paint(cells);
        this.later("stage");
      },
    });
    this.canvas.addEventListener("pointerleave", () => this.lose());
    this.canvas.addEventListener("keydown", (event) => this.turn(event));
    this.tour = tour(find(".stop"), { go: (stop) => this.visit(stop) });
    this.card = cardButton(find(".card"), scene, (unit) => this.host.fire("card", unit));
    this.panel = followPanel(find(".follow"), scene, this.shown.texture, {
      focus: () => this.later("follow"),
      aim: (weight) => this.surgery.aim(weight),
      follow: (place) => this.follow(place),
    });
    this.surgery = surgery(find(".surgery"), {
      scene,
      send: (texts) => this.host.set("edits", { texts, at: Date.now() }),
    });
    this.scales = choices(find(".scale"), SCALES, {
      current: () => scene.view.scale,
      choose: (name) => this.rescale(name),
    });
    find(".tour").onclick = () => this.tour.start();
    find(".fold").onclick = () => this.foldAll();
    find(".closer").onclick = () => this.zoom(1.6);
    find(".farther").onclick = () => this.zoom(1 / 1.6);
    find(".whole").onclick = () => this.fly(this.shown.eye.whole);
    find(".save").onclick = () => this.shown.save();
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    return this.scene.passage ? tablesOf(this.scene.passage, this.scene.view) : [];
  }

  close() {
    this.observer.disconnect();
    for (const stop of this.watching) stop();
    this.later.cancel();
    this.shown.stop();
  }

  /** @param {import("./types").Payload} payload */
  receive(payload) {
    const received = performance.timeOrigin + performance.now();
    const { network, passage, edited } = payload;
    const token = edited || passage;
    if (this.token === token) return;
    this.token = token;
    const awaited = [network, passage, "network_tour", ...(edited ? [edited] : [])];
    Promise.all(awaited.map(arrivalOf)).then(([facts, way, stops, after]) => {
      if (this.token !== token) return; // another picture is there by now
      this.shown.plain = new Passage(way.meta, way.arrays, facts);
      const first = !this.scene.passage;
      this.scene.receive(after ? this.shown.plain.changed(after) : this.shown.plain, read);
      this.find(".doubt").textContent = way.meta.doubt;
      this.tour.receive(stops.meta.stops);
      this.surgery.receive(payload);
      this.dress();
      if (first) this.open();
      else this.keep(this.kept ? this.place : null);
      this.announcePainted(received);
    });
  }

  /** Look at what the address asks for: a value and the way to it, a stop of the tour, folded stages. */
  open() {
    const { layers } = this.scene.passage.facts;
    const last = layers[layers.length - 1].name;
    this.scene.open((name) => (name === "layer" ? (read(name) ?? last) : read(name)));
    this.trail = parsed(read("trail"), layers);
    const stages = stagesOf(layers);
    const asked = (read("folded") ?? "").split(",");
    this.shown.folded = new Set(
      stages.flatMap((stage, i) => (stage.length > 1 && asked.includes(stage[0].name) ? [i] : [])),
    );
    this.dress();
    const { chosen, pinned } = this.scene.view;
    this.keep(chosen && pinned ? this.place : null);
    this.tour.open();
  }

  goBack() {
    if (this.scene.passage) this.open();
  }

  /** @returns {import("./trail.js").Station} */
  get place() {
    const { layer, channel, row, column } = this.scene.view;
    return [layer, channel, row, column];
  }

  dress() {
    if (!this.scene.passage) return;
    this.theme = readTheme(this.root);
    for (const role of ROLES) this.root.style.setProperty(`--${role}`, this.theme.palette[role]);
    this.lay();
  }

  /** Lay the network out for the room that is there, and draw everything. */
  lay() {
    if (!this.theme || !this.scene.passage || !this.root.clientWidth) return;
    this.shown.lay();
    this.colour();
  }

  colour() {
    this.shown.paint(this.theme);
    this.draw();
    this.drawFollow();
  }

  drawParts(parts) {
    this.draw();
    if (parts.has("follow") || parts.has("all")) this.drawFollow();
  }

  draw() {
    const { shown, find, scene } = this;
    if (!shown.world) return;
    const lit = this.pointed ?? this.kept;
    shown.draw(lit);
    find(".told").innerHTML = lit
      ? told(scene.passage, this.pointed ? this.pointedLayer : lit.layer, lit)
      : INVITATION[matchMedia("(pointer: coarse)").matches ? "finger" : "mouse"];
    find(".fold").setAttribute("aria-pressed", String(shown.folded.size > 0));
    find(".fold").textContent = shown.folded.size ? "Unfold" : "Fold";
    find(".whole").disabled = shown.eye.isWhole;
    this.drawKey();
    this.scales.mark();
  }

  drawFollow() {
    if (!this.theme) return;
    this.panel.draw(this.trail, this.theme);
    this.card();
    this.surgery.show();
    const { passage } = this.scene;
    const classes = passage.names[passage.names.length - 1];
    const [before, after] = [this.shown.plain, passage].map((each) => each.values(classes).data);
    this.surgery.compare(before, after, passage.layer(classes).units);
  }

  /** The colour scale of the map that is looked at. */
  drawKey() {
    const { passage, view } = this.scene;
    const { layer, region } = this.pointed ??
      this.kept ?? { layer: passage.names[0], region: null };
    const known = region || view.scale === "network";
    const limit = this.shown.texture.limit(layer, region?.channels[0] ?? 0);
    const shares = passage.layer(layer).kind === "softmax";
    this.find(".key").hidden = !known || shares || !Number.isFinite(limit) || limit === 0;
    this.find(".key .low").textContent = short(-limit);
    this.find(".key .high").textContent = short(limit);
  }

  point(x, y) {
    if (!this.shown.world) return;
    this.pointer = [x, y];
    const found = this.shown.under(x, y);
    this.canvas.style.cursor = this.shown.foldAt(x, y) === null ? "" : "pointer";
    const key = found ? `${found.block.name} ${found.large ? found.cell : found.cell[0]}` : "";
    if (key === this.under_) return;
    this.under_ = key;
    this.pointed = found ? this.relations(found) : null;
    this.pointedLayer = found?.block.name ?? "";
    this.later("stage");
  }

  relations({ block, cell, large }) {
    const { passage } = this.scene;
    const [map, row, column] = cell;
    if (block.name === PICTURE) {
      const [input] = passage.names;
      const channels = Array.from({ length: passage.size(input).count }, (_, i) => i);
      return relationsOf(passage, input, { channels, rows: [row], columns: [column] });
    }
    const place = large ? cell : [map];
    return relationsOf(passage, block.name, regionOf(passage, block.name, place));
  }

  /** What lies under the resting pointer after the view has changed below it. */
  pointAgain() {
    if (this.pointer) this.point(...this.pointer);
  }

  lose() {
    this.pointer = null;
    if (!this.pointed) return;
    [this.pointed, this.under_] = [null, ""];
    this.later("stage");
  }

  press(x, y) {
    if (!this.shown.world) return;
    const stage = this.shown.foldAt(x, y);
    if (stage !== null) {
      this.fold(stage);
      return;
    }
    const found = this.shown.under(x, y);
    if (!found) {
      this.letGo();
      return;
    }
    const { passage } = this.scene;
    const { block, cell, large } = found;
    const name = block.name === PICTURE ? passage.names[0] : block.name;
    if (large) this.choose([name, ...cell]);
    else {
      const { width } = passage.size(name);
      const spot = this.scene.passage.meta.standing[name].places[cell[0]] ?? 0; // what stands out in the map
      this.choose([name, cell[0], Math.floor(spot / width), spot % width]);
    }
  }

  /** Begin a new way at a value. @param {import("./trail.js").Station} place */
  choose(place) {
    this.trail = [place];
    this.arrive(place);
  }

  /** Go on to a number that is on screen: "conv1,3,8,8". */
  follow(text) {
    if (!text) return;
    const [name, ...numbers] = text.split(",");
    const place = /** @type {import("./trail.js").Station} */ ([name, ...numbers.map(Number)]);
    if (!this.trail.length) this.trail = [this.place];
    this.trail = stepped(this.trail, place);
    this.arrive(place);
    if (!this.shown.eye.isWhole) this.approach(this.shown.eye.at.scale);
  }

  arrive([name, channel, row, column]) {
    this.scene.follow(name, channel, row, column);
    this.keep(this.place);
    this.tell();
    this.host.set("spot", { layer: name, channel, row, column });
  }

  /** Light up a value and what belongs to it, or nothing. */
  keep(place) {
    const { passage } = this.scene;
    if (String(place) !== this.turned) this.surgery.turn();
    this.turned = String(place);
    this.kept =
      place && relationsOf(passage, place[0], regionOf(passage, place[0], place.slice(1)));
    [this.pointed, this.under_] = [null, ""];
    this.later("all");
  }

  tell({ entry = true } = {}) {
    const { layers } = this.scene.passage.facts;
    const view = writtenView(this.scene.view, layers[layers.length - 1].name);
    const folded = [...this.shown.folded].map((i) => stagesOf(layers)[i][0].name).join(",") || null;
    const { layer, channel, cell, scale } = view;
    write({ layer, channel, cell, scale, folded, trail: written(this.trail) }, { entry });
  }

  letGo() {
    if (!this.kept && this.shown.eye.isWhole) return;
    if (!this.kept) {
      this.fly(this.shown.eye.whole);
      return;
    }
    this.kept = null;
    this.trail = [];
    this.tell();
    this.later("all");
  }

  /** The arrow keys: to the next value, into the next map at an edge. */
  step(cells) {
    const { layer, channel, row, column } = this.scene.view;
    const block = this.shown.world.blocks.find(({ name }) => name === layer);
    if (!block) return;
    const [c, r, k] = neighbourOf(block, [channel, row, column], cells);
    this.trail = [[layer, c, r, k]];
    this.scene.follow(layer, c, r, k);
    this.keep(this.place);
    this.tell({ entry: false });
  }

  /** Page Up and Page Down: the same value one layer before or after, or what stands out there. */
  turn(event) {
    const by = { PageUp: -1, PageDown: 1 }[event.key];
    if (!by || !this.scene.passage) return;
    event.preventDefault();
    const shown = this.shown.world.blocks
      .filter(({ name }) => name !== PICTURE)
      .map(({ name }) => name);
    const next = shown[shown.indexOf(this.scene.view.layer) + by];
    if (!next) return;
    this.scene.choose(next);
    this.trail = [this.place];
    this.keep(this.place);
    this.tell({ entry: false });
    if (!this.shown.eye.isWhole) this.approach(this.shown.eye.at.scale);
  }

  rescale(name) {
    if (!name || this.scene.view.scale === name) return;
    this.scene.view.scale = name;
    this.tell();
    this.colour();
  }

  fold(stage) {
    if (!this.shown.folded.delete(stage)) this.shown.folded.add(stage);
    this.tell();
    this.lay();
  }

  foldAll() {
    this.shown.folded = this.shown.folded.size
      ? new Set()
      : new Set(this.shown.folds.map(({ stage }) => stage));
    this.tell();
    this.lay();
  }

  zoom(factor, x, y) {
    if (!this.shown.world) return;
    if (factor === 0) {
      this.fly(this.shown.eye.whole);
      return;
    }
    this.shown.eye.zoom(factor, x, y);
    this.pointAgain();
    this.later("stage");
  }

  pan(dx, dy) {
    if (!this.shown.world) return;
    this.shown.pan(dx, dy);
    this.later("stage");
  }

  /** Fly to the value that is looked at; to the whole network where it is seen as large as can be. */
  approach(scale = 48) {
    const box = this.shown.boxOfPlace();
    if (!box) return;
    const near = this.shown.eye.viewOf(box, scale);
    this.fly(
      scale === 48 && this.shown.eye.at.scale >= near.scale * 0.99 ? this.shown.eye.whole : near,
    );
  }

  /** @param {import("../core/types").View} view */
  fly(view) {
    this.shown.fly(view, {
      frame: () => this.draw(),
      landed: () => this.pointAgain(),
    });
  }

  /** A stop of the tour: its layer, map or value is lit and flown to. @param {import("./types").Stop | null} stop */
  visit(stop) {
    if (!stop) {
      this.kept = null;
      this.later("all");
      this.fly(this.shown.eye.whole);
      return;
    }
    if (stop.layer && this.shown.folded.size) {
      this.shown.folded = new Set(); // what is told of must be there
      this.tell({ entry: false });
      this.lay();
    }
    const block = this.shown.world.blocks.find(({ name }) => name === stop.layer);
    if (!block) {
      this.keep(null);
      this.fly(this.shown.eye.whole);
      return;
    }
    Object.assign(this.scene.view, { layer: stop.layer, chosen: false, pinned: false });
    this.scene.settle();
    const near = {
      layer: () => this.shown.eye.viewOf(/** @type {import("./layout.js").Block} */ (block)),
      map: () => this.shown.eye.viewOf(boxOf(block, this.scene.view.channel)),
      value: () => this.shown.eye.viewOf(/** @type {any} */ (this.shown.boxOfPlace()), 40),
    }[stop.near];
    this.keep(["value", "lit"].includes(stop.near) ? this.place : null);
    const { passage, view } = this.scene;
    if (stop.near === "map")
      this.kept = relationsOf(passage, view.layer, regionOf(passage, view.layer, [view.channel]));
    this.fly(near ? near() : this.shown.eye.whole);
  }

  /** Leave word of when this picture was on screen, for whoever measures it. */
  announcePainted(received) {
    const { token } = this;
    requestAnimationFrame(() =>
      setTimeout(() => {
        this.root.dataset.painted = token;
        this.root.dataset.paintedAt = String(performance.timeOrigin + performance.now());
        this.root.dataset.receivedAt = String(received);
      }),
    );
  }
}
