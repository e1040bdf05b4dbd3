// Explanations of one picture: each method's stages, and the arithmetic of the cell that is pointed at.
//
// Nothing is asked of the server while a person points or drags: all numbers are here. A cell that is clicked is pinned;
// the programs on the page print it.

import { cellUnder, neighbour } from "../core/atlas.js";
import { fit, paperTheme, pointOn, readTheme, watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { arrow, isPlain } from "../core/keys.js";
import { blank, canvasOf, pen, strokeFrame } from "../core/picture.js";
import { isReturning, join, read, watch, write } from "../core/place.js";
import { saveFigure } from "../core/save.js";
import { showClasses } from "./classes.js";
import { drawPanel, frameCells, pictureBytes } from "./paint.js";
import { build, sizeBlock } from "./panels.js";
import {
  areaOf,
  cellsIn,
  occlusionOf,
  placeNear,
  spotNamed,
  spotText,
  squareAt,
  squarePlace,
  strongest,
} from "./places.js";
import { coveredChances } from "./sums.js";
import { told } from "./words.js";

/** @typedef {import("./scene").Spot} Spot @typedef {import("./scene").Panel} Panel */

const SETTLED = 400; // milliseconds without a move before a screen reader is told
const PHONE = 640; // pixels below which all stands in one column
const PICTURE = [192, 128]; // its side, and the same on a phone
const INK = "#1b2430";

export default class Explain {
  /** @type {import("./scene").Message} */
  message;
  /** @type {Panel[]} */
  panels = [];
  /** The cell that was clicked, or the strongest. @type {Spot} */
  pinned;
  /** The one that is read. @type {Spot} */
  spot;
  /** The block that is an occlusion, or −1. */
  cover = -1;
  /** What its square covers, in pixels. @type {ReturnType<typeof squareAt> | null} */
  square = null;
  /** Of the picture, in pixels of the page. */
  side = PICTURE[0];

  constructor(host) {
    this.host = host;
    const { root } = host;
    this.frame = root.querySelector(".explain");
    this.find = (name) => root.querySelector(`.${name}`);
    this.picture = this.find("picture");
    this.find("png").onclick = () => this.save();
    this.hands(this.picture, {
      at: (event) => this.onPicture(pointOn(this.picture, event)),
      move: (step) => this.stepOnPicture(step),
    });
    this.queue = drawQueue(() => this.draw());
    this.watching = [
      watchTheme(this.frame, () => this.queue()),
      watch(() => this.message && this.take(spotNamed(read("cell"), this.message))),
    ];
    this.resizer = new ResizeObserver(() => this.draw());
    this.resizer.observe(this.frame);
  }

  close() {
    clearTimeout(this.voice);
    this.queue.cancel();
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
  }

  /** Another picture, class or method: the cell stays where there is one of that name. */
  receive(message) {
    const first = !this.message;
    this.message = message;
    this.panels = build(this.find("blocks"), message);
    for (const panel of this.panels)
      this.hands(panel.canvas, {
        at: (event) => this.onPanel(panel, pointOn(panel.canvas, event)),
        move: (step) => this.stepOn(panel, step),
      });
    this.cover = occlusionOf(message.meta);
    this.frame.classList.toggle("covering", this.cover >= 0);
    const named = spotNamed(read("cell"), message);
    if (!named && !first && !isReturning()) join({ cell: null });
    this.take(named);
    this.draw();
  }

  /** Take the pinned cell from the address, or the strongest one. */
  take(spot) {
    this.pinned = spot ?? strongest(this.message);
    this.look(this.pinned);
  }

  /**
   * Mouse, finger and keys on a canvas.
   * @param {HTMLCanvasElement} canvas
   * @param {{at: (event: PointerEvent) => Spot | null, move: (step: [number, number]) => Spot | null}} find
   */
  hands(canvas, { at, move }) {
    const look = (event) => {
      const spot = at(event);
      if (spot) this.look(spot);
    };
    canvas.onpointermove = look;
    canvas.onpointerdown = look;
    canvas.onpointerleave = ({ pointerType }) => pointerType === "mouse" && this.look(this.pinned);
    canvas.onclick = () => this.pin(this.spot);
    canvas.onkeydown = (event) => {
      const step = isPlain(event) && arrow(event);
      if (!step && event.key !== "Enter") return;
      event.preventDefault();
      if (!step) this.pin(this.spot);
      else {
        const spot = move(step);
        if (spot) this.look(spot);
      }
    };
  }

  onPanel({ atlas, block, shape, stage }, [x, y]) {
    const cell = cellUnder(atlas, shape, x - atlas.x, y - atlas.y);
    return cell && { block, stage: stage.name, map: cell[0], row: cell[1], column: cell[2] };
  }

  /** A pixel of the picture is one of the first result, or the middle of the square. */
  onPicture([x, y]) {
    const [rows, columns] = this.message.arrays.pixels.shape;
    const along = (at, count) =>
      Math.max(0, Math.min(count - 1, Math.floor((at / this.side) * count)));
    return this.ofPixel(along(y, rows), along(x, columns));
  }

  ofPixel(row, column) {
    if (this.cover < 0) return { ...strongest(this.message), map: 0, row, column };
    const [i, j] = placeNear(this.message, this.cover, row, column);
    return { block: this.cover, stage: "score", map: 0, row: i, column: j };
  }

  stepOn({ atlas, block, shape, stage }, step) {
    const { spot } = this;
    const here = spot.block === block && spot.stage === stage.name;
    if (!here) {
      const [row, column] = cellsIn(areaOf(this.message, spot), shape[1], shape[2]);
      return { block, stage: stage.name, map: 0, row, column };
    }
    const to = neighbour(atlas, shape, [spot.map, spot.row, spot.column], step);
    return { ...spot, map: to[0], row: to[1], column: to[2] };
  }

  stepOnPicture([down, right]) {
    const panel = this.panels.find(({ block, stage }) =>
      this.cover < 0 ? stage.kind === "over" : block === this.cover && stage.name === "score",
    );
    return panel ? this.stepOn(panel, [down, right]) : null;
  }

  /** Read a cell. */
  look(spot) {
    this.spot = spot;
    const { head, sum } = told(this.message, spot);
    this.find("told .head").textContent = head;
    this.find("sum").textContent = sum;
    this.tellClasses();
    clearTimeout(this.voice);
    this.voice = setTimeout(() => {
      this.find("spoken").textContent = `${head} ${sum}`;
    }, SETTLED);
    this.queue();
  }

  tellClasses() {
    const { cover, message } = this;
    const place = cover < 0 ? null : squarePlace(message, cover, this.spot);
    const covered = place && coveredChances(message, cover, place[0], place[1]);
    this.square = place && squareAt(message, cover, place[0], place[1]);
    showClasses(this.find("classes"), message.meta, message.arrays.chances.data, covered);
  }

  /** Keep a cell: it stands in the address, and the programs print it. */
  pin(spot) {
    this.pinned = spot;
    const text = spotText(spot);
    if (text === read("cell")) return;
    write({ cell: text });
    this.host.set("pin", text);
  }

  draw() {
    const width = Math.floor(this.frame.clientWidth);
    if (!this.message || !width) return;
    const theme = readTheme(this.frame);
    this.frame.style.setProperty("--output", theme.palette.output);
    this.size(width);
    for (const panel of this.panels) {
      const { atlas } = panel;
      const [wide, high] = [atlas.width + 2, atlas.height + 2 + this.below(panel)];
      const context = fit(panel.canvas, wide, high);
      context.clearRect(0, 0, wide, high);
      context.drawImage(this.paintedOnce(panel, theme), 0, 0, wide, high);
      this.frameOn(context, panel);
    }
    this.drawPicture(fit(this.picture, this.side, this.side));
    this.frame.dataset.painted = spotText(this.spot);
  }

  /** Room for the bars below the last row. */
  below({ stage }) {
    return stage.name === "maps" ? 6 : 0;
  }

  size(width) {
    const ratio = globalThis.devicePixelRatio || 1;
    const phone = width < PHONE;
    this.side = PICTURE[phone ? 1 : 0];
    for (const [number, article] of [...this.find("blocks").children].entries()) {
      const own = this.panels.filter(({ block }) => block === number);
      article.classList.toggle("narrow", sizeBlock(own, article.clientWidth, ratio, phone));
    }
  }

  /** A panel without frames: they alone follow the pointer. */
  paintedOnce(panel, theme) {
    const { width, height } = panel.canvas;
    const mark = [width, height, theme.dark].join();
    if (panel.painted?.mark !== mark) {
      const canvas = blank(width, height);
      const context = pen(canvas);
      const ratio = width / (panel.atlas.width + 2);
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      drawPanel(context, panel, this.message, theme);
      panel.painted = { canvas, mark };
    }
    return panel.painted.canvas;
  }

  frameOn(context, panel) {
    const { atlas, block, shape, stage } = panel;
    const here = this.spot.block === block && this.spot.stage === stage.name;
    const cells = this.cellsOn(panel);
    const maps = here || shape[0] === 1 ? [here ? this.spot.map : 0] : this.mapsOn(panel);
    for (const map of maps) frameCells(context, atlas, map, cells);
  }

  /** What of a panel belongs to the cell that is read. */
  cellsOn({ shape, stage, block }) {
    if (stage.kind === "places") {
      const [row, column] = squarePlace(this.message, block, this.spot);
      return [row, column, 1, 1];
    }
    return cellsIn(areaOf(this.message, this.spot), shape[1], shape[2]);
  }

  /** The maps of a panel that go into the cell that is read: of three colours all, of a layer's none but the first. */
  mapsOn({ shape }) {
    const count = shape[0] === 3 ? 3 : 0;
    return Array.from({ length: count }, (_, map) => map);
  }

  drawPicture(context) {
    const { pixels } = this.message.arrays;
    const [rows, columns] = pixels.shape;
    const filled = this.cover < 0 ? pixels : this.message.arrays[`${this.cover}.filled`];
    const bytes = pictureBytes(pixels.data, pixels.shape, this.square, filled.data);
    context.imageSmoothingEnabled = false;
    context.drawImage(canvasOf(bytes, [rows, columns]), 0, 0, this.side, this.side);
    const { top, left, bottom, right } = this.square
      ? {
          top: this.square.top / rows,
          left: this.square.left / columns,
          bottom: this.square.bottom / rows,
          right: this.square.right / columns,
        }
      : areaOf(this.message, this.spot);
    const { side } = this;
    const size = [(right - left) * side, (bottom - top) * side];
    strokeFrame(context, left * side, top * side, size[0], size[1], INK, 6);
  }

  /** All panels where they stand on the page, with their names; below them the cell in words. */
  save() {
    const from = this.frame.getBoundingClientRect();
    const zoom = from.width / this.frame.clientWidth;
    const [width, height] = [this.frame.clientWidth, this.frame.clientHeight];
    const corner = (element) => {
      const box = element.getBoundingClientRect();
      return [(box.left - from.left) / zoom, (box.top - from.top) / zoom];
    };
    saveFigure(this.frame, "explanation.png", [width + 32, height + 32], (context) => {
      const theme = paperTheme(this.frame);
      context.translate(16, 16);
      for (const panel of this.panels) {
        const [x, y] = corner(panel.canvas);
        context.save();
        context.translate(x, y);
        drawPanel(context, panel, this.message, theme);
        this.frameOn(context, panel);
        context.restore();
      }
      const [x, y] = corner(this.picture);
      context.save();
      context.translate(x, y);
      this.drawPicture(context);
      context.restore();
      context.fillStyle = theme.text;
      context.textBaseline = "top";
      for (const text of this.frame.querySelectorAll("figcaption b, h4, .head, .sum")) {
        const { fontWeight, fontSize, fontFamily } = getComputedStyle(text);
        context.font = `${fontWeight} ${fontSize} ${fontFamily}`;
        const [left, top] = corner(text);
        context.fillText(text.textContent ?? "", left, top + 3, width - left);
      }
    });
  }
}
