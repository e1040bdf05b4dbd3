// Every layer of the network on one picture: the strip of all layers, the sheet of one layer's maps, one map under
// the lens, and the arithmetic of one value. Python sends all arrays once; what is looked at is decided here.

import { exact, fit, readTheme, short, watchTheme } from "../shared/canvas.js";
import { unpack } from "../shared/payload.js";
import { cropper } from "./crop.js";
import { convDetail, plainDetail } from "./detail.js";
import {
  drawAtlas,
  drawKernel,
  drawMini,
  drawSheet,
  drawTiles,
  drawZoom,
  rgbCanvas,
} from "./drawing.js";
import { mapTable, savePicture, saveTable, unitTable } from "./saving.js";
import {
  cssTable,
  order,
  placeAt,
  reach,
  sheetLayout,
  signedTable,
  statistics,
  strongest,
} from "./scale.js";
import { traceConv } from "./trace.js";
import { isCentre, readView, SCALES, SORTS, step, writeView } from "./view.js";

const GROUPS = ["Input", "Block 1", "Block 2", "Head"];
const WORDS = {
  conv: (_layer, source) => `${source.shape[0]} × 3 × 3 weights and a bias`,
  relu: () => "ReLU keeps what is above zero and replaces the rest by zero.",
  pool: () => "Each value is the largest of a 2 × 2 square: half the rows, half the columns.",
  dropout: () => "Dropout rests outside training: what comes in goes out.",
  input: () => "The picture, less the training images’ mean, divided by their standard deviation.",
};
const SORT_NAMES = { channel: "number", mean: "mean", max: "maximum" };

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
    this.atlases = new Map();
    this.figures = new Map();
    this.frame = null;
    this.focus = null;
    this.hovered = null;
    this.waiting = new Set();
    this.cropper = cropper(this.find(".photo"), (crop) => this.sendCrop(crop));
    this.wire();
    this.unwatch = watchTheme(this.root, () => this.dress());
    this.observer = new ResizeObserver(() => this.lay());
    this.observer.observe(this.root);
  }

  stop() {
    this.observer.disconnect();
    this.unwatch();
    this.cropper.stop();
    cancelAnimationFrame(this.frame);
    this.writeAddress(null);
  }

  // ---- what comes in -------------------------------------------------------------------------------------------

  receive({ data, setStateValue }) {
    this.setState = setStateValue;
    const received = performance.timeOrigin + performance.now();
    const { meta, arrays } = unpack(data);
    if (this.meta?.token === meta.token) return;
    [this.meta, this.arrays] = [meta, arrays];
    this.layers = new Map(meta.layers.map((layer) => [layer.name, layer]));
    this.figures.clear();
    for (const [name, { shape }] of this.layers) {
      if (!name.startsWith("dropout"))
        this.figures.set(name, statistics(this.values(name).data, shape[0]));
    }
    for (const name of this.layers.keys()) {
      if (name.startsWith("dropout"))
        this.figures.set(name, this.figures.get(this.layers.get(name).source));
    }
    this.top = reach([...this.figures.values()].flat());
    if (!this.view) {
      this.view = readView(location.search, meta.layers);
      this.view.chosen = this.view.channel !== undefined;
      this.view.pinned = this.view.row !== undefined;
      this.buildStrip();
      this.buildChoices();
    }
    this.settle();
    this.pictures();
    this.dress();
    this.writeAddress();
    this.announcePainted(received);
  }

  /** The output of a layer; dropout passes its input on and is not sent twice. */
  values(name) {
    return this.arrays[name] ?? this.arrays[this.layers.get(name).source];
  }

  size(name = this.view.layer) {
    const [count, height = 1, width = 1] = this.layers.get(name).shape;
    return { count, height, width, flat: this.layers.get(name).shape.length === 1 };
  }

  /** Fill in what the view leaves open: the map that answers most, and in it the value furthest from zero. */
  settle() {
    const { view } = this;
    const { count, height, width } = this.size();
    const list = this.figures.get(view.layer);
    if (!view.chosen || !(view.channel < count)) {
      const answers =
        view.layer === "softmax" || view.layer === "fc2"
          ? list.map(({ max }) => max)
          : list.map(({ min, max }) => Math.max(-min, max));
      view.channel = answers.indexOf(Math.max(...answers));
      view.chosen = false;
    }
    if (!view.pinned || !(view.row < height) || !(view.column < width)) {
      const cells = height * width;
      const place = strongest(this.values(view.layer).data, view.channel * cells, cells);
      [view.row, view.column, view.pinned] = [Math.floor(place / width), place % width, false];
    }
    this.hovered = null;
    this.focus = null;
  }

  pictures() {
    this.photo = rgbCanvas(this.arrays.photo);
    this.pixels = rgbCanvas(this.arrays.pixels);
    this.find(".device").textContent = `Computed on ${this.meta.device}.`;
    this.find(".doubt").textContent = this.meta.doubt;
    const { labels } = this.meta;
    const probabilities = this.arrays.softmax.data;
    const first = labels
      .map((_, i) => i)
      .sort((a, b) => probabilities[b] - probabilities[a])
      .slice(0, 5);
    this.find(".classes").innerHTML = first
      .map((i) => {
        const share = 100 * probabilities[i];
        return `<li title="${exact(probabilities[i])}"><span>${labels[i]}</span><span class="track"><i style="width:${share}%"></i></span><span class="number">${share.toFixed(1)} %</span></li>`;
      })
      .join("");
  }

  // ---- what is built once --------------------------------------------------------------------------------------

  buildStrip() {
    this.find(".strip").innerHTML = GROUPS.map((group) => {
      const cards = this.meta.layers
        .filter((layer) => layer.group === group)
        .map(
          ({ name, shape }) =>
            `<button class="card" type="button" role="option" tabindex="-1" data-layer="${name}" title="${name}: ${shape.join(" × ")}"><canvas></canvas><b>${name}</b><small>${shape.join("×")}</small></button>`,
        );
      return `<div class="group"><p>${group}</p><div>${cards.join("")}</div></div>`;
    }).join("");
  }

  buildChoices() {
    const fill = (box, names, text) => {
      for (const name of names) {
        const button = document.createElement("button");
        Object.assign(button, { type: "button", textContent: text(name) });
        button.setAttribute("role", "radio");
        button.dataset.value = name;
        this.find(box).append(button);
      }
    };
    fill(".scale", SCALES, (name) => name);
    fill(".sort", SORTS, (name) => SORT_NAMES[name]);
  }

  wire() {
    const on = (selector, handlers) => {
      for (const [name, handler] of Object.entries(handlers))
        this.find(selector)[`on${name}`] = handler;
    };
    on(".strip", {
      click: (event) => this.choose(event.target.closest("[data-layer]")?.dataset.layer),
      keydown: (event) => this.walkStrip(event),
    });
    on(".scale", {
      click: (event) => this.set("scale", event.target.dataset.value),
      keydown: (event) => this.walkChoice(event, "scale", SCALES),
    });
    on(".sort", {
      click: (event) => this.set("sort", event.target.dataset.value),
      keydown: (event) => this.walkChoice(event, "sort", SORTS),
    });
    on(".sheet canvas", {
      pointermove: (event) => this.peek(this.channelAt(event)),
      pointerleave: () => this.peek(-1),
      click: (event) => this.pick(this.channelAt(event)),
      keydown: (event) => this.walkSheet(event),
    });
    on(".zoom", {
      pointermove: (event) => event.pointerType !== "touch" && this.hover(this.cellAt(event)),
      pointerleave: () => this.hover(null),
      click: (event) => this.pin(this.cellAt(event)),
      keydown: (event) => this.walkZoom(event),
    });
    on(".tiles canvas", {
      pointermove: (event) => event.pointerType !== "touch" && this.look(this.sourceAt(event)),
      click: (event) => this.look(this.sourceAt(event)),
      keydown: (event) => this.walkTiles(event),
    });
    on(".detail", { click: (event) => this.follow(event.target.closest("[data-go]")?.dataset.go) });
    on(".centre", { click: () => this.cropper.centre() });
    on(".save-seen", { click: () => savePicture(this.pixels, "convscope-32x32.png") });
    on(".save-sheet", {
      click: () => savePicture(this.find(".sheet canvas"), `convscope-${this.view.layer}.png`),
    });
    on(".save-map", { click: () => this.saveMap() });
  }

  // ---- what a person does --------------------------------------------------------------------------------------

  choose(name) {
    if (!name || name === this.view.layer) return;
    const same =
      this.layers.get(name).shape.join() === this.layers.get(this.view.layer).shape.join();
    if (!same) [this.view.chosen, this.view.pinned] = [false, false];
    this.view.layer = name;
    this.settle();
    this.changed();
  }

  set(name, value) {
    if (!value || this.view[name] === value) return;
    this.view[name] = value;
    if (name === "scale") this.colour();
    this.changed();
  }

  pick(channel) {
    if (channel < 0) return;
    Object.assign(this.view, { channel, chosen: true });
    if (this.size().flat) Object.assign(this.view, { row: 0, column: 0, pinned: true });
    this.settle();
    this.changed();
    if (this.size().flat) this.sendSpot();
  }

  pin(cell) {
    if (!cell) return;
    Object.assign(this.view, { row: cell[0], column: cell[1], pinned: true, chosen: true });
    this.hovered = null;
    this.changed();
    this.sendSpot();
  }

  hover(cell) {
    if (String(cell) === String(this.hovered)) return;
    this.hovered = cell;
    this.later("lens");
  }

  peek(channel) {
    if (channel === this.peeked) return;
    this.peeked = channel;
    this.later("sheet");
  }

  look(channel) {
    if (channel < 0 || channel === this.focus) return;
    this.focus = channel;
    this.later("lens");
  }

  /** Go to the value that a number on screen came from. */
  follow(place) {
    if (!place) return;
    const [layer, ...numbers] = place.split(",");
    const [channel, row, column] = numbers.map(Number);
    Object.assign(this.view, { layer, channel, row, column, chosen: true, pinned: true });
    this.settle();
    this.changed();
    this.sendSpot();
  }

  sendSpot() {
    const { layer, channel, row, column } = this.view;
    this.setState("spot", { layer, channel, row, column });
  }

  sendCrop(crop) {
    this.setState("crop", { picture: this.meta.picture, crop });
  }

  changed() {
    this.writeAddress();
    this.later("all");
    this.say();
  }

  say() {
    const { layer, channel, row, column } = this.view;
    const { flat } = this.size();
    const place = flat ? `${this.unit(channel)}` : `map ${channel}, row ${row}, column ${column}`;
    this.find(".live").textContent = `${layer}, ${place}: ${short(this.value())}`;
  }

  writeAddress(view = this.view) {
    const crop = this.meta && !isCentre(this.meta.crop) ? this.meta.crop : null;
    const query = writeView(location.search, view, crop);
    const address = `${location.pathname}${query ? `?${query}` : ""}${location.hash}`;
    if (address !== location.pathname + location.search + location.hash)
      history.replaceState(history.state, "", address);
  }

  walkStrip(event) {
    const names = [...this.layers.keys()];
    const to = step(event, names.indexOf(this.view.layer), names.length);
    if (to === null) return;
    this.choose(names[to]);
    this.find(`[data-layer="${names[to]}"]`).focus();
  }

  walkChoice(event, name, values) {
    const to = step(event, values.indexOf(this.view[name]), values.length);
    if (to === null) return;
    this.set(name, values[to]);
    this.find(`.${name} [data-value="${values[to]}"]`).focus();
  }

  walkSheet(event) {
    const to = step(
      event,
      this.order.indexOf(this.view.channel),
      this.order.length,
      this.layout.columns,
    );
    if (to !== null) this.pick(this.order[to]);
  }

  walkZoom(event) {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.pin([this.view.row, this.view.column]);
      return;
    }
    const { height, width } = this.size();
    const to = step(event, this.view.row * width + this.view.column, height * width, width);
    if (to === null) return;
    Object.assign(this.view, {
      row: Math.floor(to / width),
      column: to % width,
      pinned: true,
      chosen: true,
    });
    this.changed();
  }

  walkTiles(event) {
    const to = step(event, this.focused, this.trace.partial.length, this.tiles.columns);
    if (to !== null) this.look(to);
  }

  // ---- where things are ----------------------------------------------------------------------------------------

  channelAt(event) {
    const place = placeAt(this.layout, this.order.length, event.offsetX, event.offsetY);
    return place < 0 ? -1 : this.order[place];
  }

  cellAt(event) {
    const { height, width } = this.size();
    const [row, column] = [
      Math.floor(event.offsetY / this.cell),
      Math.floor(event.offsetX / this.cell),
    ];
    return row >= 0 && row < height && column >= 0 && column < width ? [row, column] : null;
  }

  sourceAt(event) {
    return placeAt(this.tiles, this.trace.partial.length, event.offsetX, event.offsetY);
  }

  spot() {
    return this.hovered ?? [this.view.row, this.view.column];
  }

  value(layer = this.view.layer, [row, column] = this.spot()) {
    const { height, width } = this.size(layer);
    return this.values(layer).data[(this.view.channel * height + row) * width + column];
  }

  unit(channel) {
    return this.size().count === 10 ? this.meta.labels[channel] : `unit ${channel}`;
  }

  // ---- drawing -------------------------------------------------------------------------------------------------

  dress() {
    this.theme = readTheme(this.root);
    for (const role of ["input", "kernel", "output", "negative", "positive", "hatch", "faint"]) {
      this.root.style.setProperty(`--${role}`, this.theme.palette[role]);
    }
    this.colour();
    this.lay();
  }

  colour() {
    const table = signedTable(this.theme.palette);
    this.shades = cssTable(table);
    for (const name of this.layers.keys()) {
      if (name.startsWith("dropout")) continue;
      const list = this.figures.get(name);
      const whole = reach(list);
      const limits = list.map((_, channel) => this.limit(list, channel, whole));
      if (!this.atlases.has(name)) this.atlases.set(name, document.createElement("canvas"));
      drawAtlas(this.atlases.get(name), this.values(name).data, this.size(name), limits, table);
    }
  }

  limit(list, channel, whole = reach(list)) {
    if (this.view.scale === "network") return this.top;
    // A unit of a fully connected layer is one number: only beside the others does its colour say something.
    if (this.view.scale === "layer" || list.length === 10 || list.length === 512) return whole;
    return Math.max(-list[channel].min, list[channel].max);
  }

  lay() {
    if (!this.theme || !this.meta || !this.root.clientWidth) return;
    const width = this.find(".look figure").clientWidth;
    this.cropper.show(
      this.photo,
      this.meta.crop,
      this.meta.least,
      width,
      240,
      this.theme.palette.input,
    );
    const side = Math.floor(Math.min(width, 208) / 32) * 32;
    const context = fit(this.find(".seen"), side, side);
    context.imageSmoothingEnabled = false;
    context.drawImage(this.pixels, 0, 0, side, side);
    this.draw();
    this.drawStrip();
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
    const { view } = this;
    const layer = this.layers.get(view.layer);
    const { flat, count } = this.size();
    this.order = order(this.figures.get(view.layer), view.sort);
    this.find(".work").classList.toggle("flat", flat);
    const parameters = layer.parameters
      ? `, ${layer.parameters.toLocaleString("en")} parameters`
      : "";
    this.find(".title").innerHTML =
      `${view.layer}<small>${layer.shape.join(" × ")}${parameters}</small>`;
    for (const card of this.root.querySelectorAll(".card")) {
      const selected = card.dataset.layer === view.layer;
      card.setAttribute("aria-selected", selected);
      card.tabIndex = selected ? 0 : -1;
    }
    for (const name of ["scale", "sort"]) {
      for (const button of this.root.querySelectorAll(`.${name} button`)) {
        const checked = button.dataset.value === view[name];
        button.setAttribute("aria-checked", checked);
        button.tabIndex = checked ? 0 : -1;
      }
    }
    const dead = this.figures.get(view.layer).filter((item) => item.dead).length;
    const things = flat ? "units" : "maps";
    this.find(".note").textContent = dead
      ? `${dead} of ${count} ${things} are dead on this picture: ${flat ? "zero" : "the same value everywhere"}. They are crossed out.`
      : "";
    this.drawSheet();
    this.drawLens();
  }

  drawStrip() {
    for (const card of this.root.querySelectorAll(".card")) {
      const name = card.dataset.layer;
      drawMini(card.querySelector("canvas"), this.atlas(name), this.size(name));
    }
  }

  /** Whether everything stands in one column. */
  narrow() {
    return this.root.clientWidth <= 700;
  }

  atlas(name) {
    return this.atlases.get(name) ?? this.atlases.get(this.layers.get(name).source);
  }

  drawSheet() {
    const { view, theme } = this;
    const { count, height, flat } = this.size();
    const figures = this.figures.get(view.layer);
    const canvas = this.find(".sheet canvas");
    const room = this.find(".sheet").clientWidth;
    const row = Math.max(3, Math.floor((room + 2) / 32) - 2); // 512 units stand in rows of 32
    const options = flat
      ? count === 10
        ? { label: 14, gap: 8, largest: 72 }
        : { label: 0, gap: 2, largest: row }
      : {};
    this.layout = sheetLayout(count, height, room, this.narrow() ? 720 : 520, options);
    drawSheet(canvas, this.atlas(view.layer), this.size(), {
      layout: this.layout,
      order: this.order,
      figures,
      chosen: view.channel,
      names: count === 10 ? this.meta.labels : figures.map((_, channel) => channel),
      numbers: count === 10 ? this.values(view.layer).data : null,
      limit: this.limit(figures, 0),
      marks: [
        [this.peeked, theme.palette.hatch],
        [view.channel, theme.palette.output],
      ],
      theme,
    });
    canvas.title = this.order.includes(this.peeked) ? this.caption(this.peeked) : "";
    canvas.setAttribute(
      "aria-label",
      `${count} ${flat ? "units" : "maps"} of ${view.layer}; the arrow keys choose one`,
    );
  }

  caption(channel) {
    const { min, max, mean, dead } = this.figures.get(this.view.layer)[channel];
    if (this.size().flat) return `${this.unit(channel)}: ${short(mean, 5)}`;
    return `map ${channel}: ${short(min)} to ${short(max)}, mean ${short(mean)}${dead ? ", dead" : ""}`;
  }

  drawLens() {
    const { view } = this;
    const layer = this.layers.get(view.layer);
    const { flat } = this.size();
    const [row, column] = this.spot();
    const reading = flat ? "" : `row ${row}, column ${column}`;
    this.find(".lens h3").innerHTML =
      `${flat ? this.unit(view.channel) : layer.kind === "input" ? ["Red", "Green", "Blue"][view.channel] : `Map ${view.channel}`}<small>${reading} <span class="out number" title="${exact(this.value())}">${short(this.value(), 5)}</span></small>`;
    if (!flat) this.drawZoom(layer);
    this.drawFacts(layer);
    this.drawDetail(layer);
  }

  drawZoom(layer) {
    const { view, theme } = this;
    const { height, width } = this.size();
    const canvas = this.find(".zoom");
    const figures = this.figures.get(view.layer);
    const start = view.channel * height * width;
    this.cell = Math.floor(Math.min(256, this.find(".lens-body").clientWidth) / width);
    const marks = [[[view.row, view.column], theme.palette.output]];
    if (this.hovered) marks.push([this.hovered, theme.text]);
    drawZoom(canvas, this.atlas(layer.name), this.size(), {
      channel: view.channel,
      cell: this.cell,
      values: this.values(layer.name).data.subarray(start, start + height * width),
      limit: this.limit(figures, view.channel),
      reach: reach([figures[view.channel]]),
      marks,
      theme,
    });
    this.drawKey(this.cell * width);
    canvas.setAttribute(
      "aria-label",
      `Map ${view.channel} of ${layer.name}; the arrow keys move to a value, Enter pins it`,
    );
  }

  /** The colour scale of the map under the lens. */
  drawKey(width) {
    const { palette } = this.theme;
    const limit = this.limit(this.figures.get(this.view.layer), this.view.channel);
    this.find(".key i").style.background =
      `linear-gradient(90deg, ${palette.negative}, ${palette.neutral}, ${palette.positive})`;
    this.find(".key").style.width = `${width}px`;
    this.find(".key p").innerHTML = [short(-limit), "0", short(limit)]
      .map((text) => `<span class="number">${text}</span>`)
      .join("");
  }

  drawFacts(layer) {
    const list = this.figures.get(layer.name);
    const { flat } = this.size();
    const { min, max, mean, zeros, dead } = flat ? together(list) : list[this.view.channel];
    const rows = [
      ["min", short(min)],
      ["max", short(max)],
      ["mean", short(mean)],
      ["zeros", `${short(100 * zeros, 3)} %`],
    ];
    if (layer.kind === "bn") {
      const read = (name) => short(this.arrays[`${layer.name}.${name}`].data[this.view.channel]);
      rows.push(
        ["μ", read("running_mean")],
        ["σ²", read("running_var")],
        ["γ", read("weight")],
        ["β", read("bias")],
      );
    }
    if (layer.kind === "conv")
      rows.push(["bias", short(this.arrays[`${layer.name}.bias`].data[this.view.channel])]);
    this.find("dl").innerHTML = rows
      .map(([name, text]) => `<dt>${name}</dt><dd>${text}</dd>`)
      .join("");
    const source = this.layers.get(layer.source);
    const words = flat ? "" : (WORDS[layer.kind]?.(layer, source) ?? "");
    this.find(".about").textContent = dead && !flat ? `Dead on this picture. ${words}` : words;
    this.find(".kernel").hidden = layer.kind !== "conv";
    if (layer.kind !== "conv") return;
    const size = source.shape[0] * 9;
    const weights = this.arrays[`${layer.name}.weight`].data.subarray(
      this.view.channel * size,
      (this.view.channel + 1) * size,
    );
    const limit = drawKernel(this.find(".kernel"), weights, this.shades);
    this.find(".kernel").setAttribute(
      "aria-label",
      `Its kernel: ${source.shape[0]} channels of 3 by 3 weights, up to ${short(limit)}`,
    );
  }

  drawDetail(layer) {
    const tiles = this.find(".tiles");
    tiles.hidden = layer.kind !== "conv";
    const [row, column] = this.spot();
    const { channel } = this.view;
    const { palette } = this.theme;
    if (layer.kind === "conv") {
      const source = this.layers.get(layer.source);
      const { height, width } = this.size();
      const parameters = ["weight", "bias"].map((name) => this.arrays[`${layer.name}.${name}`]);
      this.trace = traceConv(this.values(layer.source), ...parameters, channel, row, column);
      this.focused = this.focus ?? strongest(this.trace.partial, 0, this.trace.partial.length);
      const context = {
        trace: this.trace,
        focus: this.focused,
        source,
        row,
        column,
        value: this.value(),
        height,
        width,
        palette,
      };
      this.find(".detail").innerHTML = convDetail(context);
      this.drawTiles(source);
      return;
    }
    const before = layer.source && this.values(layer.source);
    const norm = { mean: "running_mean", variance: "running_var", gamma: "weight", beta: "bias" };
    this.find(".detail").innerHTML = plainDetail({
      layer,
      value: this.value(),
      x:
        before &&
        this.value(layer.kind === "pool" || layer.kind === "fc" ? layer.name : layer.source),
      place: [channel, row, column],
      source: before,
      sourceName: layer.source,
      arrays: this.arrays,
      parameters: Object.fromEntries(
        Object.entries(norm).map(([name, stored]) => [
          name,
          this.arrays[`${layer.name}.${stored}`],
        ]),
      ),
      epsilon: this.meta.epsilon,
      count: 8,
      labels: this.meta.labels,
      pixels: this.arrays.pixels.data,
      mean: this.meta.mean,
      std: this.meta.std,
      palette,
    });
  }

  /** Window, kernel and partial sum of every input channel. */
  drawTiles(source) {
    const { trace, focused, theme, shades } = this;
    const count = trace.partial.length;
    const canvas = this.find(".tiles canvas");
    this.tiles = drawTiles(canvas, this.find(".tiles").clientWidth - 4, {
      trace,
      focused,
      theme,
      shades,
    });
    const name =
      source.kind === "input" ? "the three colour channels" : `the ${count} maps of ${source.name}`;
    this.find(".tiles h3").innerHTML =
      `Window × kernel on ${name}<small>all partial sums together: ${short(trace.sum)}</small>`;
    canvas.setAttribute(
      "aria-label",
      `Partial sums of ${count} input channels; the arrow keys choose one`,
    );
  }

  saveMap() {
    const { layer, channel } = this.view;
    const { count, height, width, flat } = this.size();
    const { data } = this.values(layer);
    const names = count === 10 ? this.meta.labels : [...Array(count).keys()];
    const text = flat
      ? unitTable(data, names)
      : mapTable(data, channel * height * width, height, width);
    saveTable(text, flat ? `convscope-${layer}.csv` : `convscope-${layer}-map-${channel}.csv`);
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

function together(list) {
  const mean = (name) => list.reduce((sum, item) => sum + item[name], 0) / list.length;
  return {
    min: Math.min(...list.map(({ min }) => min)),
    max: Math.max(...list.map(({ max }) => max)),
    mean: mean("mean"),
    zeros: mean("zeros"),
    dead: false,
  };
}
