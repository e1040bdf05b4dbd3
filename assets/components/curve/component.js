// A function and its slope, with a point that a slider moves along both: every number is one that Python sent.

import { fit, readTheme, viewHeight, watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { read, watch, write } from "../core/place.js";
import { saveFigure } from "../core/save.js";
import { drawFigure, drawLegend, LEGEND } from "./drawing.js";
import { layout, nameOf, sample, stopAt, stopNamed, stops } from "./geometry.js";
import { sentence, told } from "./words.js";

export {
  across,
  down,
  layout,
  nameOf,
  nearest,
  sample,
  stopAt,
  stopNamed,
  stops,
  ticks,
} from "./geometry.js";
export { fixed, sentence, told } from "./words.js";

const TALL = 0.5; // of the window's height, at most
const STEPS = 40; // rows of its table, at most
const SETTLED = 400; // milliseconds without a move before the point is spoken
const THUMB = 20; // component.css has the same

export default class Curve {
  /** @type {import("./geometry.js").Scene} */
  scene;
  /** @type {import("./geometry.js").Figure} */
  figure;
  /** Where the point stands. @type {number | undefined} */
  stop;

  constructor({ root }) {
    this.frame = root.querySelector(".curve");
    this.canvas = root.querySelector("canvas");
    this.slider = root.querySelector("input");
    this.at = (name) => root.querySelector(`.${name}`);
    this.slider.oninput = () => this.go(Number(this.slider.value));
    this.canvas.onpointerdown = (event) => this.press(event);
    this.canvas.onpointermove = (event) => event.buttons && this.drag(event);
    this.at("save").onclick = () => this.save();
    this.queue = drawQueue(() => this.draw());
    this.watching = [
      watchTheme(this.frame, () => this.draw()),
      watch(() => this.scene && this.show(stopNamed(read("x"), this.scene))),
    ];
    this.resizer = new ResizeObserver(() => this.draw());
    this.resizer.observe(this.frame);
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    const { meta, arrays } = this.scene;
    const every = Math.max(1, Math.ceil(arrays.x.data.length / STEPS));
    const rows = Array.from(arrays.x.data, (x, nth) => [
      x,
      arrays.value.data[nth],
      arrays.slope.data[nth],
    ]).filter((_, nth) => nth % every === 0);
    return [{ caption: meta.title, head: ["x", "f(x)", "f′(x)"], rows }];
  }

  close() {
    clearTimeout(this.voice);
    this.queue.cancel();
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
  }

  /**
   * Take another function; the point stays where it is.
   * @param {import("./geometry.js").Scene} scene
   */
  receive(scene) {
    this.scene = scene;
    this.slider.max = String(stops(scene) - 1);
    this.show(this.stop ?? stopNamed(read("x"), scene));
    this.draw();
  }

  press(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.slider.focus({ preventScroll: true });
    event.preventDefault(); // the canvas would take the focus away again
    this.drag(event);
  }

  drag({ offsetX }) {
    this.go(stopAt(offsetX, this.scene, this.figure));
  }

  /** Move the point: it is only looked at, so Back does not undo it. */
  go(stop) {
    if (stop === this.stop) return;
    this.show(stop);
    write({ x: nameOf(stop, this.scene) });
  }

  show(stop) {
    this.stop = stop;
    const point = sample(this.scene, stop);
    const words = told(point);
    this.at("value").textContent = words.value;
    this.at("slope").textContent = words.slope;
    this.slider.value = String(stop);
    this.slider.setAttribute("aria-valuetext", words.at);
    this.frame.dataset.x = words.at;
    this.speak(sentence(this.scene.meta.title, point));
    this.queue();
  }

  /** Tell a screen reader where the point has come to rest, never where it passes. */
  speak(text) {
    clearTimeout(this.voice);
    this.voice = setTimeout(() => {
      this.at("spoken").textContent = text;
    }, SETTLED);
  }

  draw() {
    const width = Math.floor(this.frame.clientWidth);
    if (!this.scene || this.stop === undefined || !width) return;
    const theme = readTheme(this.frame);
    const { title } = this.scene.meta;
    this.figure = layout(width, TALL * viewHeight(this.frame));
    this.dress(theme, width);
    const context = fit(this.canvas, width, this.figure.height);
    drawFigure(context, this.scene, this.figure, theme, this.stop);
    this.canvas.setAttribute("aria-label", `${title}, its slope, and the tangent at a point`);
    this.canvas.dataset.painted = title;
  }

  /** What the style sheet takes from here: the roles' colours, and where the slider begins and ends below the plot. */
  dress({ palette }, width) {
    const { style } = this.frame;
    for (const role of ["input", "kernel", "output"]) style.setProperty(`--${role}`, palette[role]);
    style.setProperty("--before", `${this.figure.left - THUMB / 2}px`);
    style.setProperty("--after", `${width - this.figure.right - THUMB / 2}px`);
  }

  /** The figure with its words above it. */
  save() {
    const { figure, scene, stop = 0 } = this;
    const size = [Math.floor(this.frame.clientWidth), figure.height + LEGEND];
    saveFigure(this.frame, "curve.png", size, (context, theme) => {
      drawLegend(context, scene, theme, stop, figure.left);
      context.translate(0, LEGEND);
      drawFigure(context, scene, figure, theme, stop);
    });
  }
}
