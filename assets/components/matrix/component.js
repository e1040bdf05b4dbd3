// A grid of numbers that can be typed into, pasted into and resized.

import { readTheme, short, watchTheme } from "../shared/canvas.js";
import { compact } from "../shared/number.js";
import { css, greyColour, inkOn, signedColour } from "../shared/palette.js";

const ROOMY = 15; // largest and smallest letters of a cell, in pixels
const TIGHT = 9;
const LOWEST = 240; // height of the part that can be seen of a large grid, in pixels
const HIGHEST = 464;
const ADVANCE = 0.6; // width of a letter of the code font, in ems
const MINUS = /[−–]/g;

/** "−1.5", "2e-3" or "1/9" -> number; NaN when it is none. */
export function parseNumber(text) {
  const parts = text.trim().replace(MINUS, "-").split("/");
  if (parts.length > 2 || parts.some((part) => part.trim() === "")) return Number.NaN;
  const [above, below] = parts.map(Number);
  const value = below === undefined ? above : above / below;
  return Number.isFinite(value) ? value : Number.NaN;
}

/**
 * Pasted text -> { rows } or { error }, one sentence.
 * Rows end at a line end, a semicolon or, in NumPy's and Python's way of writing, at a bracket.
 */
export function parseMatrix(text, maxSize) {
  const bare = text
    .replace(/\b(np\.)?(array|tensor)\s*\(/g, "")
    .replace(/,?\s*dtype\s*=\s*[\w.]+/g, "");
  const nested = bare.match(/\[[^[\]]*\]/g);
  const lines = nested && nested.length > 1 ? nested : bare.split(/[\n\r;]+/);
  const rows = lines
    .map((line) => line.replace(/[[\](){}]/g, " ").replace(/\s*\/\s*/g, "/"))
    .map((line) => line.split(/[\s,]+/).filter(Boolean))
    .filter((line) => line.length);
  if (!rows.length) return { error: "There is no number in the pasted text." };
  for (const [i, row] of rows.entries()) {
    const wrong = row.find((word) => Number.isNaN(parseNumber(word)));
    if (wrong !== undefined)
      return { error: `“${wrong}” in line ${i + 1} of the pasted text is not a number.` };
    if (row.length !== rows[0].length) {
      return {
        error: `Line 1 of the pasted text has ${rows[0].length} numbers, line ${i + 1} has ${row.length}.`,
      };
    }
  }
  if (rows.length > maxSize || rows[0].length > maxSize) {
    return {
      error: `The pasted text is ${rows.length} × ${rows[0].length}; at most ${maxSize} × ${maxSize} fit here.`,
    };
  }
  return { rows: rows.map((row) => row.map(parseNumber)) };
}

/**
 * The same numbers on another size, zeros where there were none.
 * A kernel keeps the cell at (size - 1) / 2, rounded down, where it is; an input grows and shrinks at its end.
 */
export function resize(values, rows, columns, role) {
  const shift = (from, to) =>
    role === "kernel" ? Math.floor((to - 1) / 2) - Math.floor((from - 1) / 2) : 0;
  const [down, right] = [shift(values.length, rows), shift(values[0].length, columns)];
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => values[i - down]?.[j - right] ?? 0),
  );
}

/** Side of a cell and size of its letters, so that the longest number can be read; scrolls where that does not fit. */
export function layout(longest, columns, available, cell) {
  const smallest = Math.max(24, Math.ceil(longest * ADVANCE * TIGHT) + 4);
  const side = Math.max(
    Math.min(smallest, cell),
    Math.min(cell, Math.floor((available - 4) / columns) - 1),
  );
  const letters = Math.min(ROOMY, (side - 4) / (longest * ADVANCE));
  return { side, letters: Math.max(TIGHT, Math.floor(letters * 2) / 2) };
}

/**
 * The cell that a key leads to from [i, j]; nothing where the key belongs to the text in the cell or to the page:
 * the grid is one stop of the Tab key, which therefore always leaves it.
 */
export function neighbour({ key, shiftKey }, [i, j], [rows, columns], { atStart, atEnd }) {
  switch (key) {
    case "ArrowUp":
      return i > 0 ? [i - 1, j] : null;
    case "ArrowDown":
      return i < rows - 1 ? [i + 1, j] : null;
    case "ArrowLeft":
      return atStart && j > 0 ? [i, j - 1] : null;
    case "ArrowRight":
      return atEnd && j < columns - 1 ? [i, j + 1] : null;
    case "Enter":
      return neighbour({ key: shiftKey ? "ArrowUp" : "ArrowDown" }, [i, j], [rows, columns], {});
    default:
      return null;
  }
}

