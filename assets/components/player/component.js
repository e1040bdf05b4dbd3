// The step player: plays, steps and explains a convolution or a pooling whose every number Python sent once.

import { fit, readTheme, short, watchTheme } from "../shared/canvas.js";
import { inkOn, parseColour } from "../shared/palette.js";
import { unpack } from "../shared/payload.js";
import { defaultSpeed, motionTime, phases, SPEEDS, stepAt } from "./clock.js";
import { drawFrame, paintLayers } from "./drawing.js";
import {
  cellAt,
  inputsOfWeight,
  isBeyond,
  isInside,
  layout,
  outputsUsing,
  positionOf,
  stepForKey,
  stepOf,
  windowCells,
} from "./geometry.js";
import { cellName, explain, inputValue, weightValue } from "./sentence.js";

const HINT =
  "Hover or tap a cell of any grid. Click an output to pin it. Keys: ← → ↑ ↓ step, space plays, Home and End jump.";
const PINNED = "This output is pinned, and the address of the page names it. Escape lets go.";
const SETTLED = 400; // milliseconds without a new step before it is spoken
const REST = { glide: 1, products: 1, landing: 1 };

/**
 * What a hovered cell lights up: { channel, marks: { role: [cells] }, text, step }. The grids between input and output
 * show the window at `step`.
 */
export function explainHover(scene, grid, cell, step = 0) {
  const { spec } = scene;
  const { role, channel } = grid;
  if (role === "output")
    return { step: stepOf(cell, spec), channel, marks: { output: [cell] }, text: null };
  if (role === "kernel") return { channel, ...overWeight(scene, channel, cell) };
  if (role === "input") {
    return {
      channel,
      ...overInput(scene, channel, [cell[0] - spec.pads[0][0], cell[1] - spec.pads[1][0]]),
    };
  }
  const place = windowCells(positionOf(step, spec), spec)[cell[0] * spec.window[1] + cell[1]];
  if (role === "products") return { channel, ...overProduct(scene, channel, cell, place) };
  const { marks, text } = overInput(scene, channel, place);
  return { channel, marks: { ...marks, window: [cell] }, text };
}

function overWeight(scene, channel, cell) {
  const { spec } = scene;
  const inputs = inputsOfWeight(cell, spec);
  const outside = spec.output[0] * spec.output[1] - inputs.length;
  const rest = outside
    ? `; in ${count(outside, "output")} it meets the padding`
    : ", one for each output";
  const name = `${cellName("w", spec, channel, cell)} = ${short(weightValue(scene, channel, cell), 6)}`;
  return {
    marks: { kernel: [cell], input: inputs },
    text: `${name} is multiplied with ${count(inputs.length, "input value")}${rest}`,
  };
}

function overInput(scene, channel, place) {
  const { spec } = scene;
  const outputs = outputsUsing(place, spec);
  const name = isInside(place, spec)
    ? `${cellName("x", spec, channel, place)} = ${short(inputValue(scene, channel, place), 6)}`
    : `This cell ${isBeyond(place, spec) ? "past the padding" : "of the padding"}`;
  const text = outputs.length
    ? `${name} is used by ${count(outputs.length, "output")}`
    : `${name}: no window reaches it`;
  return { marks: { input: [place], output: outputs }, text };
}

function overProduct(scene, channel, cell, place) {
  const { spec } = scene;
  const [value, weight] = [inputValue(scene, channel, place), weightValue(scene, channel, cell)];
  const name = isInside(place, spec) ? cellName("x", spec, channel, place) : "padding";
  const product = [value, weight, value * weight].map((number) => short(number, 6));
  return {
    marks: { input: [place], window: [cell], kernel: [cell], products: [cell] },
    text: `${name} · ${cellName("w", spec, channel, cell)} = ${product[0]} · ${product[1]} = ${product[2]}`,
  };
}

