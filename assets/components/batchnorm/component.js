// A layer of batch norm on mini-batches of pictures: histograms before and after, and the averages that run behind.
//
// Python sends each batch's mean, variance and histogram once. What the layer makes of a number, and how its averages
// move, follows from these in a few operations, so that no step, switch or slider asks the server.

import { fit, pointOn, readTheme, watchTheme } from "../core/canvas.js";
import { inkOn, parseColour } from "../core/colours.js";
import { drawQueue } from "../core/frames.js";
import { read, watch, write } from "../core/place.js";
import { saveFigure } from "../core/save.js";
import { arrivalOf } from "../core/store.js";
import { after, changeOf } from "./acts.js";
import { drawFigure } from "./drawing.js";
import { hit, layout } from "./layout.js";
import { sizes } from "./numbers.js";
import { named, stateNamed } from "./state.js";
import { counted, fixed, momentumWords, sentence, update, working } from "./words.js";

export { after, changeOf } from "./acts.js";
export { endsOf, ticks } from "./charts.js";
export { across, hit, layout, numberAt, placeAt, placeIn } from "./layout.js";
export {
  averages,
  followed,
  histogram,
  members,
  normalised,
  place,
  statistics,
  used,
} from "./numbers.js";
export { named, stateNamed } from "./state.js";
export { counted, fixed, momentumWords, sentence, update, working } from "./words.js";

const SETTLED = 400; // milliseconds without a change until the figure is spoken
const PACE = 700; // milliseconds a batch
const LEARNT = ["gamma", "beta", "momentum"];

/** @typedef {import("./numbers.js").State} State */

export default class BatchNorm {
  /** @type {import("./numbers.js").Scene} */
  scene;
  /** @type {State} */
  state;
  /** @type {import("./drawing.js").Pictures & {name: string}} */
  pictures;
  /** @type {import("./layout.js").Figure} */
  figure;

  constructor({ root }) {
    this.frame = root.querySelector(".batchnorm");
    this.canvas = root.querySelector("canvas");
    this.at = (name) => root.querySelector(`.${name}`);
    this.modes = [...root.querySelectorAll(".mode input")];
    this.canvas.onpointerdown = (event) => this.point(event, true);
    this.canvas.onpointermove = (event) => this.point(event, event.buttons > 0);
    this.canvas.onkeydown = (event) => this.press(event);
    this.at("back").onclick = () => this.act({ step: -1 });
    this.at("forward").onclick = () => this.act({ step: 1 });
    this.at("play").onclick = () => this.play(!this.playing);
    this.at("scrub").oninput = () => this.act({ batch: Number(this.at("scrub").value) });
    for (const input of this.modes)
      input.onchange = () => this.act({ test: input.value === "test" });
    for (const name of LEARNT)
      this.at(name).oninput = () => this.change({ [name]: Number(this.at(name).value) });
    this.at("save").onclick = () => this.save();
    this.queue = drawQueue(() => this.draw());
    this.watching = [
      watchTheme(this.frame, () => this.queue()),
      watch(() => this.scene && this.show(stateNamed(this.scene, read))),
    ];
    this.resizer = new ResizeObserver(() => this.queue());
    this.resizer.observe(this.frame);
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    const { meta, arrays } = this.scene;
    const [batches, channels] = arrays.mean.shape;
    const rows = Array.from({ length: batches * channels }, (_, nth) => [
      meta.labels[Math.floor(nth / channels)] ?? Math.floor(nth / channels) + 1,
      (nth % channels) + 1,
      arrays.mean.data[nth],
      arrays.variance.data[nth],
    ]);
    const first = meta.kind === "frames" ? "Moment" : "Batch";
    return [{ caption: "Means and variances", head: [first, "Channel", "Mean", "Variance"], rows }];
  }

  close() {
    clearTimeout(this.voice);
    this.play(false);
    this.queue.cancel();
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
  }