const same = (a, b) =>
  a.length === b.length &&
  a[0].length === b[0].length &&
  a.every((row, i) => row.every((v, j) => v === b[i][j]));

class Matrix {
  constructor(root) {
    this.root = root;
    this.grid = root.querySelector(".grid");
    this.message = root.querySelector(".message");
    this.values = [[0]];
    this.current = [0, 0]; // the one cell that Tab reaches
    this.edit = 0;
    this.grid.addEventListener("focusin", (event) => this.enter(event.target));
    this.grid.addEventListener("focusout", (event) => this.leave(event.target));
    this.grid.oninput = (event) => event.target.removeAttribute("aria-invalid");
    this.grid.onkeydown = (event) => this.press(event);
    this.grid.onpaste = (event) => this.paste(event);
    this.stopWatching = watchTheme(root.querySelector(".matrix"), () => this.paint());
    this.resizer = new ResizeObserver(() => this.arrange());
    this.resizer.observe(root.querySelector(".matrix"));
  }

  close() {
    this.stopWatching();
    this.resizer.disconnect();
  }

  /** Take what Python sent, unless the person has edited since. */
  receive(data, send) {
    this.send = send;
    const { values, edit, ...settings } = data;
    if (edit < this.edit) return;
    this.settings = settings;
    this.root.querySelector(".label").textContent = settings.label;
    this.grid.setAttribute("aria-label", settings.label);
    if (this.grid.childElementCount && same(values, this.values)) {
      this.buildSizes();
      this.arrange();
      this.paint();
    } else {
      this.say("");
      this.show(values);
    }
  }

  show(values) {
    const resized =
      values.length !== this.values.length || values[0].length !== this.values[0].length;
    this.values = values.map((row) => [...row]);
    if (resized || !this.grid.childElementCount) this.build();
    this.buildSizes();
    this.fill();
    this.arrange();
    this.paint();
  }

  build() {
    const focused = this.position(this.root.activeElement);
    const rows = this.values.map((row, i) => {
      const line = document.createElement("div");
      line.className = "row";
      line.setAttribute("role", "row");
      line.append(...row.map((_, j) => this.buildCell(i, j)));
      return line;
    });
    this.grid.replaceChildren(...rows);
    this.makeCurrent(...this.current);
    if (focused) this.move(...focused);
  }

  buildCell(i, j) {
    const cell = document.createElement("input");
    cell.className = "cell";
    cell.type = "text";
    cell.inputMode = "text";
    cell.autocomplete = "off";
    cell.spellcheck = false;
    cell.tabIndex = -1;
    cell.dataset.row = i;
    cell.dataset.column = j;
    cell.setAttribute("role", "gridcell");
    cell.setAttribute("aria-label", `row ${i + 1}, column ${j + 1}`);
    return cell;
  }

  buildSizes() {
    const box = this.root.querySelector(".sizes");
    const [rows, columns] = [this.values.length, this.values[0].length];
    if (!this.settings.resizable) {
      box.replaceChildren(`${rows} × ${columns}`);
      return;
    }
    if (!box.childElementCount) box.append(stepper("rows"), "×", stepper("columns"));
    const sizes = { rows, columns };
    for (const part of box.querySelectorAll(".stepper")) {
      const axis = part.dataset.axis;
      part.querySelector("output").textContent = sizes[axis];
      for (const button of part.querySelectorAll("button")) {
        const size = sizes[axis] + Number(button.dataset.step);
        button.disabled = size < 1 || size > this.settings.maxSize;
        button.onclick = () => {
          const target = { ...sizes, [axis]: size };
          this.commit(resize(this.values, target.rows, target.columns, this.settings.role));
        };
      }
    }
  }

  cells() {
    return [...this.grid.querySelectorAll(".cell")];
  }

  cell(i, j) {
    return this.grid.children[i]?.children[j];
  }

  /** The cell at (i, j), or the nearest one of a grid that is smaller by now. */
  nearest(i, j) {
    return this.cell(Math.min(i, this.values.length - 1), Math.min(j, this.values[0].length - 1));
  }

  makeCurrent(i, j) {
    const before = this.cell(...this.current);
    if (before) before.tabIndex = -1;
    const cell = this.nearest(i, j);
    cell.tabIndex = 0;
    this.current = this.position(cell);
  }

  position(cell) {
    return cell?.dataset?.row === undefined
      ? null
      : [Number(cell.dataset.row), Number(cell.dataset.column)];
  }

  fill() {
    for (const cell of this.cells()) {
      if (cell === this.root.activeElement && cell.value !== cell.dataset.entered) continue; // being typed into
      const [i, j] = this.position(cell);
      cell.value =
        cell === this.root.activeElement ? String(this.values[i][j]) : compact(this.values[i][j]);
      cell.dataset.entered = cell.value;
      cell.title = String(this.values[i][j]);
      cell.removeAttribute("aria-invalid");
    }
  }

