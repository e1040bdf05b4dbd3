// A map of sums before and after an activation: every number can be pointed at, and none is computed twice.
//
// A map has few different numbers. Python sends each of them once, with where they stand; another activation is one more
// number for each. So nothing that is pointed at, and no other activation, sends a picture.

import { fit, readTheme, watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { arrow, isPlain } from "../core/keys.js";
import { blank, pen, strokeFrame } from "../core/picture.js";
import { read, watch, write } from "../core/place.js";
import { saveFigure } from "../core/save.js";
import { arrivalOf } from "../core/store.js";
import { drawBars, greyColours, histogram, paint, signedColours } from "./drawing.js";
import { signs, signsSentence, told } from "./words.js";

export { BARS, histogram } from "./drawing.js";
export { signs, signsSentence, told } from "./words.js";

const SETTLED = 400; // milliseconds without a move before a number is spoken
const TALL = 120; // pixels of a histogram

/**
 * A place [row, column] as the address has it, or null where it names none of the map.
 * @param {string | null} text
 * @param {number[]} shape
 */
export function placeNamed(text, [rows, columns]) {
  const [row, column] = (text ?? "")
    .match(/^(\d{1,4}),(\d{1,4})$/)
    ?.slice(1)
    .map(Number) ?? [-1, -1];
  return row >= 0 && row < rows && column < columns ? [row, column] : null;
}

/** How often each of `size` different numbers stands in a map. */
export function frequencies(place, size) {
  const often = new Uint32Array(size);
  for (let i = 0; i < place.length; i++) often[place[i]] += 1;
  return often;
}

export default class Bend {
  /** @type {{meta: import("./types").Payload, arrays: import("./types").Arrays}} */
  scene;
  /** Grey, which number stands where, the different sums, and how often each occurs. */
  map;
  /** The place that is read: a person's, or the middle. */
  cell = [0, 0];

  constructor({ root }) {
    this.frame = root.querySelector(".bend");
    this.maps = root.querySelector(".maps");
    this.at = (name) => root.querySelector(`.${name}`);
    this.pictures = [...root.querySelectorAll("figure > canvas:first-of-type")];
    this.bars = [...root.querySelectorAll(".bars")];
    this.counts = [...root.querySelectorAll(".counts")];
    for (const canvas of this.pictures) {
      canvas.onpointermove = (event) => this.point(event);
      canvas.onpointerdown = (event) => this.point(event);
    }
    this.maps.onkeydown = (event) => this.press(event);
    this.at("save").onclick = () => this.save();
    this.queue = drawQueue(() => this.draw());
    this.watching = [
      watchTheme(this.frame, () => this.queue()),
      watch(() => this.map && this.go(this.named())),
    ];
    this.resizer = new ResizeObserver(() => this.queue());
    this.resizer.observe(this.frame);
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    const { scene, map } = this;
    if (!map) return [];
    const { data } = scene.arrays.after;
    const rows = Array.from(data, (value, nth) => [
      nth + 1,
      map.before[nth],
      value,
      map.often[nth],
    ]);
    const head = ["Number of the map", "Before", `After ${scene.meta.title}`, "How often"];
    return [{ caption: scene.meta.title, head, rows }];
  }

  close() {
    clearTimeout(this.voice);
    this.queue.cancel();
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
  }

  receive(scene) {
    this.scene = scene;
    arrivalOf(scene.meta.map).then(({ arrays }) => {
      if (this.scene !== scene) return;
      const known = this.map?.name === scene.meta.map;
      if (!known) this.take(scene.meta.map, arrays);
      this.cell = known ? this.cell : this.named();
      this.tell();
      this.queue();
    });
  }

  take(name, { grey, place, sums }) {
    const before = Float32Array.from(sums.data, (sum) => Math.fround(sum / 255));
    const often = frequencies(place.data, before.length);
    this.map = {
      name,
      shape: place.shape,
      grey: grey.data,
      place: place.data,
      sums: sums.data,
      before,
      often,
    };
  }

  /** The place that the address names, or the middle of the map. */
  named() {
    const { shape } = this.map;
    return placeNamed(read("cell"), shape) ?? shape.map((count) => Math.floor(count / 2));
  }

  point({ currentTarget, offsetX, offsetY }) {
    if (!this.map) return;
    const { shape } = this.map;
    const { clientWidth, clientHeight } = currentTarget;
    const inside = (share, count) => Math.max(0, Math.min(count - 1, Math.floor(share * count)));
    this.choose([
      inside(offsetY / clientHeight, shape[0]),
      inside(offsetX / clientWidth, shape[1]),
    ]);
  }

  press(event) {
    const move = isPlain(event) && this.map && arrow(event);
    if (!move) return;
    event.preventDefault();
    const step = event.shiftKey ? 10 : 1;
    this.choose(
      this.cell.map((at, axis) =>
        Math.max(0, Math.min(this.map.shape[axis] - 1, at + step * move[axis])),
      ),
    );
  }

  choose(cell) {
    this.go(cell);
    write({ cell: cell.join() });
  }

  go(cell) {
    this.cell = cell;
    this.tell();
    this.queue();
  }

  /** The numbers of the place that is read. */
  get numbers() {
    const { shape, place, sums, before } = this.map;
    const i = place[this.cell[0] * shape[1] + this.cell[1]];
    return { sum: sums[i], before: before[i], after: this.scene.arrays.after.data[i] };
  }

  tell() {
    const text = told(this.scene.meta.title, this.cell[0], this.cell[1], this.numbers);
    this.at("told").textContent = text;
    clearTimeout(this.voice);
    this.voice = setTimeout(() => {
      this.at("spoken").textContent = text;
    }, SETTLED);
  }

  draw() {
    if (!this.map || !this.frame.clientWidth) return;
    const { map, scene } = this;
    const { limit, title } = scene.meta;
    const theme = readTheme(this.frame);
    const both = [map.before, scene.arrays.after.data];
    const painted = `${map.name} ${title} ${theme.dark}`;
    for (const [i, [place, colours]] of this.sheets(theme).entries()) {
      const canvas = this.pictures[i];
      paint(canvas, place, map.shape, colours);
      this.mark(canvas, theme);
    }
    for (const [i, values] of both.entries()) {
      this.counts[i].textContent = signsSentence(signs(values, map.often));
      const width = this.bars[i].parentElement.clientWidth;
      const counts = histogram(values, map.often, limit);
      const mark = i ? this.numbers.after : this.numbers.before;
      const colour = i ? theme.palette.output : theme.palette.input;
      const context = fit(this.bars[i], width, TALL);
      drawBars(context, { width, height: TALL, counts, limit, mark, colour }, theme);
    }
    this.frame.dataset.painted = painted;
  }

  /** A frame around the place that is read; it covers three by three cells. */
  mark(canvas, { palette }) {
    const [row, column] = this.cell;
    strokeFrame(pen(canvas), column - 1, row - 1, 3, 3, palette.kernel, 5);
  }

  /** The three maps in the colours of a theme: which number stands where, and the colour of each number. */
  sheets({ palette }) {
    const { map, scene } = this;
    const both = [map.before, scene.arrays.after.data];
    const { limit } = scene.meta;
    return [
      [map.grey, greyColours()],
      ...both.map((values) => [map.place, signedColours(values, limit, palette)]),
    ];
  }

  /** The three maps side by side, each cell a pixel. */
  save() {
    const { shape } = this.map;
    const [rows, columns] = shape;
    saveFigure(this.frame, "activation.png", [3 * columns + 16, rows], (context, theme) => {
      for (const [i, [place, colours]] of this.sheets(theme).entries()) {
        const canvas = blank(columns, rows);
        paint(canvas, place, shape, colours);
        context.drawImage(canvas, i * (columns + 8), 0);
      }
    });
  }
}
