// A picture that moves to the right and its pooled map, with a slider: everything was computed before it moves.

import { fit, readTheme, watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { read, watch, write } from "../core/place.js";
import { saveFigure } from "../core/save.js";
import { grids } from "../core/table.js";
import { cellAt } from "../core/windows.js";
import { drawFigure } from "./drawing.js";
import { layout, shiftNamed, valueAt } from "./geometry.js";
import { pixels, sentence, told } from "./words.js";

export { coloured } from "./drawing.js";
export { layout, shiftNamed, valueAt } from "./geometry.js";
export { pixels, sentence, shares, told } from "./words.js";

const SETTLED = 400; // milliseconds without a move before the shift is spoken
const HINT = "Point at a cell to read its value.";

export default class Shift {
  /** @type {import("./geometry.js").Scene} */
  scene;
  /** @type {import("./geometry.js").Figure} */
  figure;
  /** @type {number | undefined} */
  shift;
  /** The cell that is pointed at. @type {import("./drawing.js").Hit | null} */
  hit = null;

  constructor({ root }) {
    this.frame = root.querySelector(".shift");
    this.canvas = root.querySelector("canvas");
    this.slider = root.querySelector("input");
    this.at = (name) => root.querySelector(`.${name}`);
    this.slider.oninput = () => this.go(Number(this.slider.value));
    this.canvas.onpointermove = (event) => this.point(event);
    this.canvas.onpointerdown = (event) => this.point(event);
    this.canvas.onpointerleave = (event) => event.pointerType === "mouse" && this.choose(null);
    this.at("save").onclick = () => this.save();
    this.queue = drawQueue(() => this.draw());
    this.watching = [
      watchTheme(this.frame, () => this.draw()),
      watch(() => this.scene && this.show(shiftNamed(read("shift"), this.most))),
    ];
    this.resizer = new ResizeObserver(() => this.draw());
    this.resizer.observe(this.frame);
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    const { meta, arrays } = this.scene;
    const kept = meta.pixelsKept.map((pixelsKept, shift) => [
      shift,
      pixelsKept,
      meta.pooledKept[shift],
    ]);
    const head = [
      "Pixels to the right",
      "Pixels with the same value",
      "Pooled values with the same",
    ];
    const shift = this.shift ?? 0;
    const now = ({ shape, data }) => {
      const size = shape[1] * shape[2];
      return { shape: shape.slice(1), data: data.subarray(shift * size, (shift + 1) * size) };
    };
    return [
      { caption: "What is the same after a shift", head, rows: kept },
      ...grids(`Picture, shifted by ${shift}`, now(arrays.picture)),
      ...grids("Pooled", now(arrays.pooled)),
    ];
  }

  close() {
    clearTimeout(this.voice);
    this.queue.cancel();
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
  }

  get most() {
    return this.scene.arrays.picture.shape[0] - 1;
  }

  /**
   * Take another picture or pooling; the shift stays where it can.
   * @param {import("./geometry.js").Scene} scene
   */
  receive(scene) {
    this.scene = scene;
    this.slider.max = String(this.most);
    const marks = Array.from({ length: this.most + 1 }, (_, shift) => {
      const mark = document.createElement("span");
      mark.textContent = String(shift);
      return mark;
    });
    this.at("marks").replaceChildren(...marks);
    this.hit = null;
    this.show(Math.min(this.most, this.shift ?? shiftNamed(read("shift"), this.most)));
    this.draw();
  }

  /** Move the picture: it is only looked at, so Back does not undo it. */
  go(shift) {
    if (shift === this.shift) return;
    this.show(shift);
    write({ shift: shift ? String(shift) : null });
  }

  show(shift) {
    this.shift = shift;
    this.slider.value = String(shift);
    this.slider.setAttribute("aria-valuetext", pixels(shift));
    this.at("by").textContent = pixels(shift);
    this.frame.dataset.shift = String(shift);
    const text = sentence(this.scene, shift);
    this.canvas.setAttribute("aria-label", text);
    this.speak(text);
    this.tell();
    this.queue();
  }

  point({ offsetX, offsetY }) {
    if (!this.figure) return;
    for (const name of /** @type {const} */ (["picture", "pooled"])) {
      const cell = cellAt(this.figure[name], offsetX, offsetY);
      if (cell) {
        this.choose({ name, cell });
        return;
      }
    }
    this.choose(null);
  }

  choose(hit) {
    if (String(hit?.cell) === String(this.hit?.cell) && hit?.name === this.hit?.name) return;
    this.hit = hit;
    this.tell();
    this.queue();
  }

  /** The line above: the cell that is pointed at. */
  tell() {
    const { hit, scene } = this;
    this.at("told").textContent = hit
      ? told(hit.name, hit.cell, valueAt(scene, hit.name, this.shift ?? 0, hit.cell))
      : HINT;
  }

  /** Tell a screen reader where the slider has come to rest, never where it passes. */
  speak(text) {
    clearTimeout(this.voice);
    this.voice = setTimeout(() => {
      this.at("spoken").textContent = text;
    }, SETTLED);
  }

  draw() {
    const width = Math.floor(this.frame.clientWidth);
    if (!this.scene || this.shift === undefined || !width) return;
    const theme = readTheme(this.frame);
    this.figure = layout(this.scene, width, globalThis.devicePixelRatio || 1);
    this.frame.style.setProperty("--input", theme.palette.input);
    this.frame.style.setProperty("--width", `${this.figure.width}px`);
    const context = fit(this.canvas, this.figure.width, this.figure.height);
    drawFigure(context, this.scene, this.figure, theme, this.shift, this.hit);
    this.canvas.dataset.painted = String(this.shift);
  }

  save() {
    const { figure, hit, scene, shift = 0 } = this;
    saveFigure(this.frame, "shift.png", [figure.width, figure.height], (context, theme) =>
      drawFigure(context, scene, figure, theme, shift, hit),
    );
  }
}