  /** Take other batches; what a person has chosen stays where it can. */
  receive(scene) {
    this.scene = scene;
    this.play(false);
    this.frame.classList.toggle("frames", scene.meta.kind === "frames");
    this.at("scrub").max = String(sizes(scene).batches - 1);
    this.at("scrub").setAttribute("aria-label", scene.meta.kind === "frames" ? "Moment" : "Batch");
    const { pictures: name } = scene.meta;
    arrivalOf(name).then(async ({ arrays }) => {
      if (this.scene !== scene) return;
      if (this.pictures?.name !== name) {
        this.pictures = { name, values: arrays.values, sheet: null };
        this.sheet(name, arrays.sheet.data);
      }
      this.show(stateNamed(scene, read));
    });
  }

  /** The pictures come a moment later than their numbers: a JPEG file has to be unpacked. */
  async sheet(name, bytes) {
    const sheet = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }));
    if (this.pictures.name !== name) return;
    this.pictures.sheet = sheet;
    this.queue();
  }

  point(event, pressed) {
    if (!this.pictures || !this.figure || !pressed) return;
    const found = hit(this.scene, this.figure, this.state.batch, ...pointOn(this.canvas, event));
    if (found) this.act(found);
  }

  press(event) {
    if (event.key === " ") {
      event.preventDefault();
      this.play(!this.playing);
      return;
    }
    const found = changeOf(event);
    if (!found) return;
    event.preventDefault();
    this.act(found);
  }

  act(wanted) {
    if (!this.pictures) return;
    this.change(after(this.scene, this.pictures.values, this.state, wanted));
  }

  change(part) {
    this.show({ ...this.state, ...part });
    write(named(this.scene, this.state));
  }

  play(on) {
    clearInterval(this.playing);
    this.playing = on ? setInterval(() => this.advance(), PACE) : 0;
    this.at("play").querySelector("span").textContent = on ? "Pause" : "Play";
    if (on && this.state?.batch === sizes(this.scene).batches - 1) this.act({ batch: 0 });
  }

  advance() {
    const last = sizes(this.scene).batches - 1;
    this.act({ step: 1 });
    if (this.state.batch === last) this.play(false);
  }

  /** @param {State} state */
  show(state) {
    this.state = state;
    if (!this.pictures) return;
    const { scene, pictures } = this;
    this.at("scrub").value = String(state.batch);
    this.at("count").textContent = counted(scene, state);
    for (const input of this.modes)
      input.checked = (input.value === "test") === (state.test !== null);
    for (const name of LEARNT) {
      this.at(name).value = String(state[name]);
      this.at(`of-${name}`).textContent =
        name === "momentum" ? momentumWords(state.momentum) : fixed(state[name], 2);
    }
    this.at("value").textContent = working(scene, pictures.values, state);
    this.at("update").textContent = update(scene, state);
    clearTimeout(this.voice);
    this.voice = setTimeout(() => {
      this.at("spoken").textContent = sentence(scene, pictures.values, state);
    }, SETTLED);
    this.queue();
  }

  draw() {
    const width = Math.floor(this.frame.clientWidth);
    if (!this.pictures || !width) return;
    const theme = readTheme(this.frame);
    const primary = getComputedStyle(this.frame).getPropertyValue("--st-primary-color").trim();
    if (primary) this.frame.style.setProperty("--play-ink", inkOn(parseColour(primary)));
    this.figure = layout(this.scene, width);
    const context = fit(this.canvas, width, this.figure.height);
    drawFigure(context, this.scene, this.state, this.pictures, this.figure, theme);
    const { batch, channel, test } = this.state;
    if (this.pictures.sheet) this.canvas.dataset.painted = `${batch} ${channel} ${test}`;
  }

  save() {
    const { figure, scene, state, pictures } = this;
    saveFigure(this.frame, "batch-norm.png", [figure.width, figure.height], (context, theme) =>
      drawFigure(context, scene, state, pictures, figure, theme),
    );
  }
}
