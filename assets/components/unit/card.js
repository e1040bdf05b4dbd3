// Draws the card of a unit: the bar, the row of units, the nine pictures, and the figures beside them.

import { fit, readTheme } from "../core/canvas.js";
import { drawPage } from "../core/page.js";
import { saveFigure } from "../core/save.js";
import { drawNine, drawStrip, GAP, nineOf } from "./drawing.js";
import { drawClasses, drawClimb, drawLive, drawOnwards, drawWeights, PANE } from "./figures.js";
import { nameOf, sizeOf, stripOf } from "./places.js";
import { buildTies } from "./ties.js";
import { sourceOf, told, valueWords } from "./words.js";

const WIDE = 1040; // pixels from which the nine are larger
const SIDES = [96, 128]; // of one of them
const PHONE = 400; // pixels up to which they are as wide as all there is
const TURNS = 72; // pixels of the two buttons beside a row of units
const MARGIN = 16; // of the saved figure
const TITLES = { decay: "Decay", blur: "Blur", jitter: "Jitter", fourier: "Fourier" };
const WORDS = ".name, .told, figcaption b, figcaption span, .value, .near, .ties span"; // that are saved
const INKS = ["negative", "positive"]; // that the style sheet paints with

export default class Card {
  strip = { across: 1, down: 1, side: 24 };
  side = SIDES[0];
  mapSide = PANE;
  /** The climb that was asked for, once it is here. @type {import("./scene").Climb | null} */
  climb = null;
  /** Why there is none. */
  problem = "";
  /** The unit whose links stand there. */
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
    for (const { name, labels } of meta.layers) {
      const label = document.createElement("label");
      const input = document.createElement("input");
      const span = document.createElement("span");
      Object.assign(input, { type: "radio", name: "layer", value: name });
      span.textContent = labels.length ? "classes" : name;
      input.onchange = () => this.unit.go(name, name === meta.first ? meta.unit : 0);
      label.append(input, span);
      this.at("layers").append(label);
    }
  }

  buildSwitches() {
    const switches = this.unit.meta.regularisers.map((name) => {
      const button = buttonOf(TITLES[name] ?? name, () => this.unit.hold(name));
      button.dataset.name = name;
      return button;
    });
    this.at("switches").append(
      ...switches,
      buttonOf("Watch it", () => this.unit.climb()),
    );
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
    for (const name of INKS) unit.box.style.setProperty(`--${name}`, theme.palette[name]);
    this.side = sideOf(unit.box.clientWidth);
    const parts = Math.ceil(view.layer.shape[0] / meta.part);
    for (const name of ["before", "behind"]) this.at(name).hidden = parts < 2;
    drawLive(this, theme);
    const { first, found } = unit.part;
    const facts = unit.facts;
    if (!found || !facts) {
      this.at("told").textContent = this.waiting();
      return;
    }
    this.build(facts);
    this.drawRow(theme, found, first, parts);
    this.at("told").textContent = this.line(facts);
    this.drawBest(theme, found, first);
    drawWeights(this, theme, facts);
    drawClimb(this, theme, facts);
    drawClasses(this, theme, facts);
    drawOnwards(this, theme, facts);
    unit.box.dataset.painted = `${nameOf(view.layer, view.unit)} ${found.pictures}`;
    unit.box.dataset.live = unit.live ? view.layer.name : "";
  }

  /** Why there is nothing yet. */
  waiting() {
    const { meta, shelf, view } = this.unit;
    const part = shelf.here.get(`${view.layer.name}-${Math.floor(view.unit / meta.part)}`);
    return part?.says ?? "";
  }

  /** What is said of the unit, or of the picture that is pointed at. */
  line(facts) {
    const { meta, view } = this.unit;
    const picture = facts.best[view.nth];
    if (!picture) return told(view.layer, view.unit, facts, meta.labels);
    const [name, place, value] = picture;
    const [, columns] = sizeOf(view.layer);
    const cell = /** @type {[number, number]} */ ([Math.floor(place / columns), place % columns]);
    const where = `${valueWords(view.layer, value, cell, false)} of ${view.layer.answers}`;
    const own = this.unit.part.found?.pictures === "own";
    return `${name}: ${where}.${own ? "" : " Click, and it is your picture."}`;
  }

  drawRow(theme, found, first, parts) {
    const { meta, view } = this.unit;
    const row = this.at("strip");
    const room = row.parentElement.clientWidth - (parts > 1 ? TURNS : 0);
    this.strip = stripOf(found.units.length, room);
    const { across, down, side } = this.strip;
    const context = fit(row, across * side, down * side);
    context.clearRect(0, 0, across * side, down * side);
    const shown = { layer: view.layer, unit: view.unit - first, best: meta.best };
    drawStrip(context, theme, found, { ...shown, strip: this.strip });
  }

  drawBest(theme, found, first) {
    const { meta, view } = this.unit;
    const { layer, unit, cut, nth } = view;
    const { width, height } = nineOf(this.side);
    const context = fit(this.at("nine"), width, height);
    context.clearRect(0, 0, width, height);
    const shown = { layer, unit: unit - first, best: meta.best, side: this.side };
    drawNine(context, theme, found, { ...shown, cut, at: nth });
    this.at("which").textContent = sourceOf(found.pictures);
    this.at("absent").hidden = found.pictures === "test";
    this.at("cut").setAttribute("aria-pressed", String(cut));
    this.at("cut").hidden = layer.shape.length < 3;
  }

  /** Build the links anew where another unit is shown. */
  build(facts) {
    const { meta, view } = this.unit;
    const mark = `${view.layer.name}:${view.unit}`;
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

  /** As it stands on the page, in the light colours. */
  save() {
    const { box, view } = this.unit;
    const size = [box.clientWidth + 2 * MARGIN, box.clientHeight + 2 * MARGIN];
    saveFigure(box, `${view.layer.name}-${view.unit}.png`, size, (context, theme) => {
      this.draw(theme);
      context.translate(MARGIN, MARGIN);
      const draw = (canvas) => {
        if (!canvas.closest("[hidden]") && canvas.width)
          context.drawImage(canvas, 0, 0, canvas.clientWidth, canvas.clientHeight);
      };
      drawPage(context, box, theme, draw, WORDS);
    });
    this.draw();
  }
}

/** Pixels of one of the nine pictures where there is so much room. */
function sideOf(room) {
  if (room <= PHONE) return Math.floor((room - 2 * GAP) / 3);
  return SIDES[room >= WIDE ? 1 : 0];
}

function buttonOf(text, act) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", textContent: text, onclick: act });
  return button;
}
