// A picture made smaller in two ways, side by side, with a slider: all sizes were computed before it moves.

import { fit, pointOn, readTheme, watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { placeAfter } from "../core/keys.js";
import { canvasOf, strokeFrame } from "../core/picture.js";
import { read, watch, write } from "../core/place.js";
import { grids } from "../core/table.js";
import { every, reach, stepNamed, told } from "./words.js";

export { every, reach, stepNamed, told } from "./words.js";

const LARGEST = 384; // CSS pixels a side
const HINT = "Point at a cell to read it in both copies.";

/**
 * RGBA bytes of grey ones.
 * @param {import("../core/types").Packed} array
 */
export function greyBytes({ data, shape: [rows, columns] }) {
  const out = new Uint8ClampedArray(4 * rows * columns).fill(255);
  for (const [i, value] of data.entries()) out.fill(value, 4 * i, 4 * i + 3);
  return out;
}

export default class Sampling {
  /** @type {import("./types").Payload} */
  meta;
  /** @type {import("./types").Arrays} */
  arrays;
  /** @type {number | undefined} */
  n;
  /** The cell that is read. @type {import("../core/types").Pair | null} */
  cell = null;

  constructor({ root }) {
    this.frame = root.querySelector(".sampling");
    this.at = (selector) => root.querySelector(selector);
    this.slider = this.at("input");
    this.canvases = { taken: this.at(".taken"), means: this.at(".means") };
    this.slider.oninput = () => {
      this.go(Number(this.slider.value));
      write({ every: this.n === 4 ? null : String(this.n) });
    };
    for (const canvas of Object.values(this.canvases)) {
      canvas.onpointermove = (event) => this.point(canvas, event);
      canvas.onpointerdown = (event) => this.point(canvas, event);
      canvas.onkeydown = (event) => this.walk(event);
    }
    this.queue = drawQueue(() => this.draw());
    this.watching = [
      watchTheme(this.frame, () => this.draw()),
      watch(() => this.meta && this.go(stepNamed(read("every"), this.most))),
    ];
    this.resizer = new ResizeObserver(() => this.draw());
    this.resizer.observe(this.frame);
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    const [taken, means] = [this.arrays[`taken${this.n}`], this.arrays[`means${this.n}`]];
    return [...grids("Pixels that are taken", taken), ...grids("Means of the blocks", means)];
  }

  close() {
    this.queue.cancel();
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
  }

  get most() {
    return Object.keys(this.arrays).length / 2;
  }

  /** @param {{meta: import("./types").Payload, arrays: import("./types").Arrays}} payload */
  receive({ meta, arrays }) {
    this.meta = meta;
    this.arrays = arrays;
    this.slider.max = String(this.most);
    this.go(this.n ?? stepNamed(read("every"), this.most));
  }

  go(n) {
    this.n = n;
    this.cell = null;
    this.slider.value = String(n);
    this.at(".n").textContent = String(n);
    const [rows, columns] = this.arrays[`taken${n}`].shape;
    const size = `${rows} × ${columns}`;
    const words = { taken: every(n), means: `Mean of each ${n} × ${n} block` };
    for (const [name, canvas] of Object.entries(this.canvases)) {
      const text = `${words[name]}: ${size}`;
      canvas.previousElementSibling.textContent = text;
      canvas.setAttribute("aria-label", `${this.meta.picture}. ${text}. Arrow keys read a cell.`);
    }
    this.queue();
  }

  point(canvas, event) {
    const [rows, columns] = this.arrays[`taken${this.n}`].shape;
    const [x, y] = pointOn(canvas, event);
    const inside = (share, cells) => Math.min(cells - 1, Math.max(0, Math.floor(share * cells)));
    this.cell = [inside(y / canvas.offsetHeight, rows), inside(x / canvas.offsetWidth, columns)];
    this.queue();
  }

  walk(event) {
    const [rows, columns] = this.arrays[`taken${this.n}`].shape;
    const [row, column] = this.cell ?? [rows >> 1, columns >> 1];
    const next = placeAfter(event, row * columns + column, rows * columns, columns);
    if (next === null) return;
    event.preventDefault();
    this.cell = [Math.floor(next / columns), next % columns];
    this.at(".spoken").textContent = this.told;
    this.queue();
  }

  get told() {
    if (!this.cell) return HINT;
    const [taken, means] = [this.arrays[`taken${this.n}`], this.arrays[`means${this.n}`]];
    const at = this.cell[0] * taken.shape[1] + this.cell[1];
    return told(this.cell, this.n ?? 1, this.meta.size, taken.data[at], means.data[at]);
  }

  draw() {
    const room = this.at("figure").clientWidth;
    if (!this.meta || !room) return;
    const theme = readTheme(this.frame);
    const width = Math.min(LARGEST, room);
    for (const [name, canvas] of Object.entries(this.canvases)) {
      const array = this.arrays[`${name}${this.n}`];
      const [rows, columns] = array.shape;
      const height = (width * this.meta.size[0]) / this.meta.size[1];
      const context = fit(canvas, width, height);
      context.imageSmoothingEnabled = this.n === 1;
      context.drawImage(canvasOf(greyBytes(array), array.shape), 0, 0, width, height);
      if (this.meta.rings) this.drawReach(context, width, theme);
      if (!this.cell) continue;
      const [row, column] = this.cell;
      const [high, wide] = [height / rows, width / columns];
      strokeFrame(context, column * wide, row * high, wide, high, theme.palette.input);
    }
    this.at(".told").textContent = this.told;
    this.frame.dataset.painted = String(this.n);
  }

  /** A circle: inside it the rings are wide enough for one pixel in n. */
  drawReach(context, width, theme) {
    const [side] = this.meta.size;
    context.beginPath();
    context.arc(width / 2, width / 2, (reach(side, this.n) * width) / side, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = theme.palette.kernel;
    context.stroke();
  }
}
