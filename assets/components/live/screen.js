// What is on screen of a frame and its answer, and the cell of it that is read.

import { neighbour } from "../core/atlas.js";
import { fit, pointOn, viewHeight, zoomOf } from "../core/canvas.js";
import { short } from "../core/number.js";
import { strokeFrame } from "../core/picture.js";
import { saveFigure } from "../core/save.js";
import Classes from "./classes.js";
import { drawMaps, drawNamed, Film, markCell } from "./drawing.js";
import { cellAt, fieldOf, indexOf, roomIn, sheetOf } from "./layout.js";
import { layerLimit, limitsOf } from "./limit.js";
import { develop, NETWORK_SIDE } from "./shot.js";
import { reaches, spreads } from "./wire.js";
import { readout, sizeWords } from "./words.js";

/** @typedef {import("./scene").Shown} Shown @typedef {import("./scene").Sheet} Sheet @typedef {import("../core/types").Cell} Cell @typedef {import("../core/types").Theme} Theme */

const SIDE = 224; // pixels a side of the picture, in what is saved
const ROLES = ["negative", "neutral", "positive", "output", "faint"]; // colours that the style sheet names
const NARROW = 640; // pixels of the figure up to which its parts stand below each other

export default class Screen {
  /** @type {Shown | null} */
  shown = null;
  /** @type {Sheet | null} */
  sheet = null;
  /** @type {Cell | null} */
  cell = null;
  held = false;
  limit = 0;
  /** Pixels a side of the picture, and of the sheet's height. */
  side = 0;
  tall = 0;
  scale = /** @type {"layer" | "map"} */ ("layer");

  /** @param {HTMLElement} frame @param {import("./types").Payload} meta */
  constructor(frame, meta) {
    this.frame = frame;
    this.meta = meta;
    this.at = (name) => /** @type {any} */ (frame.querySelector(`.${name}`));
    this.film = new Film();
    this.pixels = develop(new Uint8Array(3 * NETWORK_SIDE ** 2));
    this.classes = new Classes(this.at("classes"));
    this.classes.build(meta.labels);
    this.measure();
  }

  /** How large picture and sheet may be for all to be seen at once; the style sheet keeps their room. */
  measure() {
    const [side, tall] = roomIn(this.isNarrow, viewHeight(this.frame));
    this.side = side;
    this.tall = tall;
    this.frame.style.setProperty("--side", `${side}px`);
    this.frame.style.setProperty("--tall", `${tall}px`);
  }

  /** A picture without an answer yet. @param {Uint8Array} rgb */
  preview(rgb) {
    develop(rgb, this.pixels);
  }

  /** @param {Shown} shown @param {boolean} still whether no other follows it */
  take(shown, still) {
    const before = this.shown?.answer;
    const same = before?.layer === shown.answer.layer;
    this.shown = shown;
    this.reach = reaches(shown.answer);
    this.limit = layerLimit(same && !still ? this.limit : 0, this.reach);
    if (!same) this.release();
    develop(shown.rgb, this.pixels);
  }

  get layer() {
    return this.meta.layers[this.shown?.answer.layer ?? 0];
  }

  /** Whether numbers can be read to the last digit. */
  get isExact() {
    return Boolean(this.shown?.answer.values);
  }

  /** The number of the cell that is read, or null. */
  get value() {
    const values = this.shown?.answer.values;
    if (!values || !this.cell || !this.sheet) return null;
    return values[indexOf(this.cell, this.sheet.shape)];
  }

  /** The number that is read as the network counts: a map with row and column, or a unit. */
  get spot() {
    if (!this.cell || !this.sheet) return null;
    const [map, row, column] = this.cell;
    const flat = this.sheet.kind !== "maps";
    const unit = indexOf(this.cell, this.sheet.shape);
    return flat ? { channel: unit, row: 0, column: 0 } : { channel: map, row, column };
  }

  release() {
    this.cell = null;
    this.held = false;
  }

  /** Point at a place of the sheet; a cell that is held stays. @param {PointerEvent} event */
  point(event) {
    if (!this.sheet || this.held) return;
    this.cell = cellAt(this.sheet, ...pointOn(this.at("sheet"), event));
  }

  /** Hold the cell at a place, or let go of it. @param {PointerEvent} event */
  hold(event) {
    if (!this.sheet) return;
    const cell = cellAt(this.sheet, ...pointOn(this.at("sheet"), event));
    const same = this.held && cell && this.cell?.join() === cell.join();
    this.cell = cell;
    this.held = Boolean(cell) && !same;
  }

  /** Move the cell that is read. @param {import("../core/types").Pair} move */
  step(move) {
    if (!this.sheet) return;
    const { atlas, shape } = this.sheet;
    this.cell = this.cell ? neighbour(atlas, shape, this.cell, move) : [0, 0, 0];
    this.held = true;
  }

