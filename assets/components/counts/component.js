// What three layers cost that make the same maps of the same image: counts that follow four sliders, as areas to scale.
//
// Nothing is asked of the server: the counts are whole numbers, formed here.

import { fit, readTheme, watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { read, watch, write } from "../core/place.js";
import { saveFigure, saveTable } from "../core/save.js";
import { fromText } from "../core/table.js";
import { drawFigure } from "./drawing.js";
import { layout } from "./layout.js";
import { drawColumns } from "./paper.js";
import { NAMES, stateNamed, stopOf, textsOf } from "./state.js";
import { columns, sentence, table, warning } from "./words.js";

export * from "./counting.js";
export { layout, within } from "./layout.js";
export { stateNamed, stopOf, textsOf } from "./state.js";
export { sentence, table, warning } from "./words.js";

const SETTLED = 400; // milliseconds without a move before a screen reader is told
const PAPER = { width: 960, margin: 24, words: 200 };

/** @typedef {import("./scene").State} State */

export default class Counts {
  /** @type {import("./types").Payload} */
  payload;
  /** @type {State} */
  state;

  constructor({ root }) {
    this.frame = root.querySelector(".counts");
    this.canvas = root.querySelector("canvas");
    this.find = (name) => root.querySelector(`.${name}`);
    this.sliders = NAMES.map((name) => root.querySelector(`[data-name="${name}"]`));
    this.radios = [...root.querySelectorAll(".draw input")];
    for (const radio of this.radios) radio.onchange = () => this.change({ draw: radio.value });
    this.find("twice").onclick = () => this.change({ side: 2 * this.state.side });
    this.find("csv").onclick = () => saveTable(table(this.state), "layers.csv");
    this.find("save").onclick = () => this.save();
    this.queue = drawQueue(() => this.draw());
    this.watching = [
      watchTheme(this.frame, () => this.queue()),
      watch(() => this.payload && this.take(stateNamed(read, this.payload))),
    ];
    this.resizer = new ResizeObserver(() => this.draw());
    this.resizer.observe(this.frame);
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    return [fromText("Layers", table(this.state))];
  }

  close() {
    clearTimeout(this.voice);
    this.queue.cancel();
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
  }

  /** @param {import("./types").Payload} payload */
  receive(payload) {
    if (this.payload) return;
    this.payload = payload;
    for (const [i, label] of this.sliders.entries()) {
      const stops = payload.stops[NAMES[i]];
      const input = label.querySelector("input");
      [input.min, input.max, input.step] = ["0", String(stops.length - 1), "1"];
      input.oninput = () => this.change({ [NAMES[i]]: stops[Number(input.value)] });
    }
    this.take(stateNamed(read, payload));
    this.draw();
  }

  /** @param {Partial<State>} change */
  change(change) {
    this.take({ ...this.state, ...change });
    write(textsOf(this.state, this.payload));
  }

  /** Numbers and words at once, the figure in the next frame. @param {State} state */
  take(state) {
    this.state = state;
    for (const [i, label] of this.sliders.entries()) {
      const value = state[NAMES[i]];
      const shown = NAMES[i] === "kernel" ? Math.min(value, state.side) : value;
      const input = label.querySelector("input");
      input.value = String(stopOf(value, this.payload.stops[NAMES[i]]));
      input.setAttribute("aria-valuetext", String(shown));
      label.querySelector("output").textContent = String(shown);
    }
    for (const radio of this.radios) radio.checked = radio.value === state.draw;
    const largest = this.payload.stops.side.at(-1) ?? 0;
    this.find("twice").disabled = 2 * state.side > largest;
    this.find("warning").textContent = warning(state);
    this.find("columns").innerHTML = columns(state)
      .map((column) => markup(column, state.draw))
      .join("");
    this.frame.dataset.state = NAMES.map((name) => state[name]).join();
    this.speak(sentence(state));
    this.queue();
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
    if (!this.state || !width) return;
    const theme = readTheme(this.frame);
    const figure = layout(width);
    this.frame.style.setProperty("--track", theme.palette.input);
    this.frame.style.setProperty("--kernel", theme.palette.kernel);
    const context = fit(this.canvas, width, figure.height);
    drawFigure(context, this.state, figure, theme);
    this.canvas.setAttribute("aria-label", sentence(this.state));
    this.canvas.dataset.painted = String(width);
  }

  /** The figure with its words below. */
  save() {
    const { margin, width, words } = PAPER;
    const figure = layout(width);
    const size = [width + 2 * margin, figure.height + words + 2 * margin];
    saveFigure(this.frame, "layers.png", size, (context, theme) => {
      context.translate(margin, margin);
      drawFigure(context, this.state, figure, theme);
      drawColumns(context, this.state, figure, theme);
    });
  }
}

/** One column as HTML; what is drawn as an area is marked. */
function markup(column, draw) {
  const mark = (what) => (what === draw ? ' class="drawn"' : "");
  return `<section><h3 aria-level="2">${column.name}</h3><p class="says">${column.says}</p>
<dl${mark("parameters")}><dt>Parameters</dt><dd class="total">${column.parameters}</dd><dd>${column.parametersProduct}</dd></dl>
<dl${mark("work")}><dt>Multiply-adds</dt><dd class="total">${column.work}</dd><dd>${column.workProduct}</dd></dl>
<dl class="more"><dt>In memory, float32</dt><dd class="total">${column.memory}</dd><dt>Twice the side</dt><dd class="total">${column.twice}</dd></dl></section>`;
}
