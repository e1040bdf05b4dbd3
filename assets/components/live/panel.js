// The controls: where pictures come from, the layers, the mirror, the colours. They show what is chosen and tell choices.

import { arrow, isPlain } from "../core/keys.js";

export default class Panel {
  /**
   * @param {HTMLElement} box
   * @param {import("./types").Payload} meta
   * @param {(choice: {layer?: number, source?: string, scale?: string, mirror?: boolean}) => void} choose
   */
  constructor(box, meta, choose) {
    const all = (selector) => /** @type {HTMLElement[]} */ ([...box.querySelectorAll(selector)]);
    const at = (name) => /** @type {HTMLElement} */ (box.querySelector(`.${name}`));
    this.freeze = at("freeze");
    this.mirror = at("mirror");
    this.layers = at("layers");
    this.tick = /** @type {HTMLInputElement} */ (this.mirror.querySelector("input"));
    this.sources = all("[data-source]");
    this.scales = all("[data-scale]");
    for (const button of this.sources)
      button.onclick = () => choose({ source: button.dataset.source });
    for (const button of this.scales)
      button.onclick = () => choose({ scale: button.dataset.scale });
    this.tick.onchange = () => choose({ mirror: this.tick.checked });
    this.chips = meta.layers.map(({ name }, layer) => {
      const chip = document.createElement("button");
      Object.assign(chip, { type: "button", textContent: name });
      chip.setAttribute("role", "radio");
      chip.onclick = () => choose({ layer });
      return chip;
    });
    this.layers.replaceChildren(...this.chips);
    this.layers.onkeydown = (event) => this.press(event, choose);
  }

  /** An arrow chooses the layer beside the one that is chosen. */
  press(event, choose) {
    const move = isPlain(event) && arrow(event);
    if (!move) return;
    event.preventDefault();
    const { length } = this.chips;
    const from = this.chips.findIndex((chip) => chip.getAttribute("aria-checked") === "true");
    const layer = (from + move[0] + move[1] + length) % length;
    choose({ layer });
    this.chips[layer].focus();
  }

  /** @param {{source: string, layer: number, scale: string, mirror: boolean, frozen: boolean}} view */
  show({ source, layer, scale, mirror, frozen }) {
    for (const button of this.sources)
      button.setAttribute("aria-pressed", String(button.dataset.source === source));
    for (const button of this.scales)
      button.setAttribute("aria-pressed", String(button.dataset.scale === scale));
    for (const [i, chip] of this.chips.entries()) {
      chip.setAttribute("aria-checked", String(i === layer));
      chip.tabIndex = i === layer ? 0 : -1;
    }
    const { offsetLeft, offsetWidth } = this.chips[layer]; // on a phone they are one line that can be pushed
    const { scrollLeft, clientWidth } = this.layers;
    if (offsetLeft < scrollLeft || offsetLeft + offsetWidth > scrollLeft + clientWidth)
      this.layers.scrollLeft = offsetLeft - (clientWidth - offsetWidth) / 2;
    this.mirror.hidden = source !== "camera";
    this.tick.checked = mirror;
    const [words] = this.freeze.children;
    words.textContent = frozen ? "Go on" : "Freeze";
  }
}
