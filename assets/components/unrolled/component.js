// A convolution as one matrix product: a window and its row, a cell and its copies, a weight and its column.

import { fit, readTheme, watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { isPlain, placeAfter } from "../core/keys.js";
import { read, watch, write } from "../core/place.js";
import { saveFigure } from "../core/save.js";
import { grids } from "../core/table.js";
import { cellAt } from "../core/windows.js";
import { drawFigure } from "./drawing.js";
import { layout } from "./layout.js";
import { showHit, showOutput } from "./links.js";

const KEYS = "Keys: ← → ↑ ↓ move the window, Page up and Page down change the filter.";

/** What can be done, in the words of the hand that does it. */
export function hint(touch) {
  return touch
    ? "Tap a cell of any grid to see what belongs to it."
    : `Point at a cell of any grid to see what belongs to it. ${KEYS}`;
}

/** The place that the address names, counted from 1 there; the one in the middle where it names none. */
export function placeNamed(text, count) {
  const number = /^\d{1,5}$/.test(text ?? "") ? Number(text) : 0;
  return number >= 1 && number <= count ? number - 1 : Math.floor(count / 2);
}

export default class Unrolled {
  /** @type {import("./links.js").Scene} */
  scene;
  /** @type {import("./links.js").Shown} */
  shown;
  /** @type {import("./layout.js").Figure} */
  figure;

  constructor({ root }) {
    this.frame = root.querySelector(".unrolled");
    this.canvas = root.querySelector("canvas");
    this.line = root.querySelector(".told");
    root.querySelector(".hint").textContent = hint(matchMedia("(hover: none)").matches);
    root.querySelector(".save").onclick = () => this.save();
    this.canvas.onpointermove = (event) => this.point(event);
    this.canvas.onpointerdown = (event) => this.point(event);
    this.canvas.onpointerleave = (event) =>
      event.pointerType === "mouse" && this.show(showOutput(this.scene, this.shown));
    this.canvas.onkeydown = (event) => this.press(event);
    this.queue = drawQueue(() => this.draw());
    this.resizer = new ResizeObserver(() => {
      this.line.style.minHeight = ""; // at another width the line may be shorter once
      this.queue();
    });
    this.resizer.observe(this.frame);
    this.watching = [
      watchTheme(this.frame, () => this.queue()),
      watch(
        () =>
          this.scene &&
          this.show(showOutput(this.scene, { place: this.named(), filter: this.shown.filter })),
      ),
    ];
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    const { input, matrix, kernels, output } = this.scene.arrays;
    const name = (filter) => `filter ${filter + 1}`;
    return [
      ...grids("Input", input, (channel) => `channel ${channel + 1}`),
      ...grids("Matrix", matrix),
      ...grids("Kernels as columns", kernels),
      ...grids("Output", output, name),
    ];
  }

  close() {
    this.queue.cancel();
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
  }

  get count() {
    return this.scene.meta.output[0] * this.scene.meta.output[1];
  }

  named() {
    return placeNamed(read("at"), this.count);
  }

  /**
   * Take other matrices; place and filter stay where they can.
   * @param {import("./links.js").Scene} scene
   */
  receive(scene) {
    const before = this.shown && this.count;
    this.scene = scene;
    const { filters, output, view } = scene.meta;
    const place = before === this.count ? this.shown.place : this.named();
    const filter = Math.min(this.shown?.filter ?? 0, filters - 1);
    this.canvas.setAttribute(
      "aria-label",
      `${view === "windows" ? "Windows as rows" : "Kernels as rows"} of a matrix; ${filters * output[0] * output[1]} outputs.`,
    );
    this.show(showOutput(scene, { place, filter }));
  }

  /** @param {import("./links.js").Shown} shown */
  show(shown) {
    this.shown = shown;
    this.line.textContent = shown.text;
    // It never gets shorter again, or the figure below would jump under the pointer.
    if (this.line.offsetHeight) this.line.style.minHeight = `${this.line.offsetHeight}px`;
    this.frame.dataset.place = String(shown.place);
    this.queue();
  }

  /** Show another output; it is only looked at, so Back does not undo it. */
  go(shown) {
    this.show(shown);
    const start = placeNamed(null, this.count);
    write({ at: shown.place === start ? null : String(shown.place + 1) });
  }

  point({ offsetX, offsetY }) {
    for (const grid of this.figure?.grids ?? []) {
      const cell = cellAt(grid, offsetX, offsetY);
      if (!cell) continue;
      const { role, channel } = grid;
      this.go(showHit(this.scene, this.shown, { role, channel, cell }));
      return;
    }
  }

  press(event) {
    const { filters, output } = this.scene.meta;
    const turn = { PageDown: 1, PageUp: -1 }[event.key];
    const place = placeAfter(event, this.shown.place, this.count, output[1]);
    if (!isPlain(event) || (place === null && !turn)) return;
    event.preventDefault();
    const filter = Math.max(0, Math.min(filters - 1, this.shown.filter + (turn ?? 0)));
    this.go(showOutput(this.scene, { place: place ?? this.shown.place, filter }));
  }

  draw() {
    const width = Math.floor(this.frame.clientWidth);
    if (!this.scene || !width) return;
    this.figure = layout(this.scene.meta, width);
    const context = fit(this.canvas, width, this.figure.height);
    drawFigure(context, this.scene, this.figure, readTheme(this.frame), this.shown);
    this.canvas.dataset.painted = String(this.shown.place);
  }

  save() {
    const { figure, frame, scene, shown } = this;
    saveFigure(frame, "matrix.png", [figure.width, figure.height], (context, theme) => {
      drawFigure(context, scene, figure, theme, shown);
    });
  }
}
