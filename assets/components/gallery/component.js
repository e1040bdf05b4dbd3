// Small pictures to choose from, all from one message.

import { unpack } from "../shared/payload.js";

const TINY = 48; // pixels across below which they are shown as squares

/** Index that an arrow key leads to in a grid of `count` tiles, `columns` across. */
export function neighbour(index, key, count, columns) {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key];
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const target = index + (step ?? 0);
  return target >= 0 && target < count ? target : index;
}

function tile({ name, title }, bytes) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tile";
  button.dataset.name = name;
  const picture = document.createElement("img");
  picture.alt = "";
  picture.draggable = false;
  picture.src = URL.createObjectURL(new Blob([bytes]));
  picture.onload = () => {
    URL.revokeObjectURL(picture.src);
    picture.classList.toggle("tiny", picture.naturalWidth < TINY);
  };
  const label = document.createElement("span");
  label.textContent = title;
  button.append(picture, label);
  return button;
}

export default function render({ data, parentElement, setTriggerValue }) {
  const { meta, arrays } = unpack(data);
  const root = parentElement.querySelector(".gallery");
  root.style.setProperty("--tile", `${meta.width}px`);
  root.setAttribute("aria-label", meta.label);
  if (root.dataset.pictures !== meta.pictures) {
    root.replaceChildren(...meta.tiles.map((item, i) => tile(item, arrays[i].data)));
    root.dataset.pictures = meta.pictures;
  }
  for (const [i, button] of [...root.children].entries()) {
    const chosen = meta.tiles[i].name === meta.chosen;
    button.setAttribute("aria-pressed", chosen);
    button.tabIndex =
      chosen || (i === 0 && !meta.tiles.some(({ name }) => name === meta.chosen)) ? 0 : -1;
  }
  root.onclick = (event) => {
    const name = event.target.closest(".tile")?.dataset.name;
    if (name) setTriggerValue("chosen", name);
  };
  root.onkeydown = (event) => {
    const tiles = [...root.children];
    const index = tiles.indexOf(event.target);
    if (index < 0) return;
    const columns = getComputedStyle(root).gridTemplateColumns.split(" ").length;
    const target = neighbour(index, event.key, tiles.length, columns);
    if (target === index) return;
    event.preventDefault();
    tiles[target].focus();
  };
  return () => {};
}
