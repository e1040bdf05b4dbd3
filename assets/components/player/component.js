// The step player: plays, steps and explains a convolution or a pooling whose every number Python sent once.

import { fit, pointOn, readTheme, viewHeight, watchTheme } from "../core/canvas.js";
import { inkOn, parseColour } from "../core/colours.js";
import { drawQueue } from "../core/frames.js";
import { isPlain, placeAfter } from "../core/keys.js";
import { wantsStillness } from "../core/motion.js";
import { read, watch, write } from "../core/place.js";
import { grids } from "../core/table.js";
import { cellAt, positionOf, stepOf } from "../core/windows.js";
import { phases } from "./clock.js";
import { drawFrame, paintLayers } from "./drawing.js";
import { layout } from "./geometry.js";
import { explainHover } from "./hover.js";
import { Playback } from "./playback.js";
import { Readout } from "./readout.js";
import { explain } from "./sentence.js";
import { drawStamps, paintStamps } from "./stamps-drawing.js";
import { stampsLayout } from "./stamps-layout.js";
import { explainStamp, explainStampHover } from "./stamps-words.js";

/** How windows that slide are shown: `steps` is the grid with a cell for each step, `start` the step that is shown first. */
const SLIDING = {
  layout,
  paint: paintLayers,
  draw: drawFrame,
  explain,
  explainHover,
  steps: "output",
  noun: "output",
  start: () => 0,
};
/** How a transposed convolution is shown: first the stamp that overlaps the row above and the cell before. */
const STAMPING = {
  layout: (spec, width, _) => stampsLayout(spec, width),
  paint: paintStamps,
  draw: drawStamps,
  explain: explainStamp,
  explainHover: explainStampHover,
  steps: "cells",
  noun: "input cell",
  start: ({ output }) => Math.min(output[0] * output[1] - 1, output[1] + 1),
};

const TALL = 0.5; // of the window's height, at most
const REST = phases(1);

/** The step, counted from 0, that the address counts from 1; null where it names none of them. */
export function stepNamed(text, steps) {
  const number = /^\d{1,7}$/.test(text ?? "") ? Number(text) : 0;
  return number >= 1 && number <= steps ? number - 1 : null;
}

export default class Player {
  /** @type {{spec: import("./types").Payload, arrays: import("./types").Arrays}} */
  scene;
  /** @type {import("../core/types").Theme} */
  theme;

  constructor(host) {
    const root = host.root.querySelector(".player");
    this.root = root;
    this.canvas = root.querySelector("canvas");
    this.playback = new Playback(wantsStillness);
    this.readout = new Readout(root);
    this.listen();
    this.resizer = new ResizeObserver(() => {
      this.relayout();
      this.readout.hold();
    });
    this.resizer.observe(root);
    this.resizer.observe(this.readout.line);
    this.watching = [watchTheme(root, () => this.relayout(true)), watch(() => this.goBack())];
    this.queue = drawQueue(() => this.tick(seconds()));
  }

  /**
   * Take new arrays; the step stays where it can.
   * @param {{meta: import("./types").Payload, arrays: import("./types").Arrays}} payload
   */
  receive({ meta: spec, arrays }) {
    if (this.scene && isSame(this.scene, { spec, arrays })) return;
    const first = !this.scene;
    this.scene = { spec, arrays };
    this.hover = null;
    const [input, window, output] = [spec.input, spec.window, spec.output].map((s) => s.join("×"));
    this.canvas.setAttribute("aria-label", `Input ${input}, window ${window}, output ${output}`);
    const steps = spec.output[0] * spec.output[1];
    const pinned = stepNamed(read("step"), steps);
    this.showPin(pinned);
    const step = first ? (pinned ?? this.stepPassed(steps)) : this.playback.step;
    this.playback.load(steps, step, { autoplay: spec.autoplay });
    this.readout.fill(this.playback);
    this.relayout(true);
    this.speak();
    if (this.pointer) this.onPoint(this.pointer);
    if (first && spec.autoplay && step === 0 && !this.playback.isReduced())
      this.playback.play(seconds());
    this.update();
  }

  get show() {
    return this.scene.spec.kind === "transposed" ? STAMPING : SLIDING;
  }

  /** Back or Forward: the step that the address names now. */
  goBack() {
    if (!this.scene) return;
    const { steps } = this.playback;
    const pinned = stepNamed(read("step"), steps);
    this.showPin(pinned);
    this.playback.go(pinned ?? this.stepPassed(steps), seconds(), { move: false });
    this.setHover(null);
  }

  /** The step that the address names in passing, or the one that is shown first. */
  stepPassed(steps) {
    return stepNamed(read("at"), steps) ?? this.show.start(this.scene.spec);
  }

  /** Put the step into the address: as an entry where it is pinned or let go, in passing otherwise. */
  note({ entry = false } = {}) {
    const { step } = this.playback;
    const pinned = this.pinned === null ? null : String(this.pinned + 1);
    const atStart = step === this.show.start(this.scene.spec);
    write({ step: pinned, at: pinned || atStart ? null : String(step + 1) }, { entry });
  }

