// Dropout on real activations: masks from seeds, what they leave, and where the mean of the sums behind them goes.
//
// Nothing is asked of the server: values, weights and biases are here, masks follow from their number.

import { cellUnder, neighbour } from "../core/atlas.js";
import { fit, paperTheme, pointOn, readTheme, watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { arrow, isPlain } from "../core/keys.js";
import { short } from "../core/number.js";
import { isReturning, join, read, watch, write } from "../core/place.js";
import { saveFigure, saveTable } from "../core/save.js";
import { fromText } from "../core/table.js";
import { drawGrid, gridOf } from "./grid.js";
import { sceneOf } from "./making.js";
import { drawPlots } from "./plots.js";
import { MOST, SUMS, stateNamed, textsOf } from "./state.js";
import { cellWords, courseWords, keptWords, scalingWords, sentence, table } from "./words.js";

const SETTLED = 400; // milliseconds without a move before a screen reader is told
const BEAT = 180; // milliseconds from mask to mask while it plays
const WIDE = 640; // pixels from which on the plots stand beside the maps

export default class Dropout {
  /** @type {{meta: import("./types").Payload, arrays: import("./types").Arrays}} */
  message;
  /** @type {import("./scene").State} */
  state;
  /** @type {import("./scene").Scene} */
  scene;
  /** Where the maps stand. @type {import("../core/types").Atlas} */
  atlas;
  playing = 0;

  constructor({ root }) {
    this.frame = root.querySelector(".dropout");
    this.find = (name) => root.querySelector(`.${name}`);
    this.listen(root);
    this.queue = drawQueue(() => this.draw());
    this.watching = [
      watchTheme(this.frame, () => this.queue()),
      watch(() => this.message && this.show(this.named())),
    ];
    this.resizer = new ResizeObserver(() => this.draw());
    this.resizer.observe(this.frame);
  }

  listen(root) {
    this.find("scrub").max = String(MOST);
    this.find("one").onclick = () =>
      this.act({ masks: Math.min(MOST, this.state.masks + 1), test: false });
    this.find("play").onclick = () => (this.playing ? this.pause() : this.play());
    this.find("scrub").oninput = ({ target }) => this.act({ masks: Number(target.value) });
    this.find("rate").oninput = ({ target }) => this.act({ rate: Number(target.value) });
    for (const box of root.querySelectorAll(".choice input"))
      box.onchange = () =>
        this.act(
          box.name === "sum"
            ? { sum: SUMS.indexOf(box.value) }
            : { [box.name]: box.value === "yes" },
        );
    this.grid = this.find("grid");
    this.grid.onpointermove = (event) => this.point(event);
    this.grid.onpointerdown = (event) => this.point(event);
    this.grid.onkeydown = (event) => this.press(event);
    this.find("csv").onclick = () => saveTable(table(this.scene), "dropout.csv");
    this.find("png").onclick = () => this.save();
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    return [fromText("Sums and means, mask by mask", table(this.scene))];
  }

  close() {
    clearTimeout(this.voice);
    clearTimeout(this.playing);
    this.queue.cancel();
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
  }

  receive(message) {
    const [first, same] = [!this.message, this.message?.meta.scene === message.meta.scene];
    if (same) return;
    this.message = message;
    if (first || isReturning()) this.show(this.named());
    else {
      join({ cell: null });
      this.show({ ...this.state, cell: null });
    }
  }

  get shape() {
    const [c, r, k] = this.message.arrays.maps.shape;
    return /** @type {import("../core/types").Cell} */ ([c, r, k]);
  }

  named() {
    return stateNamed(read, this.shape, this.message.meta);
  }

  /** What a person does ends the playing. */
  act(change) {
    this.pause();
    this.change(change);
  }

  change(change) {
    this.show({ ...this.state, ...change });
    write(textsOf(this.state, this.message.meta));
  }

  /** More masks a beat the more there are, so that the mean is seen to settle. */
  play() {
    const { masks } = this.state;
    const from = masks >= MOST ? 0 : masks;
    this.change({ masks: Math.min(MOST, from + Math.max(1, Math.floor(from / 12))), test: false });
    this.playing = this.state.masks < MOST ? Number(setTimeout(() => this.play(), BEAT)) : 0;
    this.name();
  }

  pause() {
    clearTimeout(this.playing);
    this.playing = 0;
    this.name();
  }

  name() {
    this.find("play").textContent = this.playing ? "Pause" : "Play";
  }

  point(event) {
    if (!this.atlas) return;
    const cell = cellUnder(this.atlas, this.shape, ...pointOn(this.grid, event));
    if (cell && cell.join() !== this.scene.cell.join()) this.change({ cell });
  }

  press(event) {
    const move = isPlain(event) && this.atlas && arrow(event);
    if (!move) return;
    event.preventDefault();
    this.change({ cell: neighbour(this.atlas, this.shape, this.scene.cell, move) });
  }

  /** @param {import("./scene").State} state */
  show(state) {
    this.state = state;
    this.scene = sceneOf(this.message, state, this.scene);
    this.tell();
    this.queue();
  }

  tell() {
    const { scene, state } = this;
    this.find("scrub").value = String(state.masks);
    this.find("count").textContent = `${state.masks} ${state.masks === 1 ? "mask" : "masks"}`;
    this.find("rate").value = String(state.rate);
    this.find("of-rate").textContent = `${short(state.rate)}, keep ${short(1 - state.rate)}`;
    const values = { ...state, sum: SUMS[state.sum] };
    for (const box of this.frame.querySelectorAll(".choice input")) {
      const value = values[box.name];
      box.checked = box.value === (typeof value === "string" ? value : value ? "yes" : "no");
    }
    this.find("head").textContent = `${scene.layers[0]}. ${keptWords(scene)}`;
    this.find("told .cell").innerHTML = cellWords(scene);
    this.find("told .scaling").textContent = scalingWords(state);
    this.find("told .before").innerHTML = courseWords(scene.before, state.masks);
    this.find("told .behind").innerHTML = courseWords(scene.behind, state.masks);
    clearTimeout(this.voice);
    this.voice = setTimeout(() => {
      this.find("spoken").textContent = sentence(this.scene);
    }, SETTLED);
  }

  /** Sizes of maps and plots in a width. */
  sizes(width) {
    const wide = width >= WIDE;
    const atlas = gridOf(wide ? Math.min(400, width * 0.4) : width, this.shape);
    const plots = {
      width: wide ? width - atlas.width - 34 : width,
      height: wide ? atlas.height - 34 : 340,
    };
    return { atlas, plots };
  }

  draw() {
    const width = Math.floor(this.frame.clientWidth);
    if (!this.scene || !width) return;
    const theme = readTheme(this.frame);
    const { atlas, plots } = this.sizes(width);
    this.atlas = atlas;
    const pen = fit(this.grid, atlas.width + 2, atlas.height + 2);
    pen.clearRect(0, 0, atlas.width + 2, atlas.height + 2);
    drawGrid(pen, this.scene, atlas, theme);
    const canvas = this.find("plots");
    const other = fit(canvas, plots.width, plots.height);
    other.clearRect(0, 0, plots.width, plots.height);
    drawPlots(other, this.scene, plots, theme);
    canvas.setAttribute("aria-label", sentence(this.scene));
    this.frame.dataset.painted = [width, ...Object.values(this.state)].join();
  }

  /** Maps and plots side by side, the sentence below them. */
  save() {
    const { atlas, plots } = this.sizes(Math.max(900, this.frame.clientWidth));
    const size = [atlas.width + plots.width + 72, atlas.height + 96];
    saveFigure(this.frame, "dropout.png", size, (context) => {
      const theme = paperTheme(this.frame);
      context.translate(16, 40);
      drawGrid(context, this.scene, atlas, theme);
      context.fillStyle = theme.text;
      [context.font, context.textAlign] = [`14px ${theme.font}`, "left"];
      context.fillText(`${this.scene.layers[0]}. ${keptWords(this.scene)}`, 0, -18);
      context.fillText(sentence(this.scene), 0, atlas.height + 30);
      context.translate(atlas.width + 32, 0);
      drawPlots(context, this.scene, plots, theme);
    });
  }
}
