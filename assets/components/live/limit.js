// Which size of a number gets the full colour: that of the layer follows slowly, so that colours do not flicker.

const FALL = 0.9; // of what it was, a picture later, at least

/**
 * The largest size of a layer's numbers, which falls by a tenth a picture at most.
 * @param {number} before 0 where another layer was on screen
 * @param {ArrayLike<number>} reaches how far from zero each map goes
 */
export function layerLimit(before, reaches) {
  let most = 0;
  for (let i = 0; i < reaches.length; i++) most = Math.max(most, reaches[i]);
  return Math.max(most, before * FALL);
}

/** The limit of each map. @param {"layer" | "map"} scale @param {ArrayLike<number>} reaches @param {number} limit */
export function limitsOf(scale, reaches, limit) {
  return Array.from(reaches, (reach) => (scale === "map" ? reach : limit));
}
