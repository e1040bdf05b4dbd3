// The strip of layers: a card for each, with all its maps in the size of a stamp.

import { fit } from "../core/canvas.js";
import { placeAfter } from "../core/keys.js";

const STAMPS = { few: 14, named: 10, tall: 80, across: 16, many: 1024, wide: 64, tiny: 0.625 }; // CSS pixels, and how many single units in a row

/** Shows the layers of `scene` in `box`; `choose(name)` is called with the one that a person turns to. */
export function strip(box, scene, { choose }) {
  const cards = () => box.querySelectorAll(".card");

  box.onclick = (event) => choose(event.target.closest("[data-layer]")?.dataset.layer);
  box.onkeydown = (event) => {
    const { names } = scene.passage;
    const to = placeAfter(event, names.indexOf(scene.view.layer), names.length);
    if (to === null) return;
    event.preventDefault();
    choose(names[to]);
    box.querySelector(`[data-layer="${names[to]}"]`).focus();
  };

  return {
    build() {
      const { layers } = scene.passage.facts;
      const groups = [...new Set(layers.map(({ group }) => group))];
      box.innerHTML = groups
        .map((group) => {
          const members = layers.filter((layer) => layer.group === group).map(card);
          return `<div class="group"><p>${group}</p><div>${members.join("")}</div></div>`;
        })
        .join("");
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

/** How all maps of a layer are laid out on its card: how many in a row, the side of each, the space between. */
export function stampLayout({ count, height, flat }) {
  if (flat) {
    if (count > STAMPS.many) return { columns: STAMPS.wide, tile: STAMPS.tiny, gap: 0 };
    const few = count <= STAMPS.across;
    const columns = few ? Math.min(count, 2) : STAMPS.across;
    const tile = few
      ? STAMPS.named
      : Math.max(1, Math.min(4, Math.floor(STAMPS.tall / Math.ceil(count / columns))));
    return { columns, tile, gap: few ? 1 : 0 };
  }
  if (count <= 4) return { columns: 1, tile: STAMPS.few, gap: 1 };
  const tile = Math.max(4, Math.min(10, Math.round(height / 4) + 2));
  return { columns: 8, tile, gap: 1 };
}

function drawStamps(canvas, atlas, size) {
  const { count, height, width } = size;
  const { columns, tile, gap } = stampLayout(size);
  const rows = Math.ceil(count / columns);
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
