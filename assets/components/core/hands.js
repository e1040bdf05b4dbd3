// Mouse, fingers, wheel and keys on a picture, turned into what they mean.

import { pointOn } from "./canvas.js";
import { arrow, isPlain } from "./keys.js";

/** @typedef {import("./types").Pair} Pair */
/**
 * What a picture does when hands are on it.
 * @typedef {object} Hands
 * @property {(x: number, y: number) => void} point
 * @property {(x: number, y: number, mouse: boolean) => void} press
 * @property {(dx: number, dy: number) => void} pan
 * @property {(factor: number, x?: number, y?: number) => void} zoom
 * @property {(cells: Pair) => void} step
 * @property {() => void} letGo
 * @property {() => void} toggle
 */

const STEP = 1.4; // zoom of one press or notch

export const FACTORS = { in: STEP, out: 1 / STEP, fit: 0 }; // of the buttons that zoom; 0 is the whole picture

const PINCH = 40; // a touchpad's pinch comes as a wheel with Ctrl, in smaller steps than a notch
const MOVED = 4; // a press that moves less is a click
const ZOOMS = { "+": STEP, "=": STEP, "-": 1 / STEP, 0: 0 };

/** What a key means: ["step", [down, right]], ["zoom", factor], ["letGo"], ["toggle"], or null. */
export function meaning(event) {
  if (!isPlain(event)) return null;
  const { key, shiftKey } = event;
  const move = arrow(event);
  if (move) return ["step", move.map((cells) => cells * (shiftKey ? 10 : 1))];
  if (key in ZOOMS) return ["zoom", ZOOMS[key]];
  if (key === "Escape") return ["letGo"];
  return key === "Enter" || key === " " ? ["toggle"] : null;
}

/**
 * Report to `act` what is done on a canvas: point(x, y), press(x, y, mouse), pan(dx, dy), zoom(factor, x, y)
 * and the keys' meanings. `inPane` turns a place on the canvas into one on its pane; `focused` says whether
 * the wheel is meant.
 * @param {HTMLCanvasElement} canvas
 * @param {(x: number, y: number) => Pair} inPane
 * @param {() => boolean} focused
 * @param {Hands} act
 */
export function listen(canvas, inPane, focused, act) {
  /** @type {Map<number, Pair>} */
  const pointers = new Map();
  /** @type {{place: Pair, moved: boolean}} */
  let start = { place: [0, 0], moved: false };
  /** @param {MouseEvent} event @returns {Pair} */
  const at = (event) => {
    return pointOn(canvas, event);
  };
  const place = (event) => inPane(...at(event));
  /** @param {Pair} a @param {Pair} b */
  const far = ([x, y], [u, v]) => Math.hypot(x - u, y - v);

  canvas.onpointerdown = (event) => {
    canvas.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, at(event));
    start = { place: at(event), moved: false };
  };
  canvas.onpointermove = (event) => {
    const before = pointers.get(event.pointerId);
    const now = at(event);
    if (!before) {
      if (event.pointerType === "mouse") act.point(...place(event));
      return;
    }
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    start.moved ||= Boolean(other) || far(now, start.place) > MOVED;
    if (other) {
      /** @type {Pair} */
      const centre = [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2];
      act.zoom(far(now, other) / Math.max(1, far(before, other)), ...inPane(...centre));
    }
    const share = other ? 2 : 1; // of two fingers each moves the middle half as far
    if (start.moved) act.pan((now[0] - before[0]) / share, (now[1] - before[1]) / share);
    canvas.classList.toggle("grabbing", start.moved);
    pointers.set(event.pointerId, now);
  };
  const release = (event, done) => {
    const held = pointers.delete(event.pointerId);
    canvas.classList.remove("grabbing");
    if (held && done && !start.moved && !pointers.size)
      act.press(...place(event), event.pointerType === "mouse");
  };
  canvas.onpointerup = (event) => release(event, true);
  canvas.onpointercancel = (event) => release(event, false);
  canvas.ondblclick = (event) => act.zoom(STEP * STEP, ...place(event));
  canvas.onkeydown = (event) => {
    const [name, ...values] = meaning(event) ?? [];
    if (!name) return;
    event.preventDefault();
    act[name](...values);
  };
  const wheel = (event) => {
    if (!event.ctrlKey && !event.metaKey && !focused()) return; // the page scrolls
    event.preventDefault();
    const pinched = event.ctrlKey && Math.abs(event.deltaY) < PINCH;
    act.zoom(Math.exp(-event.deltaY * (pinched ? 0.01 : 0.002)), ...place(event));
  };
  canvas.addEventListener("wheel", wheel, { passive: false });
}
