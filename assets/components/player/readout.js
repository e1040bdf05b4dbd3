// The player's words and buttons: the sum, the count, the pin, and what a screen reader hears.

import { SPEEDS } from "./clock.js";

const KEYS = "Keys: ← → ↑ ↓ step, space plays, Home and End jump.";
const SETTLED = 400; // milliseconds without a new step before it is spoken
const ICONS = { Play: "M7 4v16l13-8z", Pause: "M7 4h4v16H7zM14 4h4v16h-4z" };

/** What can be done, in the words of the hand that does it; or, of a pinned step, how it is let go. */
export function hint(noun, { pinned, touch }) {
  const again = touch ? "Tap it again to let go" : "Escape lets go";
  if (pinned) return `This ${noun} is pinned, and the address of the page names it. ${again}.`;
  if (touch) return `Tap a cell of any grid. Tap an ${noun} to pin it.`;
  return `Point at a cell of any grid. Click an ${noun} to pin it. ${KEYS}`;
}

export class Readout {
  constructor(root) {
    this.root = root;
    this.line = this.at("sum");
  }

  at(name) {
    return this.root.querySelector(`.${name}`);
  }

  /** The slider and the list of speeds, which depend on how many steps there are. */
  fill({ last, speed }) {
    this.at("scrub").max = last;
    const options = SPEEDS.map(
      (each) => new Option(`${each}/s`, String(each), false, each === speed),
    );
    this.at("speed").replaceChildren(...options);
  }

  pin(step, noun) {
    this.root.dataset.pinned = step ?? "";
    const touch = matchMedia("(hover: none)").matches;
    this.at("hint").textContent = hint(noun, { pinned: step !== null, touch });
  }

  /** The step on show; `told` is what `explain` says of it, or a sentence on the cell that is pointed at. */
  show(step, told, playback) {
    if (typeof told === "string") this.line.textContent = told;
    else this.line.replaceChildren(...sumParts(told));
    this.at("count").textContent = `${step + 1} / ${playback.steps}`;
    this.at("scrub").value = playback.step;
    const label = playback.playing ? "Pause" : "Play";
    this.at("play").lastElementChild.textContent = label;
    this.at("play").querySelector("path").setAttribute("d", ICONS[label]);
    this.root.dataset.step = step;
  }

  /** The line never gets shorter again, or the figure below it would jump under the pointer. */
  hold() {
    if (this.line.offsetHeight > 0) this.line.style.minHeight = `${this.line.offsetHeight}px`;
  }

  /** Another width or other arrays: the line may be shorter once. */
  release() {
    this.line.style.minHeight = "";
  }

  /** Tell a screen reader the settled step, never one in passing. */
  speak({ place, sum, sign, total, activated }, playback) {
    this.silence();
    const text = `Step ${playback.step + 1} of ${playback.steps}: ${place} = ${sum} ${sign} ${total}${activated}`;
    this.voice = setTimeout(() => {
      if (!playback.playing) this.at("spoken").textContent = text;
    }, SETTLED);
  }

  silence() {
    clearTimeout(this.voice);
  }
}

function sumParts({ place, sum, sign, total, exact, activated }) {
  return [span("place", place), " = ", sum, ` ${sign} `, span("total", total, exact), activated];
}

function span(name, text, title) {
  const element = document.createElement("span");
  element.className = name;
  element.textContent = text;
  if (title) element.title = title;
  return element;
}
