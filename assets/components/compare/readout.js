// What a result is, in words and numbers: where its window lies, and the sum of each channel.

import { channelInk } from "../core/channels.js";
import { exact } from "../core/number.js";
import { sumAt, valueAt } from "./values.js";
import { placeWords, written } from "./words.js";

/** How a result is shown, in words: "123.4", or "−12.5, shown as 0"; `byte` is what stands on the screen for it. */
export function resultWords(value, byte, display) {
  const note = shownWords(value, byte, display);
  return note ? `${written(value)}, ${note}` : written(value);
}

/** "shown as 0", or nothing where a result is shown as it is. */
function shownWords(value, byte, display) {
  return display === "signed" || byte === value ? "" : `shown as ${byte}`;
}

/** The result that is read in all its channels, for those who hear the page. */
export function spokenWords(scene) {
  const { meta, shown, output } = scene;
  const sums = meta.channels.map((name, index) => {
    const words = resultWords(
      sumAt(scene, output, index),
      valueAt(shown, output, index),
      meta.display,
    );
    return `${name} ${words}`;
  });
  return `Result row ${output[0]}, column ${output[1]}: ${sums.join("; ")}.`;
}

/** Give `box` a button for each channel, unless it has them. */
export function buildChannels(box, names, choose) {
  if (box.dataset.names === names.join()) return;
  box.replaceChildren(...names.map((name, index) => channelButton(name, () => choose(index))));
  box.dataset.names = names.join();
}

function channelButton(name, choose) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...["span", "span", "span"].map((tag) => document.createElement(tag)));
  button.children[0].textContent = name;
  button.onclick = choose;
  return button;
}

/** Write the sums on the channels' buttons. */
export function tellChannels(box, scene, theme) {
  const { meta, shown, channel, output } = scene;
  for (const [index, button] of [...box.querySelectorAll("button")].entries()) {
    const value = sumAt(scene, output, index);
    const [, sum, note] = button.children;
    sum.textContent = written(value);
    note.textContent = shownWords(value, valueAt(shown, output, index), meta.display);
    button.title = exact(value);
    button.dataset.value = value;
    button.style.setProperty("--ink", channelInk(meta.channels[index], theme));
    button.setAttribute("aria-pressed", index === channel);
  }
}

/** Write where the window lies that starts at `start`. */
export function tellPlace(line, { kernel, output }, start, pinned) {
  const words = placeWords(output, start, kernel.shape);
  line.textContent = pinned ? `${words} · pinned, Esc lets go` : words;
}
