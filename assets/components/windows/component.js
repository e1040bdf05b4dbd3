// One axis under several conventions, row below row: cells, padding, windows, and the same window in every row.

import { fit, readTheme, watchTheme } from "../core/canvas.js";
import { isPlain } from "../core/keys.js";
import { short } from "../core/number.js";
import { saveFigure } from "../core/save.js";
import { drawFigure } from "./drawing.js";
import { lanes, layout, windowAt, windowForKey } from "./geometry.js";

export { runs } from "./drawing.js";
export {
  columns,
  drawnWindows,
  extent,
  lanes,
  layout,
  pieces,
  windowAt,
  windowForKey,
} from "./geometry.js";

const HINT = "Point at a window, or step with ← and →: the same window lights up in every row.";
const FEW =
  "Each row shows its first and its last window. Point at the cells, or step with ← and →, for any other.";
const LISTED = 6; // cells that are named one by one

const signed = (cell) => String(cell).replace("-", "−");

/** "TensorFlow SAME: window 1 of 3 covers cells −1 to 4; 1 of them is padding." */
export function told(meta, row, index) {
  const { name, starts } = meta.rows[row];
  const start = starts[index];
  const cells = Array.from({ length: meta.window }, (_, k) => start + k * meta.dilation);
  const outside = cells.filter((cell) => cell < 0 || cell >= meta.size).length;
  const single = meta.window === 1;
  const places = single
    ? `cell ${signed(start)}`
    : meta.dilation > 1 && meta.window <= LISTED
      ? `cells ${cells.map(signed).join(", ")}`
      : `cells ${signed(start)} to ${signed(cells.at(-1))}${meta.dilation > 1 ? ` in steps of ${meta.dilation}` : ""}`;
  const padding = outside
    ? `; ${single ? "it is" : `${outside} of them ${outside > 1 ? "are" : "is"}`} outside the input`
    : "";
  return `${name}: window ${index + 1} of ${starts.length} covers ${places}${padding}.`;
}

export default class Windows {
  /** @type {import("./types").Payload} */
  meta;
  /** @type {ReturnType<typeof layout>} */
  figure;

  constructor({ root }) {
    this.frame = root.querySelector(".windows");
    this.canvas = root.querySelector("canvas");
    this.line = root.querySelector(".told");
    /** @type {{row: number, index: number} | null} */
    this.chosen = null;
    this.canvas.onpointermove = (event) => this.point(event);
    this.canvas.onpointerdown = (event) => this.point(event);
    this.canvas.onpointerleave = (event) => event.pointerType === "mouse" && this.choose(null);
    this.canvas.onkeydown = (event) => this.press(event);
    root.querySelector(".save").onclick = () => this.save();
    this.stopWatching = watchTheme(this.frame, () => this.draw());
    this.resizer = new ResizeObserver(() => this.draw());
    this.resizer.observe(this.frame);
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    const { rows, title } = this.meta;
    const head = [
      "Convention",
      "Outputs",
      "Zeros before",
      "Zeros after",
      "First cells of its windows",
    ];
    const lines = rows.map(({ name, out, before, after, starts, refused }) => [
      name,
      refused || out,
      before,
      after,
      starts.map((start) => short(start)).join(", "),
    ]);
    return [{ caption: title, head, rows: lines }];
  }

  close() {
    this.stopWatching();
    this.resizer.disconnect();
  }

  /** @param {{meta: import("./types").Payload}} payload */
  receive({ meta }) {
    this.meta = meta;
    const sizes = meta.rows.map(({ name, out, refused }) => `${name}: ${refused || out}`);
    this.canvas.setAttribute("aria-label", `${meta.title}. ${sizes.join("; ")}.`);
    this.choose(null);
  }

  get hint() {
    return lanes(this.meta).few ? FEW : HINT;
  }

  choose(chosen) {
    this.chosen = chosen;
    this.line.textContent = chosen ? told(this.meta, chosen.row, chosen.index) : this.hint;
    this.draw();
  }

  point({ offsetX, offsetY }) {
    const chosen = windowAt(this.meta, this.figure, offsetX, offsetY);
    const { row, index } = this.chosen ?? {};
    if (chosen?.row !== row || chosen?.index !== index) this.choose(chosen);
  }

  /** A key steps through the row that was pointed at, or through the one with the most windows. */
  press(event) {
    if (!isPlain(event)) return;
    const counts = this.meta.rows.map(({ starts }) => starts.length);
    const row = this.chosen?.row ?? counts.indexOf(Math.max(...counts));
    const index = windowForKey(event.key, this.chosen?.index ?? null, counts[row]);
    if (index === undefined || !counts[row]) return;
    event.preventDefault();
    this.choose(index === null ? null : { row, index });
  }

  draw() {
    const width = Math.floor(this.frame.clientWidth);
    if (!this.meta || !width) return;
    this.figure = layout(this.meta, width);
    const context = fit(this.canvas, width, this.figure.height);
    drawFigure(context, this.meta, this.figure, readTheme(this.frame), this.chosen?.index ?? null);
    this.canvas.dataset.painted = this.meta.title;
  }

  save() {
    const { chosen, figure, frame, meta } = this;
    const size = [Math.floor(frame.clientWidth), figure.height];
    saveFigure(frame, "conventions.png", size, (context, theme) =>
      drawFigure(context, meta, figure, theme, chosen?.index ?? null),
    );
  }
}
