// What a person has set, and how it stands in the address; pages/scaling/counts.py reads the same texts.

/** @typedef {import("./scene").State} State @typedef {import("./types").Payload} Payload */

export const NAMES = /** @type {const} */ (["side", "channels", "filters", "kernel"]);

/**
 * What the address says; what cannot be is where a slider starts.
 * @param {(name: string) => string | null} read
 * @param {Payload} payload
 * @returns {State}
 */
export function stateNamed(read, { stops, start }) {
  const sizes = NAMES.map((name) => {
    const text = read(name) ?? "";
    const value = /^[0-9]{1,3}$/.test(text) ? Number(text) : start[name];
    const fits = value >= stops[name][0] && value <= /** @type {number} */ (stops[name].at(-1));
    return [name, fits ? value : start[name]];
  });
  return { ...Object.fromEntries(sizes), draw: read("draw") === "work" ? "work" : "parameters" };
}

/**
 * The same as texts; null is where a slider starts.
 * @param {State} state
 * @param {Payload} payload
 */
export function textsOf(state, { start }) {
  const texts = NAMES.map((name) => [
    name,
    state[name] === start[name] ? null : String(state[name]),
  ]);
  return { ...Object.fromEntries(texts), draw: state.draw === "work" ? "work" : null };
}

/** The stop nearest to a value, as factors go. */
export function stopOf(value, stops) {
  const far = stops.map((stop) => Math.abs(Math.log(stop / value)));
  return far.indexOf(Math.min(...far));
}
