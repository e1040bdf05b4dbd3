// The numbers and words below the figure, and the largest pushes as buttons.

import { cellAt } from "./order.js";
import {
  cellWords,
  parameterWords,
  placeWords,
  productWords,
  sumWords,
  termName,
  termWords,
} from "./words.js";

/** @typedef {import("./scene").Scene} Scene */

/**
 * A function that shows a scene. A push that is pointed at is a cell to look at, or a unit to choose.
 * @param {HTMLElement} frame
 * @param {{look: (cell: import("../core/types").Cell) => void, choose: (unit: number) => void}} acts
 */
export function readout(frame, { look, choose }) {
  const find = (name) => /** @type {HTMLElement} */ (frame.querySelector(name));
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (
    frame.querySelectorAll(".choice input")
  );
  /** @type {import("./scene").Terms | null} */
  let listed = null;

  /** @param {Scene} scene */
  function list(scene) {
    const lists = /** @type {[string, number[]][]} */ ([
      [".up", scene.terms.up],
      [".down", scene.terms.down],
    ]);
    for (const [name, places] of lists)
      find(name).replaceChildren(...places.map((place) => button(scene, place)));
    listed = scene.terms;
  }

  function button(scene, place) {
    const made = document.createElement("button");
    const texts = [termName(scene, place), ...termWords(scene, place)];
    made.append(
      ...texts.map((text) => Object.assign(document.createElement("span"), { textContent: text })),
    );
    const { between } = scene.target;
    const go = () => look(cellAt(place, scene.shape, false));
    made.onclick = () => (between ? choose(place) : go());
    if (!between) made.onpointerenter = go;
    return made;
  }

  return (/** @type {Scene} */ scene) => {
    const { pytorch, keras } = placeWords(scene);
    find(".told .cell").textContent = cellWords(scene);
    find(".told .pytorch").textContent = pytorch;
    find(".told .keras").textContent = keras;
    find(".product").innerHTML = productWords(scene);
    find(".sum").innerHTML = sumWords(scene);
    find(".parameters").innerHTML = parameterWords(scene)
      .map((text) => `<span>${text}</span>`)
      .join("");
    const order = scene.state.keras ? "keras" : "pytorch";
    for (const box of boxes) box.checked = box.value === scene.state.view || box.value === order;
    if (listed !== scene.terms) list(scene);
  };
}
