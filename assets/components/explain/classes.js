// The ten classes as bars: the answer without a square, and under it while it lies there.

import { percent } from "./words.js";

/**
 * Show every class's probability in `box`; a mark stands where it was without the square.
 * @param {HTMLElement} box
 * @param {import("./types").Payload} meta
 * @param {ArrayLike<number>} open
 * @param {ArrayLike<number> | null} covered
 */
export function showClasses(box, { labels, target }, open, covered) {
  const now = covered ?? open;
  const rows = labels.map((label, i) => {
    const row = document.createElement("li");
    row.className = target[0] === i ? "first" : target[1] === i ? "second" : "";
    const name = Object.assign(document.createElement("span"), { textContent: label });
    const track = Object.assign(document.createElement("span"), { className: "track" });
    const bar = document.createElement("i");
    bar.style.width = `${100 * now[i]}%`;
    track.append(bar);
    if (covered) {
      const mark = document.createElement("em");
      mark.style.left = `${100 * open[i]}%`;
      track.append(mark);
    }
    const number = Object.assign(document.createElement("span"), {
      className: "number",
      textContent: percent(now[i]),
    });
    row.append(name, track, number);
    return row;
  });
  box.replaceChildren(...rows);
}