  listen() {
    const on = (name, action) => {
      this.readout.at(name).onclick = action;
    };
    on("first", () => this.go(0));
    on("back", () => this.go(this.playback.step - 1));
    on("forward", () => this.go(this.playback.step + 1));
    on("last", () => this.go(this.playback.last));
    on("play", () => this.toggle());
    this.readout.at("scrub").oninput = (event) =>
      this.go(Number(event.target.value), { move: false });
    this.readout.at("speed").onchange = (event) =>
      this.playback.setSpeed(Number(event.target.value), seconds());
    this.root.onkeydown = (event) => this.onKey(event);
    this.canvas.onpointermove = (event) => this.onPoint(event);
    this.canvas.onpointerleave = () => {
      this.pointer = null;
      this.setHover(null);
    };
    this.canvas.onclick = (event) => this.onClick(event);
  }

  onKey(event) {
    if (!isPlain(event) || event.target.matches("select")) return;
    if (event.key === " " && !event.target.matches("button")) this.toggle();
    else if (event.key === "Escape") this.unpin();
    else {
      const { step: now, steps } = this.playback;
      const step = placeAfter(event, now, steps, this.scene.spec.output[1]);
      if (step === null) return;
      this.go(step);
    }
    event.preventDefault();
  }

  /** Light up what is under the pointer, which stays there when the arrays change. */
  onPoint(event) {
    this.pointer = { clientX: event.clientX, clientY: event.clientY };
    const hit = this.hit(event);
    this.setHover(
      hit && this.show.explainHover(this.scene, hit.grid, hit.cell, this.playback.step),
    );
  }

  onClick(event) {
    this.root.focus({ preventScroll: true });
    const hit = this.hit(event);
    if (hit?.grid.role !== this.show.steps) {
      this.onPoint(event);
      return;
    }
    const step = stepOf(hit.cell, this.scene.spec);
    if (step === this.pinned) {
      this.unpin();
      return;
    }
    this.showPin(step);
    this.go(step, { move: false, entry: true });
  }

  unpin() {
    if (this.pinned === null) return;
    this.showPin(null);
    this.note({ entry: true });
    this.update();
  }

  showPin(step) {
    this.pinned = step;
    this.readout.pin(step, this.show.noun);
  }

  hit(event) {
    const [x, y] = pointOn(this.canvas, event);
    for (const grid of this.figure?.grids ?? []) {
      const cell = cellAt(grid, x, y);
      if (cell) return { grid, cell };
    }
    return null;
  }

  setHover(hover) {
    this.hover = hover;
    this.update();
  }

  toggle() {
    if (this.playback.playing) {
      this.pause();
      this.note();
      return;
    }
    this.playback.play(seconds());
    this.setHover(null);
  }

  pause() {
    this.playback.pause();
    this.update();
    this.speak();
  }

  go(step, { move = true, entry = false } = {}) {
    this.playback.go(step, seconds(), { move });
    this.setHover(null);
    this.speak();
    this.note({ entry });
  }

  speak() {
    this.readout.speak(this.told(this.playback.step), this.playback);
  }

  told(step) {
    return this.show.explain(this.scene, positionOf(step, this.scene.spec));
  }

  update() {
    this.draw(seconds());
    this.schedule();
  }

  schedule() {
    if (this.playback.isMoving(seconds())) this.queue();
  }

  tick(now) {
    if (this.playback.playing && this.playback.advance(now)) {
      this.pause();
      return;
    }
    this.draw(now);
    this.schedule();
  }

  relayout(force = false) {
    const width = Math.floor(this.root.clientWidth);
    if (!this.scene || (!force && width === this.width)) return;
    this.width = width;
    this.figure = null; // a hidden player draws nothing until it has a width again
    if (width === 0) return;
    this.readout.release();
    this.theme = readTheme(this.root);
    this.dress();
    this.figure = this.show.layout(this.scene.spec, width, TALL * viewHeight(this.root));
    this.context = fit(this.canvas, width, this.figure.height);
    this.layers = this.show.paint(this.scene, this.figure, this.theme, width);
    this.update();
  }

  /** Colours that the style sheet takes from here: the output's role, and an ink for the play button. */
  dress() {
    const style = getComputedStyle(this.root);
    const primary = style.getPropertyValue("--st-primary-color") || "#2f6db5";
    this.root.style.setProperty("--output", this.theme.palette.output);
    this.root.style.setProperty("--play-ink", inkOn(parseColour(primary)));
  }

  draw(now) {
    if (!this.figure) return;
    const { hover, playback } = this;
    const step = hover?.step ?? playback.step;
    const motion = hover ? REST : phases(playback.share(now));
    const view = {
      step,
      from: hover ? step : playback.from,
      phases: motion,
      hover,
      revealed: playback.step + (motion.landing >= 1 ? 1 : 0),
    };
    const { context, scene, figure, layers, theme, width } = this;
    this.show.draw(context, scene, figure, layers, theme, view, width);
    this.readout.show(step, hover?.text ?? this.told(step), playback);
    this.root.dataset.frames = Number(this.root.dataset.frames ?? 0) + 1;
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    const { spec, arrays } = this.scene;
    const name = (channel) => spec.channelNames[channel] || `channel ${channel + 1}`;
    const kernel = arrays.weight ? grids("Kernel", arrays.weight, name) : [];
    return [...grids("Input", arrays.input, name), ...kernel, ...grids("Output", arrays.output)];
  }

  close() {
    this.playback.pause();
    this.queue.cancel();
    this.readout.silence();
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
  }
}

function seconds() {
  return performance.now() / 1000;
}

function isSame(a, b) {
  const names = Object.keys(b.arrays);
  return (
    JSON.stringify(a.spec) === JSON.stringify(b.spec) &&
    names.every((name) =>
      a.arrays[name]?.data.every((value, i) => value === b.arrays[name].data[i]),
    )
  );
}
