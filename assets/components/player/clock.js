// Keeps time: which step is due, and how far its motion has come. Time is always an argument, so that tests can set it.

export const SPEEDS = [0.5, 1, 2, 4, 8, 15, 30, 60, 120, 240];

/** A speed, in steps a second, that plays the whole of `steps` in about twenty seconds, and never faster than a frame a step. */
export function defaultSpeed(steps) {
  const wanted = Math.max(1, Math.min(60, steps / 20));
  return SPEEDS.reduce((best, speed) =>
    Math.abs(speed - wanted) < Math.abs(best - wanted) ? speed : best,
  );
}

/** Seconds that the motion into a step takes: none when steps follow faster than the eye. */
export function motionTime(speed, reducedMotion) {
  if (reducedMotion || speed > 6) return 0;
  return Math.min(0.9, 0.8 / speed);
}

/**
 * The step due at `now` (seconds) when `from` was reached at `since`; it stops at the last. A frame's time is its
 * beginning and so can lie before a click in that frame: no step goes back for that.
 */
export function stepAt(now, { from, since, speed, steps }) {
  return Math.min(steps - 1, from + Math.max(0, Math.floor((now - since) * speed + 1e-9)));
}

/**
 * The three phases of one step's motion, each 0 to 1: the window glides, the products appear, the sum lands.
 * `share` is how much of the motion time has passed.
 */
export function phases(share) {
  const part = (from, to) => smooth(Math.min(1, Math.max(0, (share - from) / (to - from))));
  return { glide: part(0, 0.35), products: part(0.3, 0.7), landing: part(0.7, 1) };
}

function smooth(t) {
  return t * t * (3 - 2 * t);
}
