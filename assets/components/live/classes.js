// The network's answer: a bar for each class, always in the same order, so that they can be watched.

import { percent } from "./words.js";

export default class Classes {
  /** @type {{line: HTMLElement, bar: HTMLElement, number: HTMLElement}[]} */
  rows = [];

  /** @param {HTMLElement} list */
  constructor(list) {
    this.list = list;
  }

  /** @param {string[]} labels */
  build(labels) {
    this.rows = labels.map((label) => {
      const line = document.createElement("li");
      const [name, track, number] = ["span", "span", "span"].map((tag) =>
        document.createElement(tag),
      );
      const bar = document.createElement("i");
      name.textContent = label;
      track.className = "track";
      number.className = "number";
      track.append(bar);
      line.append(name, track, number);
      return { line, bar, number };
    });
    this.list.replaceChildren(...this.rows.map(({ line }) => line));
  }

  /** @param {ArrayLike<number>} probabilities */
  show(probabilities) {
    const best = bestOf(probabilities);
    for (const [i, { line, bar, number }] of this.rows.entries()) {
      bar.style.transform = `scaleX(${probabilities[i]})`;
      const text = percent(probabilities[i]);
      if (number.textContent !== text) number.textContent = text;
      line.classList.toggle("best", i === best);
    }
  }
}

/** The likeliest class. @param {ArrayLike<number>} probabilities */
export function bestOf(probabilities) {
  let best = 0;
  for (let i = 1; i < probabilities.length; i++)
    if (probabilities[i] > probabilities[best]) best = i;
  return best;
}
