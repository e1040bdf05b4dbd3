// What if: one number is changed, a map is switched off, a kernel replaced. The list of all changes is sent, and stands in the link.

import { short } from "../core/number.js";

/** @typedef {import("./types").Change} Change */

const BN = [
  ["γ", "weight"],
  ["β", "bias"],
  ["μ", "running_mean"],
  ["σ²", "running_var"],
];

/**
 * Runs the panel `box`. `send(texts)` is called with all changes as texts; `target()` tells what could be changed now:
 * the layer, the place of the value, the value, and the network's numbers.
 * @param {HTMLElement} box
 * @param {{send: (texts: string[]) => void, scene: import("../maps/scene.js").Scene}} acts
 */
export function surgery(box, { send, scene }) {
  const find = (selector) => box.querySelector(selector);
  /** @type {Change[]} */
  let changes = [];
  /** Texts that were taken back, the last one first to return. @type {string[]} */
  let undone = [];
  /** The weight that a person clicked: its place in the array. @type {number[] | null} */
  let weight = null;

  let painting = false;

  const texts = () => changes.map(({ text }) => text);
  const place = (text) => text.split("=")[0];
  /** @param {string[]} news what they change anew takes the place of what was there */
  const change = (...news) => {
    undone = [];
    const anew = new Set(news.map(place));
    send([...texts().filter((each) => !anew.has(place(each))), ...news]);
  };
  /** What is typed, or null where it is no number that can be used; then a sentence says so. */
  const typed = () => {
    const text = find(".to").value.trim().replace("−", "-").replace(",", ".");
    const number = Number(text);
    const fits = text !== "" && Math.abs(number) <= 1e6;
    find(".problem").textContent = fits
      ? ""
      : "Type a number from −1,000,000 to 1,000,000, such as 0.5.";
    return fits ? Number(number.toPrecision(6)) : null;
  };
  /** What can be changed at the value that is looked at: [name, the start of the text, the number now]. */
  const targets = () => {
    const { layer, passage, place, value } = scene;
    const index = place.slice(0, layer.shape.length).join(".");
    const [channel] = place;
    /** @type {[string, string, number][]} */
    const found = [["this value", `value:${layer.name}.${index}`, value]];
    const stored = (part) => passage.parameters[`${layer.name}.${part}`]?.data;
    if (weight && layer.kind === "conv") {
      const { shape, data } = passage.parameters[`${layer.name}.weight`];
      const at = weight.reduce((sum, i, axis) => sum * shape[axis] + i, 0);
      const name = `weight [${weight.join(", ")}]`;
      found.unshift([name, `weight:${layer.name}.${weight.join(".")}`, data[at]]);
    }
    if (layer.kind === "bn")
      for (const [name, part] of BN)
        found.push([name, `${part}:${layer.name}.${channel}`, stored(part)[channel]]);
    else if (stored("bias"))
      found.push(["bias", `bias:${layer.name}.${channel}`, stored("bias")[channel]]);
    return found;
  };

  const chosen = () => targets()[Number(find(".target").value) || 0];
  const showNumber = () => {
    find(".to").value = String(Number(chosen()[2].toPrecision(6)));
    find(".problem").textContent = "";
  };

  find(".target").onchange = showNumber;
  find("form").onsubmit = (event) => {
    event.preventDefault();
    const number = typed();
    if (number !== null) change(`${chosen()[1]}=${number}`);
  };
  find(".brush").onclick = () => {
    painting = !painting && typed() !== null;
    find(".brush").setAttribute("aria-pressed", String(painting));
  };
  find(".off").onclick = () => {
    const [channel] = scene.place;
    change(`off:${scene.layer.name}.${channel}`);
  };
  find(".kernels").onchange = (event) => {
    const [channel] = scene.place;
    const name = event.target.value;
    if (name) change(`kernel:${scene.layer.name}.${channel}=${name}`);
    event.target.value = "";
  };
  find(".undo").onclick = () => {
    const list = texts();
    undone.unshift(/** @type {string} */ (list.pop()));
    send(list);
  };
  find(".redo").onclick = () => {
    const [text, ...others] = undone;
    undone = others;
    send([...texts(), text]);
  };
  find(".reset").onclick = () => {
    undone = [];
    send([]);
  };
  find(".changes").onclick = (event) => {
    const gone = event.target.closest("[data-texts]")?.dataset.texts.split(";");
    if (gone) send(texts().filter((each) => !gone.includes(each)));
  };

  /** Values painted on one map are one item. @returns {{texts: string[], words: string}[]} */
  const grouped = () => {
    /** @type {Map<string, {texts: string[], words: string}>} */
    const groups = new Map();
    for (const { text, words } of changes) {
      const [, map] = /^value:(\w+\.\d+)\./.exec(text) ?? [];
      const group = groups.get(map ?? text);
      if (!group) groups.set(map ?? text, { texts: [text], words });
      else {
        group.texts.push(text);
        group.words = `${group.texts.length} values of ${map?.replace(".", " ")}`;
      }
    }
    return [...groups.values()];
  };

  const item = ({ texts, words }) => {
    const row = document.createElement("li");
    row.textContent = words;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "plain", textContent: "×" });
    button.setAttribute("aria-label", `Take back: ${words}`);
    button.dataset.texts = texts.join(";");
    row.append(button);
    return row;
  };

  return {
    /** @param {import("./types").Payload} payload */
    receive({ changes: list, kernels }) {
      changes = list;
      find(".changes").replaceChildren(...grouped().map(item));
      const select = find(".kernels");
      if (select.options.length === 1)
        for (const name of kernels) select.add(new Option(name.replaceAll("_", " "), name));
    },
    /** A weight in the arithmetic was clicked: "5.0.1.2". @param {string} text */
    aim(text) {
      weight = text.split(".").map(Number);
      this.show();
      find(".to").focus();
      find(".to").select();
    },
    /** Whether a drag paints the map that is looked at. */
    get painting() {
      return painting && scene.size.width > 1;
    },
    /** Set these values of the map that is looked at. @param {import("../core/types").Pair[]} cells */
    paint(cells) {
      const {
        layer,
        place: [channel],
      } = scene;
      const number = typed();
      if (number === null || !cells.length) return;
      change(...cells.map((cell) => `value:${layer.name}.${channel}.${cell.join(".")}=${number}`));
    },
    /** Another value is looked at. */
    turn() {
      weight = null;
    },
    /** What can be done at the value that is looked at. */
    show() {
      const { layer } = scene;
      const [channel] = scene.place;
      find("form").hidden = layer.kind === "softmax";
      if (layer.kind === "softmax") return;
      find(".target").replaceChildren(...targets().map(([name], i) => new Option(name, String(i))));
      showNumber();
      const noun = layer.shape.length > 1 ? "map" : "unit";
      find(".brush").hidden = layer.shape.length === 1;
      find(".off").textContent = `Switch ${noun} ${channel} off`;
      find(".pasted").hidden = layer.kind !== "conv" || layer.window.join() !== "3,3";
    },
    /**
     * What the changes did: the two classes that moved most, before and after.
     * @param {ArrayLike<number>} before
     * @param {ArrayLike<number>} after
     * @param {string[]} labels
     */
    compare(before, after, labels) {
      const some = changes.length > 0;
      find(".made").hidden = !some && !undone.length;
      for (const name of ["undo", "reset"]) find(`.${name}`).disabled = !some;
      find(".redo").disabled = !undone.length;
      const moved = labels
        .map((label, i) => ({ label, from: before[i], to: after[i] }))
        .sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from))
        .slice(0, 2);
      const share = (value) => `${(100 * value).toFixed(1)} %`;
      const words = moved.map(({ label, from, to }) => `${label} ${share(from)} → ${share(to)}`);
      find(".outcome").textContent = some ? words.join(", ") : "";
      find(".outcome").title = moved.map(({ label, to }) => `${label}: ${short(to, 6)}`).join(", ");
    },
  };
}
