// Explanations of one picture: each method's stages, and the arithmetic of the cell that is pointed at.
//
// Nothing is asked of the server while a person points or drags: all numbers are here. A cell that is clicked is pinned;
// the programs on the page print it.

import { fit, pointOn, readTheme, watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { arrow, isPlain } from "../core/keys.js";
import { drawPage } from "../core/page.js";
import { blank, pen } from "../core/picture.js";
import { isReturning, join, read, watch, write } from "../core/place.js";
import { saveFigure } from "../core/save.js";
import { grids } from "../core/table.js";
import { showClasses } from "./classes.js";
import { drawPanel, drawPicture, frameCells } from "./paint.js";
import { build, sizeBlock } from "./panels.js";
import {
  areaOf,
  cellsIn,
  occlusionOf,
  spotNamed,
  spotText,
  squareAt,
  squarePlace,
  strongest,
} from "./places.js";
import { mapInView, panelOfPicture, spotAfter, spotOn, spotOnPicture } from "./pointing.js";
import { coveredChances, weighedTerms } from "./sums.js";
import { NAMED, told } from "./words.js";

/** @typedef {import("./scene").Spot} Spot @typedef {import("./scene").Panel} Panel */

const SETTLED = 400; // milliseconds without a move before a screen reader is told
const PHONE = 640; // pixels below which all stands in one column
const PICTURE = [192, 128]; // its side, and the same on a phone
const MARGIN = 16; // of the saved figure

export default class Explain {
  static sheets = ["core/buttons.css"];

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
    this.hands(
      this.picture,
      (point) => spotOnPicture(this.message, this.cover, point, this.side),
      () => panelOfPicture(this.panels, this.cover),
    );
    this.queue = drawQueue(() => this.draw());
    this.watching = [
      watchTheme(this.frame, () => this.queue()),
      watch(() => this.message && this.take(spotNamed(read("cell"), this.message))),
    ];
    this.resizer = new ResizeObserver(() => this.draw());
    this.resizer.observe(this.frame);
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    const { meta, arrays } = this.message;
    return meta.blocks.flatMap(({ title, stages }, block) =>
      stages.flatMap((stage) => {
        const array = arrays[`${block}.${stage.name}`];
        return array ? grids(`${title}: ${stage.title}`, array, (map) => `map ${map}`) : [];
      }),
    );
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
    if (this.message?.meta.scene === message.meta.scene) return;
    this.message = message;
    this.panels = build(this.find("blocks"), message);
    for (const panel of this.panels)
      this.hands(
        panel.canvas,
        (point) => spotOn(panel, point),
        () => panel,
      );
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
   * @param {(point: [number, number]) => Spot | null} find the cell under a point
   * @param {() => Panel | undefined} walk the panel that arrow keys walk on
   */
  hands(canvas, find, walk) {
    const look = (event) => {
      const spot = find(pointOn(canvas, event));
      if (spot) this.look(spot);
    };
    canvas.onpointermove = look;
    canvas.onpointerdown = look;
    canvas.onpointerleave = ({ pointerType }) => pointerType === "mouse" && this.look(this.pinned);
    canvas.onclick = () => this.pin(this.spot);
    canvas.onkeydown = (event) => {
      const [step, panel] = [isPlain(event) && arrow(event), walk()];
      if (event.key === "Enter") this.pin(this.spot);
      else if (step && panel) this.look(spotAfter(this.message, this.spot, panel, step));
      else return;
      event.preventDefault();
    };
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
    this.paintPicture(fit(this.picture, this.side, this.side));
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
    panel.map = mapInView(this.spot, panel.block);
    const alone = panel.stage.kind === "one" ? panel.map : 0;
    const mark = [width, height, theme.dark, alone].join();
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
    const cells = this.cellsOn(panel);
    if (stage.name === "maps")
      frameCells(context, atlas, mapInView(this.spot, block), [0, 0, shape[1], shape[2]]);
    for (const map of this.mapsOn(panel, cells)) frameCells(context, atlas, map, cells);
  }

  /**
   * What of a panel belongs to the cell that is read: first row, first column, rows, columns.
   * @param {Panel} panel
   * @returns {[number, number, number, number]}
   */
  cellsOn({ shape, stage, block }) {
    if (stage.kind === "places") {
      const [row, column] = squarePlace(this.message, block, this.spot);
      return [row, column, 1, 1];
    }
    return cellsIn(areaOf(this.message, this.spot), shape[1], shape[2]);
  }

  /** The maps of a panel that the cell stands on: the one pointed at, of three colours all, of a sum its largest. */
  mapsOn({ block, shape, stage }, cells) {
    const { spot } = this;
    const [row, column] = cells;
    const own = spot.block === block;
    if (shape[0] === 1) return [0];
    if (own && spot.stage === stage.name) return [spot.map];
    if (shape[0] === 3) return [0, 1, 2];
    if (stage.name !== "maps") return [];
    if (own && spot.stage === "gradients") return [spot.map];
    const terms = weighedTerms(this.message, { ...spot, block, row, column });
    return terms.slice(0, NAMED).map(({ map = 0 }) => map);
  }

  /** The picture, with the square on it or a frame around what belongs to the cell. */
  paintPicture(context) {
    const { cover, message, side, square } = this;
    const filled = cover < 0 ? null : message.arrays[`${cover}.filled`];
    drawPicture(context, message, side, square, filled, areaOf(message, this.spot));
  }

  /** As it stands on the page, in the light colours. */
  save() {
    const size = [this.frame.clientWidth + 2 * MARGIN, this.frame.clientHeight + 2 * MARGIN];
    saveFigure(this.frame, "explanation.png", size, (context, theme) => {
      context.translate(MARGIN, MARGIN);
      drawPage(context, this.frame, theme, (canvas) => {
        const panel = this.panels.find((one) => one.canvas === canvas);
        if (!panel) {
          this.paintPicture(context);
          return;
        }
        drawPanel(context, panel, this.message, theme);
        this.frameOn(context, panel);
      });
    });
  }
}
