// Picture after picture: taken where one comes from, sent while the line is free, told on when it is answered.

import Line from "./line.js";
import { Shutter } from "./shot.js";

/** @typedef {import("./scene").Source} Source @typedef {import("./scene").Shown} Shown */

const EVERY = 1000 / 30 - 4; // milliseconds between two pictures; a screen's frame does not come to the millisecond

/**
 * What a stream tells.
 * @typedef {object} Listener
 * @property {(shown: Shown, shot: number, still: boolean) => void} show a picture with its answer, and when it was taken
 * @property {(rgb: Uint8Array) => void} preview until the first answer: the picture alone
 * @property {() => void} changed the line, or that all is frozen or moves
 * @property {(now: number) => void} beat each frame of the screen while it runs
 */

export default class Stream {
  /** @type {Source | null} */
  source = null;
  /** Which layer is on screen, and whether its exact numbers are wanted even while it moves. */
  layer = { index: 0, exact: false };
  mirror = false;
  frozen = false;
  /** The picture that is held still. @type {Uint8Array | null} */
  still = null;
  /** Whether the still picture waits for its numbers. */
  wanted = true;
  /** Frames on their way. @type {Map<number, {rgb: Uint8Array, shot: number, still: boolean}>} */
  sent = new Map();
  /** What was shown last. @type {Shown | null} */
  shown = null;
  frame = 0;
  last = 0;

  /** @param {string} address @param {Listener} listener */
  constructor(address, listener) {
    this.listener = listener;
    this.shutter = new Shutter();
    this.line = new Line(
      address,
      (answer) => this.answered(answer),
      () => this.lineChanged(),
    );
  }

  close() {
    cancelAnimationFrame(this.frame);
    this.source?.stop();
    this.line.close();
  }

  /** Take pictures from somewhere else. @param {Source} source */
  use(source) {
    this.source?.stop();
    this.source = source;
    this.still = null;
    this.ask();
    this.run();
  }

  /** Look at another layer. @param {number} index @param {boolean} exact */
  look(index, exact) {
    this.layer = { index, exact };
    this.ask();
  }

  /** Hold the picture still and ask for its exact numbers, or go on. @param {boolean} frozen */
  freeze(frozen) {
    this.frozen = frozen;
    this.source?.pause(frozen, performance.now());
    this.still = frozen ? (this.shown?.rgb ?? null) : null;
    this.ask();
    this.run();
    this.listener.changed();
  }

  /** Where it is frozen: ask for the still picture's numbers. */
  ask() {
    if (!this.frozen) return;
    this.wanted = true;
    this.run();
  }

  /** The tab is hidden: nothing is taken, nothing sent. */
  sleep() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.source?.pause(true, performance.now());
    this.wanted ||= [...this.sent.values()].some(({ still }) => still);
    this.sent.clear();
    this.line.close();
    this.listener.changed();
  }

  wake() {
    this.source?.pause(this.frozen, performance.now());
    this.run();
  }

  /** Go on from frame to frame, while there is something to do. */
  run() {
    if (document.hidden || (this.frozen && !this.wanted)) return;
    this.frame ||= requestAnimationFrame((now) => this.tick(now));
  }

  tick(now) {
    this.frame = 0;
    if (now - this.last >= EVERY) {
      if (this.line.isFree(now)) this.shoot(now);
      else if (!this.shown) this.peek(now);
    }
    this.listener.beat(now);
    this.run();
  }

  /** The pixels that are looked at now. */
  pixels(now) {
    if (this.frozen && this.still) return this.still;
    const look = this.source?.look(now);
    return look ? this.shutter.take(look, this.mirror) : null;
  }

  shoot(now) {
    const rgb = this.pixels(now);
    if (!rgb) return;
    const { frozen: still } = this;
    const { index, exact } = this.layer;
    const number = this.line.send({ layer: index, exact: exact || still }, rgb, now);
    this.sent.set(number, { rgb, shot: now, still });
    this.last = now;
    this.wanted = false;
    if (still) this.still = rgb;
  }

  peek(now) {
    const rgb = this.pixels(now);
    if (!rgb) return;
    this.last = now;
    this.listener.preview(rgb);
  }

  answered(answer) {
    const sent = this.sent.get(answer.number);
    for (const number of this.sent.keys()) if (number <= answer.number) this.sent.delete(number);
    if (!sent || (this.frozen && !sent.still)) return;
    this.shown = { rgb: sent.rgb, answer };
    this.listener.show(this.shown, sent.shot, sent.still);
  }

  lineChanged() {
    const { state } = this.line;
    if (state !== "open" && state !== "opening") {
      const lost = [...this.sent.values()].some(({ still }) => still);
      this.sent.clear();
      if (lost) this.ask(); // the still picture was not answered
    }
    this.listener.changed();
  }

  /** Milliseconds that the oldest picture on its way has waited. */
  waits(now) {
    const [first] = this.line.waiting;
    return first ? now - first.sent : 0;
  }
}
