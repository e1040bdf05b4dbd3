// What keys mean wherever something is walked through: rows, grids, steps, pixels.

/** @type {Record<string, [number, number]>} */
const ARROWS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * Whether a key is pressed without the ones that belong to the browser.
 * @param {{ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean}} event
 */
export function isPlain({ ctrlKey, metaKey, altKey }) {
  return !(ctrlKey || metaKey || altKey);
}

/**
 * Rows down and columns to the right that an arrow key means; null for every other key.
 * @param {{key: string}} event
 */
export function arrow({ key }) {
  return Object.hasOwn(ARROWS, key) ? ARROWS[key] : null;
}

/**
 * Where an arrow key, Home or End leads from place `from` in a grid of `count` places, `columns` across, read row by
 * row; `from` itself at an edge, null for every other key.
 * @param {{key: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean}} event
 */
export function placeAfter(event, from, count, columns = 1) {
  if (!isPlain(event)) return null;
  if (event.key === "Home") return 0;
  if (event.key === "End") return count - 1;
  const move = arrow(event);
  if (!move) return null;
  const to = from + move[0] * columns + move[1];
  return to >= 0 && to < count ? to : from;
}
