// A confusion matrix whose cells and classes open their pictures.

import { readTheme, watchTheme } from "../core/canvas.js";
import { css, inkOn, mix, parseColour } from "../core/colours.js";
import { many } from "../core/number.js";
import { canvasOf } from "../core/picture.js";

const SIDE = 32;

/** How strong a cell is coloured: its share of its row; a square root, so that few are seen beside many. */
export function strength(count, row) {
  const total = row.reduce((sum, other) => sum + other, 0);
  return total ? Math.sqrt(count / total) : 0;
}

/** RGBA of one of many pictures of three bytes a pixel. */
export function pixels(data, picture) {
  const size = SIDE * SIDE;
  const bytes = new Uint8ClampedArray(4 * size).fill(255);
  for (let i = 0; i < size; i++)
    for (let c = 0; c < 3; c++) bytes[4 * i + c] = data[3 * (picture * size + i) + c];
  return bytes;
}

export default class Confusion {
  /** @type {{meta: import("./types").Payload, arrays: import("./types").Arrays}} */
  scene;

  constructor(host) {
    this.host = host;
    this.frame = host.root.querySelector(".confusion");
    this.at = (name) => host.root.querySelector(name);
    this.at("table").onclick = ({ target }) => {
      const name = target.closest("button")?.dataset.name;
      if (name !== undefined) this.host.fire("chosen", name);
    };
    this.stop = watchTheme(this.frame, () => this.scene && this.matrix());
  }

  close() {
    this.stop();
  }

  receive(scene) {
    this.scene = scene;
    this.matrix();
    this.album();
  }

  button(name, text, label) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.name = name;
    button.textContent = text;
    button.setAttribute("aria-label", label);
    button.setAttribute("aria-pressed", String(this.scene.meta.chosen === name));
    return button;
  }

  matrix() {
    const { labels, counts } = this.scene.meta;
    const head = document.createElement("tr");
    head.append(document.createElement("td"));
    for (const label of labels) {
      const cell = document.createElement("th");
      const turned = document.createElement("span");
      turned.textContent = label;
      cell.append(turned);
      head.append(cell);
    }
    this.at("thead").replaceChildren(head);
    this.at("tbody").replaceChildren(...counts.map((row, i) => this.row(row, i)));
  }

  row(row, i) {
    const { labels } = this.scene.meta;
    const theme = readTheme(this.frame);
    const [ground, right, wrong] = [
      theme.background,
      theme.palette.output,
      theme.palette.positive,
    ].map(parseColour);
    const line = document.createElement("tr");
    const name = document.createElement("th");
    name.append(this.button(String(i), labels[i], `${labels[i]}: all pictures, the errors first`));
    line.append(name);
    for (const [j, count] of row.entries()) {
      const cell = document.createElement("td");
      const fill = mix(ground, i === j ? right : wrong, strength(count, row));
      const button = this.button(
        `${i}-${j}`,
        count ? String(count) : "",
        `${many(count, "time")} ${labels[i]} taken for ${labels[j]}`,
      );
      button.style.setProperty("--fill", css(fill));
      button.style.setProperty("--ink", inkOn(fill));
      cell.append(button);
      line.append(cell);
    }
    return line;
  }

  album() {
    const { title, captions } = this.scene.meta;
    const { data } = this.scene.arrays.pictures;
    this.at(".title").textContent = title;
    this.at("ul").replaceChildren(
      ...captions.map((caption, i) => {
        const item = document.createElement("li");
        const words = document.createElement("span");
        words.textContent = caption;
        item.append(canvasOf(pixels(data, i), [SIDE, SIDE]), words);
        return item;
      }),
    );
    this.frame.dataset.shown = title;
  }
}
