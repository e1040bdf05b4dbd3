// The picture in use, and a row of others: one click, or an arrow key and Enter, takes another.

import { placeAfter } from "../core/keys.js";

const OWN = "+"; // what is told where a person wants to bring one

/** The samples lie side by side on one sheet, which the server has under this address for every page. */
const SHEET = () => `url("${new URL("samples.jpg", document.baseURI)}")`;

/**
 * Where picture `index` is on a sheet of `columns` columns and `rows` rows, as CSS wants it.
 * @param {number} index
 * @param {[number, number]} grid rows and columns
 */
export function placeOnSheet(index, [rows, columns]) {
  const share = (place, count) => `${count > 1 ? (100 * place) / (count - 1) : 0}%`;
  return `${share(index % columns, columns)} ${share(Math.floor(index / columns), rows)}`;
}

export default class Picker {
  /** @type {import("./types").Payload} */
  meta;

  constructor(host) {
    const { root } = host;
    this.at = (name) => root.querySelector(`.${name}`);
    this.rows = [...root.querySelectorAll(".row")];
    this.at("own").onclick = () => host.fire("chosen", OWN);
    for (const row of this.rows) {
      row.onclick = ({ target }) => {
        const { name } = target.dataset;
        if (name && name !== this.meta.chosen) host.fire("chosen", name);
      };
      row.onkeydown = (event) => press(event, [...row.children]);
    }
  }

  /** @param {import("./types").Payload} meta */
  receive(meta) {
    const names = (pictures) =>
      [pictures.own, pictures.samples, pictures.classes].flat().map(({ name }) => name);
    const same = this.meta && names(this.meta).join() === names(meta).join();
    this.meta = meta;
    if (!same) this.fill();
    this.at("name").textContent = meta.title;
    this.at("name").title = meta.title;
    this.at("size").textContent = meta.size;
    for (const row of this.rows) mark(row, meta.chosen);
  }

  /** A sample that shows one of the classes stands in their row only. */
  fill() {
    const { own, samples, sheet, classes } = this.meta;
    const apart = new Set(classes.map(({ name }) => name));
    const drawn = new Map(samples.map((item, i) => [item.name, onSheet(item, i, sheet)]));
    const others = samples.filter(({ name }) => !apart.has(name));
    this.rows[0].replaceChildren(...own.map(tile), ...others.map(({ name }) => drawn.get(name)));
    this.rows[1].replaceChildren(...classes.map((item) => drawn.get(item.name) ?? tile(item)));
    this.at("known").hidden = !classes.length;
  }

  close() {}
}

/** Say which one is chosen, and bring it into sight. */
function mark(row, name) {
  const tiles = [...row.children];
  const chosen = tiles.find(({ dataset }) => dataset.name === name);
  for (const button of tiles) {
    button.setAttribute("aria-checked", String(button === chosen));
    button.tabIndex = button === (chosen ?? tiles[0]) ? 0 : -1;
  }
  if (!chosen) return;
  const { scrollLeft, clientWidth } = row;
  const left = chosen.offsetLeft - row.offsetLeft;
  if (left < scrollLeft || left + chosen.offsetWidth > scrollLeft + clientWidth)
    row.scrollLeft = left - clientWidth / 2;
}

function press(event, tiles) {
  const target = placeAfter(event, tiles.indexOf(event.target), tiles.length, tiles.length);
  if (target === null) return;
  event.preventDefault();
  tiles[target].focus();
}

/** @param {{name: string, title: string, file?: string}} item */
function tile({ name, title, file }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tile";
  button.dataset.name = name;
  button.title = title;
  button.setAttribute("role", "radio");
  button.setAttribute("aria-label", title);
  if (file) button.style.background = `center / cover url("data:image/jpeg;base64,${file}")`;
  return button;
}

function onSheet(item, index, sheet) {
  const button = tile(item);
  button.style.backgroundImage = SHEET();
  button.style.backgroundPosition = placeOnSheet(index, sheet);
  button.style.backgroundSize = `${100 * sheet[1]}% ${100 * sheet[0]}%`;
  return button;
}
