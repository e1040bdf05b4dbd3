// Which step is on show, whether it plays, and how far the motion into it has come. Time, in seconds, is always an argument.

import { defaultSpeed, motionTime, stepAt } from "./clock.js";

const BY_HAND = 2.5; // steps a second: a single step moves as if it were played so fast

export class Playback {
  /** The step that the others are counted from, and when it was reached. @type {{from: number, since: number}} */
  counted;
  /** Steps a second. @type {number} */
  speed;

  /** `isReduced` says whether the person prefers no motion; it is asked again each time. */
  constructor(isReduced) {
    this.isReduced = isReduced;
    this.steps = 0;
    this.rest(0);
  }

  get last() {
    return this.steps - 1;
  }

  /** Stop at `step`, or where it can of so many steps; a new number of them has its own speed. */
  load(steps, step, { autoplay = false } = {}) {
    if (steps !== this.steps) this.speed = defaultSpeed(autoplay ? 2 * steps : steps); // a show goes faster
    this.steps = steps;
    this.rest(Math.min(step, this.last));
  }

  rest(step) {
    this.playing = false;
    this.step = this.from = step;
    this.began = Number.NEGATIVE_INFINITY;
  }

  /** Play on from here, or from the beginning when this is the end. */
  play(now) {
    this.rest(this.step === this.last ? 0 : this.step);
    this.playing = true;
    this.began = now;
    this.countFrom(now);
  }

  pause() {
    this.playing = false;
  }

  setSpeed(speed, now) {
    this.speed = speed;
    this.countFrom(now);
  }

  /** Steps come due as counted from this one, now. */
  countFrom(now) {
    this.counted = { from: this.step, since: now };
  }

  /** Go to a step at once, with its motion unless told otherwise. */
  go(step, now, { move = true } = {}) {
    const before = this.step;
    this.rest(Math.max(0, Math.min(this.last, step)));
    if (!move || this.step === before) return;
    this.from = before;
    this.began = now;
  }

  /** Take the step that is due; whether the last one has come and its motion is over. */
  advance(now) {
    const due = stepAt(now, { ...this.counted, speed: this.speed, steps: this.steps });
    if (due !== this.step) {
      this.from = this.step;
      this.step = due;
      this.began = now;
    }
    return due === this.last && now - this.began >= this.motion();
  }

  isMoving(now) {
    return this.playing || now - this.began < this.motion();
  }

  /** How much of the motion into the step has passed, 0 to 1. */
  share(now) {
    const time = this.motion();
    return time > 0 ? Math.min(1, Math.max(0, (now - this.began) / time)) : 1;
  }

  motion() {
    return motionTime(this.playing ? this.speed : BY_HAND, this.isReduced());
  }
}
