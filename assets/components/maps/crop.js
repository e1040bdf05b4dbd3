// The picture with the square that the network is given: drag it, resize it at a corner, or use the keys.

import { fit } from "../core/canvas.js";
import { isPlain } from "../core/keys.js";
import { clampCrop, cropBox } from "./square.js";
import { frame } from "./strokes.js";

const GRIP = 14;

/** @typedef {import("./types").Crop} Crop */
/** @typedef {{x: number, y: number, box: Crop, corner: number, moved: boolean}} Drag */

/** Draws `source` (a canvas) with its crop on `canvas`; `settled(crop)` is called when a person has let go. */
export function cropper(canvas, settled) {
  /** @type {HTMLCanvasElement} */
  let source;
  /** @type {Crop} */
  let crop = [0.5, 0.5, 1];
  let [least, scale, timer] = [1, 1, 0];
  /** What is in hand: where it was taken, the box as it was then, its corner or -1. @type {Drag | null} */
  let drag = null;
  let colour = "#fff";
  /** What is framed inside the crop: left, top, width and height in shares of its side, and the colour. */
  let mark = { area: [0, 0, 0, 0], colour: "" };

  /** @returns {[number, number]} */
  const size = () => [source.width * scale, source.height * scale];

  function draw() {
    if (!source) return;
    const [width, height] = size();
    const context = fit(canvas, Math.round(width), Math.round(height));
    context.imageSmoothingQuality = "high";
    context.drawImage(source, 0, 0, width, height);
    const [left, top, side] = cropBox(crop, width, height);
    context.fillStyle = "rgba(10, 14, 20, 0.55)";
    context.beginPath();
    context.rect(0, 0, width, height);
    context.rect(left, top, side, side);
    context.fill("evenodd");
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.strokeRect(left + 1, top + 1, side - 2, side - 2);
    context.fillStyle = colour;
    for (const [x, y] of corners([left, top, side]))
      context.fillRect(x < left + side / 2 ? x : x - 7, y < top + side / 2 ? y : y - 7, 7, 7);
    const [x, y, wide, high] = mark.area.map((share) => share * side);
    if (mark.colour) frame(context, left + x + 1, top + y + 1, wide - 2, high - 2, mark.colour);
    canvas.setAttribute("aria-label", label());
  }

  function label() {
    const [left, top, side] = cropBox(crop, source.width, source.height).map(Math.round);
    return `Crop of the picture: ${side} by ${side} pixels from column ${left}, row ${top}. Arrow keys move it, plus and minus resize it.`;
  }

  /** @param {Crop} next */
  function change(next) {
    // Three decimals, as in the address: a link must cut out the very same square.
    const [x, y, side] = clampCrop(next, source.width, source.height, least).map(
      (part) => Math.round(part * 1000) / 1000,
    );
    crop = [x, y, side];
    draw();
  }

  function settle() {
    clearTimeout(timer);
    settled(crop);
  }

  canvas.onpointerdown = (event) => {
    if (!source || event.button > 0) return;
    const [x, y] = [event.offsetX, event.offsetY];
    const box = cropBox(crop, ...size());
    const corner = corners(box).findIndex(([cx, cy]) => Math.hypot(cx - x, cy - y) < GRIP);
    drag = { x, y, box, corner, moved: false };
    canvas.setPointerCapture(event.pointerId);
  };
  canvas.onpointermove = (event) => {
    if (!drag) {
      if (source) hint(event);
      return;
    }
    drag.moved = true;
    const [width, height] = size();
    const [dx, dy] = [event.offsetX - drag.x, event.offsetY - drag.y];
    const [left, top, side] = drag.box;
    if (drag.corner < 0) {
      change([
        (left + dx + side / 2) / width,
        (top + dy + side / 2) / height,
        side / Math.min(width, height),
      ]);
      return;
    }
    // The corner opposite to the one in hand stays where it is.
    const [toRight, toBottom] = [drag.corner % 2 ? 1 : -1, drag.corner > 1 ? 1 : -1];
    const wish = side + (dx * toRight + dy * toBottom) / 2;
    const room = Math.min(
      toRight > 0 ? width - left : left + side,
      toBottom > 0 ? height - top : top + side,
    );
    const next =
      clampCrop(
        [0.5, 0.5, Math.min(wish, room) / Math.min(width, height)],
        width,
        height,
        least,
      )[2] * Math.min(width, height);
    const x = toRight > 0 ? left + next / 2 : left + side - next / 2;
    const y = toBottom > 0 ? top + next / 2 : top + side - next / 2;
    change([x / width, y / height, next / Math.min(width, height)]);
  };
  canvas.onpointerup = canvas.onpointercancel = () => {
    const moved = drag?.moved;
    drag = null;
    if (moved) settle();
  };
  canvas.onkeydown = (event) => {
    const step = event.shiftKey ? 0.1 : 0.02;
    const moves = {
      ArrowLeft: [-step, 0, 0],
      ArrowRight: [step, 0, 0],
      ArrowUp: [0, -step, 0],
      ArrowDown: [0, step, 0],
      "+": [0, 0, step],
      "=": [0, 0, step],
      "-": [0, 0, -step],
    };
    if (!source || !isPlain(event) || !moves[event.key]) return;
    event.preventDefault();
    const [dx, dy, more] = moves[event.key];
    change([crop[0] + dx, crop[1] + dy, crop[2] + more]);
    clearTimeout(timer);
    timer = setTimeout(settle, 350);
  };

  function hint(event) {
    const near = corners(cropBox(crop, ...size())).findIndex(
      ([cx, cy]) => Math.hypot(cx - event.offsetX, cy - event.offsetY) < GRIP,
    );
    canvas.style.cursor =
      near < 0 ? "move" : near === 0 || near === 3 ? "nwse-resize" : "nesw-resize";
  }

  return {
    /** Show another picture or crop, at most `width` x `height` CSS pixels; no crop has a side below `smallest`. */
    show(picture, next, smallest, width, height, ink) {
      [source, least] = [picture, smallest];
      colour = ink;
      scale = Math.min(width / source.width, height / source.height);
      if (!drag) crop = next;
      draw();
    },
    /** Frame an area of the crop, in shares of its side, in another colour. */
    mark(area, inColour) {
      mark = { area, colour: inColour };
      draw();
    },
    centre() {
      change([0.5, 0.5, 1]);
      settle();
    },
    stop() {
      clearTimeout(timer);
    },
  };
}

function corners([left, top, side]) {
  return [
    [left, top],
    [left + side, top],
    [left, top + side],
    [left + side, top + side],
  ];
}
