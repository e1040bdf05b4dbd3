// How far a value of a network sees: its receptive field on the picture and on each map, and the gradient by each pixel.
//
// Layers are gone through without the server, which measured all of them at one pixel. Another pixel is framed at once; its
// gradients come with the next message.

import { fit, pointOn, readTheme, watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { arrow, isPlain, placeAfter } from "../core/keys.js";
import { read, watch, write } from "../core/place.js";
import { saveFigure } from "../core/save.js";
import { arrivalOf } from "../core/store.js";
import { cellAt as cellUnder } from "../core/windows.js";
import { drawFigure } from "./drawing.js";
import { layout } from "./layout.js";
import { pixelOf, SIDE, stateNamed, textsOf } from "./state.js";
import { lines, sentence, told } from "./words.js";

export { layout } from "./layout.js";
export * from "./state.js";
export { gradientAt, lines, sentence, told } from "./words.js";

const SETTLED = 400; // milliseconds without a move before a screen reader is told

/** @typedef {import("./scene").State} State @typedef {import("../core/types").Pair} Pair */

export default class Field {
  /** @type {{meta: import("./types").Payload, arrays: import("./types").Arrays}} */
  message;
  /** What is kept under the picture's name. @type {Record<string, import("../core/types").Packed> | null} */
  kept = null;
  /** @type {State} */
  state;
  /** @type {Pair | null} */
  hover = null;
  /** @type {import("./scene").Figure} */
  figure;

  constructor({ root }) {
    this.frame = root.querySelector(".field");
    this.canvas = root.querySelector("canvas");
    this.find = (name) => root.querySelector(`.${name}`);
    this.canvas.onpointermove = (event) => event.pointerType === "mouse" && this.point(event);
    this.canvas.onpointerleave = () => this.choose(null);
    this.canvas.onclick = (event) => this.click(event);
    this.canvas.onkeydown = (event) => this.press(event);
    this.find("layers").onkeydown = (event) => this.turn(event);
    this.find("save").onclick = () => this.save();
    this.queue = drawQueue(() => this.draw());
    this.watching = [
      watchTheme(this.frame, () => this.queue()),
      watch(() => this.message && this.take(stateNamed(read, this.message.meta))),
    ];
    this.resizer = new ResizeObserver(() => this.draw());
    this.resizer.observe(this.frame);
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    const { layers, measured } = this.message.meta;
    const head = [
      "Layer",
      "Pixels seen along an axis",
      "Pixels between two values",
      "Values along an axis",
    ];
    const half = measured.length ? ["Pixels with half of the gradient"] : [];
    const rows = layers.map(({ name, size, jump, side }, nth) => [
      name,
      size,
      jump,
      side,
      ...(measured.length ? [measured[nth].half] : []),
    ]);
    return [{ caption: "What a value of each layer sees", head: [...head, ...half], rows }];
  }

  close() {
    clearTimeout(this.voice);
    this.queue.cancel();
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
  }

  receive(message) {
    const first = !this.message;
    this.message = message;
    if (first) this.build(message.meta.layers);
    arrivalOf(message.meta.picture).then(({ arrays }) => {
      if (this.message !== message) return;
      this.kept = arrays;
      this.take(this.state ?? stateNamed(read, message.meta));
      if (first) this.draw();
    });
  }

  /** A button for each layer. */
  build(layers) {
    this.buttons = layers.map(({ name, size }, layer) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "layer";
      button.role = "radio";
      button.setAttribute("aria-label", `${name}, ${size} pixels`);
      button.innerHTML = `<b>${name}</b> ${size} px`;
      button.onclick = () => this.change({ layer });
      return button;
    });
    this.find("layers").replaceChildren(...this.buttons);
  }

  get scene() {
    const { message, state, hover } = this;
    return { ...message, kept: this.kept ?? {}, state, hover };
  }

  /** @param {Partial<State>} change */
  change(change, entry = "at" in change) {
    const before = String(this.state.at);
    this.take({ ...this.state, ...change });
    const texts = textsOf(this.state, this.message.meta);
    write(texts, { entry: entry && before !== String(this.state.at) });
  }

  /** @param {State} state */
  take(state) {
    this.state = state;
    for (const [i, button] of this.buttons.entries()) {
      button.setAttribute("aria-checked", String(i === state.layer));
      button.tabIndex = i === state.layer ? 0 : -1;
    }
    if (!this.kept) return;
    const { scene } = this;
    for (const [name, text] of Object.entries(lines(scene))) this.find(name).textContent = text;
    this.find("told").textContent = told(scene);
    this.frame.dataset.at = `${this.message.meta.layers[state.layer].name} ${state.at}`;
    this.frame.dataset.measured = String(this.message.meta.at);
    this.canvas.setAttribute("aria-label", sentence(scene));
    this.speak(sentence(scene));
    this.queue();
  }

  /** What is under a point: a place of a layer, or a pixel. */
  under(event) {
    if (!this.figure) return null;
    const at = pointOn(this.canvas, event);
    for (const [layer, grid] of this.figure.tiles.entries()) {
      const cell = cellUnder(grid, ...at);
      if (cell) return { layer, at: pixelOf(this.message.meta.layers[layer], cell) };
    }
    const pixel = cellUnder(this.figure.picture, ...at) ?? cellUnder(this.figure.gradient, ...at);
    return pixel && { at: pixel };
  }

  point(event) {
    const found = this.under(event);
    this.choose(found && !("layer" in found) ? found.at : null);
  }

  /** @param {Pair | null} hover */
  choose(hover) {
    if (String(hover) === String(this.hover) || !this.kept) return;
    this.hover = hover;
    this.find("told").textContent = told(this.scene);
    this.queue();
  }

  click(event) {
    const found = this.under(event);
    if (found) this.change(found);
  }

  /** Arrows on the figure: the next value of the layer. */
  press(event) {
    const move = isPlain(event) && arrow(event);
    if (!move || !this.kept) return;
    event.preventDefault();
    const { jump } = this.message.meta.layers[this.state.layer];
    const [row, column] = this.state.at.map((at, axis) =>
      Math.max(0, Math.min(SIDE - 1, at + jump * move[axis])),
    );
    this.change({ at: [row, column] }, false);
  }

  /** Arrows on the layers: the next one. */
  turn(event) {
    const layer = placeAfter(event, this.state.layer, this.buttons.length, this.buttons.length);
    const beside = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (layer === null) return;
    event.preventDefault();
    this.change({ layer: Math.max(0, Math.min(this.buttons.length - 1, layer + beside)) });
    this.buttons[this.state.layer].focus();
  }

  /** Tell a screen reader where things have come to rest, never where they pass. */
  speak(text) {
    clearTimeout(this.voice);
    this.voice = setTimeout(() => {
      this.find("spoken").textContent = text;
    }, SETTLED);
  }

  draw() {
    const width = Math.floor(this.frame.clientWidth);
    if (!this.kept || !width) return;
    const theme = readTheme(this.frame);
    const sides = this.message.meta.layers.map(({ side }) => side);
    this.figure = layout(width, sides, globalThis.devicePixelRatio || 1);
    const { gradient, height, picture, tiles } = this.figure;
    const style = {
      "--output": theme.palette.output,
      "--tile": `${tiles[0].cell * tiles[0].columns}px`,
      "--words": `${gradient.x + gradient.cell * SIDE + 24}px`,
      "--top": `${picture.y - 24}px`,
    };
    for (const [name, value] of Object.entries(style)) this.frame.style.setProperty(name, value);
    const context = fit(this.canvas, width, height);
    drawFigure(context, this.scene, this.figure, theme);
    this.canvas.dataset.painted = String(width);
  }

  /** The figure with its words below. */
  save() {
    const { figure, scene } = this;
    const words = Object.values(lines(scene));
    const size = [figure.width + 32, figure.height + 24 * words.length + 40];
    saveFigure(this.frame, "receptive-field.png", size, (context, theme) => {
      context.translate(16, 16);
      drawFigure(context, scene, figure, theme);
      context.fillStyle = theme.text;
      context.textAlign = "left";
      context.font = `15px ${theme.font}`;
      for (const [i, text] of words.entries())
        context.fillText(text, 0, figure.height + 24 * (i + 1), figure.width);
    });
  }
}
