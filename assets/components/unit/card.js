// Draws the card of a unit, part by part.

import { fit, readTheme } from "../core/canvas.js";
import { short } from "../core/number.js";
import { canvasOf } from "../core/picture.js";
import { saveFigure } from "../core/save.js";
import { drawPage } from "../explain/saving.js";
import { drawBars, drawCurve, heightOf } from "./charts.js";
import {
  drawColours, drawGrid, drawMap, drawNine, drawStrip, frame, nineOf, tileOf,
} from "./drawing.js";
import { largestOf, nameOf, SIDE, sizeOf, stripOf, windowOf } from "./places.js";
import { buildTies, climbSide, drawTies } from "./ties.js";
import { effect, nearWords, sourceOf, told, valueWords } from "./words.js";

const WIDE = 1080; // pixels from which the nine are larger
const SMALL = 128; // a map, a picture, a climb
const MARGIN = 16; // of the saved figure
const TITLES = {
  decay: "Decay",
  blur: "Blur",
  jitter: "Jitter",
  fourier: "Fourier",
};

export default class Card {
  strip = { across: 1, down: 1, side: 24 };
  side = 96;
  mapSide = SMALL;
  /** The climb that was asked for, once it is here. @type {import("./scene").Climb | null} */
  climb = null;
  problem = "";
  built = "";

  /** @param {import("./component.js").default} unit */
  constructor(unit) {
    this.unit = unit;
    this.at = unit.at;
    this.buildLayers();
    this.buildSwitches();
  }

  buildLayers() {
    const { meta } = this.unit;
    const box = this.at("layers");
    for (const layer of meta.layers) {
      const label = document.createElement("label");
      const input = document.createElement("input");
      const span = document.createElement("span");
      Object.assign(input, { type: "radio", name: "layer", value: layer.name });
      span.textContent = layer.labels.length ? "classes" : layer.name;
      input.onchange = () => this.unit.go(layer.name, layer.name === meta.first ? meta.unit : 0);
      label.append(input, span);
      box.append(label);
    }
  }

