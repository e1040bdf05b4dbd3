// The networks that dropout makes of four units, all of them: how likely each is, what it puts out, and their mean.

import { fit, pointOn, readTheme, watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { placeAfter } from "../core/keys.js";
import { short } from "../core/number.js";
import { read, watch, write } from "../core/place.js";
import { saveFigure, saveTable } from "../core/save.js";
import { fromText } from "../core/table.js";
import { drawFigure, layout, placeUnder } from "./drawing.js";
import { sceneOf, stateNamed, textsOf } from "./networks.js";
import * as words from "./words.js";

const SETTLED = 400; // milliseconds without a move before a screen reader is told
const MARGIN = 16; // around a saved figure

export default class Subnets {
  /** @type {import("./types").Payload} */
  payload;
  /** @type {import("./scene").Scene} */
  scene;

  constructor({ root }) {
    this.frame = root.querySelector(".subnets");
    this.canvas = root.querySelector("canvas");
    this.find = (name) => root.querySelector(`.${name}`);
    this.find("rate").oninput = ({ target }) => this.change({ rate: Number(target.value) });
    this.boxes = [...root.querySelectorAll(".choice input")];
    for (const box of this.boxes)
      box.onchange = () => this.change({ [box.name]: box.value === "yes" });
    this.canvas.onpointermove = (event) => this.point(event);
    this.canvas.onpointerdown = (event) => this.point(event);
    this.canvas.onkeydown = (event) => this.press(event);
    this.find("csv").onclick = () => saveTable(words.table(this.scene), "networks.csv");
    this.find("png").onclick = () => this.save();
    this.queue = drawQueue(() => this.draw());
    this.watching = [
      watchTheme(this.frame, () => this.queue()),
      watch(() => this.payload && this.show(stateNamed(read, this.payload))),
    ];
    this.resizer = new ResizeObserver(() => this.draw());
    this.resizer.observe(this.frame);
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    return [fromText("Networks", words.table(this.scene))];
  }

  close() {
    clearTimeout(this.voice);
    this.queue.cancel();
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
  }

  receive(payload) {
    this.payload = payload;
    this.show(stateNamed(read, payload));
  }

  change(change) {
    this.show({ ...this.scene.state, ...change });
    write(textsOf(this.scene.state, this.payload));
  }

  choose(place) {
    if (place === null) return;
    const network = this.scene.networks[place].mask;
    if (network !== this.scene.state.network) this.change({ network });
  }

  point(event) {
    if (!this.figure) return;
    this.choose(
      placeUnder(this.figure, this.scene.networks.length, ...pointOn(this.canvas, event)),
    );
  }

  press(event) {
    const { networks, state } = this.scene;
    const at = networks.findIndex(({ mask }) => mask === state.network);
    const to = this.figure ? placeAfter(event, at, networks.length, this.figure.columns) : null;
    if (to === null) return;
    event.preventDefault();
    this.choose(to);
  }

  /** @param {import("./scene").State} state */
  show(state) {
    this.scene = sceneOf(this.payload, state);
    const { scene } = this;
    this.find("rate").value = String(state.rate);
    this.find("of-rate").textContent = `${short(state.rate)}, keep ${short(1 - state.rate)}`;
    for (const box of this.boxes) box.checked = (box.value === "yes") === state[box.name];
    this.find("told .probability").innerHTML = words.probabilityWords(scene);
    this.find("told .output").innerHTML = words.outputWords(scene);
    this.find("told .test").innerHTML = words.testWords(scene);
    this.find("told .mean").innerHTML = words.meanWords(scene);
    clearTimeout(this.voice);
    this.voice = setTimeout(() => {
      this.find("spoken").textContent = words.sentence(this.scene);
    }, SETTLED);
    Object.assign(this.frame.dataset, { mean: scene.mean, test: scene.test });
    this.queue();
  }

  draw() {
    const width = Math.floor(this.frame.clientWidth);
    if (!this.scene || !width) return;
    const figure = layout(width, this.scene.networks.length);
    this.figure = figure;
    const pen = fit(this.canvas, width, figure.height);
    pen.clearRect(0, 0, width, figure.height);
    drawFigure(pen, this.scene, figure, readTheme(this.frame));
    this.frame.dataset.painted = String(width);
  }

  save() {
    const figure = layout(Math.max(900, this.frame.clientWidth), this.scene.networks.length);
    const size = [figure.width + 2 * MARGIN, figure.height + 2 * MARGIN];
    saveFigure(this.frame, "networks.png", size, (context, theme) => {
      context.translate(MARGIN, MARGIN);
      drawFigure(context, this.scene, figure, theme);
    });
  }
}
