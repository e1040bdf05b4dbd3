// The whole network on one canvas: every layer's maps of one picture, what each value came from and what it reaches.

import { fit, readTheme, viewHeight, watchTheme, zoomOf } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { listen } from "../core/hands.js";
import { short } from "../core/number.js";
import { read, watch, write } from "../core/place.js";
import { saveFigure } from "../core/save.js";
import { arrivalOf } from "../core/store.js";
import { choices } from "../maps/choices.js";
import { detail } from "../maps/detail.js";
import { Passage } from "../maps/passage.js";
import { Scene } from "../maps/scene.js";
import { tiles } from "../maps/tiles.js";
import { SCALES, writtenView } from "../maps/view.js";
import { brush } from "./brush.js";
import { drawBrushed, drawNetwork } from "./drawing.js";
import { Eye } from "./eye.js";
import { boxOf, layWorld, PICTURE, stagesOf, valueAt } from "./layout.js";
import { foldAt } from "./names.js";
import { neighbourOf } from "./neighbours.js";
import { regionOf, relationsOf } from "./relations.js";
import { surgery } from "./surgery.js";
import { tour } from "./tour.js";
import { parsed, stepped, written } from "./trail.js";
import { station, told } from "./words.js";
import { Texture } from "./world.js";

const ROLES = ["input", "kernel", "output", "negative", "neutral", "positive", "hatch", "faint"];
const NARROW = 700; // CSS pixels up to which the story flows downwards
const STAGE = { least: 320, most: 600, below: 12, share: 0.62 }; // CSS pixels of the stage's height
const POINTED = 6; // pixels a value has at least when it is meant, and not its map
const INVITATION = {
  mouse:
    "Point at any map, value or class: what made it is framed blue, what comes from it green. Click to keep it; double-click, or scroll with Ctrl, to go closer.",
  finger: "Tap any map, value or class: what made it is framed blue, what comes from it green.",
};

export default class Network {
  static sheets = ["maps/arithmetic.css"];
  token = "";
  /** The picture's way through the network as it was trained. @type {Passage} */
  plain;
  /** @type {ReturnType<typeof surgery>} */
  surgery;
  /** @type {ReturnType<typeof tiles>} */
  tiles;
  /** @type {ReturnType<typeof tour>} */
  tour;
  /** @type {ReturnType<typeof choices>} */
  scales;
  /** @type {{stage: number, first: string}[]} */
  folds = [];
  pointedLayer = "";
  flying = 0;
  /** Cells that a drag has painted so far. @type {import("../core/types").Pair[]} */
  brushed = [];
  /** Where the mouse rests on the canvas. @type {[number, number] | null} */
  pointer = null;
  laid = 0;
  /** @type {import("../core/types").Theme} */
  theme;
  /** @type {import("./layout.js").World} */
  world;

