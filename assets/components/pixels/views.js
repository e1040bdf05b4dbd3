// The picture in each of its channels, and the small pictures that choose one.

import { blank, canvasOf, pen } from "../core/picture.js";
import { VIEWS, viewBytes } from "./values.js";

const WIDTH = 176; // of a small picture: twice what it has on the screen
const SIGNS = { colour: "=", red: "+", green: "+" }; // colour = red + green + blue

/** A canvas with one pixel for each of the source's. */
export function pictureOf(source, view) {
  return canvasOf(viewBytes(source, view), source.shape);
}

/** The picture in small, as an array of three channels. */
function small(image) {
  const share = Math.min(1, WIDTH / image.width);
  const canvas = blank(
    Math.round(image.width * share),
    Math.max(1, Math.round(image.height * share)),
  );
  const context = pen(canvas);
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return {
    data: data.filter((_, i) => i % 4 < 3),
    shape: [canvas.height, canvas.width, 3],
  };
}

/** Fill `box` with a button for each view; returns pairs of a view and its button. */
export function viewButtons(box, image, choose) {
  const source = small(image);
  /** @type {[string, HTMLButtonElement][]} */
  const pairs = VIEWS.map((view) => {
    const button = document.createElement("button");
    button.type = "button";
    const label = document.createElement("span");
    label.textContent = view[0].toUpperCase() + view.slice(1);
    const picture = pictureOf(source, view);
    picture.classList.toggle("tiny", image.width < WIDTH);
    button.append(picture, label);
    button.onclick = () => choose(view);
    return [view, button];
  });
  /** @param {[string, HTMLButtonElement]} pair @returns {HTMLElement[]} */
  const signs = ([view, button]) => {
    const sign = document.createElement("i");
    sign.textContent = SIGNS[view] ?? "";
    return SIGNS[view] ? [button, sign] : [button];
  };
  box.replaceChildren(...pairs.flatMap(signs));
  return pairs;
}
