// Which size of a number gets the full colour: that of the layer follows slowly, so that colours do not flicker.

const FALL = 0.9; // of what it was, a picture later, at least
const STILL = 0.01; // of the layer's limit: a map whose numbers differ by less is nearly constant

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

/**
 * The limit of each map: a map that is nearly constant must not look like a strong one beside it, so it stays pale.
 * @param {"layer" | "map"} scale
 * @param {{reaches: ArrayLike<number>, spreads: ArrayLike<number>}} maps how far from zero each goes, and how far its numbers are apart
 * @param {number} limit the layer's
 */
export function limitsOf(scale, { reaches, spreads }, limit) {
  return Array.from(reaches, (reach, map) => {
    if (scale === "layer") return limit;
    return spreads[map] < STILL * limit ? Number.POSITIVE_INFINITY : reach;
  });
}
