// The socket: at most two frames on their way, and after a break another try, later each time.

import { frameBytes, readAnswer } from "./wire.js";

const AHEAD = 2; // frames that may be without an answer
const FIRST = 500; // milliseconds until the first new try
const LONGEST = 8000;
const PATIENCE = 30_000; // for an answer; the first one of a server waits for its network

/** @typedef {{number: number, sent: number}} Waiting */

/** Milliseconds until try number `failures`, counted from 1. */
export function pauseBefore(failures) {
  return Math.min(LONGEST, FIRST * 2 ** (failures - 1));
}

export default class Line {
  /** "closed", "opening", "open", "broken" (it tries again) or "refused" (it does not). */
  state = "closed";
  /** What the server said when it refused. */
  says = "";
  failures = 0;
  number = 0;
  /** @type {WebSocket | undefined} */
  socket;
  /** @type {Waiting[]} */
  waiting = [];

  /**
   * @param {string} address
   * @param {(answer: import("./scene").Answer) => void} answered
   * @param {() => void} changed when `state` has
   * @param {(address: string) => WebSocket} make
   */
  constructor(address, answered, changed, make = (address) => new WebSocket(address)) {
    this.address = address;
    this.answered = answered;
    this.changed = changed;
    this.make = make;
  }

  /** Whether a frame may be sent now; opens the socket where it is closed. */
  isFree(now = performance.now()) {
    if (this.state === "closed") this.open();
    if (this.waiting.length && now - this.waiting[0].sent > PATIENCE) this.socket?.close();
    return this.state === "open" && this.waiting.length < AHEAD;
  }

  open() {
    clearTimeout(this.timer);
    this.waiting = [];
    this.says = "";
    /** @type {number | null | undefined} */
    let again; // seconds; null: never
    const socket = this.make(this.address);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.turn("open");
    socket.onmessage = ({ data }) => {
      if (typeof data === "string") ({ says: this.says, again } = JSON.parse(data));
      else this.take(readAnswer(data));
    };
    socket.onclose = () => this.broken(again);
    this.socket = socket;
    this.turn("opening");
  }

  take(answer) {
    this.failures = 0;
    this.says = "";
    this.waiting = this.waiting.filter(({ number }) => number > answer.number); // newer ones took the others' place
    this.answered(answer);
  }

  /** The socket is gone: for good, until it is wanted, or for a while. */
  broken(again) {
    this.waiting = [];
    if (again === null) return this.turn("refused");
    if (again === 0) return this.turn("closed");
    this.failures += 1;
    const pause = again ? 1000 * again : pauseBefore(this.failures);
    this.timer = setTimeout(() => this.open(), pause);
    this.turn("broken");
  }

  turn(state) {
    this.state = state;
    this.changed();
  }

  /**
   * Send a frame; returns its number.
   * @param {{layer: number, exact: boolean}} what
   * @param {Uint8Array} rgb
   */
  send(what, rgb, now = performance.now()) {
    this.number = (this.number + 1) % 2 ** 32;
    this.waiting.push({ number: this.number, sent: now });
    this.socket?.send(frameBytes({ number: this.number, ...what }, rgb));
    return this.number;
  }

  close() {
    clearTimeout(this.timer);
    if (this.socket) this.socket.onclose = this.socket.onmessage = null;
    this.socket?.close();
    this.waiting = [];
    this.state = "closed";
  }
}
