// Before and after on one stage: divider or side by side, linked zoom, and the arithmetic of the pixel pointed at.

import { exact, fit, readTheme, short, watchTheme } from "../shared/canvas.js";
import { inkOn } from "../shared/palette.js";
import { unpack } from "../shared/payload.js";
import {
  fitView,
  holdView,
  outputAt,
  resultRect,
  stageSize,
  windowStart,
  zoomView,
} from "./geometry.js";
import { drawGrids, takesWholeWidth, written } from "./grids.js";
import { channelInk, displayed, pixelColour, pixels, windowNumbers } from "./values.js";

export {
  anchor,
  fitView,
  holdView,
  outputAt,
  resultRect,
  stageSize,
  windowStart,
  zoomView,
} from "./geometry.js";
export { gridLayout } from "./grids.js";
export { displayed, pixels, windowNumbers } from "./values.js";

const GAP = 16; // between the panes
const READABLE = 34; // screen pixels of a pixel from which its number is written on it
const STEP = 1.4; // zoom of one press or notch
const SUMS = 264; // width of the list of sums beside the grids
const FREE = 64; // pixels beside the picture from which it is centred
const MOVED = 4; // a press that moves less is a click

/** How a result is shown, in words: "123.4", or "−12.5, shown as 0". */
export function resultWords(value, display) {
  const shown = displayed(value, display);
  return display === "signed" || shown === value
    ? written(value)
    : `${written(value)}, shown as ${shown}`;
}

/** One line that says where we are. */
export function placeWords([row, column], [top, left], [rows, columns]) {
  const span = (name, from, length) =>
    length === 1
      ? `${name} ${short(from)}`
      : `${name}s ${short(from)} to ${short(from + length - 1)}`;
  return `Result (${row}, ${column}) comes from ${span("row", top, rows)}, ${span("column", left, columns)}`;
}

/** The results as Python computed them: float32, or int16 where all are whole numbers. */
export function resultArray({ whole, shape }, { data }) {
  return { shape, data: whole ? new Int16Array(data.buffer) : data };
}

class Compare {
  constructor(root) {
    this.root = root;
    this.frame = root.querySelector(".compare");
    this.canvas = root.querySelector(".picture");
    this.handle = root.querySelector(".divider");
    this.view = null;
    this.mode = "divider";
    this.share = 0.5; // where the divider is
    this.channel = 0;
    this.pinned = false;
    this.pointers = new Map();
    this.listen();
    this.stopWatching = watchTheme(this.frame, () => this.repaint());
    this.resizer = new ResizeObserver(() => this.arrange());
    this.resizer.observe(this.frame);
  }

  close() {
    cancelAnimationFrame(this.frameRequest);
    this.stopWatching();
    this.resizer.disconnect();
  }

  // --- what Python sends -------------------------------------------------------------------

  receive(bytes) {
    const { meta, arrays } = unpack(bytes);
    const before = this.meta;
    Object.assign(this, { meta, ...arrays, result: resultArray(meta, arrays.result) });
    if (this.channel >= this.source.shape[2]) this.channel = 0;
    if (!before || before.picture !== meta.picture || String(before.size) !== String(meta.size)) {
      this.view = null;
      this.pinned = false;
      this.spot = [Math.floor(meta.size[0] / 2), Math.floor(meta.size[1] / 2)];
    }
    this.canvas.setAttribute(
      "aria-label",
      `${meta.title}. Arrow keys move the pixel, plus and minus zoom.`,
    );
    this.repaint();
  }

  /** Turn the arrays into pictures; needed when they or the theme change. */
  repaint() {
    if (!this.meta) return;
    this.theme = readTheme(this.frame);
    const { display, limit, size, pad } = this.meta;
    if (this.before?.name !== this.meta.source) {
      const padded = picture(pixels(this.source, "clip", 0, this.theme.palette), this.source.shape);
      this.before = {
        name: this.meta.source,
        image: padded,
        x: pad[1],
        y: pad[0],
        width: size[1],
        height: size[0],
      };
    }
    this.after = picture(
      pixels(this.result, display, limit, this.theme.palette),
      this.result.shape,
    );
    this.buildChannels();
    this.arrange();
  }

