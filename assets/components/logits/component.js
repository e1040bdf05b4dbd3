// Logits that are dragged, their powers and probabilities, the loss of a true class, and steps down its gradient.
//
// Nothing is asked of the server: what a person sets stands in the address, and all that follows is computed here, in
// float32.

import { fit, readTheme, watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { isReturning, join, read, watch, write } from "../core/place.js";
import { saveFigure, saveTable } from "../core/save.js";
import { fromText } from "../core/table.js";
import { controls } from "./controls.js";
import { drawFigure, drawWords } from "./drawing.js";
import { axisKept, axisOf, layout } from "./layout.js";
import { rows } from "./rows.js";
import { answerOf, digits, isDefined, stepped } from "./softmax.js";
import { stateNamed, textsOf } from "./state.js";
import { drawTrail } from "./trail.js";
import {
  logSumWords,
  lossWords,
  oddsWords,
  sentence,
  shareWords,
  sumWords,
  table,
  troubleWords,
} from "./words.js";

export * from "./layout.js";
export * from "./softmax.js";
export * from "./state.js";
export * from "./words.js";

const SETTLED = 400; // milliseconds without a move before a screen reader is told
const PAPER = 40; // height of the loss below the figure in a picture of it
const MARGIN = 16; // around it

/** @typedef {import("./scene").State} State */

export default class Logits {
  /** @type {import("./types").Payload} */
  payload;
  /** @type {State} */
  state;
  /** @type {import("./scene").Axis} */
  axis;
  /** Logits before each step, the oldest first. @type {number[][]} */
  past = [];
  /** The class that is read. */
  at = 0;

  constructor({ root }) {
    this.frame = root.querySelector(".logits");
    this.stage = root.querySelector(".stage");
    this.canvas = this.stage.querySelector("canvas");
    this.find = (name) => root.querySelector(`.${name}`);
    this.controls = controls(this.frame, (change) => this.change(change));
    this.rows = rows(this.find("rows"), {
      move: (i, value) => this.move(i, value),
      settle: () => this.settle(),
      look: (i) => this.look(i),
      choose: (truth) => this.change({ truth }),
      say: (text) => this.say(text),
    });
    this.find("step").onclick = () => this.step();
    this.find("back").onclick = () => this.back();
    this.find("again").onclick = () => this.again();
    this.find("csv").onclick = () => saveTable(table(this.scene), "softmax.csv");
    this.find("png").onclick = () => this.save();
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
    return [fromText("Logits and probabilities", table(this.scene))];
  }

  close() {
    clearTimeout(this.voice);
    this.queue.cancel();
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
  }

  /**
   * Take an example. What the address says holds for the first one, and where Back leads to one; another example that
   * is chosen begins with its own logits.
   * @param {import("./types").Payload} payload
   */
  receive(payload) {
    const [first, same] = [!this.payload, this.payload?.example === payload.example];
    if (same) return;
    this.payload = payload;
    this.rows.build(payload.names);
    const asked = first || isReturning();
    if (!asked) join({ logits: null, truth: null, add: null });
    this.take(asked ? stateNamed(read, payload) : { ...this.state, ...this.start, add: 0 });
    this.draw();
  }

  /** Logits and true class of the example. */
  get start() {
    const { logits, truth } = this.payload;
    return { z: [...logits], truth };
  }

  /** A state that does not follow from the one before. @param {State} state */
  take(state) {
    this.state = state;
    this.past = [];
    this.axis = axisOf(this.moved);
    this.at = state.z.indexOf(Math.max(...state.z));
    this.show();
  }

  /** The logits as they are shown: with what is added to all. */
  get moved() {
    const { z, add } = this.state;
    return add ? z.map((value) => digits(value + add)) : z;
  }

  get scene() {
    const { axis, at, state } = this;
    const z = this.moved;
    return { names: this.payload.names, z, state, answer: answerOf(z, state), axis, at };
  }

  /** @param {Partial<State>} change */
  change(change) {
    this.state = { ...this.state, ...change };
    this.axis = axisKept(this.axis, this.moved);
    write(textsOf(this.state, this.payload));
    this.show();
  }

  /** One logit is dragged or typed: the steps that led here are over. */
  move(i, value) {
    const { z, add } = this.state;
    this.past = [];
    this.at = i;
    this.say("");
    const own = add ? digits(value - add) : value;
    this.change({ z: z.map((before, j) => (j === i ? own : before)) });
  }

  /** The hand has let go: a logit at the edge of its panel gets room again. */
  settle() {
    const { low, high } = this.axis;
    if (this.moved.some((value) => value <= low || value >= high)) this.axis = axisOf(this.moved);
    this.show();
  }

  step() {
    const { z, rate } = this.state;
    this.past.push(z);
    this.change({ z: stepped(z, this.scene.answer.gradient, rate) });
  }

  back() {
    this.change({ z: this.past.pop() ?? this.state.z });
  }

  again() {
    this.past = [];
    this.axis = axisOf(this.payload.logits);
    this.change({ ...this.start, truth: this.state.truth, add: 0 });
  }

  look(i) {
    if (i === this.at) return;
    this.at = i;
    this.show();
  }

  say(text) {
    this.find("message").textContent = text;
  }

  /** Numbers and words at once, the figure in the next frame. */
  show() {
    const { scene, state, past } = this;
    this.rows.show(scene);
    this.controls.show(state);
    const texts = {
      sum: sumWords(scene),
      share: shareWords(scene),
      odds: oddsWords(scene),
      loss: lossWords(scene),
      "log-sum": logSumWords(scene),
      trouble: troubleWords(scene),
    };
    for (const [name, text] of Object.entries(texts)) this.find(name).innerHTML = text;
    this.find("step").disabled = !isDefined(scene.answer);
    this.find("back").disabled = !past.length;
    this.frame.dataset.z = state.z.join();
    this.speak(sentence(scene));
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
    if (!this.payload || !width) return;
    const theme = readTheme(this.frame);
    const { scene, past } = this;
    this.figure = layout(width, scene.names.length);
    this.frame.style.setProperty("--track", theme.palette.input);
    this.rows.arrange(this.stage, this.figure);
    const context = fit(this.canvas, width, this.figure.height);
    drawFigure(context, scene, this.figure, theme);
    this.canvas.setAttribute("aria-label", sentence(scene));
    const losses = [...past, scene.state.z].map((z) => answerOf(z, scene.state).loss);
    this.find("count").textContent = drawTrail(this.find("trail canvas"), losses, theme);
    this.frame.dataset.painted = String(width);
  }

  /** The figure with the loss below it. */
  save() {
    const { scene } = this;
    const figure = layout(Math.max(900, this.frame.clientWidth), scene.names.length);
    const size = [figure.width + 2 * MARGIN, figure.height + PAPER + MARGIN];
    saveFigure(this.frame, "softmax.png", size, (context, theme) => {
      context.translate(MARGIN, MARGIN / 2);
      drawFigure(context, scene, figure, theme);
      drawWords(context, scene, figure, theme);
      context.font = `14px ${theme.codeFont}`;
      context.textAlign = "left";
      context.fillText(sentence(scene), 0, figure.height + PAPER / 2);
    });
  }
}
