// What goes into the network and what comes out of it: the picture with its crop, the 32 x 32 pixels, the best classes.

import { fit } from "../core/canvas.js";
import { exact } from "../core/number.js";
import { blank, pen } from "../core/picture.js";
import { saveImage } from "../core/save.js";
import { frame } from "./strokes.js";

const SHOWN = 5; // classes
const SIDE = 208; // largest side of the 32 x 32 pixels on screen
const TALLEST = 240;

/** Shows a passage in `box`, and its crop in the hands of a `cropper`. */
export function answer(box, cropper) {
  const find = (selector) => box.querySelector(selector);
  /** @type {import("./types").Payload} */
  let meta;
  /** @type {HTMLCanvasElement} */
  let photo;
  /** @type {HTMLCanvasElement} */
  let pixels;
  find(".centre").onclick = () => cropper.centre();
  find(".save-seen").onclick = () => saveImage(pixels, "convscope-32x32.png");

  return {
    /** @param {import("./passage.js").Passage} passage @param {import("../core/types").Packed} picture */
    receive(passage, picture) {
      meta = passage.meta;
      photo = rgbCanvas(picture);
      pixels = rgbCanvas(passage.arrays.pixels);
      find(".network").textContent = passage.facts.about;
      find(".device").textContent = `Computed on ${passage.facts.device}.`;
      find(".doubt").textContent = meta.doubt;
      find(".classes").innerHTML = bestClasses(passage);
    },
    draw(theme) {
      const width = find("figure").clientWidth;
      cropper.show(photo, meta.crop, meta.least, width, TALLEST, theme.palette.input);
    },
    /** Frame in both pictures what the value that is read has seen: top, left, bottom and right in pixels. */
    mark([top, left, bottom, right], { palette }) {
      const area = [left, top, right - left, bottom - top];
      cropper.mark(
        area.map((length) => length / pixels.width),
        palette.output,
      );
      const cell = Math.floor(Math.min(find("figure").clientWidth, SIDE) / pixels.width);
      const side = cell * pixels.width;
      const context = fit(find(".seen"), side, side);
      context.imageSmoothingEnabled = false;
      context.drawImage(pixels, 0, 0, side, side);
      const [x, y, wide, high] = area.map((length) => length * cell);
      frame(context, x + 1, y + 1, wide - 2, high - 2, palette.output);
    },
  };
}

function bestClasses(passage) {
  const last = passage.names.at(-1);
  const probabilities = passage.values(last).data;
  return Array.from(probabilities, (_, i) => i)
    .sort((a, b) => probabilities[b] - probabilities[a])
    .slice(0, SHOWN)
    .map((i) => {
      const share = 100 * probabilities[i];
      return `<li title="${exact(probabilities[i])}"><span>${passage.unit(last, i)}</span><span class="track"><i style="width:${share}%"></i></span><span class="number">${share.toFixed(1)} %</span></li>`;
    })
    .join("");
}

/**
 * A picture of (rows, columns, 3) bytes at its own size.
 * @param {import("../core/types").Packed} picture
 */
function rgbCanvas({ shape: [height, width], data }) {
  const image = new ImageData(width, height);
  for (let i = 0, j = 0; i < data.length; i += 3, j += 4) {
    image.data[j] = data[i];
    image.data[j + 1] = data[i + 1];
    image.data[j + 2] = data[i + 2];
    image.data[j + 3] = 255;
  }
  const canvas = blank(width, height);
  pen(canvas).putImageData(image, 0, 0);
  return canvas;
}
