// Every layer of the network on one picture: the strip of all layers, the sheet of one layer's maps, one map under
// the lens, and the arithmetic of one value. Python sends all arrays once; what is looked at is decided here.

import { exact, fit, readTheme, short, watchTheme } from "../shared/canvas.js";
import { css, inkOn, signedColour } from "../shared/palette.js";
import { unpack } from "../shared/payload.js";
import { cropper } from "./crop.js";
import { convDetail, decimals, fixed, plainDetail } from "./detail.js";
import {
  cssTable, order, paint, placeAt, reach, shade, sheetLayout, signedTable, statistics, strongest, tileAt,
} from "./scale.js";
import { traceConv } from "./trace.js";
import { isCentre, readView, SCALES, SORTS, writeView } from "./view.js";

const GROUPS = ["Input", "Block 1", "Block 2", "Head"];
const WORDS = {
  conv: (layer, source) => `${source.shape[0]} × 3 × 3 weights and a bias`,
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
    this.focus = null;
    this.hovered = null;
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
      if (!name.startsWith("dropout")) this.figures.set(name, statistics(this.values(name).data, shape[0]));
    }
    for (const name of this.layers.keys()) {
      if (name.startsWith("dropout")) this.figures.set(name, this.figures.get(this.layers.get(name).source));
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
      const answers = view.layer === "softmax" || view.layer === "fc2" ? list.map(({ max }) => max) : list.map(({ min, max }) => Math.max(-min, max));
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
    const first = labels.map((_, i) => i).sort((a, b) => probabilities[b] - probabilities[a]).slice(0, 5);
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
      for (const [name, handler] of Object.entries(handlers)) this.find(selector)[`on${name}`] = handler;
    };
    on(".strip", {
      click: (event) => this.choose(event.target.closest("[data-layer]")?.dataset.layer),
      keydown: (event) => this.walkStrip(event),
    });
    on(".scale", { click: (event) => this.set("scale", event.target.dataset.value), keydown: (event) => this.walkChoice(event, "scale", SCALES) });
    on(".sort", { click: (event) => this.set("sort", event.target.dataset.value), keydown: (event) => this.walkChoice(event, "sort", SORTS) });
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
    on(".save-seen", { click: () => save(this.pixels, "convscope-32x32.png") });
    on(".save-sheet", { click: () => save(this.find(".sheet canvas"), `convscope-${this.view.layer}.png`) });
    on(".save-map", { click: () => this.saveMap() });
  }

  // ---- what a person does --------------------------------------------------------------------------------------

  choose(name) {
    if (!name || name === this.view.layer) return;
    const same = this.layers.get(name).shape.join() === this.layers.get(this.view.layer).shape.join();
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
    this.later(() => this.drawLens());
  }

  peek(channel) {
    if (channel === this.peeked) return;
    this.peeked = channel;
    this.later(() => this.drawSheet());
  }

  look(channel) {
    if (channel < 0 || channel === this.focus) return;
    this.focus = channel;
    this.later(() => this.drawLens());
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
    this.later(() => this.draw());
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
    if (address !== location.pathname + location.search + location.hash) history.replaceState(history.state, "", address);
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
    const to = step(event, this.order.indexOf(this.view.channel), this.order.length, this.layout.columns);
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
    Object.assign(this.view, { row: Math.floor(to / width), column: to % width, pinned: true, chosen: true });
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
    const [row, column] = [Math.floor(event.offsetY / this.cell), Math.floor(event.offsetX / this.cell)];
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
      const { count, height, width } = this.size(name);
      const list = this.figures.get(name);
      const image = new ImageData(width, height * count);
      const pixels = new Uint32Array(image.data.buffer);
      const whole = reach(list);
      for (let channel = 0; channel < count; channel++) {
        paint(pixels, this.values(name).data, channel * height * width, height * width, this.limit(list, channel, whole), table);
      }
      const canvas = this.atlases.get(name) ?? document.createElement("canvas");
      [canvas.width, canvas.height] = [width, height * count];
      canvas.getContext("2d").putImageData(image, 0, 0);
      this.atlases.set(name, canvas);
    }
  }

  limit(list, channel, whole = reach(list)) {
    if (this.view.scale === "network") return this.top;
    // A unit of a fully connected layer is one number: only beside the others does its colour say something.
    if (this.view.scale === "layer" || list.length === 512 || list.length === 10) return whole;
    return Math.max(-list[channel].min, list[channel].max);
  }

  lay() {
    if (!this.theme || !this.meta || !this.root.clientWidth) return;
    const width = this.find(".look figure").clientWidth;
    this.cropper.show(this.photo, this.meta.crop, this.meta.least, width, 240, this.theme.palette.input);
    const side = Math.floor(Math.min(width, 208) / 32) * 32;
    const context = fit(this.find(".seen"), side, side);
    context.imageSmoothingEnabled = false;
    context.drawImage(this.pixels, 0, 0, side, side);
    this.draw();
    this.drawStrip();
  }

  later(task) {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(task);
  }

  draw() {
    const { view } = this;
    const layer = this.layers.get(view.layer);
    const { flat, count } = this.size();
    this.order = order(this.figures.get(view.layer), view.sort);
    this.find(".work").classList.toggle("flat", flat);
    const parameters = layer.parameters ? `, ${layer.parameters.toLocaleString("en")} parameters` : "";
    this.find(".title").innerHTML = `${view.layer}<small>${layer.shape.join(" × ")}${parameters}</small>`;
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
      const { count, height, width, flat } = this.size(name);
      const atlas = this.atlas(name);
      const columns = { 3: 1, 10: 2, 32: 8, 64: 8, 512: 16 }[count];
      const rows = Math.ceil(count / columns);
      const tile = { 3: 14, 10: 10, 32: height === 32 ? 10 : 7, 64: height === 16 ? 6 : 4, 512: 2 }[count];
      const gap = flat && count > 10 ? 0 : 1;
      const context = fit(card.querySelector("canvas"), columns * (tile + gap) - gap, rows * (tile + gap) - gap);
      context.clearRect(0, 0, columns * (tile + gap), rows * (tile + gap));
      context.imageSmoothingQuality = "high";
      for (let channel = 0; channel < count; channel++) {
        const [x, y] = [(channel % columns) * (tile + gap), Math.floor(channel / columns) * (tile + gap)];
        context.drawImage(atlas, 0, channel * height, width, height, x, y, tile, tile);
      }
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
    const { count, height, width, flat } = this.size();
    const list = this.figures.get(view.layer);
    const canvas = this.find(".sheet canvas");
    const room = this.find(".sheet").clientWidth;
    const row = Math.max(3, Math.floor((room + 2) / 32) - 2); // 512 units stand in rows of 32
    const options = flat ? (count === 10 ? { label: 14, gap: 8, largest: 72 } : { label: 0, gap: 2, largest: row }) : {};
    this.layout = sheetLayout(count, height, room, room < 480 && this.narrow() ? 720 : 520, options);
    const { layout } = this;
    const context = fit(canvas, layout.width, layout.height);
    context.clearRect(0, 0, layout.width, layout.height);
    context.imageSmoothingEnabled = layout.tile < height;
    context.textAlign = "left";
    context.textBaseline = "top";
    this.order.forEach((channel, place) => {
      const [x, y] = tileAt(layout, place);
      context.drawImage(this.atlas(view.layer), 0, channel * height, width, height, x, y, layout.tile, layout.tile);
      if (list[channel].dead) cross(context, x, y, layout.tile, theme.palette.hatch);
      if (count === 10) {
        const value = this.values(view.layer).data[channel];
        Object.assign(context, { font: `11px ${theme.codeFont}`, textAlign: "center", textBaseline: "middle" });
        context.fillStyle = inkOn(signedColour(value, this.limit(list, channel), theme.palette));
        context.fillText(short(value), x + layout.tile / 2, y + layout.tile / 2);
        Object.assign(context, { textAlign: "left", textBaseline: "top" });
      }
      if (layout.label) {
        context.font = `${channel === view.channel ? "700 " : ""}10px ${count === 10 ? theme.font : theme.codeFont}`;
        context.fillStyle = channel === view.channel ? theme.palette.output : theme.text;
        context.globalAlpha = channel === view.channel ? 1 : 0.65;
        context.fillText(count === 10 ? this.meta.labels[channel] : String(channel), x, y + layout.tile + 2);
        context.globalAlpha = 1;
      }
    });
    for (const [channel, colour] of [[this.peeked, theme.palette.hatch], [view.channel, theme.palette.output]]) {
      const place = this.order.indexOf(channel);
      if (place < 0) continue;
      const [x, y] = tileAt(layout, place);
      context.strokeStyle = colour;
      context.lineWidth = 2;
      context.strokeRect(x - 0.5, y - 0.5, layout.tile + 1, layout.tile + 1);
    }
    canvas.title = this.order.includes(this.peeked) ? this.caption(this.peeked) : "";
    canvas.setAttribute("aria-label", `${count} ${flat ? "units" : "maps"} of ${view.layer}; the arrow keys choose one`);
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
    this.find(".lens h3").innerHTML = `${flat ? this.unit(view.channel) : layer.kind === "input" ? ["Red", "Green", "Blue"][view.channel] : `Map ${view.channel}`}<small>${reading} <span class="out number" title="${exact(this.value())}">${short(this.value(), 5)}</span></small>`;
    if (!flat) this.drawZoom(layer);
    this.drawFacts(layer);
    this.drawDetail(layer);
  }

  drawZoom(layer) {
    const { view, theme } = this;
    const { height, width } = this.size();
    const canvas = this.find(".zoom");
    const room = Math.min(256, this.find(".lens-body").clientWidth);
    this.cell = Math.floor(room / width);
    const { cell } = this;
    const context = fit(canvas, cell * width, cell * height);
    context.imageSmoothingEnabled = false;
    context.clearRect(0, 0, cell * width, cell * height);
    context.drawImage(this.atlas(layer.name), 0, view.channel * height, width, height, 0, 0, cell * width, cell * height);
    if (cell >= 30) this.writeCells(context, layer);
    this.drawKey(cell * width);
    const mark = ([row, column], colour, thick) => {
      context.strokeStyle = colour;
      context.lineWidth = thick;
      context.strokeRect(column * cell + 1, row * cell + 1, cell - 2, cell - 2);
    };
    mark([view.row, view.column], theme.palette.output, 2);
    if (this.hovered) mark(this.hovered, theme.text, 2);
    canvas.setAttribute("aria-label", `Map ${view.channel} of ${layer.name}; the arrow keys move to a value, Enter pins it`);
  }

  /** The colour scale of the map under the lens. */
  drawKey(width) {
    const { palette } = this.theme;
    const limit = this.limit(this.figures.get(this.view.layer), this.view.channel);
    this.find(".key i").style.background = `linear-gradient(90deg, ${palette.negative}, ${palette.neutral}, ${palette.positive})`;
    this.find(".key").style.width = `${width}px`;
    this.find(".key p").innerHTML = [short(-limit), "0", short(limit)].map((text) => `<span class="number">${text}</span>`).join("");
  }

  writeCells(context, layer) {
    const { view, theme, cell } = this;
    const { height, width } = this.size();
    const list = this.figures.get(view.layer);
    const limit = this.limit(list, view.channel);
    const digits = decimals(reach([list[view.channel]]));
    Object.assign(context, { font: `10px ${theme.codeFont}`, textAlign: "center", textBaseline: "middle" });
    for (let i = 0; i < height * width; i++) {
      const value = this.values(layer.name).data[view.channel * height * width + i];
      context.fillStyle = inkOn(signedColour(value, limit, theme.palette));
      context.fillText(fixed(value, digits), ((i % width) + 0.5) * cell, (Math.floor(i / width) + 0.5) * cell);
    }
  }

  drawFacts(layer) {
    const list = this.figures.get(layer.name);
    const { flat } = this.size();
    const { min, max, mean, zeros, dead } = flat ? together(list) : list[this.view.channel];
    const rows = [["min", short(min)], ["max", short(max)], ["mean", short(mean)], ["zeros", `${short(100 * zeros, 3)} %`]];
    if (layer.kind === "bn") {
      const read = (name) => short(this.arrays[`${layer.name}.${name}`].data[this.view.channel]);
      rows.push(["μ", read("running_mean")], ["σ²", read("running_var")], ["γ", read("weight")], ["β", read("bias")]);
    }
    if (layer.kind === "conv") rows.push(["bias", short(this.arrays[`${layer.name}.bias`].data[this.view.channel])]);
    this.find("dl").innerHTML = rows.map(([name, text]) => `<dt>${name}</dt><dd>${text}</dd>`).join("");
    const source = this.layers.get(layer.source);
    const words = flat ? "" : (WORDS[layer.kind]?.(layer, source) ?? "");
    this.find(".about").textContent = dead && !flat ? `Dead on this picture. ${words}` : words;
    this.find(".kernel").hidden = layer.kind !== "conv";
    if (layer.kind === "conv") this.drawKernel(layer);
  }

  drawKernel(layer) {
    const weight = this.arrays[`${layer.name}.weight`];
    const [, channels] = weight.shape;
    const start = this.view.channel * channels * 9;
    const weights = weight.data.subarray(start, start + channels * 9);
    const limit = weights.reduce((top, item) => Math.max(top, Math.abs(item)), 0);
    const columns = channels === 3 ? 3 : channels === 32 ? 4 : 8;
    const cell = channels === 3 ? 8 : channels === 32 ? 6 : 3;
    const step = 3 * cell + 2;
    const canvas = this.find(".kernel");
    const context = fit(canvas, columns * step - 2, Math.ceil(channels / columns) * step - 2);
    context.clearRect(0, 0, columns * step, Math.ceil(channels / columns) * step);
    weights.forEach((item, i) => {
      const [channel, place] = [Math.floor(i / 9), i % 9];
      context.fillStyle = this.shades[shade(item, limit)];
      context.fillRect((channel % columns) * step + (place % 3) * cell, Math.floor(channel / columns) * step + Math.floor(place / 3) * cell, cell, cell);
    });
    canvas.setAttribute("aria-label", `The kernel of map ${this.view.channel}: ${channels} channels of 3 by 3 weights, up to ${short(limit)}`);
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
      const context = { trace: this.trace, focus: this.focused, source, row, column, value: this.value(), height, width, palette };
      this.find(".detail").innerHTML = convDetail(context);
      this.drawTiles(source);
      return;
    }
    const before = layer.source && this.values(layer.source);
    const norm = { mean: "running_mean", variance: "running_var", gamma: "weight", beta: "bias" };
    this.find(".detail").innerHTML = plainDetail({
      layer,
      value: this.value(),
      x: before && this.value(layer.kind === "pool" || layer.kind === "fc" ? layer.name : layer.source),
      place: [channel, row, column],
      source: before,
      sourceName: layer.source,
      arrays: this.arrays,
      parameters: Object.fromEntries(Object.entries(norm).map(([name, stored]) => [name, this.arrays[`${layer.name}.${stored}`]])),
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
    const { trace, theme } = this;
    const { palette } = theme;
    const count = trace.partial.length;
    const room = this.find(".tiles").clientWidth - 4;
    const columns = count < 4 ? count : [16, 8, 4].find((wanted) => tilesWide(wanted, 8) <= room) ?? 4;
    const cell = [11, 10, 9].find((size) => tilesWide(columns, size) <= room) ?? 8;
    const [side, wide, high] = [3 * cell, 6 * cell + 6, 3 * cell + 17];
    const gap = count < 4 ? 16 : Math.max(4, Math.min(24, Math.floor((room - columns * wide) / (columns - 1))));
    const rows = Math.ceil(count / columns);
    // Tiles are wider than high: what the square step is too long down the page is taken off again.
    this.tiles = { columns, tile: wide, gap, label: high + 12 - (wide + gap) };
    const size = [columns * (wide + gap) - gap + 4, rows * (high + 12)];
    const context = fit(this.find(".tiles canvas"), ...size);
    context.clearRect(0, 0, ...size);
    const top = (lists) => lists.reduce((most, list) => list.reduce((m, v) => Math.max(m, Math.abs(v ?? 0)), most), 0);
    const [forWindow, forKernel, forSum] = [top(trace.windows), top(trace.kernel), top([trace.partial])];
    const digits = decimals(forSum);
    context.textBaseline = "middle";
    for (let channel = 0; channel < count; channel++) {
      const [x, y] = tileAt(this.tiles, channel).map((edge) => edge + 2);
      patch(context, x, y, cell, trace.windows[channel], forWindow, this.shades, palette.hatch);
      patch(context, x + side + 6, y, cell, trace.kernel[channel], forKernel, this.shades, palette.hatch);
      Object.assign(context, { fillStyle: theme.text, font: `11px ${theme.font}`, textAlign: "center" });
      context.fillText("×", x + side + 3, y + side / 2);
      const fill = signedColour(trace.partial[channel], forSum, palette);
      context.fillStyle = css(fill);
      context.fillRect(x, y + side + 2, wide, 14);
      Object.assign(context, { fillStyle: inkOn(fill), font: `10px ${theme.codeFont}`, textAlign: "right" });
      context.fillText(fixed(trace.partial[channel], digits), x - 2 + wide, y + side + 9.5);
      Object.assign(context, { font: `9px ${theme.codeFont}`, textAlign: "left", globalAlpha: 0.7 });
      context.fillText(channel, x + 2, y + side + 9.5);
      context.globalAlpha = 1;
      if (channel === this.focused) {
        context.strokeStyle = palette.output;
        context.lineWidth = 2;
        context.strokeRect(x - 1, y - 1, wide + 2, high + 1);
      }
    }
    const name = source.kind === "input" ? "the three colour channels" : `the ${count} maps of ${source.name}`;
    this.find(".tiles h3").innerHTML = `Window × kernel on ${name}<small>all partial sums together: ${short(trace.sum)}</small>`;
    this.find(".tiles canvas").setAttribute("aria-label", `Partial sums of ${count} input channels; the arrow keys choose one`);
  }

  saveMap() {
    const { view } = this;
    const { count, height, width, flat } = this.size();
    const { data } = this.values(view.layer);
    const lines = flat
      ? ["unit,value", ...Array.from({ length: count }, (_, i) => `${count === 10 ? this.meta.labels[i] : i},${data[i]}`)]
      : Array.from({ length: height }, (_, row) => {
          const start = (view.channel * height + row) * width;
          return Array.from(data.subarray(start, start + width)).join(",");
        });
    const name = flat ? view.layer : `${view.layer}-map-${view.channel}`;
    download(new Blob([`${lines.join("\n")}\n`], { type: "text/csv" }), `convscope-${name}.csv`);
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

/** Where an arrow key, Home or End leads in a row or grid of `count`; null for other keys. */
function step(event, from, count, columns = 1) {
  const moves = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, Home: -from, End: count - 1 - from };
  if (!(event.key in moves) || event.ctrlKey || event.metaKey || event.altKey) return null;
  event.preventDefault();
  const to = from + moves[event.key];
  return to >= 0 && to < count ? to : from;
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

/** Width of `columns` tiles, each two 3x3 patches with cells of `cell` pixels, and the least space between them. */
function tilesWide(columns, cell) {
  return columns * (6 * cell + 6) + (columns - 1) * 8;
}

function patch(context, x, y, cell, values, limit, shades, hatch) {
  values.forEach((value, i) => {
    const [left, top] = [x + (i % 3) * cell, y + Math.floor(i / 3) * cell];
    context.fillStyle = shades[shade(value ?? 0, limit)];
    context.fillRect(left, top, cell, cell);
    if (value === null) cross(context, left, top, cell, hatch);
  });
}

/** A diagonal stroke: padding, and maps that say nothing. */
function cross(context, x, y, size, colour) {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, y + size);
  context.lineTo(x + size, y);
  context.stroke();
}

function rgbCanvas({ shape: [height, width], data }) {
  const image = new ImageData(width, height);
  for (let i = 0, j = 0; i < data.length; i += 3, j += 4) {
    image.data[j] = data[i];
    image.data[j + 1] = data[i + 1];
    image.data[j + 2] = data[i + 2];
    image.data[j + 3] = 255;
  }
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas;
}

function save(canvas, name) {
  canvas.toBlob((blob) => download(blob, name), "image/png");
}

function download(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
