// The panel below the network: the way that was followed, and the arithmetic of the value at its end.

import { detail } from "../maps/detail.js";
import { tiles } from "../maps/tiles.js";
import { station } from "./words.js";

/**
 * Fills the panel `box`. `focus()` is called when another input channel is looked at, `aim(text)` with a weight and `follow(text)`
 * with a value that was clicked.
 * @param {HTMLElement} box
 * @param {import("../maps/scene.js").Scene} scene
 * @param {import("./world.js").Texture} texture
 * @param {{focus: () => void, aim: (weight: string) => void, follow: (place?: string) => void}} acts
 */
export function followPanel(box, scene, texture, { focus, aim, follow }) {
  const find = (selector) => box.querySelector(selector);
  const go = (event) => event.target.closest("[data-go]")?.dataset.go;
  const sums = tiles(find(".tiles"), {
    focus: (channel) => {
      if (channel < 0 || channel === scene.focus) return;
      scene.focus = channel;
      focus();
    },
  });
  find(".trail").onclick = (event) => follow(go(event));
  find(".detail").onclick = (event) => {
    const weight = event.target.closest("[data-weight]")?.dataset.weight;
    if (weight) aim(weight);
    else follow(go(event));
  };

  const heading = () => {
    const { layer, view } = scene;
    const unit = scene.unit();
    const where = scene.size.flat ? "" : `, row ${view.row}, column ${view.column}`;
    const of = layer.source ? `output of ${layer.name}` : layer.name;
    return `${unit[0].toUpperCase()}${unit.slice(1)}${where} <small>${of}</small>`;
  };

  return {
    /**
     * @param {import("./trail.js").Station[]} trail
     * @param {import("../core/types").Theme} theme
     */
    draw(trail, theme) {
      const { passage, layer } = scene;
      const trace = scene.trace();
      find("h2").innerHTML = heading();
      const panel = find(".detail");
      const followed = panel.contains(panel.getRootNode().activeElement);
      panel.innerHTML = detail(scene, trace, theme.palette);
      if (followed) panel.querySelector("button")?.focus({ preventScroll: true });
      sums.show(trace, layer, passage.layer(layer.source), texture, theme);
      find(".trail").innerHTML = trail
        .map((each, i) => crumb(passage, each, i === trail.length - 1))
        .join("");
    },
  };
}

function crumb(passage, place, last) {
  const words = station(passage, place);
  return last
    ? `<b aria-current="step">${words}</b>`
    : `<button type="button" class="plain" data-go="${place.join()}">${words}</button><span>→</span>`;
}