  constructor(host) {
    this.host = host;
    this.root = host.root.querySelector(".network");
    this.find = (selector) => this.root.querySelector(selector);
    this.canvas = this.find(".stage canvas");
    this.scene = new Scene();
    this.texture = new Texture();
    this.eye = new Eye();
    /** @type {Set<number>} */
    this.folded = new Set();
    /** @type {import("./trail.js").Station[]} */
    this.trail = [];
    /** What is pointed at, and what is kept. @type {import("./relations.js").Relations | null} */
    this.pointed = null;
    /** @type {import("./relations.js").Relations | null} */
    this.kept = null;
    this.later = drawQueue((parts) => this.drawParts(parts));
    this.build();
    this.watching = [watchTheme(this.root, () => this.dress()), watch(() => this.goBack())];
    this.observer = new ResizeObserver(() => this.root.clientWidth !== this.laid && this.lay());
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
      isTaken: () => Boolean(this.world) && this.surgery.painting,
      cellAt: (x, y) => this.cellOfMap(x, y),
      painted: (cells) => {
        this.brushed = cells;
        this.later("stage");
      },
      done: (cells) => {
        this.brushed = [];
        this.surgery.paint(cells);
        this.later("stage");
      },
    });
    this.canvas.addEventListener("pointerleave", () => this.lose());
    this.canvas.addEventListener("keydown", (event) => this.turn(event));
    this.tour = tour(find(".stop"), { go: (stop) => this.visit(stop) });
    this.tiles = tiles(find(".tiles"), {
      focus: (channel) => {
        if (channel < 0 || channel === scene.focus) return;
        scene.focus = channel;
        this.later("follow");
      },
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
    find(".whole").onclick = () => this.fly(this.eye.whole);
    find(".save").onclick = () => this.save();
    const go = (event) => event.target.closest("[data-go]")?.dataset.go;
    find(".detail").onclick = (event) => {
      const weight = event.target.closest("[data-weight]")?.dataset.weight;
      if (weight) this.surgery.aim(weight);
      else this.follow(go(event));
    };
    find(".trail").onclick = (event) => this.follow(go(event));
  }

  close() {
    this.observer.disconnect();
    for (const stop of this.watching) stop();
    this.later.cancel();
    cancelAnimationFrame(this.flying);
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
      this.plain = new Passage(way.meta, way.arrays, facts);
      const first = !this.scene.passage;
      this.scene.receive(after ? this.plain.changed(after) : this.plain, read);
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
    this.folded = new Set(
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

  get narrow() {
    return this.root.clientWidth <= NARROW;
  }

  dress() {
    if (!this.scene.passage) return;
    this.theme = readTheme(this.root);
    for (const role of ROLES) this.root.style.setProperty(`--${role}`, this.theme.palette[role]);
    this.lay();
  }

  /** Lay the network out for the room that is there, and paint it. */
  lay() {
    const width = this.root.clientWidth;
    if (!this.theme || !this.scene.passage || !width) return;
    const high = viewHeight(this.root);
    const height = this.narrow
      ? Math.round(high * STAGE.share)
      : Math.round(Math.max(STAGE.least, Math.min(STAGE.most, high - this.above() - STAGE.below)));
    const stage = { width, height, narrow: this.narrow };
    this.laid = width;
    const { layers } = this.scene.passage.facts;
    this.world = layWorld(layers, this.folded, stage);
    this.eye.enter(this.world, stage, this.narrow);
    this.folds = this.foldable(layers);
    this.colour();
  }

  /** What stands above the stage when the page is not scrolled, in CSS pixels. */
  above() {
    const top = this.find(".stage").getBoundingClientRect().top;
    return (top + (scrollable(this.root)?.scrollTop ?? 0)) / zoomOf(this.root);
  }

  /** The stages of more than one layer, and the first block of each that is there. */
  foldable(layers) {
    return stagesOf(layers).flatMap((list, stage) => {
      const first = this.world.blocks.find((block) => block.stage === stage)?.name;
      return list.length > 1 && first ? [{ stage, first }] : [];
    });
  }

  colour() {
    const { passage, view } = this.scene;
    this.texture.paint(this.world, passage, view.scale, this.theme.palette);
    this.draw();
    this.drawFollow();
  }

  drawParts(parts) {
    this.draw();
    if (parts.has("follow") || parts.has("all")) this.drawFollow();
  }

  figure(eye = this.eye) {
    const { world, texture, folds, folded, plain } = this;
    const { passage } = this.scene;
    return { world, eye, texture, passage, plain, lit: this.pointed ?? this.kept, folds, folded };
  }

  draw() {
    if (!this.world) return;
    const { width, height } = this.eye.stage;
    const context = fit(this.canvas, width, height);
    drawNetwork(context, this.figure(), this.theme);
    if (this.brushed.length)
      drawBrushed(context, this.figure(), this.scene.view, this.brushed, this.theme.palette);
    const lit = this.pointed ?? this.kept;
    const { passage } = this.scene;
    this.find(".told").innerHTML = lit
      ? told(passage, this.pointed ? this.pointedLayer : lit.layer, lit)
      : INVITATION[matchMedia("(pointer: coarse)").matches ? "finger" : "mouse"];
    this.find(".fold").setAttribute("aria-pressed", String(this.folded.size > 0));
    this.find(".fold").textContent = this.folded.size ? "Unfold" : "Fold";
    this.find(".whole").disabled = this.eye.isWhole;
    this.drawKey();
    this.scales.mark();
  }

  /** The colour scale of the map that is looked at. */
  drawKey() {
    const { passage, view } = this.scene;
    const { layer, region } = this.pointed ??
      this.kept ?? { layer: passage.names[0], region: null };
    const known = region || view.scale === "network";
    const limit = this.texture.limit(layer, region?.channels[0] ?? 0);
    const shares = passage.layer(layer).kind === "softmax";
    this.find(".key").hidden = !known || shares || !Number.isFinite(limit) || limit === 0;
    this.find(".key .low").textContent = short(-limit);
    this.find(".key .high").textContent = short(limit);
  }

  /** The arithmetic of the value that is kept, and the way to it. */
  drawFollow() {
    const { scene, theme } = this;
    if (!theme) return;
    const trace = scene.trace();
    const { passage, layer } = scene;
    const unit = scene.unit();
    const where = scene.size.flat ? "" : `, row ${scene.view.row}, column ${scene.view.column}`;
    const of = layer.source ? `output of ${layer.name}` : layer.name;
    this.find("h2").innerHTML =
      `${unit[0].toUpperCase()}${unit.slice(1)}${where} <small>${of}</small>`;
    const panel = this.find(".detail");
    const followed = panel.contains(panel.getRootNode().activeElement);
    panel.innerHTML = detail(scene, trace, theme.palette);
    if (followed) panel.querySelector("button")?.focus({ preventScroll: true });
    this.surgery.show();
    const classes = passage.names[passage.names.length - 1];
    const shares = [this.plain, passage].map((each) => each.values(classes).data);
    this.surgery.compare(shares[0], shares[1], passage.layer(classes).units);
    const limits = { colour: (value, limit) => this.texture.colour(value, limit) };
    this.tiles.show(trace, layer, passage.layer(layer.source), limits, theme);
    this.find(".trail").innerHTML = this.trail
      .map((each, i) =>
        i === this.trail.length - 1
          ? `<b aria-current="step">${station(passage, each)}</b>`
          : `<button type="button" class="plain" data-go="${each.join()}">${station(passage, each)}</button><span>→</span>`,
      )
      .join("");
  }

  /** The value or, where values are too small to be meant, the map under a point. */
  under(x, y) {
    const found = valueAt(this.world, ...this.eye.toWorld(x, y));
    if (!found) return null;
    const { block, cell } = found;
    const large = block.named || block.cell * this.eye.at.scale >= POINTED;
    return { block, cell, large: large || block.name === PICTURE };
  }

  /** Row and column of the map that is looked at under a point, where its values are large enough to be meant. */
  cellOfMap(x, y) {
    const found = this.under(x, y);
    const { layer, channel } = this.scene.view;
    const mine = found?.large && found.block.name === layer && found.cell[0] === channel;
    return mine ? /** @type {[number, number]} */ (found.cell.slice(1)) : null;
  }

  point(x, y) {
    if (!this.world) return;
    this.pointer = [x, y];
    const found = this.under(x, y);
    this.canvas.style.cursor = foldAt(this.figure(), x, y) === null ? "" : "pointer";
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
    if (!this.world) return;
    const stage = foldAt(this.figure(), x, y);
    if (stage !== null) {
      this.fold(stage);
      return;
    }
    const found = this.under(x, y);
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
    if (!this.eye.isWhole) this.approach(this.eye.at.scale);
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
    this.surgery.turn();
    this.kept =
      place && relationsOf(passage, place[0], regionOf(passage, place[0], place.slice(1)));
    [this.pointed, this.under_] = [null, ""];
    this.later("all");
  }

  tell({ entry = true } = {}) {
    const { layers } = this.scene.passage.facts;
    const view = writtenView(this.scene.view, layers[layers.length - 1].name);
    const folded = [...this.folded].map((i) => stagesOf(layers)[i][0].name).join(",") || null;
    const { layer, channel, cell, scale } = view;
    write({ layer, channel, cell, scale, folded, trail: written(this.trail) }, { entry });
  }

  letGo() {
    if (!this.kept && this.eye.isWhole) return;
    if (!this.kept) {
      this.fly(this.eye.whole);
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
    const block = this.world.blocks.find(({ name }) => name === layer);
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
    const shown = this.world.blocks.filter(({ name }) => name !== PICTURE).map(({ name }) => name);
    const next = shown[shown.indexOf(this.scene.view.layer) + by];
    if (!next) return;
    this.scene.choose(next);
    this.trail = [this.place];
    this.keep(this.place);
    this.tell({ entry: false });
    if (!this.eye.isWhole) this.approach(this.eye.at.scale);
  }

  rescale(name) {
    if (!name || this.scene.view.scale === name) return;
    this.scene.view.scale = name;
    this.tell();
    this.colour();
  }

  fold(stage) {
    if (!this.folded.delete(stage)) this.folded.add(stage);
    this.tell();
    this.lay();
  }

  foldAll() {
    this.folded = this.folded.size ? new Set() : new Set(this.folds.map(({ stage }) => stage));
    this.tell();
    this.lay();
  }

  zoom(factor, x, y) {
    if (!this.world) return;
    if (factor === 0) {
      this.fly(this.eye.whole);
      return;
    }
    this.eye.zoom(factor, x, y);
    this.pointAgain();
    this.later("stage");
  }

  pan(dx, dy) {
    if (!this.world) return;
    const left = this.eye.pan(dx, dy);
    if (left) scrollable(this.root)?.scrollBy(0, -left);
    this.later("stage");
  }

  /** Fly to the value that is looked at; to the whole network where it is seen as large as can be. */
  approach(scale = 48) {
    const box = this.boxOfPlace();
    if (!box) return;
    const near = this.eye.viewOf(box, scale);
    this.fly(scale === 48 && this.eye.at.scale >= near.scale * 0.99 ? this.eye.whole : near);
  }

  boxOfPlace() {
    const { layer, channel, row, column } = this.scene.view;
    const block = this.world.blocks.find(({ name }) => name === layer);
    return block && boxOf(block, channel, { rows: [row], columns: [column] });
  }

  /** @param {import("../core/types").View} view */
  fly(view) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.eye.fly(view, performance.now(), still);
    cancelAnimationFrame(this.flying);
    const frame = (now) => {
      const more = this.eye.advance(now);
      this.draw();
      if (more) this.flying = requestAnimationFrame(frame);
      else this.pointAgain();
    };
    this.flying = requestAnimationFrame(frame);
  }

  /** A stop of the tour: its layer, map or value is lit and flown to. @param {import("./types").Stop | null} stop */
  visit(stop) {
    if (!stop) {
      this.kept = null;
      this.later("all");
      this.fly(this.eye.whole);
      return;
    }
    const block = this.world.blocks.find(({ name }) => name === stop.layer);
    if (!block) {
      this.keep(null);
      this.fly(this.eye.whole);
      return;
    }
    Object.assign(this.scene.view, { layer: stop.layer, chosen: false, pinned: false });
    this.scene.settle();
    const near = {
      layer: () => this.eye.viewOf(/** @type {import("./layout.js").Block} */ (block)),
      map: () => this.eye.viewOf(boxOf(block, this.scene.view.channel)),
      value: () => this.eye.viewOf(/** @type {any} */ (this.boxOfPlace()), 40),
    }[stop.near];
    this.keep(["value", "lit"].includes(stop.near) ? this.place : null);
    const { passage, view } = this.scene;
    if (stop.near === "map")
      this.kept = relationsOf(passage, view.layer, regionOf(passage, view.layer, [view.channel]));
    this.fly(near ? near() : this.eye.whole);
  }

  save() {
    const eye = new Eye();
    const { width, height } = this.eye.stage;
    eye.enter(
      this.world,
      { width, height: this.narrow ? this.world.height * (width / this.world.width) : height },
      this.narrow,
    );
    const texture = new Texture();
    saveFigure(this.root, "network.png", [eye.stage.width, eye.stage.height], (context, theme) => {
      texture.paint(this.world, this.scene.passage, this.scene.view.scale, theme.palette);
      drawNetwork(context, { ...this.figure(eye), texture, folds: [] }, theme);
    });
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

/** What scrolls the page around an element, through the roots of components. */
function scrollable(element) {
  let node = element;
  while (node) {
    if (
      node.scrollHeight > node.clientHeight + 1 &&
      /auto|scroll/.test(getComputedStyle(node).overflowY)
    )
      return node;
    node = node.parentElement ?? node.getRootNode().host;
  }
  return document.scrollingElement;
}