  /** What is read, in words. */
  words() {
    const { value, sheet, cell } = this;
    if (value === null || value === undefined || !sheet || !cell) return "";
    return readout(this.layer, cell, sheet.shape[2], this.meta.labels, value);
  }

  /** @param {Theme} theme */
  draw(theme) {
    this.measure();
    this.dress(theme);
    this.drawSeen(theme);
    if (!this.shown) return;
    this.classes.show(this.shown.answer.probabilities);
    const canvas = this.at("sheet");
    const wide = canvas.parentElement.clientWidth;
    const ratio = (globalThis.devicePixelRatio || 1) * zoomOf(canvas);
    this.sheet = sheetOf(this.layer, this.meta.labels.length, [wide, this.tall], ratio);
    const context = fit(canvas, this.sheet.width, this.sheet.height);
    this.drawSheet(context, this.sheet, theme);
    if (this.cell) markCell(context, this.sheet, this.cell, this.held, theme);
    const [name, size] = this.at("name").children;
    if (name.textContent !== this.layer.name) {
      name.textContent = this.layer.name;
      size.textContent = sizeWords(this.layer);
    }
    this.drawKey();
  }

  /** @param {CanvasRenderingContext2D} context @param {Sheet} sheet @param {Theme} theme */
  drawSheet(context, sheet, theme) {
    const answer = /** @type {Shown} */ (this.shown).answer;
    context.fillStyle = theme.background;
    context.fillRect(0, 0, sheet.width, sheet.height);
    const { labels } = this.meta;
    if (sheet.kind === "named") {
      const share = this.layer.name === "softmax";
      const values = answer.values ?? answer.probabilities;
      const limit = share ? 1 : this.limit;
      drawNamed(context, sheet, { values, labels, limit, share }, theme);
      return;
    }
    const own = { reaches: this.reach ?? [], spreads: spreads(answer) };
    const limits = limitsOf(this.scale, own, this.limit);
    drawMaps(context, sheet, this.film.expose(answer, sheet.shape, limits, theme));
  }

  /** The style sheet's colours, once a theme. @param {Theme} theme */
  dress({ palette }) {
    if (this.palette === palette) return;
    this.palette = palette;
    for (const role of ROLES) this.frame.style.setProperty(`--${role}`, palette[role]);
  }

  get isNarrow() {
    return this.frame.clientWidth <= NARROW;
  }

  drawSeen({ palette }) {
    const canvas = this.at("seen");
    const { side } = this;
    const context = fit(canvas, side, side);
    context.imageSmoothingEnabled = false;
    context.drawImage(this.pixels, 0, 0, side, side);
    const field = this.cell && fieldOf(this.layer, this.cell, NETWORK_SIDE);
    if (!field) return;
    const [top, left, bottom, right] = field.map((at) => (at * side) / NETWORK_SIDE);
    strokeFrame(context, left, top, right - left, bottom - top, palette.output);
  }

  /** What blue and orange mean now. */
  drawKey() {
    const maps = this.sheet?.kind === "maps";
    const own = this.scale === "map" && maps;
    this.at("key").style.visibility = this.layer.name === "softmax" ? "hidden" : "visible";
    this.at("scales").style.visibility = maps ? "visible" : "hidden";
    this.at("low").textContent = own ? "− largest" : short(-this.limit, 2);
    this.at("high").textContent = own ? "each map's largest" : short(this.limit, 2);
  }

  /** Hand what is on screen to the browser as a PNG: the picture and the answer, the layer beside them. */
  save() {
    const { sheet, shown, meta } = this;
    if (!sheet || !shown) return;
    const [left, top] = [SIDE + 32, 36];
    /** @type {[number, number]} */
    const size = [left + sheet.width + 16, Math.max(SIDE + 300, sheet.height) + top + 16];
    saveFigure(this.frame, `live-${this.layer.name}.png`, size, (context, theme) => {
      context.font = `600 15px ${theme.font}`;
      context.fillStyle = theme.text;
      context.fillText("What the network sees", 16, 24);
      context.fillText(`${this.layer.name}, ${sizeWords(this.layer)}`, left, 24);
      context.imageSmoothingEnabled = false;
      context.drawImage(this.pixels, 16, top, SIDE, SIDE);
      context.translate(16, top + SIDE + 16);
      const answer = { name: "softmax", shape: [meta.labels.length], field: [] };
      const bars = sheetOf(answer, meta.labels.length, [SIDE, 280]);
      const values = shown.answer.probabilities;
      drawNamed(context, bars, { values, labels: meta.labels, limit: 1, share: true }, theme);
      context.translate(left - 16, -SIDE - 16);
      this.drawSheet(context, sheet, theme);
      context.setTransform(1, 0, 0, 1, 0, 0);
    });
  }
}
