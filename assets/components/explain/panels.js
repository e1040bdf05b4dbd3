// The markup of the methods: a block for each, columns of panels in it, and how large a cell is.

import { atlasOf } from "../core/atlas.js";
import { limitOf } from "./paint.js";
import { GAP, shapeOf } from "./places.js";

/** @typedef {import("./scene").Panel} Panel @typedef {import("./scene").Message} Message */

const BETWEEN = 24; // pixels between columns
const EDGE = 1; // of a map's border
const NARROW = 540; // below it, the result comes first and what it was made of wraps
const ALMOST = 0.15; // of a pixel that a cell may be wider than its share
const PAIR = 304; // of a result and a stage beside it, at their usual size
const [LEAST, MOST] = [0.4, 1.5]; // of the usual size
const PLACES = 7 / 12; // of their usual size a square's places have beside a result
const PHONE = 320; // side of a result where it stands alone

const make = (tag, name, text = "") =>
  Object.assign(document.createElement(tag), { className: name, textContent: text });

/**
 * Build the blocks of a message in `box`; returns its panels in order.
 * @param {HTMLElement} box
 * @param {Message} message
 * @returns {Panel[]}
 */
export function build(box, message) {
  /** @type {Panel[]} */
  const panels = [];
  const blocks = message.meta.blocks.map((block, number) => {
    const article = make("article", "block");
    const columns = make("div", "columns");
    /** @type {Map<number, HTMLElement>} */
    const made = new Map();
    for (const stage of block.stages) {
      const column = made.get(stage.column) ?? make("div", "column");
      made.set(stage.column, column);
      column.style.setProperty("--from-the-end", String(-stage.column));
      if (stage.name === "result") column.classList.add("of-result");
      const panel = panelOf(message, number, stage);
      const figure = make("figure", "");
      figure.append(panel.head, panel.canvas);
      column.append(figure);
      panels.push(panel);
    }
    columns.append(...made.values());
    const title = make("h4", "", block.title);
    title.ariaLevel = "2"; // right below the page's own
    article.append(title, columns, make("p", "says", block.says));
    article.dataset.method = block.method;
    return article;
  });
  box.replaceChildren(...blocks);
  box.classList.toggle("pair", blocks.length === 2 && !isCascade(message));
  return panels;
}

/** Whether the blocks are those of a network that forgets. */
export function isCascade({ meta }) {
  return meta.blocks[0].method.startsWith("cascade");
}

/** @returns {Panel} */
function panelOf(message, block, stage) {
  const array = message.arrays[`${block}.${stage.name}`];
  const canvas = document.createElement("canvas");
  canvas.tabIndex = 0;
  canvas.dataset.stage = `${block}.${stage.name}`;
  canvas.setAttribute("role", "application");
  const name = [message.meta.blocks[block].title, stage.title].join(", ");
  canvas.setAttribute("aria-label", `${name}; arrow keys move the cell that is read`);
  const head = make("figcaption", "");
  head.append(make("b", "", stage.title), make("span", "", stage.note));
  const [maps, rows, columns] = shapeOf(array);
  /** @type {import("../core/types").Cell} */
  const shape = [stage.kind === "one" ? 1 : maps, rows, columns];
  const limit = limitOf(array.data, stage.sign);
  const atlas = atlasOf(shape, { x: EDGE, y: EDGE, cell: 1, gap: GAP, across: stage.across });
  return { block, stage, shape, map: 0, canvas, head, atlas, limit };
}

/**
 * Where a panel's maps stand if a map has `side` pixels: cells are whole pixels of the screen.
 * @param {Panel} panel
 * @returns {import("../core/types").Atlas}
 */
export function atlasAt({ shape, stage }, side, ratio) {
  const [maps, rows, columns] = shape;
  const cell = Math.max(1, Math.floor((side * ratio) / Math.max(rows, columns) + ALMOST)) / ratio;
  const across = Math.min(maps, stage.across);
  return atlasOf(shape, { x: EDGE, y: EDGE, cell, gap: GAP, across });
}

/**
 * Give every panel of a block its size in a width.
 * @param {Panel[]} panels
 * @param {number} width
 * @param {number} ratio pixels of the screen to one of the page
 * @param {boolean} phone
 * @returns {boolean} whether what a result was made of wraps below it
 */
export function sizeBlock(panels, width, ratio, phone) {
  const narrow = width < NARROW;
  const gaps = ({ across }) => (across - 1) * GAP + 2 * EDGE;
  /** @type {Map<number, {maps: number, gaps: number}>} */
  const columns = new Map();
  for (const { stage } of panels) {
    const before = columns.get(stage.column) ?? { maps: 0, gaps: 0 };
    columns.set(stage.column, {
      maps: Math.max(before.maps, stage.across * stage.side),
      gaps: Math.max(before.gaps, gaps(stage)),
    });
  }
  const fixed =
    [...columns.values()].reduce((sum, { gaps }) => sum + gaps, 0) + (columns.size - 1) * BETWEEN;
  const wanted = [...columns.values()].reduce((sum, { maps }) => sum + maps, 0);
  const scale = Math.max(LEAST, Math.min(MOST, (width - fixed) / wanted));
  for (const panel of panels) {
    const { stage } = panel;
    const most = (width - gaps(stage)) / stage.across;
    const large = stage.name === "result" || stage.kind === "places" ? PHONE : stage.side;
    const part =
      (stage.kind === "places" ? PLACES : 1) * Math.min(1.3, (width - 2 * BETWEEN) / PAIR);
    const least = stage.across > 1 ? stage.side : 0; // a small map is not made smaller
    const usual = phone ? large : Math.max(least, stage.side * part);
    panel.atlas = atlasAt(panel, narrow ? Math.min(usual, most) : stage.side * scale, ratio);
  }
  return narrow;
}
