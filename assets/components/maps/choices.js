// A row of words of which one is chosen: the colour scale, the order of the maps.

import { placeAfter } from "../core/keys.js";

/**
 * Fills `box` with a radio button for each of `names`, labelled by `text(name)`. `current()` tells which one is chosen,
 * `choose(name)` is called with the one that a person turns to.
 */
export function choices(box, names, { current, choose, text = (name) => name }) {
  for (const name of names) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: text(name) });
    button.setAttribute("role", "radio");
    button.dataset.value = name;
    box.append(button);
  }
  box.onclick = (event) => choose(event.target.dataset.value);
  box.onkeydown = (event) => {
    const to = placeAfter(event, names.indexOf(current()), names.length);
    if (to === null) return;
    event.preventDefault();
    choose(names[to]);
    box.querySelector(`[data-value="${names[to]}"]`).focus();
  };

  return {
    /** Mark the one that is chosen. */
    mark() {
      for (const button of box.querySelectorAll("button")) {
        const checked = button.dataset.value === current();
        button.setAttribute("aria-checked", checked);
        button.tabIndex = checked ? 0 : -1;
      }
    },
  };
}
