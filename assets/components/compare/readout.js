// What a result is, in words and numbers: where its window lies, and the sum of each channel.

import { channelInk } from "../shared/channels.js";
import { exact } from "../shared/number.js";
import { displayed, valueAt } from "./values.js";
import { placeWords, written } from "./words.js";

/** How a result is shown, in words: "123.4", or "−12.5, shown as 0". */
export function resultWords(value, display) {
  const note = shownWords(value, display);
  return note ? `${written(value)}, ${note}` : written(value);
}

/** "shown as 0", or nothing where a result is shown as it is. */
function shownWords(value, display) {
  const shown = displayed(value, display);
  return display === "signed" || shown === value ? "" : `shown as ${shown}`;
}

/** The result that is read in all its channels, for those who hear the page. */
export function spokenWords({ meta: { channels, display }, result, output }) {
  const sums = channels.map(
    (name, index) => `${name} ${resultWords(valueAt(result, output, index), display)}`,
  );
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
  button.firstChild.textContent = name;
  button.onclick = choose;
  return button;
}

/** Write the sums on the channels' buttons. */
export function tellChannels(box, { meta, result, channel, output }, theme) {
  for (const [index, button] of [...box.querySelectorAll("button")].entries()) {
    const value = valueAt(result, output, index);
    const [, sum, note] = button.children;
    sum.textContent = written(value);
    note.textContent = shownWords(value, meta.display);
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