  buildSwitches() {
    const box = this.at("switches");
    for (const name of this.unit.meta.regularisers) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.name = name;
      button.textContent = TITLES[name] ?? name;
      button.onclick = () => this.unit.hold(name);
      box.append(button);
    }
    const play = document.createElement("button");
    play.type = "button";
    play.className = "play";
    play.textContent = "Watch it";
    play.onclick = () => this.unit.climb();
    box.append(play);
  }

  /** What the bar above says. */
  name() {
    const { view } = this.unit;
    this.at("name").textContent = nameOf(view.layer, view.unit);
    for (const input of this.at("layers").querySelectorAll("input"))
      input.checked = input.value === view.layer.name;
  }

  /** Draw all of it, in the theme of the page or in another. */
  draw(theme = readTheme(this.unit.box)) {
    const { unit } = this;
    const { meta, view } = unit;
    const width = Math.floor(unit.box.clientWidth);
    for (const name of ["input", "kernel", "output", "negative", "positive"])
      unit.box.style.setProperty(`--${name}`, theme.palette[name]);
    this.side = width >= WIDE ? 112 : 96;
    const { first, found } = unit.part;
    const facts = unit.facts;
    const parts = Math.ceil(view.layer.shape[0] / meta.part);
    for (const name of ["before", "behind"]) this.at(name).hidden = parts < 2;
    this.drawLive(theme);
    if (!found || !facts) return;
    this.build(facts);
    this.drawRow(theme, found, first);
    this.at("told").textContent = this.line(facts);
    this.drawBest(theme, found, first);
    this.drawKernel(theme, facts);
    this.drawClimb(theme, facts);
    this.drawClasses(theme, facts);
    this.drawOn(theme, facts);
    unit.box.dataset.painted = `${nameOf(view.layer, view.unit)} ${found.pictures}`;
    unit.box.dataset.live = unit.live ? view.layer.name : "";
  }

  line(facts) {
    const { meta, view } = this.unit;
    const picture = facts.best[view.nth];
    if (!picture) return told(view.layer, view.unit, facts, meta.labels);
    const [name, place, value] = picture;
    const [, columns] = sizeOf(view.layer);
    const where = valueWords(
      view.layer, value, [Math.floor(place / columns), place % columns], false,
    );
    return `${name}: ${where}.`;
  }

  drawRow(theme, found, first) {
    const { meta, view } = this.unit;
    const row = this.at("strip");
    const room = row.parentElement.clientWidth - (found.units.length < view.layer.shape[0] ? 72 : 0);
    this.strip = stripOf(found.units.length, room);
    const { across, down, side } = this.strip;
    const context = fit(row, across * side, down * side);
    context.clearRect(0, 0, across * side, down * side);
    const { layer, unit } = view;
    drawStrip(context, theme, found, { layer, unit: unit - first, best: meta.best, strip: this.strip });
  }

  drawBest(theme, found, first) {
    const { meta, view } = this.unit;
    const { width, height } = nineOf(this.side);
    const pen = fit(this.at("nine"), width, height);
    pen.clearRect(0, 0, width, height);
    const { layer, unit, cut, nth } = view;
    drawNine(pen, theme, found, { layer, unit: unit - first, best: meta.best, side: this.side, cut, at: nth });
    this.at("which").textContent = sourceOf(found.pictures);
    this.at("cut").setAttribute("aria-pressed", String(cut));
    this.at("cut").hidden = layer.shape.length < 3;
  }

  /** The person's picture and the unit's map of it. */
  drawLive(theme) {
    const { live, view, meta } = this.unit;
    this.at("title").textContent = meta.title;
    const pens = ["seen", "map"].map((name) => fit(this.at(name), SMALL, SMALL));
    for (const pen of pens) pen.clearRect(0, 0, SMALL, SMALL);
    this.at("follow").disabled = !live;
    if (!live) return;
    const [rows, columns] = sizeOf(view.layer);
    const size = rows * columns;
    const values = live.values.data.slice(view.unit * size, (view.unit + 1) * size);
    const place = view.cell < 0 ? largestOf(values, 0, size) : view.cell;
    pens[0].imageSmoothingEnabled = false;
    pens[0].drawImage(pictureOf(live.pixels), 0, 0, SMALL, SMALL);
    frame(pens[0], theme, windowOf(view.layer, place), 0, 0, SMALL / SIDE);
    drawMap(pens[1], theme, Array.from(values), [rows, columns], SMALL, place);
    const isLargest = place === largestOf(values, 0, size);
    const cell = /** @type {[number, number]} */ ([Math.floor(place / columns), place % columns]);
    this.at("value").textContent = valueWords(view.layer, values[place], cell, isLargest);
  }

  drawKernel(theme, facts) {
    const { meta, view } = this.unit;
    const own = facts.kernel.length > 0;
    const title = own ? "Its kernel" : `Strongest links from ${view.layer.before}`;
    this.at("kernel").querySelector("b").textContent = title;
    this.at("grids").hidden = !own;
    this.at("near").textContent = own
      ? Object.values(nearWords(facts)).join(" ")
      : "Weights between the two, the link's strength, and which way it pushes.";
    if (!own) {
      const layer = meta.layers.find(({ name }) => name === view.layer.before);
      if (layer) this.ties(this.at("back"), theme, facts.back, layer, facts.slices);
      return;
    }
    const [side, gap] = [60, 8];
    const pen = fit(this.at("grids"), 4 * side + 3 * gap, side);
    drawColours(pen, facts.kernel, [3, 3], [0, 0, side]);
    const limit = Math.max(...facts.kernel.map(Math.abs));
    for (const colour of [0, 1, 2]) {
      const weights = facts.kernel.slice(9 * colour, 9 * colour + 9);
      drawGrid(pen, theme, weights, [3, 3], [(colour + 1) * (side + gap), 0, side], limit);
    }
  }

  drawOn(theme, facts) {
    const { meta, view } = this.unit;
    const layer = meta.layers.find(({ name }) => name === view.layer.behind);
    this.at("onwards").hidden = !layer;
    if (!layer) return;
    const [title, words] = [this.at("onwards").querySelector("b"), this.at("onwards").querySelector("figcaption span")];
    title.textContent = `Strongest links to ${layer.labels.length ? "the classes" : layer.name}`;
    words.textContent = effect(facts, meta.labels);
    this.ties(this.at("on"), theme, facts.on, layer, []);
  }

  /** Cards that lead to other units; the pictures on them are what climbs made. */
  ties(row, theme, ties, layer, slices) {
    const sheet = this.unit.shelf.climbed(layer.name);
    const drawable = sheet instanceof ImageBitmap ? sheet : undefined;
    const { across } = this.unit.meta;
    drawTies(row, theme, { ties, sheet: drawable, across, tile: climbSide(layer), slices });
  }

  /** Build the links anew where another unit is shown. */
  build(facts) {
    const { meta, view } = this.unit;
    const mark = nameOf(view.layer, view.unit) + view.layer.name;
    if (this.built === mark) return;
    this.built = mark;
    for (const [row, ties, name] of [
      [this.at("back"), facts.back, view.layer.before],
      [this.at("on"), facts.on, view.layer.behind],
    ]) {
      const layer = meta.layers.find((each) => each.name === name);
      buildTies(row, layer ? ties : [], layer ?? view.layer, (unit) => this.unit.go(name, unit));
    }
  }

  drawClimb(theme, facts) {
    const { meta, shelf, view } = this.unit;
    const { layer, unit, held, climbing, way } = view;
    const asked = climbing ? shelf.climb(layer.name, unit, held) : undefined;
    this.problem = asked && "says" in asked ? asked.says : "";
    this.climb = asked && !("says" in asked) ? asked : null;
    this.at("busy").textContent = climbing && !asked ? "Climbing …" : this.problem;
    for (const button of this.at("switches").querySelectorAll("[data-name]"))
      button.setAttribute("aria-pressed", String(held.includes(button.dataset.name)));
    const pen = fit(this.at("made"), SMALL, SMALL);
    pen.clearRect(0, 0, SMALL, SMALL);
    const tile = climbSide(layer);
    pen.imageSmoothingEnabled = false;
    const { climb } = this;
    if (climb?.stages) {
      const stage = Math.round(way * (climb.at.length - 1));
      pen.drawImage(climb.stages, stage * tile, 0, tile, tile, 0, 0, SMALL, SMALL);
    } else if (!climbing) {
      const sheet = shelf.climbed(layer.name);
      const [left, top] = tileOf(unit, meta.across, tile);
      if (sheet instanceof ImageBitmap)
        pen.drawImage(sheet, left, top, tile, tile, 0, 0, SMALL, SMALL);
    }
    const values = climb ? climb.values : facts.climb;
    const width = SMALL;
    const chart = fit(this.at("curve"), width, SMALL);
    chart.clearRect(0, 0, width, SMALL);
    const natural = facts.best[0]?.[2] ?? 0;
    drawCurve(chart, theme, { width, height: SMALL, values, at: climb ? way : 1, natural });
    const last = values[values.length - 1];
    this.at("height").textContent =
      natural > 0 ? `to ${short(last)}; best picture ${short(natural)}` : `to ${short(last)}`;
  }

  drawClasses(theme, facts) {
    const { meta, view } = this.unit;
    const off = view.off && facts.off.length > 0;
    const values = off ? facts.off : facts.means;
    this.at("classes").querySelector("b").textContent = off
      ? "Logits when it is off"
      : "Mean answer to each class";
    this.at("turn").setAttribute("aria-pressed", String(off));
    this.at("turn").hidden = !facts.off.length;
    const canvas = this.at("bars");
    const width = Math.floor(canvas.parentElement.clientWidth);
    const pen = fit(canvas, width, heightOf(values.length));
    pen.clearRect(0, 0, width, heightOf(values.length));
    drawBars(pen, theme, { width, values, labels: meta.labels, signed: off || !view.layer.fires });
    const words = values.map((value, i) => `${meta.labels[i]} ${short(value)}`).join(", ");
    canvas.setAttribute("aria-label", words);
  }

  /** As it stands on the page, in the light colours. */
  save() {
    const { unit } = this;
    const size = [unit.box.clientWidth + 2 * MARGIN, unit.box.clientHeight + 2 * MARGIN];
    const { layer } = unit.view;
    saveFigure(unit.box, `${layer.name}-${unit.view.unit}.png`, size, (context, theme) => {
      this.draw(theme);
      context.translate(MARGIN, MARGIN);
      drawPage(context, unit.box, theme, (canvas) => {
        if (canvas.closest("[hidden]") || !canvas.width) return;
        context.drawImage(canvas, 0, 0, canvas.clientWidth, canvas.clientHeight);
      });
    });
    this.draw();
  }
}

/** The person's picture, once. @param {import("../core/types").Packed} pixels */
function pictureOf(pixels) {
  const [rows, columns] = pixels.shape;
  const bytes = new Uint8ClampedArray(rows * columns * 4).fill(255);
  for (let i = 0; i < rows * columns; i++)
    for (let c = 0; c < 3; c++) bytes[4 * i + c] = pixels.data[3 * i + c];
  return canvasOf(bytes, [rows, columns]);
}
