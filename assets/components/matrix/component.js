// A grid of numbers that can be typed into, pasted into, painted and resized.

import { readTheme, watchTheme } from "../core/canvas.js";
import { compact, short } from "../core/number.js";
import { allCells, buildCells, cellAt, measureCells, paintCells, positionOf } from "./cells.js";
import { caret, neighbour } from "./keys.js";
import { painted, watchDrags } from "./painting.js";
import { parseNumber } from "./parsing.js";
import { resize, showSizes } from "./sizes.js";

const same = (a, b) =>
  a.length === b.length &&
  a[0].length === b[0].length &&
  a.every((row, i) => row.every((v, j) => v === b[i][j]));

/** @typedef {import("../core/types").Pair} Pair */

export default class Matrix {
  /** @type {Omit<import("./types").Payload, "values" | "edit" | "refusal">} */
  settings;

  constructor(host) {
    const { root } = host;
    this.host = host;
    this.root = root;
    this.frame = root.querySelector(".matrix");
    this.grid = root.querySelector(".grid");
    this.message = root.querySelector(".message");
    this.values = [[0]];
    /** @type {Pair} */
    this.current = [0, 0]; // the one cell that Tab reaches
    this.edit = 0;
    this.grid.addEventListener("focusin", (event) => this.enter(event.target));
    this.grid.addEventListener("focusout", (event) => this.leave(event.target));
    this.grid.oninput = (event) => event.target.removeAttribute("aria-invalid");
    this.grid.onkeydown = (event) => this.press(event);
    this.grid.onpaste = (event) => this.paste(event);
    watchDrags(root, this.grid, {
      paint: (from, cells) => this.brush(from, cells),
      finish: () => this.commit(this.brushed),
      cancel: () => this.draw(this.values),
    });
    this.stopWatching = watchTheme(this.frame, () => this.paint());
    this.resizer = new ResizeObserver(() => this.arrange());
    this.resizer.observe(this.frame);
  }

  close() {
    this.stopWatching();
    this.resizer.disconnect();
  }

  /**
   * Take what Python sent, unless the person has edited since.
   * @param {import("./types").Payload} data
   */
  receive(data) {
    const { values, edit, refusal, ...settings } = data;
    if (edit < this.edit) return;
    this.settings = settings;
    this.root.querySelector(".label").textContent = settings.label;
    this.grid.setAttribute("aria-label", settings.label);
    if (this.grid.childElementCount && same(values, this.values)) {
      this.showSizes();
      this.arrange();
      this.paint();
    } else {
      this.say("");
      this.show(values);
    }
    if (refusal) this.say(refusal);
  }

  show(values) {
    const resized =
      values.length !== this.values.length || values[0].length !== this.values[0].length;
    this.values = values.map((row) => [...row]);
    if (resized || !this.grid.childElementCount) this.build();
    this.showSizes();
    this.fill();
    this.arrange();
    this.paint();
  }

  build() {
    const focused = positionOf(this.root.activeElement);
    buildCells(this.grid, ...this.size);
    this.makeCurrent(...this.current);
    if (focused) this.move(...focused);
  }

  showSizes() {
    showSizes(this.root.querySelector(".sizes"), this.size, this.settings, (rows, columns) =>
      this.commit(resize(this.values, rows, columns, this.settings.role)),
    );
  }

  /** Rows and columns. @returns {Pair} */
  get size() {
    return [this.values.length, this.values[0].length];
  }

  /** The cell at (i, j), or the nearest one of a grid that is smaller by now. */
  nearest(i, j) {
    const [rows, columns] = this.size;
    return cellAt(this.grid, [Math.min(i, rows - 1), Math.min(j, columns - 1)]);
  }

  /** @param {number} i @param {number} j */
  makeCurrent(i, j) {
    const before = cellAt(this.grid, this.current);
    if (before) before.tabIndex = -1;
    const cell = this.nearest(i, j);
    cell.tabIndex = 0;
    this.current = positionOf(cell) ?? this.current;
  }