function count(number, noun) {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

const players = new WeakMap();

export default function render(component) {
  const { parentElement, data, setStateValue } = component;
  const root = parentElement.querySelector(".player");
  let player = players.get(root);
  if (!player) {
    player = new Player(root);
    players.set(root, player);
  }
  player.pin = (step) => setStateValue("pinned", step);
  player.load(data);
  return () => {
    player.stop();
    players.delete(root);
  };
}

class Player {
  constructor(root) {
    this.root = root;
    this.canvas = root.querySelector("canvas");
    this.at = (name) => root.querySelector(`.${name}`);
    this.step = 0;
    this.from = 0;
    this.preference = matchMedia("(prefers-reduced-motion: reduce)");
    this.listen();
    this.resizer = new ResizeObserver(() => {
      this.relayout();
      this.holdLine();
    });
    this.resizer.observe(root);
    this.resizer.observe(this.at("sum"));
    this.unwatch = watchTheme(root, () => this.relayout(true));
  }

  get reduced() {
    return this.preference.matches;
  }

  /** Take new arrays; the step stays where it can. A new pin alone interrupts nothing. */
  load(bytes) {
    const { meta, arrays } = unpack(bytes);
    const { pinned = null, ...spec } = meta;
    this.showPin(pinned);
    if (this.scene && isSame(this.scene, { spec, arrays })) return;
    this.scene = { spec, arrays };
    this.steps = spec.output[0] * spec.output[1];
    this.playing = false;
    this.hover = null;
    this.step = this.from = Math.min(this.loaded ? this.step : (pinned ?? 0), this.steps - 1);
    if (!this.loaded || this.stepsBefore !== this.steps) {
      this.speed = defaultSpeed(spec.autoplay ? 2 * this.steps : this.steps); // a show goes faster
    }
    const first = !this.loaded;
    this.loaded = true;
    this.stepsBefore = this.steps;
    this.started = Number.NEGATIVE_INFINITY;
    this.fillControls();
    this.relayout(true);
    this.speak();
    if (this.pointer) this.onPoint(this.pointer);
    if (first && spec.autoplay && pinned === null && !this.reduced) this.toggle();
  }

  fillControls() {
    this.at("scrub").max = this.steps - 1;
    const options = SPEEDS.map(
      (speed) => new Option(`${speed}/s`, speed, false, speed === this.speed),
    );
    this.at("speed").replaceChildren(...options);
  }

  listen() {
    const on = (name, action) => {
      this.at(name).onclick = action;
    };
    on("first", () => this.go(0));
    on("back", () => this.go(this.step - 1));
    on("forward", () => this.go(this.step + 1));
    on("last", () => this.go(this.steps - 1));
    on("play", () => this.toggle());
    this.at("scrub").oninput = (event) => this.go(Number(event.target.value), { move: false });
    this.at("speed").onchange = (event) => this.setSpeed(Number(event.target.value));
    this.root.onkeydown = (event) => this.onKey(event);
    this.canvas.onpointermove = (event) => this.onPoint(event);
    this.canvas.onpointerleave = () => {
      this.pointer = null;
      this.setHover(null);
    };
    this.canvas.onclick = (event) => this.onClick(event);
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select")) return;
    if (event.key === " " && !event.target.matches("button")) this.toggle();
    else if (event.key === "Escape") this.unpin();
    else {
      const step = stepForKey(event.key, this.step, this.scene.spec);
      if (step === null) return;
      this.go(step);
    }
    event.preventDefault();
  }

  /** Light up what is under the pointer, which stays there when the arrays change. */
  onPoint(event) {
    this.pointer = { clientX: event.clientX, clientY: event.clientY };
    const hit = this.hit(event);
    this.setHover(hit && explainHover(this.scene, hit.grid, hit.cell, this.step));
  }

  onClick(event) {
    this.root.focus({ preventScroll: true });
    const hit = this.hit(event);
    if (hit?.grid.role !== "output") {
      this.onPoint(event);
      return;
    }
    const step = stepOf(hit.cell, this.scene.spec);
    if (step === this.pinned) {
      this.unpin();
      return;
    }
    this.go(step, { move: false });
    this.showPin(step);
    this.pin(step);
  }

  unpin() {
    if (this.pinned === null) return;
    this.showPin(null);
    this.pin(null);
    this.update();
  }

  showPin(step) {
    this.pinned = step;
    this.root.dataset.pinned = step ?? "";
    this.at("hint").textContent = step === null ? HINT : PINNED;
  }

  hit(event) {
    const box = this.canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
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
    if (this.playing) {
      this.pause();
      return;
    }
    if (this.step === this.steps - 1) this.step = this.from = 0;
    this.playing = true;
    this.hover = null;
    this.startedFrom = this.step;
    this.since = performance.now() / 1000;
    this.started = this.since;
    this.from = this.step;
    this.update();
  }

  pause() {
    this.playing = false;
    this.update();
    this.speak();
  }

  setSpeed(speed) {
    this.speed = speed;
    this.startedFrom = this.step;
    this.since = performance.now() / 1000;
  }

  /** Go to a step at once, gliding there unless told otherwise. */
  go(step, { move = true } = {}) {
    const target = Math.max(0, Math.min(this.steps - 1, step));
    this.playing = false;
    this.hover = null;
    this.from = move ? this.step : target;
    this.started =
      move && target !== this.step ? performance.now() / 1000 : Number.NEGATIVE_INFINITY;
    this.step = target;
    this.update();
    this.speak();
  }

  update() {
    this.draw(performance.now() / 1000);
    this.schedule();
  }

  schedule() {
    if (this.frame || !this.moving()) return;
    this.frame = requestAnimationFrame((milliseconds) => {
      this.frame = null;
      this.tick(milliseconds / 1000);
    });
  }

  moving() {
    return this.playing || performance.now() / 1000 - this.started < this.motion();
  }

  motion() {
    return this.playing ? motionTime(this.speed, this.reduced) : motionTime(2.5, this.reduced);
  }

  tick(now) {
    if (this.playing) {
      const due = stepAt(now, {
        from: this.startedFrom,
        since: this.since,
        speed: this.speed,
        steps: this.steps,
      });
      if (due !== this.step) {
        this.from = this.step;
        this.step = due;
        this.started = now;
      }
      if (due === this.steps - 1 && now - this.started >= this.motion()) {
        this.pause();
        return;
      }
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
    this.at("sum").style.minHeight = "";
    this.theme = readTheme(this.root);
    this.root.style.setProperty("--output", this.theme.palette.output);
    this.root.style.setProperty(
      "--play-ink",
      inkOn(
        parseColour(
          getComputedStyle(this.root).getPropertyValue("--st-primary-color") || "#2f6db5",
        ),
      ),
    );
    this.figure = layout(this.scene.spec, width);
    this.context = fit(this.canvas, width, this.figure.height);
    this.layers = paintLayers(this.scene, this.figure, this.theme, width);
    this.update();
  }

  draw(now) {
    if (!this.figure) return;
    const time = this.motion();
    const share = time > 0 ? Math.min(1, Math.max(0, (now - this.started) / time)) : 1;
    const shown = this.hover?.step ?? this.step;
    const motion = this.hover ? REST : phases(share);
    const revealed = this.step + (motion.landing >= 1 ? 1 : 0);
    const view = {
      step: shown,
      from: this.hover ? shown : this.from,
      phases: motion,
      hover: this.hover,
      revealed,
    };
    drawFrame(this.context, this.scene, this.figure, this.layers, this.theme, view, this.width);
    this.write(shown);
  }

  write(step) {
    const { place, sum, total, exact, activated } = explain(
      this.scene,
      positionOf(step, this.scene.spec),
    );
    const line = this.at("sum");
    if (this.hover?.text) line.textContent = this.hover.text;
    else {
      line.replaceChildren(
        span("place", place),
        " = ",
        sum,
        " = ",
        span("total", total, exact),
        activated,
      );
    }
    this.at("count").textContent = `${step + 1} / ${this.steps}`;
    this.at("scrub").value = this.step;
    this.at("play").lastElementChild.textContent = this.playing ? "Pause" : "Play";
    this.at("play")
      .querySelector("path")
      .setAttribute("d", this.playing ? "M7 4h4v16H7zM14 4h4v16h-4z" : "M7 4v16l13-8z");
    this.root.dataset.step = step;
    this.root.dataset.pinned = this.pinned ?? "";
    this.root.dataset.frames = Number(this.root.dataset.frames ?? 0) + 1;
  }

  /** The line never gets shorter again, or the figure below it would jump under the pointer. */
  holdLine() {
    const line = this.at("sum");
    if (line.offsetHeight > 0) line.style.minHeight = `${line.offsetHeight}px`;
  }

  /** Tell a screen reader the settled step, never one in passing. */
  speak() {
    clearTimeout(this.voice);
    this.voice = setTimeout(() => {
      if (this.playing) return;
      const { place, sum, total, activated } = explain(
        this.scene,
        positionOf(this.step, this.scene.spec),
      );
      this.at("spoken").textContent =
        `Step ${this.step + 1} of ${this.steps}: ${place} = ${sum} = ${total}${activated}`;
    }, SETTLED);
  }

  stop() {
    this.playing = false;
    cancelAnimationFrame(this.frame);
    clearTimeout(this.voice);
    this.resizer.disconnect();
    this.unwatch();
  }
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

function span(name, text, title) {
  const element = document.createElement("span");
  element.className = name;
  element.textContent = text;
  if (title) element.title = title;
  return element;
}
