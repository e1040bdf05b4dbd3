// How many pictures a second there are, and how long one takes from the shutter to the screen.

const WINDOW = 2000; // milliseconds that are looked back on

export default class Pace {
  /** @type {{at: number, delay: number}[]} */
  painted = [];

  /** A picture was painted at `at` that was taken `delay` milliseconds before. */
  note(at, delay) {
    this.painted.push({ at, delay });
    this.forget(at);
  }

  forget(now) {
    while (this.painted.length && now - this.painted[0].at > WINDOW) this.painted.shift();
  }

  clear() {
    this.painted = [];
  }

  /** Pictures a second and the middle delay of the last two seconds; null while there are too few. */
  figures(now) {
    this.forget(now);
    const { painted } = this;
    if (painted.length < 3) return null;
    const first = painted[0].at;
    const last = painted[painted.length - 1].at;
    const delays = painted.map(({ delay }) => delay).sort((a, b) => a - b);
    return {
      rate: (1000 * (painted.length - 1)) / (last - first),
      delay: delays[Math.floor(delays.length / 2)],
    };
  }
}
