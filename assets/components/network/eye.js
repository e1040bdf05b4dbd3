// What of the world is seen: the whole, or a part enlarged, and the flight from one to the other. Screen = origin + unit * scale.

import { holdView, zoomView } from "../core/view.js";

/** @typedef {import("../core/types").View} View */
/** @typedef {{x: number, y: number, width: number, height: number}} Box */

const FLIGHT = 700; // milliseconds
const AROUND = 0.82; // share of the stage that what is looked at may fill
export const CLOSEST = 64; // pixels of a unit

export class Eye {
  /** @type {View} */
  at = { scale: 1, x: 0, y: 0 };
  /** @type {View} */
  whole = { scale: 1, x: 0, y: 0 };
  world = { width: 1, height: 1 };
  stage = { width: 1, height: 1 };
  /** @type {{from: View, to: View, start: number} | null} */
  flight = null;

  /** Another world or another stage: what was seen whole is seen whole, what was enlarged stays so as far as it can. */
  enter(world, stage, narrow) {
    const enlarged = !this.isWhole;
    [this.world, this.stage] = [world, stage];
    const across = stage.width / world.width;
    const scale = narrow ? across : Math.min(across, stage.height / world.height);
    this.whole = this.held({ scale, x: 0, y: 0 });
    this.flight = null;
    this.at = enlarged
      ? this.held({ ...this.at, scale: Math.max(scale, this.at.scale) })
      : this.whole;
  }

  get isWhole() {
    return this.at.scale <= this.whole.scale * 1.001;
  }

  /** @param {View} view */
  held(view) {
    return holdView(
      view,
      [this.world.height, this.world.width],
      this.stage.width,
      this.stage.height,
    );
  }

  /** @returns {[number, number]} */
  toWorld(x, y) {
    return [(x - this.at.x) / this.at.scale, (y - this.at.y) / this.at.scale];
  }

  /** A box of the world in screen pixels. @param {Box} box @returns {Box} */
  onScreen({ x, y, width, height }) {
    const { scale } = this.at;
    return {
      x: this.at.x + x * scale,
      y: this.at.y + y * scale,
      width: width * scale,
      height: height * scale,
    };
  }

  zoom(factor, x = this.stage.width / 2, y = this.stage.height / 2) {
    this.flight = null;
    const wanted = factor === 0 ? this.whole : zoomView(this.at, factor, x, y, this.whole);
    this.at = this.held(wanted);
  }

  /** Move by so many pixels; returns what could not be moved downwards, for the page to scroll. */
  pan(dx, dy) {
    this.flight = null;
    const wanted = { ...this.at, x: this.at.x + dx, y: this.at.y + dy };
    this.at = this.held(wanted);
    return wanted.y - this.at.y;
  }

  /** The view in which a box fills the stage, not closer than `closest` pixels a unit. @param {Box} box */
  viewOf(box, closest = CLOSEST) {
    const fits = Math.min(this.stage.width / box.width, this.stage.height / box.height) * AROUND;
    const scale = Math.max(this.whole.scale, Math.min(closest, fits));
    return this.held({
      scale,
      x: this.stage.width / 2 - (box.x + box.width / 2) * scale,
      y: this.stage.height / 2 - (box.y + box.height / 2) * scale,
    });
  }

  /** Begin to fly to a view; at once where nothing may move. @param {View} to */
  fly(to, now, still) {
    this.flight = still ? null : { from: this.at, to, start: now };
    if (still) this.at = to;
  }

  /** Go on with a flight; whether there is more of it. */
  advance(now) {
    if (!this.flight) return false;
    const { from, to, start } = this.flight;
    const share = Math.min(1, (now - start) / FLIGHT);
    this.at = between(from, to, share * share * (3 - 2 * share), this.stage);
    if (share === 1) this.flight = null;
    return share < 1;
  }
}

/**
 * A view on the way: the scale grows by equal factors, the middle moves as fast on the screen as the scale lets it.
 * @param {View} from
 * @param {View} to
 * @param {number} share
 * @param {{width: number, height: number}} stage
 * @returns {View}
 */
export function between(from, to, share, { width, height }) {
  const scale = from.scale * (to.scale / from.scale) ** share;
  const near = Math.abs(to.scale - from.scale) < 1e-6 * from.scale;
  // Of the way in the world: all of it is gone when the scale has come so far, so that what is flown to never leaves the stage.
  const gone = near ? share : (1 / from.scale - 1 / scale) / (1 / from.scale - 1 / to.scale);
  const middle = (view, axis, side) => (side / 2 - view[axis]) / view.scale;
  const along = (axis, side) => {
    const [a, b] = [middle(from, axis, side), middle(to, axis, side)];
    return side / 2 - (a + (b - a) * gone) * scale;
  };
  return { scale, x: along("x", width), y: along("y", height) };
}