  arrange() {
    if (!this.settings) return;
    const columns = this.values[0].length;
    const longest = Math.max(1, ...this.values.flat().map((value) => compact(value).length));
    const available = this.root.querySelector(".matrix").clientWidth;
    const { side, letters } = layout(longest, columns, available, this.settings.cell);
    this.root.querySelector(".scroller").style.maxHeight =
      `${Math.max(LOWEST, Math.min(HIGHEST, available))}px`;
    this.grid.style.setProperty("--cell", `${side}px`);
    this.grid.style.setProperty("--size", `${letters}px`);
    this.grid.style.gridTemplateColumns = `repeat(${columns}, ${side}px)`;
  }

  paint() {
    if (!this.settings) return;
    const frame = this.root.querySelector(".matrix");
    const { palette } = readTheme(frame);
    frame.style.setProperty("--accent", palette[this.settings.role]);
    const flat = this.values.flat();
    const limit = Math.max(...flat.map(Math.abs));
    const colour =
      this.settings.colours === "grey"
        ? (v) => greyColour(v, 0, 255)
        : (v) => signedColour(v, limit, palette);
    for (const [index, cell] of this.cells().entries()) {
      const fill = colour(flat[index]);
      cell.style.backgroundColor = css(fill);
      cell.style.color = inkOn(fill);
    }
  }

  /** The focused cell shows all its digits, selected. */
  enter(cell) {
    const at = this.position(cell);
    if (!at) return;
    this.makeCurrent(...at);
    if (!cell.hasAttribute("aria-invalid")) cell.value = String(this.values[at[0]][at[1]]);
    cell.dataset.entered = cell.value;
    cell.select();
  }

  leave(cell) {
    const at = this.position(cell);
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
    this.edit = Math.max(this.edit + 1, Date.now());
    this.send({ values: this.values, edit: this.edit });
  }

  move(i, j) {
    const cell = this.nearest(i, j);
    cell.focus();
    cell.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  press(event) {
    const cell = event.target;
    const at = this.position(cell);
    if (!at) return;
    const [i, j] = at;
    if (event.key === "Escape") {
      cell.removeAttribute("aria-invalid");
      cell.value = String(this.values[i][j]);
      cell.dataset.entered = cell.value;
      this.say("");
      return;
    }
    const target = neighbour(event, at, [this.values.length, this.values[0].length], caret(cell));
    if (event.key === "Enter") this.keep(cell, i, j);
    if (!target) return;
    event.preventDefault();
    this.move(...target);
  }

  paste(event) {
    const text = event.clipboardData.getData("text");
    if (!/[\s,;[\]]/.test(text.trim())) return; // one number: the cell takes it
    event.preventDefault();
    const { rows, error } = parseMatrix(text, this.settings.maxSize);
    if (error) return this.say(error);
    const [height, width] = [this.values.length, this.values[0].length];
    if (!this.settings.resizable && (rows.length !== height || rows[0].length !== width)) {
      return this.say(
        `The pasted text is ${rows.length} × ${rows[0].length}; this grid is ${height} × ${width}.`,
      );
    }
    const cell = this.root.activeElement;
    if (cell?.dataset.entered !== undefined) cell.value = cell.dataset.entered; // nothing is being typed any more
    this.commit(rows);
  }

  say(text) {
    this.message.textContent = text;
  }
}

function stepper(axis) {
  const box = document.createElement("span");
  box.className = "stepper";
  box.dataset.axis = axis;
  const [one, other] = [-1, 1].map((step) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.step = step;
    button.textContent = step < 0 ? "−" : "+";
    button.setAttribute("aria-label", `${step < 0 ? "fewer" : "more"} ${axis}`);
    return button;
  });
  const size = document.createElement("output");
  size.setAttribute("aria-label", axis);
  box.append(one, size, other);
  return box;
}

/** Whether the caret, or all that is selected, is at an end of the text. */
function caret({ selectionStart, selectionEnd, value }) {
  const all = selectionEnd - selectionStart === value.length;
  return { atStart: all || selectionEnd === 0, atEnd: all || selectionStart === value.length };
}

const instances = new WeakMap();

export default function render({ data, parentElement, setStateValue }) {
  let matrix = instances.get(parentElement);
  if (!matrix) {
    matrix = new Matrix(parentElement);
    instances.set(parentElement, matrix);
  }
  matrix.receive(data, (edited) => setStateValue("edited", edited));
  return () => {
    matrix.close();
    instances.delete(parentElement);
  };
}
