// What is shown until somebody starts a run: how the shipped network learned, frame after frame.

import { wantsStillness } from "../core/motion.js";
import { newRun } from "./socket.js";

const PACE = 350; // milliseconds a frame

/** The part of the film up to a frame, as a run. @param {{meta: import("./run").Film, arrays: any}} film @param {number} frame */
export function upTo({ meta, arrays }, frame) {
  const { shape, data } = arrays.kernels;
  const size = data.length / shape[0];
  const kernels = data.subarray(frame * size, (frame + 1) * size);
  const limit = kernels.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const run = newRun(/** @type {any} */ ({ data: "film" }), meta.total);
  const epochs = meta.epochs.slice(0, frame + 1);
  const filters = { shape: shape.slice(1), limit, data: kernels };
  return Object.assign(run, { state: "film", steps: meta.steps, epochs, filters });
}

export default class Film {
  /** @param {any} film @param {() => void} changed */
  constructor(film, changed) {
    this.film = film;
    this.last = film.meta.epochs.length - 1;
    const still = wantsStillness();
    this.show(still ? this.last : 0);
    this.clock = setInterval(() => {
      if (this.frame === this.last) this.stop();
      else this.show(this.frame + 1);
      changed();
    }, PACE);
  }

  show(frame) {
    this.frame = frame;
    this.run = upTo(this.film, frame);
  }

  stop() {
    clearInterval(this.clock);
  }
}
