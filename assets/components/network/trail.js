// The way that was followed from number to number, and how the address holds it. A station is [layer, channel, row, column].

/** @typedef {[string, number, number, number]} Station */

const LONGEST = 40; // stations that a link holds

/** @param {Station[]} stations */
export function written(stations) {
  return stations.length > 1 ? stations.map((station) => station.join(".")).join("_") : null;
}

/**
 * The stations that a text names, or none where any of them cannot be.
 * @param {string | null} text
 * @param {import("../maps/types").LayerFacts[]} layers
 * @returns {Station[]}
 */
export function parsed(text, layers) {
  const parts = (text ?? "").split("_");
  if (parts.length < 2 || parts.length > LONGEST) return [];
  /** @type {Station[]} */
  const stations = [];
  for (const part of parts) {
    const [name, ...digits] = part.split(".");
    const layer = layers.find((each) => each.name === name);
    const sizes = [...(layer?.shape ?? []), 1, 1].slice(0, 3);
    const numbers = digits.map((text) => (/^\d{1,5}$/.test(text) ? Number(text) : Number.NaN));
    const fits = digits.length === 3 && numbers.every((at, axis) => at < sizes[axis]);
    if (!layer || !fits) return [];
    stations.push(/** @type {Station} */ ([name, ...numbers]));
  }
  return stations;
}

/**
 * The trail after a step to a station: back where it has been, on from the end otherwise.
 * @param {Station[]} trail
 * @param {Station} to
 */
export function stepped(trail, to) {
  const at = trail.findIndex((station) => station.join() === to.join());
  return at < 0 ? [...trail, to].slice(-LONGEST) : trail.slice(0, at + 1);
}
