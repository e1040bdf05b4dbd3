// A picture that moves to the right, maps that move with it, and what is left when they are moved back.
//
// All shifts were computed before it moves. Here one number is taken from another: that of a map without a shift.

import { fit, readTheme, watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { read, watch, write } from "../core/place.js";
import { saveFigure } from "../core/save.js";
import { drawFigure } from "./drawing.js";
import { layout, SIDE, START, shiftNamed } from "./layout.js";
import { pixels, sentence } from "./words.js";

export { largest, layout, leftOver, shiftNamed } from "./layout.js";
export { moved, percent, pixels, sentence } from "./words.js";

const SETTLED = 400; // milliseconds without a move before a screen reader is told

export default class Travel {
  /** @type {import("./scene").Scene} */
  scene;
  /** @type {number | undefined} */
  shift;
  /** @type {import("./scene").Figure} */
  figure;

  constructor({ root }) {
    this.frame = root.querySelector(".travel");
    this.canvas = root.querySelector("canvas");
    this.slider = root.querySelector("input");
    this.find = (name) => root.querySelector(name);
    this.slider.oninput = () => this.go(Number(this.slider.value));
    this.find(".save").onclick = () => this.save();
    this.queue = drawQueue(() => this.draw());
    this.watching = [
      watchTheme(this.frame, () => this.queue()),
      watch(() => this.scene && this.show(shiftNamed(read("shift"), this.most))),
    ];
    this.resizer = new ResizeObserver(() => this.draw());
    this.resizer.observe(this.frame);
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    const { layers, classes } = this.scene.meta;
    const { answers } = this.scene.arrays;
    const shifts = Array.from({ length: answers.shape[0] }, (_, shift) => shift);
    const moved = shifts.map((shift) => [shift, ...layers.map(({ shares }) => shares[shift])]);
    const sure = shifts.map((shift) => [
      shift,
      ...answers.data.subarray(shift * classes.length, (shift + 1) * classes.length),
    ]);
    return [
      {
        caption: "Values that moved along with the picture",
        head: ["Pixels to the right", ...layers.map(({ name }) => name)],
        rows: moved,
      },
      {
        caption: "Probability of each class",
        head: ["Pixels to the right", ...classes],
        rows: sure,
      },
    ];
  }

  close() {
    clearTimeout(this.voice);
    this.queue.cancel();
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
  }

  get most() {
    return this.scene.arrays.answers.shape[0] - 1;
  }

  /** Another picture stands where the one before stood. @param {import("./scene").Scene} scene */
  receive(scene) {
    this.scene = scene;
    this.slider.max = String(this.most);
    this.show(this.shift ?? shiftNamed(read("shift"), this.most));
    this.draw();
  }

  /** Move the picture: it is only looked at, so Back does not undo it. */
  go(shift) {
    if (shift === this.shift) return;
    this.show(shift);
    write({ shift: shift === START ? null : String(shift) });
  }

  show(shift) {
    this.shift = shift;
    this.slider.value = String(shift);
    this.slider.setAttribute("aria-valuetext", pixels(shift));
    this.find("output").textContent = pixels(shift);
    this.frame.dataset.shift = String(shift);
    const text = sentence(this.scene, shift);
    this.canvas.setAttribute("aria-label", text);
    clearTimeout(this.voice);
    this.voice = setTimeout(() => {
      this.find(".spoken").textContent = text;
    }, SETTLED);
    this.queue();
  }

  draw() {
    const width = Math.floor(this.frame.clientWidth);
    if (!this.scene || this.shift === undefined || !width) return;
    const theme = readTheme(this.frame);
    const { layers, classes } = this.scene.meta;
    const sides = [SIDE, ...layers.map(({ name }) => this.scene.arrays[name].shape[1])];
    this.figure = layout(width, sides, classes.length, globalThis.devicePixelRatio || 1);
    this.frame.style.setProperty("--track", theme.palette.input);
    const context = fit(this.canvas, width, this.figure.height);
    drawFigure(context, this.scene, this.figure, theme, this.shift);
    this.canvas.dataset.painted = String(this.shift);
  }

  save() {
    const { figure, scene, shift = 0 } = this;
    const size = [figure.width + 32, figure.height + 32];
    saveFigure(this.frame, "shift.png", size, (context, theme) => {
      context.translate(16, 16);
      drawFigure(context, scene, figure, theme, shift);
    });
  }
}