  arrange() {
    if (!this.meta || !this.frame.clientWidth) return;
    const panes = this.mode === "side" ? 2 : 1;
    const tallest = Math.max(200, Math.min(this.meta.tallest, globalThis.innerHeight * 0.62));
    const stage = stageSize(this.meta.size, this.frame.clientWidth, tallest, panes, GAP);
    const fitted = fitView(this.meta.size, stage.pane, stage.height);
    const zoomed = this.view && this.fitted ? this.view.scale / this.fitted.scale : 1;
    const middle =
      this.view && this.stage ? this.toPicture(this.stage.pane / 2, this.stage.height / 2) : null;
    Object.assign(this, { stage, fitted });
    if (middle && zoomed > 1.001) {
      const scale = fitted.scale * zoomed;
      const view = {
        scale,
        x: stage.pane / 2 - middle.x * scale,
        y: stage.height / 2 - middle.y * scale,
      };
      this.view = holdView(view, this.meta.size, stage.pane, stage.height);
    } else {
      this.view = fitted;
    }
    this.context = fit(this.canvas, stage.width, stage.height);
    this.place(stage.width);
    this.draw();
    this.tell();
  }

  /** A picture much narrower than its panel stands in the middle; others are flush with the buttons above. */
  place(width) {
    const { style } = this.root.querySelector(".stage");
    style.width = `${width}px`;
    style.marginInline = this.frame.clientWidth - width > FREE ? "auto" : "0";
  }

  // --- drawing -----------------------------------------------------------------------------

  request() {
    cancelAnimationFrame(this.frameRequest);
    this.frameRequest = requestAnimationFrame(() => {
      this.draw();
      this.tell();
    });
  }

  draw() {
    const { context, stage } = this;
    context.clearRect(0, 0, stage.width, stage.height);
    const cut = this.mode === "divider" ? stage.width * this.share : stage.pane;
    const second = this.mode === "divider" ? 0 : stage.pane + GAP;
    this.pane(0, 0, cut, (part) => this.drawBefore(part));
    this.pane(second, this.mode === "divider" ? cut : second, stage.width, (part) =>
      this.drawAfter(part),
    );
    this.drawWindow(0, 0, cut);
    this.drawSpot(second, this.mode === "divider" ? cut : second, stage.width);
    this.dress(cut, second);
    this.canvas.dataset.painted = this.meta.settings;
  }

  /** Draw a picture with the pane's origin at `origin`, seen between `from` and `to`. */
  pane(origin, from, to, paint) {
    const { context, stage, view } = this;
    context.save();
    context.beginPath();
    context.rect(from, 0, Math.max(0, to - from), stage.height);
    context.clip();
    context.imageSmoothingEnabled = view.scale < 2;
    context.imageSmoothingQuality = "high";
    context.translate(origin + view.x, view.y);
    paint({ from: from - origin, to: to - origin });
    context.restore();
  }

  drawBefore(part) {
    const { context, view, before } = this;
    const { image, x, y, width, height } = before;
    context.drawImage(image, x, y, width, height, 0, 0, width * view.scale, height * view.scale);
    const { data, shape } = this.source;
    const read = (row, column) => ({
      value: data[((row + y) * shape[1] + column + x) * shape[2] + this.channel],
      fill: pixelColour(this.source, row + y, column + x, "clip"),
    });
    this.drawNumbers(part, { x: 0, y: 0, stride: 1 }, [height, width], read);
  }

  drawAfter(part) {
    const { context, view, meta, result } = this;
    const rect = resultRect(meta, this.kernel.shape, result.shape);
    const { scale } = view;
    context.beginPath();
    context.rect(0, 0, meta.size[1] * scale, meta.size[0] * scale);
    context.clip();
    context.drawImage(
      this.after,
      rect.x * scale,
      rect.y * scale,
      rect.width * scale,
      rect.height * scale,
    );
    const read = (row, column) => ({
      value: result.data[(row * result.shape[1] + column) * result.shape[2] + this.channel],
      fill: pixelColour(result, row, column, meta.display, meta.limit, this.theme.palette),
    });
    this.drawNumbers(part, { x: rect.x, y: rect.y, stride: meta.stride }, result.shape, read);
  }

