// A network's volumes to scale, where its parameters sit and where its arithmetic is, and its table.

import { fit, pointOn, readTheme, watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { isPlain } from "../core/keys.js";
import { read, watch, write } from "../core/place.js";
import { saveFigure, saveTable } from "../core/save.js";
import { BARS, draw } from "./drawing.js";
import { fitted, parts, place, volumes } from "./layout.js";
import { csv, grouped, memory, told, totals } from "./words.js";

const TALL = 200; // pixels of the volumes
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export default class Architecture {
  static sheets = ["core/buttons.css"];

  /** @type {import("./types").Payload} */
  scene;
  chosen = 0;

  constructor({ root }) {
    this.frame = root.querySelector(".architecture");
    this.canvas = root.querySelector(".volumes");
    this.at = (name) => root.querySelector(name);
    this.canvas.onpointermove = (event) =>
      event.pointerType === "mouse" && this.point(event, false);
    this.canvas.onpointerdown = (event) => this.point(event, true);
    this.canvas.onpointerleave = () => this.show(this.named());
    this.canvas.onkeydown = (event) => this.press(event);
    this.at("tbody").onclick = ({ target }) =>
      this.choose(Number(target.closest("tr").dataset.row));
    this.at(".save").onclick = () => this.save();
    this.at(".table").onclick = () => saveTable(csv(this.scene.rows), "architecture.csv");
    this.queue = drawQueue(() => this.draw());
    this.watching = [
      watchTheme(this.frame, () => this.queue()),
      watch(() => this.scene && this.show(this.named())),
    ];
    this.resizer = new ResizeObserver(() => this.queue());
    this.resizer.observe(this.frame);
  }

  close() {
    this.queue.cancel();
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
  }

  /** @param {import("./types").Payload} scene */
  receive(scene) {
    this.scene = scene;
    this.canvas.setAttribute("aria-valuemax", String(scene.rows.length - 1));
    this.fill();
    this.show(this.named());
  }

  /** The layer that the address names, or the one with most parameters. */
  named() {
    const { rows } = this.scene;
    const found = rows.findIndex(({ name }) => name === read("layer"));
    if (found >= 0) return found;
    return rows.reduce((best, row, i) => (row.parameters > rows[best].parameters ? i : best), 0);
  }

  fill() {
    const { rows } = this.scene;
    const cells = (values, tag = "td") =>
      values.map((text, i) => {
        const cell = document.createElement(tag);
        cell.textContent = text;
        if (i > 1) cell.className = "n";
        return cell;
      });
    this.at("tbody").replaceChildren(
      ...rows.map((row, i) => {
        const line = document.createElement("tr");
        line.dataset.row = String(i);
        const { name, shape, parameters, multiply_adds, bytes, field, jump } = row;
        const known = shape.length > 1 ? [String(field), String(jump)] : ["", ""];
        const count = (value) => (value ? grouped(value) : "");
        line.title = row.text;
        line.append(
          ...cells([
            name,
            shape.join(" × "),
            count(parameters),
            count(multiply_adds),
            memory(bytes),
            ...known,
          ]),
        );
        return line;
      }),
    );
    const all = totals(rows);
    const foot = document.createElement("tr");
    foot.append(
      ...cells([
        "All",
        "",
        grouped(all.parameters),
        grouped(all.multiply_adds),
        memory(all.bytes),
        "",
        "",
      ]),
    );
    this.at("tfoot").replaceChildren(foot);
  }

  choose(layer) {
    this.show(layer);
    write({ layer: this.scene.rows[layer].name });
  }

  show(layer) {
    this.chosen = layer;
    const words = told(this.scene.rows[layer], this.scene.rows);
    this.at(".told").textContent = words;
    this.canvas.setAttribute("aria-valuenow", String(layer));
    this.canvas.setAttribute("aria-valuetext", words);
    for (const line of this.at("tbody").children)
      line.setAttribute("aria-selected", String(Number(line.dataset.row) === layer));
    this.queue();
  }

  /** The layer under the pointer: a volume above, a part of a bar below. */
  point(event, settled) {
    if (!this.scene) return;
    const [x, y] = pointOn(this.canvas, event);
    const layer = this.layerAt(x, y);
    if (layer === undefined) return;
    if (settled) this.choose(layer);
    else this.show(layer);
  }

  layerAt(x, y) {
    const { rows } = this.scene;
    const height = TALL + BARS + 8;
    if (y < TALL + 8) {
      const near = this.boxes.filter(
        (box) => box.rows.length && x >= box.x - 3 && x <= box.x + box.wide + box.back + 3,
      );
      return near.at(0)?.rows[0];
    }
    const name = y < height - BARS / 2 ? "parameters" : "multiply_adds";
    const found = parts(
      rows.map((row) => row[name]),
      this.width,
    ).findIndex(({ x: from, wide }) => x >= from && x < from + wide);
    return found < 0 ? undefined : found;
  }

  press(event) {
    const { rows } = this.scene;
    const to =
      { Home: 0, End: rows.length - 1 }[event.key] ??
      this.chosen + (STEPS[event.key] ?? Number.NaN);
    if (!isPlain(event) || Number.isNaN(to)) return;
    event.preventDefault();
    this.choose(Math.max(0, Math.min(rows.length - 1, to)));
  }

  figure(width) {
    const { input, rows } = this.scene;
    const boxes = fitted(place(volumes(input, rows), width, TALL), width);
    return { width, height: TALL + BARS + 8, boxes, rows, chosen: this.chosen };
  }

  draw() {
    const width = this.frame.clientWidth;
    if (!this.scene || !width) return;
    this.width = width;
    const figure = this.figure(width);
    this.boxes = figure.boxes;
    draw(fit(this.canvas, width, figure.height), figure, readTheme(this.frame));
    this.frame.dataset.painted = `${this.scene.title} ${this.scene.rows[this.chosen].name}`;
  }

  save() {
    const figure = this.figure(960);
    saveFigure(this.frame, "architecture.png", [figure.width, figure.height], (context, theme) =>
      draw(context, figure, theme),
    );
  }
}
