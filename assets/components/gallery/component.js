// Small pictures to choose from, all from one message.

import { unpack } from "../shared/payload.js";

/** Index that an arrow key leads to in a grid of `count` tiles, `columns` across. */
export function neighbour(index, key, count, columns) {
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key];
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const target = index + (step ?? 0);
  return target >= 0 && target < count ? target : index;
}

/** Where a picture of width x height lies in a box of the given shape: as large as it can be, in the middle. */
export function inside(width, height, boxWidth, boxHeight) {
  const scale = Math.min(boxWidth / width, boxHeight / height);
  const size = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  return { x: Math.floor((boxWidth - size[0]) / 2), y: Math.floor((boxHeight - size[1]) / 2), width: size[0], height: size[1] };
}

/** RGBA bytes of an array of shape (height, width, channels) with one or three channels. */
export function rgba({ data, shape: [height, width, channels] }) {
  const out = new Uint8ClampedArray(4 * height * width);
  for (let i = 0, from = 0; i < out.length; i += 4, from += channels) {
    for (let c = 0; c < 3; c++) out[i + c] = data[from + (channels === 1 ? 0 : c)];
    out[i + 3] = 255;
  }
  return out;
}

function tile({ name, title }, array, box) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tile";
  button.dataset.name = name;
  button.title = title;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = box;
  const [height, width] = array.shape;
  const small = document.createElement("canvas");
  [small.width, small.height] = [width, height];
  small.getContext("2d").putImageData(new ImageData(rgba(array), width, height), 0, 0);
  const place = inside(width, height, ...box);
  const context = canvas.getContext("2d");
  context.imageSmoothingEnabled = place.width < 2 * width;
  context.drawImage(small, place.x, place.y, place.width, place.height);
  const label = document.createElement("span");
  label.textContent = title;
  button.append(canvas, label);
  return button;
}

export default function render({ data, parentElement, setTriggerValue }) {
  const { meta, arrays } = unpack(data);
  const root = parentElement.querySelector(".gallery");
  root.style.setProperty("--tile", `${meta.width}px`);
  root.setAttribute("aria-label", meta.label);
  if (root.dataset.pictures !== meta.pictures) {
    const box = [Math.max(...meta.tiles.map((_, i) => arrays[i].shape[1])), Math.max(...meta.tiles.map((_, i) => arrays[i].shape[0]))];
    root.replaceChildren(...meta.tiles.map((item, i) => tile(item, arrays[i], box)));
    root.dataset.pictures = meta.pictures;
  }
  for (const [i, button] of [...root.children].entries()) {
    const chosen = meta.tiles[i].name === meta.chosen;
    button.setAttribute("aria-pressed", chosen);
    button.tabIndex = chosen || (i === 0 && !meta.tiles.some(({ name }) => name === meta.chosen)) ? 0 : -1;
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
