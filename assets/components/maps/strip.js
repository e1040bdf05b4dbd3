// The strip of layers: a card for each, with all its maps in the size of a stamp.

import { fit } from "../shared/canvas.js";
import { step } from "./keys.js";

const GROUPS = ["Input", "Block 1", "Block 2", "Head"];

/** Shows the layers of `scene` in `box`; `choose(name)` is called with the one that a person turns to. */
export function strip(box, scene, { choose }) {
  const cards = () => box.querySelectorAll(".card");

  box.onclick = (event) => choose(event.target.closest("[data-layer]")?.dataset.layer);
  box.onkeydown = (event) => {
    const { names } = scene.passage;
    const to = step(event, names.indexOf(scene.view.layer), names.length);
    if (to === null) return;
    choose(names[to]);
    box.querySelector(`[data-layer="${names[to]}"]`).focus();
  };

  return {
    build() {
      const { layers } = scene.passage.meta;
      box.innerHTML = GROUPS.map((group) => {
        const members = layers.filter((layer) => layer.group === group).map(card);
        return `<div class="group"><p>${group}</p><div>${members.join("")}</div></div>`;
      }).join("");
    },
    /** Mark the layer that is looked at. */
    mark() {
      for (const card of cards()) {
        const selected = card.dataset.layer === scene.view.layer;
        card.setAttribute("aria-selected", selected);
        card.tabIndex = selected ? 0 : -1;
      }
    },
    draw(atlas) {
      for (const card of cards()) {
        const name = card.dataset.layer;
        drawStamps(card.querySelector("canvas"), atlas.of(name), scene.passage.size(name));
      }
    },
  };
}

function card({ name, shape }) {
  return `<button class="card" type="button" role="option" tabindex="-1" data-layer="${name}" title="${name}: ${shape.join(" × ")}"><canvas></canvas><b>${name}</b><small>${shape.join("×")}</small></button>`;
}

function drawStamps(canvas, atlas, { count, height, width, flat }) {
  const columns = { 3: 1, 10: 2, 32: 8, 64: 8, 512: 16 }[count];
  const rows = Math.ceil(count / columns);
  const tile = { 3: 14, 10: 10, 32: height === 32 ? 10 : 7, 64: height === 16 ? 6 : 4, 512: 2 }[
    count
  ];
  const gap = flat && count > 10 ? 0 : 1;
  const context = fit(canvas, columns * (tile + gap) - gap, rows * (tile + gap) - gap);
  context.clearRect(0, 0, columns * (tile + gap), rows * (tile + gap));
  context.imageSmoothingQuality = "high";
  for (let channel = 0; channel < count; channel++) {
    const [x, y] = [
      (channel % columns) * (tile + gap),
      Math.floor(channel / columns) * (tile + gap),
    ];
    context.drawImage(atlas, 0, channel * height, width, height, x, y, tile, tile);
  }
}
