// Small pictures to choose from, all from one message.

import { placeAfter } from "../core/keys.js";
import { arrivalOf } from "../core/store.js";

const TINY = 48; // pixels across below which they are shown as squares

function tile({ name, title }, bytes) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tile";
  button.dataset.name = name;
  const picture = document.createElement("img");
  picture.alt = "";
  picture.draggable = false;
  picture.src = URL.createObjectURL(new Blob([bytes]));
  picture.onload = () => {
    URL.revokeObjectURL(picture.src);
    picture.classList.toggle("tiny", picture.naturalWidth < TINY);
  };
  const label = document.createElement("span");
  label.textContent = title;
  button.append(picture, label);
  return button;
}

export default class Gallery {
  /** @type {import("./types").Payload} */
  meta;

  constructor(host) {
    this.host = host;
    this.root = host.root.querySelector(".gallery");
    this.root.onclick = (event) => {
      const name = event.target.closest(".tile")?.dataset.name;
      if (name) host.fire("chosen", name);
    };
    this.root.onkeydown = (event) => this.press(event);
  }

  /** @param {import("./types").Payload} meta */
  receive(meta) {
    this.meta = meta;
    this.root.style.setProperty("--tile", `${meta.width}px`);
    this.root.setAttribute("aria-label", meta.label);
    arrivalOf(meta.pictures).then(({ arrays }) => {
      if (this.meta === meta) this.show(arrays);
    });
  }

  /** @param {Record<string, import("../core/types").Packed>} files */
  show(files) {
    const { root, meta } = this;
    if (root.dataset.pictures !== meta.pictures) {
      root.replaceChildren(...meta.tiles.map((item, i) => tile(item, files[i].data)));
      root.dataset.pictures = meta.pictures;
    }
    const known = meta.tiles.some(({ name }) => name === meta.chosen);
    for (const [i, button] of [...root.children].entries()) {
      const chosen = meta.tiles[i].name === meta.chosen;
      button.setAttribute("aria-pressed", String(chosen));
      button.tabIndex = chosen || (i === 0 && !known) ? 0 : -1;
    }
  }

  press(event) {
    const tiles = [...this.root.children];
    const index = tiles.indexOf(event.target);
    if (index < 0) return;
    const columns = getComputedStyle(this.root).gridTemplateColumns.split(" ").length;
    const target = placeAfter(event, index, tiles.length, columns);
    if (target === null || target === index) return;
    event.preventDefault();
    tiles[target].focus();
  }

  close() {}
}