  /** Show what a drag has painted so far; what is being typed where it begins counts. */
  brush(from, cells) {
    const cell = cellAt(this.grid, from);
    if (cell === this.root.activeElement) this.keep(cell, ...from);
    this.brushed = painted(this.values, from, cells);
    this.draw(this.brushed);
  }

  /** Numbers and colours of a matrix that is not taken yet. */
  draw(values) {
    this.fill(values);
    this.paint(values);
  }

  fill(values = this.values) {
    for (const cell of allCells(this.grid)) {
      if (cell === this.root.activeElement && cell.value !== cell.dataset.entered) continue; // being typed into
      const [i, j] = positionOf(cell) ?? this.current;
      cell.value = cell === this.root.activeElement ? String(values[i][j]) : compact(values[i][j]);
      cell.dataset.entered = cell.value;
      cell.title = String(values[i][j]);
      cell.removeAttribute("aria-invalid");
    }
  }

  arrange() {
    if (this.settings) measureCells(this.frame, this.values, this.settings.cell);
  }

  paint(values = this.values) {
    if (!this.settings) return;
    const { palette } = readTheme(this.frame);
    this.frame.style.setProperty("--accent", palette[this.settings.role]);
    paintCells(this.grid, values, this.settings.colours, palette);
  }

  /** The focused cell shows all its digits, selected. */
  enter(cell) {
    const at = positionOf(cell);
    if (!at) return;
    this.makeCurrent(...at);
    if (!cell.hasAttribute("aria-invalid")) cell.value = String(this.values[at[0]][at[1]]);
    cell.dataset.entered = cell.value;
    cell.select();
  }

  leave(cell) {
    const at = positionOf(cell);
    if (!at || !cell.isConnected) return;
    this.keep(cell, ...at);
    if (!cell.hasAttribute("aria-invalid")) cell.value = compact(this.values[at[0]][at[1]]);
  }

  /** Take what stands in a cell into the values; nonsense is marked and the last good value kept. */
  keep(cell, i, j) {
    if (cell.value === cell.dataset.entered) return;
    const typed = cell.value;
    const value = parseNumber(typed);
    cell.dataset.entered = typed;
    if (Number.isNaN(value)) {
      cell.setAttribute("aria-invalid", "true");
      this.say(
        `“${typed}” in row ${i + 1}, column ${j + 1} is not a number; ${short(this.values[i][j])} stays.`,
      );
      return;
    }
    const values = this.values.map((row) => [...row]);
    values[i][j] = value;
    this.commit(values);
  }

  commit(values) {
    const changed = !same(values, this.values);
    this.say("");
    this.show(values);
    if (!changed) return;
    this.host.set("edited", { values: this.values, edit: this.nextEdit() });
  }

  move(i, j) {
    const cell = this.nearest(i, j);
    cell.focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  press(event) {
    const cell = event.target;
    const at = positionOf(cell);
    if (!at) return;
    const [i, j] = at;
    if (event.key === "Escape") {
      cell.removeAttribute("aria-invalid");
      cell.value = String(this.values[i][j]);
      cell.dataset.entered = cell.value;
      this.say("");
      return;
    }
    const target = neighbour(event, at, this.size, caret(cell));
    if (event.key === "Enter") this.keep(cell, i, j);
    if (!target) return;
    event.preventDefault();
    if (event.shiftKey && event.key !== "Enter") {
      this.keep(cell, i, j);
      this.commit(painted(this.values, at, [target]));
    }
    this.move(...target);
  }

  /** Text for the whole grid goes to Python, which reads tables; one number is for the cell. */
  paste(event) {
    const text = event.clipboardData.getData("text");
    if (!/[\s,;&*()[\]{}]/.test(text.trim()) || !Number.isNaN(parseNumber(text))) return;
    event.preventDefault();
    const cell = this.root.activeElement;
    if (cell?.dataset.entered !== undefined) cell.value = cell.dataset.entered; // nothing is being typed any more
    this.say("");
    this.host.set("edited", { text, edit: this.nextEdit() });
  }

  /** A number for an edit, larger than that of every one before. */
  nextEdit() {
    this.edit = Math.max(this.edit + 1, Date.now());
    return this.edit;
  }

  say(text) {
    this.message.textContent = text;
  }
}
