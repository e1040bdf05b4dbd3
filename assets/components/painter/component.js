// A square of cells to paint with a mouse, a finger or keys. What is painted stays until the tab is closed.

import { fit, pointOn, readTheme, watchTheme } from "../core/canvas.js";
import { css, inkOn } from "../core/colours.js";
import { drawQueue } from "../core/frames.js";
import { placeAfter } from "../core/keys.js";
import { strokeFrame } from "../core/picture.js";
import { cellUnder, cellWords, PAPER, sheet, stroke } from "./cells.js";

export { cellUnder, cellWords, sheet, stroke } from "./cells.js";

const LARGEST = 392; // CSS pixels a side: 28 cells of 14
const READABLE = 24; // side of a cell from which its number is written on it
const HINTS = {
  mouse: "Drag to paint. Or arrow keys, then Space paints and Delete erases.",
  fingers: "Paint with a finger.",
};

/** What was painted, by the number of cells a side; it outlives the component. @type {Map<number, Uint8Array>} */
const sheets = new Map();

export default class Painter {
  /** @type {import("./types").Payload} */
  meta;
  side = 0;
  /** @type {"brush" | "eraser"} */
  tool = "brush";
  /** The cell that is read. @type {import("../core/types").Pair} */
  spot = [0, 0];
  /** The cell that a stroke has come to. @type {import("../core/types").Pair | null} */
  last = null;

  constructor(host) {
    const { root } = host;
    this.host = host;
    this.frame = root.querySelector(".painter");
    this.at = (selector) => root.querySelector(selector);
    this.canvas = this.at("canvas");
    this.brush = this.at("input");
    this.brush.oninput = () => this.hold("brush");
    for (const button of root.querySelectorAll("[data-tool]"))
      button.onclick = () => this.hold(button.dataset.tool);
    this.at(".clear").onclick = () => this.clear();
    this.at(".use").onclick = () => host.fire("taken", [...this.cells]);
    this.listen();
    const touched = globalThis.matchMedia("(pointer: coarse)").matches;
    this.at(".hint").textContent = touched ? HINTS.fingers : HINTS.mouse;
    this.queue = drawQueue(() => this.draw());
    this.watching = watchTheme(this.frame, () => this.draw());
    this.resizer = new ResizeObserver(() => this.draw());
    this.resizer.observe(this.frame);
  }

  close() {
    this.queue.cancel();
    this.watching();
    this.resizer.disconnect();
  }

  listen() {
    const { canvas } = this;
    canvas.onpointerdown = (event) => {
      canvas.setPointerCapture(event.pointerId);
      this.last = this.cellAt(event);
      this.paint(this.last);
    };
    canvas.onpointermove = (event) => {
      const cell = this.cellAt(event);
      if (this.last) for (const passed of stroke(this.last, cell)) this.paint(passed);
      this.last &&= cell;
      this.spot = cell;
      this.queue();
    };
    canvas.onpointerup = canvas.onpointercancel = () => {
      this.last = null;
    };
    canvas.onkeydown = (event) => this.press(event);
  }

  /** @param {import("./types").Payload} meta */
  receive(meta) {
    this.meta = meta;
    const buttons = meta.sides.map((side) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = `${side} × ${side}`;
      button.dataset.side = String(side);
      button.onclick = () => this.take(side);
      return button;
    });
    this.at(".sides").replaceChildren(...buttons);
    this.take(this.side || meta.sides[0]);
    this.hold(this.tool);
  }

  /** Lay out the sheet with so many cells a side. */
  take(side) {
    this.side = side;
    if (!sheets.has(side)) sheets.set(side, sheet(side));
    this.spot = [side >> 1, side >> 1];
    for (const button of this.at(".sides").children)
      button.setAttribute("aria-pressed", String(button.dataset.side === String(side)));
    this.queue();
  }

  /** The cells of the sheet in use. */
  get cells() {
    return sheets.get(this.side) ?? sheet(this.side);
  }

  get grey() {
    return Number(this.brush.value);
  }

  hold(tool) {
    this.tool = tool;
    for (const button of this.frame.querySelectorAll("[data-tool]"))
      button.setAttribute("aria-pressed", String(button.dataset.tool === tool));
    this.at(".grey output").textContent = String(this.grey);
  }

  clear() {
    this.cells.fill(PAPER);
    this.queue();
  }

  cellAt(event) {
    return cellUnder(...pointOn(this.canvas, event), this.canvas.offsetWidth, this.side);
  }

  /**
   * Give a cell the brush's grey, or the paper's.
   * @param {import("../core/types").Pair} cell
   */
  paint([row, column], tool = this.tool) {
    this.spot = [row, column];
    this.cells[row * this.side + column] = tool === "brush" ? this.grey : PAPER;
    this.queue();
  }

  press(event) {
    const { side, spot } = this;
    if (event.key === " " || event.key === "Enter") this.paint(spot, "brush");
    else if (event.key === "Delete" || event.key === "Backspace") this.paint(spot, "eraser");
    else {
      const next = placeAfter(event, spot[0] * side + spot[1], side * side, side);
      if (next === null) return;
      this.spot = [Math.floor(next / side), next % side];
      this.queue();
    }
    event.preventDefault();
    this.at(".spoken").textContent = this.read;
  }

  get read() {
    const [row, column] = this.spot;
    return cellWords(this.spot, this.cells[row * this.side + column]);
  }

  draw() {
    const room = Math.floor(this.frame.clientWidth);
    if (!this.meta || !room) return;
    const { side, cells, spot } = this;
    const cell = Math.floor(Math.min(LARGEST, room) / side);
    const context = fit(this.canvas, cell * side, cell * side);
    const theme = readTheme(this.frame);
    context.font = `${cell >= 32 ? 12 : 11}px ${theme.codeFont}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineWidth = 0.5;
    context.strokeStyle = "#8a94a3";
    for (const [i, value] of cells.entries()) {
      const [x, y] = [(i % side) * cell, Math.floor(i / side) * cell];
      context.fillStyle = css([value, value, value]);
      context.fillRect(x, y, cell, cell);
      context.strokeRect(x, y, cell, cell);
      if (cell < READABLE) continue;
      context.fillStyle = inkOn([value, value, value]);
      context.fillText(String(value), x + cell / 2, y + cell / 2 + 0.5);
    }
    strokeFrame(context, spot[1] * cell, spot[0] * cell, cell, cell, theme.palette.input);
    this.at(".read").textContent = this.read;
    this.canvas.setAttribute("aria-label", `${side} × ${side} cells. ${this.read}.`);
    this.frame.dataset.painted = String(cells.filter((value) => value !== PAPER).length);
  }
}
