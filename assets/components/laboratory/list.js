// The runs below the figure. A run's line is made once: what is written anew under a pointer cannot be clicked.

import { saveFile, saveTable } from "../core/save.js";
import { summary, table } from "./words.js";

/** @typedef {import("./run").Run} Run */

function act(label, onclick) {
  const button = document.createElement("button");
  return Object.assign(button, { type: "button", textContent: label, onclick });
}

/** A run's line and what changes in it. */
function made(run, remove) {
  const line = document.createElement("li");
  const sign = Object.assign(document.createElement("span"), { className: "sign" });
  const what = Object.assign(document.createElement("span"), { className: "what" });
  const history = act("History, CSV", () => saveTable(table(run), "run.csv"));
  const weights = act("Weights", () => saveFile(run.weights, "run.safetensors"));
  const away = act("Remove", () => remove(run));
  line.append(sign, what, history, weights, away);
  return { line, sign, what, history, weights, away };
}

export default class RunList {
  /** @type {Map<Run, ReturnType<typeof made>>} */
  entries = new Map();

  /** @param {HTMLElement} place @param {(run: Run) => void} remove */
  constructor(place, remove) {
    this.place = place;
    this.remove = remove;
  }

  /**
   * @param {Run[]} runs
   * @param {{inks: string[], going: Run | null, titles: Parameters<typeof summary>[1]}} how
   */
  show(runs, { inks, going, titles }) {
    const known = this.entries;
    this.entries = new Map(runs.map((run) => [run, known.get(run) ?? made(run, this.remove)]));
    const lines = [...this.entries.values()].map(({ line }) => line);
    const { children } = this.place;
    if (lines.length !== children.length || lines.some((line, i) => line !== children[i]))
      this.place.replaceChildren(...lines);
    for (const [i, run] of runs.entries()) {
      const entry = this.entries.get(run);
      if (!entry) continue;
      entry.sign.style.background = inks[i];
      const words = summary(run, titles);
      if (entry.what.textContent !== words) entry.what.textContent = words;
      entry.history.hidden = !run.losses.length;
      entry.weights.hidden = !run.weights;
      entry.away.hidden = run === going;
    }
  }
}