  /** Numbers on the pixels, where they are large enough to be read. */
  drawNumbers({ from, to }, { x, y, stride }, [rows, columns], read) {
    const { context, view, stage, theme } = this;
    const side = view.scale * stride;
    if (view.scale < READABLE) return;
    context.font = `12px ${theme.codeFont}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    const first = (origin, edge, shift) =>
      Math.max(0, Math.floor((edge - origin) / side - shift / stride));
    const last = (origin, edge, shift, count) =>
      Math.min(count - 1, Math.floor((edge - origin) / side - shift / stride));
    for (let i = first(view.y, 0, y); i <= last(view.y, stage.height, y, rows); i++) {
      for (let j = first(view.x, from, x); j <= last(view.x, to, x, columns); j++) {
        const { value, fill } = read(i, j);
        context.fillStyle = inkOn(fill);
        context.fillText(
          short(value),
          x * view.scale + (j + 0.5) * side,
          y * view.scale + (i + 0.5) * side,
        );
      }
    }
  }

  drawWindow(origin, from, to) {
    const [row, column] = this.output();
    const [top, left] = windowStart(row, column, this.meta);
    const [rows, columns] = this.kernel.shape;
    this.mark(origin, from, to, left, top, columns, rows, this.theme.palette.input);
  }

  drawSpot(origin, from, to) {
    const [row, column] = this.output();
    const rect = resultRect(this.meta, this.kernel.shape, this.result.shape);
    const { stride } = this.meta;
    this.mark(
      origin,
      from,
      to,
      rect.x + column * stride,
      rect.y + row * stride,
      stride,
      stride,
      this.theme.palette.output,
    );
  }

  mark(origin, from, to, x, y, width, height, colour) {
    const { context, view, stage } = this;
    const least = 7; // so that it can be seen on a picture that is far away
    const [w, h] = [Math.max(least, width * view.scale), Math.max(least, height * view.scale)];
    const centre = [
      origin + view.x + (x + width / 2) * view.scale,
      view.y + (y + height / 2) * view.scale,
    ];
    context.save();
    context.beginPath();
    context.rect(from, 0, to - from, stage.height);
    context.clip();
    for (const [line, ink] of [
      [4, "rgba(255,255,255,.9)"],
      [2, colour],
    ]) {
      context.lineWidth = line;
      context.strokeStyle = ink;
      context.strokeRect(centre[0] - w / 2, centre[1] - h / 2, w, h);
    }
    context.restore();
  }

  /** Place what lies over the canvas. */
  dress(cut, second) {
    const { stage, view } = this;
    const divided = this.mode === "divider";
    this.handle.hidden = !divided;
    this.handle.style.cssText = divided ? `left:${cut}px;height:${stage.height}px` : "display:none";
    this.handle.setAttribute("aria-valuenow", Math.round(this.share * 100));
    const [before, after] = this.root.querySelectorAll(".tag");
    const edge = Math.max(0, view.x);
    before.style.left = `${edge + 8}px`;
    after.style.cssText = divided ? `right:${edge + 8}px` : `left:${second + edge + 8}px`;
    const numbers = view.scale >= READABLE; // nothing may lie on them
    before.hidden = numbers || (divided && cut < edge + 76);
    after.hidden = numbers || (divided && stage.width - cut < edge + 66);
    for (const button of this.root.querySelectorAll("[data-view]")) {
      button.setAttribute("aria-pressed", button.dataset.view === this.mode);
    }
    const atFit = view.scale <= this.fitted.scale * 1.001;
    this.canvas.classList.toggle("zoomed", !atFit);
    this.root.querySelector('[data-zoom="out"]').disabled = atFit;
    this.root.querySelector('[data-zoom="fit"]').disabled = atFit;
    this.root.querySelector(".zooms output").textContent = `${Math.round(view.scale * 100)} %`;
  }

  // --- the arithmetic of one pixel ---------------------------------------------------------

  output() {
    return outputAt(...this.spot, this.meta, this.kernel.shape, this.result.shape);
  }

  resultAt(channel) {
    const [row, column] = this.output();
    return this.result.data[(row * this.result.shape[1] + column) * this.result.shape[2] + channel];
  }

  tell() {
    const [rows, columns] = this.kernel.shape;
    const output = this.output();
    const start = windowStart(...output, this.meta);
    const where = this.root.querySelector(".where");
    where.textContent = `${placeWords(output, start, [rows, columns])}${this.pinned ? " · pinned, Esc lets go" : ""}`;
    const cells = windowNumbers(
      { ...this.meta, source: this.source, kernel: this.kernel },
      start,
      this.channel,
    );
    const wide = this.frame.clientWidth;
    const beside = wide > 640 && !takesWholeWidth(rows, columns) ? SUMS : 0;
    this.root.querySelector(".channels").classList.toggle("row", wide > 640 && !beside);
    const grids = this.root.querySelector(".grids");
    drawGrids(grids, cells, rows, columns, wide - beside, this.theme);
    grids.setAttribute("aria-label", this.words(cells));
    this.tellChannels();
  }

  words(cells) {
    const terms =
      cells.length <= 49
        ? cells.map(({ value, weight }) => `${value} times ${short(weight)}`).join(" plus ")
        : `${cells.length} products`;
    return `${terms} makes ${written(this.resultAt(this.channel))}`;
  }

  buildChannels() {
    const box = this.root.querySelector(".channels");
    const names = this.meta.channels;
    if (box.dataset.names !== names.join()) {
      box.replaceChildren(...names.map((name, index) => this.channelButton(name, index)));
      box.dataset.names = names.join();
    }
  }

  channelButton(name, index) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...["span", "span", "span"].map((tag) => document.createElement(tag)));
    button.firstChild.textContent = name;
    button.onclick = () => {
      this.channel = index;
      this.request();
    };
    return button;
  }

  tellChannels() {
    const { display, channels } = this.meta;
    for (const [index, button] of [...this.root.querySelectorAll(".channels button")].entries()) {
      const value = this.resultAt(index);
      const shown = displayed(value, display);
      const [, sum, note] = button.children;
      sum.textContent = written(value);
      note.textContent = display === "signed" || shown === value ? "" : `shown as ${shown}`;
      button.title = exact(value);
      button.dataset.value = value;
      button.style.setProperty("--ink", channelInk(channels[index], this.theme));
      button.setAttribute("aria-pressed", index === this.channel);
    }
  }

  speak() {
    const [row, column] = this.output();
    const sums = this.meta.channels.map(
      (name, index) => `${name} ${resultWords(this.resultAt(index), this.meta.display)}`,
    );
    this.root.querySelector(".spoken").textContent =
      `Result row ${row}, column ${column}: ${sums.join("; ")}.`;
  }

  // --- hands -------------------------------------------------------------------------------

  toPicture(x, y) {
    return { x: (x - this.view.x) / this.view.scale, y: (y - this.view.y) / this.view.scale };
  }

  at(event) {
    const box = this.canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const second = this.mode === "side" && x > this.stage.pane + GAP / 2;
    return { x: second ? x - this.stage.pane - GAP : x, y, raw: x };
  }

  point(event) {
    const { x, y } = this.at(event);
    const place = this.toPicture(x, y);
    const inside = (value, size) => Math.min(size - 1, Math.max(0, Math.floor(value)));
    this.spot = [inside(place.y, this.meta.size[0]), inside(place.x, this.meta.size[1])];
    this.request();
  }

  zoom(factor, x = this.stage.pane / 2, y = this.stage.height / 2) {
    const view = zoomView(this.view, factor, x, y, this.fitted);
    this.view = holdView(view, this.meta.size, this.stage.pane, this.stage.height);
    this.request();
  }

  pan(dx, dy) {
    const view = { ...this.view, x: this.view.x + dx, y: this.view.y + dy };
    this.view = holdView(view, this.meta.size, this.stage.pane, this.stage.height);
    this.request();
  }

  listen() {
    const { canvas } = this;
    canvas.onpointerdown = (event) => this.press(event);
    canvas.onpointermove = (event) => this.drag(event);
    canvas.onpointerup = (event) => this.release(event, true);
    canvas.onpointercancel = (event) => this.release(event, false);
    canvas.onkeydown = (event) => this.key(event);
    canvas.ondblclick = (event) => this.zoom(STEP * STEP, this.at(event).x, this.at(event).y);
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.handle.onpointerdown = (event) => this.handle.setPointerCapture(event.pointerId);
    this.handle.onpointermove = (event) => this.slide(event);
    this.handle.onkeydown = (event) => this.slideByKey(event);
    for (const button of this.root.querySelectorAll("[data-view]")) {
      button.onclick = () => {
        this.mode = button.dataset.view;
        this.arrange();
      };
    }
    const factors = { in: STEP, out: 1 / STEP, fit: 0 };
    for (const button of this.root.querySelectorAll("[data-zoom]")) {
      button.onclick = () => this.zoom(factors[button.dataset.zoom], ...this.spotOnScreen());
    }
  }

  /** Buttons and keys zoom around the pixel that is being read. */
  spotOnScreen() {
    const [row, column] = this.spot;
    return [
      this.view.x + (column + 0.5) * this.view.scale,
      this.view.y + (row + 0.5) * this.view.scale,
    ];
  }

  wheel(event) {
    const meant = event.ctrlKey || event.metaKey || this.root.activeElement === this.canvas;
    if (!meant) return; // the page scrolls
    event.preventDefault();
    const { x, y } = this.at(event);
    this.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002)), x, y);
  }

  press(event) {
    this.canvas.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, this.at(event));
    this.start = { ...this.at(event), moved: false };
  }

  drag(event) {
    if (!this.meta) return;
    const before = this.pointers.get(event.pointerId);
    if (!before) {
      if (!this.pinned && event.pointerType === "mouse") this.point(event);
      return;
    }
    const now = this.at(event);
    if (this.pointers.size === 2) this.pinch(event.pointerId, before, now);
    else if (
      Math.hypot(now.raw - this.start.raw, now.y - this.start.y) > MOVED ||
      this.start.moved
    ) {
      this.start.moved = true;
      this.canvas.classList.add("grabbing");
      this.pan(now.x - before.x, now.y - before.y);
    }
    this.pointers.set(event.pointerId, now);
  }

  pinch(id, before, now) {
    this.start.moved = true;
    const [, other] = [...this.pointers.entries()].find(([key]) => key !== id);
    const factor =
      Math.hypot(now.x - other.x, now.y - other.y) /
      Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
    this.zoom(factor, (now.x + other.x) / 2, (now.y + other.y) / 2);
    this.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
  }

  release(event, done) {
    const held = this.pointers.delete(event.pointerId);
    this.canvas.classList.remove("grabbing");
    if (!held || !done || this.start.moved || this.pointers.size) return;
    this.pinned = event.pointerType === "mouse" ? !this.pinned : true;
    this.point(event);
    this.speak();
  }

  slide(event) {
    if (!this.handle.hasPointerCapture(event.pointerId)) return;
    const box = this.canvas.getBoundingClientRect();
    this.setShare((event.clientX - box.left) / box.width);
  }

  slideByKey(event) {
    const step = { ArrowLeft: -0.02, ArrowRight: 0.02, Home: -1, End: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.setShare(this.share + step * (event.shiftKey ? 5 : 1));
  }

  setShare(share) {
    this.share = Math.min(1, Math.max(0, share));
    this.request();
  }

  key(event) {
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    const zooms = { "+": STEP, "=": STEP, "-": 1 / STEP, 0: 0 };
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in steps) this.step(steps[event.key], event.shiftKey ? 10 : 1);
    else if (event.key in zooms) this.zoom(zooms[event.key], ...this.spotOnScreen());
    else if (event.key === "Escape") this.pinned = false;
    else if (event.key === "Enter" || event.key === " ") this.pinned = !this.pinned;
    else return;
    event.preventDefault();
    this.request();
    this.speak();
  }

  step([down, right], size) {
    const { stride } = this.meta;
    const hold = (value, length) => Math.min(length - 1, Math.max(0, value));
    this.pinned = true; // the mouse lying on the picture must not take the pixel away
    this.spot = [
      hold(this.spot[0] + down * size * stride, this.meta.size[0]),
      hold(this.spot[1] + right * size * stride, this.meta.size[1]),
    ];
    this.bringIntoView();
  }

  bringIntoView() {
    const [x, y] = this.spotOnScreen();
    const overlap = (at, room) => Math.max(0, 24 - at) - Math.max(0, at - room + 24);
    this.pan(overlap(x, this.stage.pane), overlap(y, this.stage.height));
  }
}

function picture(bytes, [height, width]) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  canvas.getContext("2d").putImageData(new ImageData(bytes, width, height), 0, 0);
  return canvas;
}

const instances = new WeakMap();

export default function render({ data, parentElement }) {
  let compare = instances.get(parentElement);
  if (!compare) {
    compare = new Compare(parentElement);
    instances.set(parentElement, compare);
  }
  compare.receive(data);
  return () => {
    compare.close();
    instances.delete(parentElement);
  };
}
