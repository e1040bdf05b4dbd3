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
    this.row = root.querySelector(".row");
    this.at = (name) => root.querySelector(`.${name}`);
    this.at("own").onclick = () => host.fire("chosen", OWN);
    this.row.onclick = ({ target }) => {
      const { name } = target.dataset;
      if (name && name !== this.meta.chosen) host.fire("chosen", name);
    };
    this.row.onkeydown = (event) => this.press(event);
  }

  /** @param {import("./types").Payload} meta */
  receive(meta) {
    const names = ({ own, samples }) => [...own, ...samples].map(({ name }) => name).join();
    const same = this.meta && names(this.meta) === names(meta);
    this.meta = meta;
    if (!same) this.fill();
    this.at("name").textContent = meta.title;
    this.at("name").title = meta.title;
    this.at("size").textContent = meta.size;
    this.mark();
  }

  fill() {
    const { own, samples, sheet } = this.meta;
    const tiles = [
      ...own.map((item) => tile(item, `url("data:image/jpeg;base64,${item.file}")`, "center")),
      ...samples.map((item, i) => tile(item, SHEET(), placeOnSheet(i, sheet))),
    ];
    for (const button of tiles.slice(own.length))
      button.style.backgroundSize = `${100 * sheet[1]}% ${100 * sheet[0]}%`;
    this.row.replaceChildren(...tiles);
  }

  /** Say which one is chosen, and bring it into sight. */
  mark() {
    const tiles = [...this.row.children];
    const chosen = tiles.find(({ dataset }) => dataset.name === this.meta.chosen);
    for (const button of tiles) {
      button.setAttribute("aria-checked", String(button === chosen));
      button.tabIndex = button === (chosen ?? tiles[0]) ? 0 : -1;
    }
    if (!chosen) return;
    const { scrollLeft, clientWidth } = this.row;
    const left = chosen.offsetLeft - this.row.offsetLeft;
    if (left < scrollLeft || left + chosen.offsetWidth > scrollLeft + clientWidth)
      this.row.scrollLeft = left - clientWidth / 2;
  }

  press(event) {
    const tiles = [...this.row.children];
    const target = placeAfter(event, tiles.indexOf(event.target), tiles.length, tiles.length);
    if (target === null) return;
    event.preventDefault();
    tiles[target].focus();
  }

  close() {}
}

function tile({ name, title }, image, place) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tile";
  button.dataset.name = name;
  button.title = title;
  button.setAttribute("role", "radio");
  button.setAttribute("aria-label", title);
  button.style.backgroundImage = image;
  button.style.backgroundPosition = place;
  button.style.backgroundSize = "cover";
  return button;
}
