// The network as it is on the canvas now: how it is laid out and folded, what of it is seen, and what lies under a point.

import { fit, viewHeight, zoomOf } from "../core/canvas.js";
import { wantsStillness } from "../core/motion.js";
import { saveFigure } from "../core/save.js";
import { drawBrushed, drawNetwork } from "./drawing.js";
import { Eye } from "./eye.js";
import { boxOf, layWorld, PICTURE, stagesOf, valueAt } from "./layout.js";
import { foldAt } from "./names.js";
import { Texture } from "./world.js";

/** @typedef {import("../core/types").Theme} Theme @typedef {import("../core/types").Pair} Pair */

const NARROW = 700; // CSS pixels up to which the story flows downwards
const STAGE = { least: 320, most: 600, below: 12, share: 0.62 }; // CSS pixels of the stage's height
const POINTED = 6; // pixels a value has at least when it is meant, and not its map

export class Shown {
  texture = new Texture();
  eye = new Eye();
  /** Stages of which only the last layer is there. @type {Set<number>} */
  folded = new Set();
  /** @type {{stage: number, first: string}[]} */
  folds = [];
  /** Cells that a drag has painted so far. @type {Pair[]} */
  brushed = [];
  /** Nothing before it is laid out. @type {import("./layout.js").World} */
  world;
  /** The picture's way through the network as it was trained. @type {import("../maps/passage.js").Passage} */
  plain;
  /** @type {Theme} */
  theme;
  /** What is lit up. @type {import("./relations.js").Relations | null} */
  lit = null;
  width = 0;
  flying = 0;

  /**
   * @param {HTMLElement} root
   * @param {import("../maps/scene.js").Scene} scene
   */
  constructor(root, scene) {
    this.root = root;
    this.scene = scene;
    this.box = /** @type {HTMLElement} */ (root.querySelector(".stage"));
    this.canvas = /** @type {HTMLCanvasElement} */ (root.querySelector(".stage canvas"));
  }

  get narrow() {
    return this.root.clientWidth <= NARROW;
  }

  /** Lay the network out for the room that is there. */
  lay() {
    const { narrow } = this;
    this.width = this.root.clientWidth;
    const high = viewHeight(this.root);
    const height = narrow
      ? Math.round(high * STAGE.share)
      : Math.round(Math.max(STAGE.least, Math.min(STAGE.most, high - this.above() - STAGE.below)));
    const stage = { width: this.width, height, narrow };
    const { layers } = this.scene.passage.facts;
    this.world = layWorld(layers, this.folded, stage);
    this.eye.enter(this.world, stage, narrow);
    this.folds = stagesOf(layers).flatMap((list, i) => {
      const first = this.world.blocks.find((block) => block.stage === i)?.name;
      return list.length > 1 && first ? [{ stage: i, first }] : [];
    });
  }

  /** What stands above the stage when the page is not scrolled, in CSS pixels. */
  above() {
    const { top } = this.box.getBoundingClientRect();
    return (top + (scrollable(this.root)?.scrollTop ?? 0)) / zoomOf(this.root);
  }

  /** @param {Theme} theme */
  paint(theme) {
    this.theme = theme;
    const { passage, view } = this.scene;
    this.texture.paint(this.world, passage, view.scale, theme.palette);
  }

  /** @param {import("./relations.js").Relations | null} lit */
  draw(lit) {
    const { width, height } = this.eye.stage;
    const context = fit(this.canvas, width, height);
    this.lit = lit;
    drawNetwork(context, this.figure(), this.theme);
    if (this.brushed.length)
      drawBrushed(context, this.figure(), this.scene.view, this.brushed, this.theme.palette);
  }

  figure() {
    const { world, eye, texture, folds, folded, plain, lit } = this;
    return { world, eye, texture, passage: this.scene.passage, plain, lit, folds, folded };
  }

  /** The value or, where values are too small to be meant, the map under a point. */
  under(x, y) {
    const found = valueAt(this.world, ...this.eye.toWorld(x, y));
    if (!found) return null;
    const { block, cell } = found;
    const large = block.named || block.cell * this.eye.at.scale >= POINTED;
    return { block, cell, large: large || block.name === PICTURE };
  }

  /** Row and column of the map that is looked at under a point, where its values are large enough to be meant. */
  cellOfMap(x, y) {
    const found = this.under(x, y);
    const { layer, channel } = this.scene.view;
    const mine = found?.large && found.block.name === layer && found.cell[0] === channel;
    return mine ? /** @type {Pair} */ (found.cell.slice(1)) : null;
  }

  /** The stage whose folding mark is under a point, or null. */
  foldAt(x, y) {
    return foldAt(this.figure(), x, y);
  }

  /** Where the value that is looked at lies in the world; nothing if its layer is folded away. */
  boxOfPlace() {
    const { layer, channel, row, column } = this.scene.view;
    const block = this.world.blocks.find(({ name }) => name === layer);
    return block && boxOf(block, channel, { rows: [row], columns: [column] });
  }

  /** Move by so many pixels; what the network cannot move down or up, the page does. */
  pan(dx, dy) {
    const left = this.eye.pan(dx, dy);
    if (left) scrollable(this.root)?.scrollBy(0, -left);
  }

  /**
   * Fly to a view: `frame()` is called in each frame, `landed()` at the end.
   * @param {import("../core/types").View} view
   * @param {{frame: () => void, landed: () => void}} acts
   */
  fly(view, { frame, landed }) {
    const still = wantsStillness();
    this.eye.fly(view, performance.now(), still);
    this.stop();
    this.canvas.dataset.flying = ""; // for whoever waits for the end
    const next = (now) => {
      const more = this.eye.advance(now);
      frame();
      if (more) this.flying = requestAnimationFrame(next);
      else {
        this.stop();
        landed();
      }
    };
    this.flying = requestAnimationFrame(next);
  }

  stop() {
    cancelAnimationFrame(this.flying);
    delete this.canvas.dataset.flying;
  }

  /** The whole network as a PNG file. */
  save() {
    const [eye, texture] = [new Eye(), new Texture()];
    const { width, height } = this.eye.stage;
    const high = this.narrow ? this.world.height * (width / this.world.width) : height;
    eye.enter(this.world, { width, height: high }, this.narrow);
    saveFigure(this.root, "network.png", [width, high], (context, theme) => {
      texture.paint(this.world, this.scene.passage, this.scene.view.scale, theme.palette);
      drawNetwork(context, { ...this.figure(), eye, texture, folds: [] }, theme);
    });
  }
}

/** What scrolls the page around an element, through the roots of components. */
function scrollable(element) {
  let node = element;
  while (node) {
    if (
      node.scrollHeight > node.clientHeight + 1 &&
      /auto|scroll/.test(getComputedStyle(node).overflowY)
    )
      return node;
    node = node.parentElement ?? node.getRootNode().host;
  }
  return document.scrollingElement;
}
