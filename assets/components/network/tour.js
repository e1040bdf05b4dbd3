// The guided tour: a card with a few sentences a stop, at some of them a question that is answered before the reason is told.

import { read, write } from "../core/place.js";

/** @typedef {import("./types").Stop} Stop */

/**
 * Runs the tour in the card `box`. `go(stop)` is called with the stop that is shown, null at the end.
 * @param {HTMLElement} box
 * @param {{go: (stop: Stop | null, entry: boolean) => void}} acts
 */
export function tour(box, { go }) {
  const find = (selector) => box.querySelector(selector);
  /** @type {Stop[]} */
  let stops = [];
  /** The stop that is shown, -1 for none. */
  let at = -1;

  const show = (to, { entry = true, focus = true } = {}) => {
    at = to >= 0 && to < stops.length ? to : -1;
    box.hidden = at < 0;
    write({ stop: at < 0 ? null : String(at + 1) }, { entry });
    const stop = at < 0 ? null : stops[at];
    if (stop) fill(stop);
    go(stop, entry);
    if (stop && focus) find(".next").focus({ preventScroll: true });
  };

  const fill = (stop) => {
    find(".count").textContent = `Stop ${at + 1} of ${stops.length}`;
    find("h3").textContent = stop.title;
    find(".text").textContent = stop.text;
    find(".after").textContent = "";
    find(".back").disabled = at === 0;
    find(".next").textContent = at === stops.length - 1 ? "Finish" : "Next";
    find(".answers").replaceChildren(
      ...stop.answers.map((text, i) => {
        const button = document.createElement("button");
        Object.assign(button, { type: "button", className: "button", textContent: text });
        button.onclick = () => answer(stop, i);
        return button;
      }),
    );
  };

  const answer = (stop, chosen) => {
    const buttons = find(".answers").querySelectorAll("button");
    buttons.forEach((button, i) => {
      button.classList.toggle("right", i === stop.right);
      button.classList.toggle("wrong", i === chosen && i !== stop.right);
    });
    find(".after").textContent = `${chosen === stop.right ? "Yes." : "No."} ${stop.why}`;
  };

  find(".back").onclick = () => show(at - 1);
  find(".next").onclick = () => show(at + 1);
  find(".leave").onclick = () => show(-1);
  box.onkeydown = (event) => {
    const steps = { ArrowLeft: at - 1, ArrowRight: at + 1 };
    if (event.key === "Escape") show(-1);
    else if (event.key in steps && steps[event.key] >= 0) show(steps[event.key]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return {
    /** @param {Stop[]} list */
    receive(list) {
      stops = list;
    },
    start: () => show(0),
    end: () => at >= 0 && show(-1, { entry: false }),
    get running() {
      return at >= 0;
    },
    /** The stop that the address asks for. */
    open() {
      const asked = Number(read("stop"));
      const to = Number.isInteger(asked) && asked >= 1 && asked <= stops.length ? asked - 1 : -1;
      if (to !== at) show(to, { entry: false, focus: false });
    },
  };
}
