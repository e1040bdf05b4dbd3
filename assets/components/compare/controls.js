// The buttons above the stage and the two words on it.

import { areNumbersShown } from "./geometry.js";

const ROOM = { before: 76, after: 66 }; // that a word needs beside the divider

/** Call show("divider" or "side") and zoom("in", "out" or "fit") when a button is pressed. */
export function bindButtons(root, show, zoom) {
  for (const button of root.querySelectorAll("[data-view]"))
    button.onclick = () => show(button.dataset.view);
  for (const button of root.querySelectorAll("[data-zoom]"))
    button.onclick = () => zoom(button.dataset.zoom);
}

/** Show on the buttons how the picture is seen. */
export function dressButtons(root, mode, { at, isWhole }) {
  for (const button of root.querySelectorAll("[data-view]"))
    button.setAttribute("aria-pressed", button.dataset.view === mode);
  root.querySelector(".picture").classList.toggle("zoomed", !isWhole);
  root.querySelector('[data-zoom="out"]').disabled = isWhole;
  root.querySelector('[data-zoom="fit"]').disabled = isWhole;
  root.querySelector(".zooms output").textContent = `${Math.round(at.scale * 100)} %`;
}

/** "Before" and "After" in the corners of their panes, where nothing else is. */
export function dressTags(root, mode, { at, stage }, { before, after }) {
  const [left, right] = root.querySelectorAll(".tag");
  const edge = Math.max(0, at.x);
  const divided = mode === "divider";
  const hides = (room, needed) => areNumbersShown(at) || (divided && room < edge + needed);
  left.style.left = `${edge + 8}px`;
  right.style.cssText = divided ? `right:${edge + 8}px` : `left:${after.origin + edge + 8}px`;
  left.hidden = hides(before.to, ROOM.before);
  right.hidden = hides(stage.width - before.to, ROOM.after);
}
