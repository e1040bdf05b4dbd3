// The quiz: two pictures, one question, a score.

import { fit, readTheme } from "../core/canvas.js";
import { short } from "../core/number.js";
import { drawWhole, tileOf } from "./drawing.js";
import { nameOf, windowOf } from "./places.js";
import { drawn, questionOf, scored, unitAsked } from "./quiz.js";

const LARGE = 192; // pixels of a picture that is asked about, where there is room
const SMALL = 96; // and of one of the four
const GAP = 8;
const AROUND = 2 * 18; // of the two, beside them

export default class Asking {
  score = { right: 0, asked: 0, streak: 0 };
  seed = 0;
  /** What is asked now: nothing before its pictures are here. */
  asked;
  /** Which of the two was chosen, or −1. */
  chosen = -1;

  /**
   * @param {HTMLElement} box
   * @param {import("./shelf.js").default} shelf
   * @param {{next: () => void, show: (layer: string, unit: number) => void}} acts
   */
  constructor(box, shelf, acts) {
    this.box = box;
    this.shelf = shelf;
    this.acts = acts;
    this.at = (name) => /** @type {any} */ (box.querySelector(`.${name}`));
    this.buttons = [this.at("first"), this.at("second")];
    for (const [i, button] of this.buttons.entries()) button.onclick = () => this.answer(i);
    this.at("again").onclick = () => acts.next();
    this.at("show").onclick = () => acts.show(this.asked.layer.name, this.asked.unit);
    box.onkeydown = (event) => this.press(event);
  }

  /**
   * Ask the question that follows from a number.
   * @param {number} seed
   * @param {import("./types").UnitLayer} layer
   * @param {import("./types").Payload} meta
   * @param {boolean} chosen by a person just now, whose keys are then meant for it
   */
  async ask(seed, layer, meta, chosen) {
    this.seed = seed;
    this.chosen = -1;
    this.asked = undefined;
    this.box.hidden = false;
    const parts = Math.ceil(layer.shape[0] / meta.part);
    const number = Math.floor(drawn(seed, 9) * parts);
    const part = await this.shelf.arrival(layer.name, number);
    if (this.seed !== seed || !part.units) return;
    const unit = unitAsked(part.units, seed);
    if (unit < 0) return;
    const question = questionOf(part.units[unit], unit, seed, meta.best);
    this.asked = { ...question, layer, part, unit: number * meta.part + unit, best: meta.best };
    this.draw();
    if (chosen) this.buttons[0].focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const i = ["1", "2"].indexOf(event.key);
    if (i >= 0) this.answer(i);
    else if (event.key === "n") this.acts.next();
    else return;
    event.preventDefault();
  }

  answer(i) {
    if (!this.asked || this.chosen >= 0) return;
    this.chosen = i;
    this.score = scored(this.score, i === this.asked.right);
    this.draw();
    this.at("again").focus({ preventScroll: true });
  }

  draw() {
    if (this.box.hidden || !this.asked) return;
    const { layer, unit, two, right, shown, part, best } = this.asked;
    const theme = readTheme(this.box);
    this.box.style.setProperty("--output", theme.palette.output);
    const over = this.chosen >= 0;
    const name = nameOf(layer, unit);
    this.at("question").textContent =
      `Which picture fires ${name} more? These four do so strongly:`;
    const room = this.box.clientWidth;
    const small = Math.min(SMALL, Math.floor((room - 3 * GAP) / 4));
    const large = Math.min(LARGE, Math.floor((room - AROUND - 2 * GAP) / 2));
    const context = fit(this.at("four"), 4 * small + 3 * GAP, small);
    for (const [i, tile] of shown.entries()) {
      const place = part.units[Math.floor(tile / best) % part.units.length].best[tile % best][1];
      const box = /** @type {[number, number, number]} */ ([i * (small + GAP), 0, small]);
      drawWhole(context, theme, part.sheet, tileOf(tile, best), windowOf(layer, place), box);
    }
    for (const [i, { tile, place, value }] of two.entries()) {
      const canvas = this.buttons[i].querySelector("canvas");
      const seen = over && value > 0 ? windowOf(layer, place) : null;
      const pen = fit(canvas, large, large);
      drawWhole(pen, theme, part.sheet, tileOf(tile, best), seen, [0, 0, large]);
      const mark = over && i === right ? " more" : "";
      this.buttons[i].querySelector("span").textContent = over
        ? `${short(value)}${mark ? ": this one" : ""}`
        : `Picture ${i + 1}`;
      this.buttons[i].classList.toggle("right", over && i === right);
      this.buttons[i].disabled = over;
    }
    this.at("verdict").textContent = over
      ? this.verdict(name)
      : "Click a picture, or press 1 or 2.";
    for (const part of ["again", "show"]) this.at(part).disabled = !over;
    const { right: won, asked, streak } = this.score;
    this.at("score").textContent = asked ? `${won} of ${asked} right, ${streak} in a row` : "";
    this.box.dataset.asked = `${name} ${this.seed}`;
  }

  verdict(name) {
    const { two, right } = this.asked;
    const [high, low] = [two[right].value, two[1 - right].value].map((value) => short(value));
    const word = this.chosen === right ? "Right" : "No";
    return `${word}: ${name} answers ${high} to picture ${right + 1} and ${low} to the other.`;
  }
}
