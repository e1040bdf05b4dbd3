// What a person sets, as texts of the address and back. pages/softmax/shown.py reads the same texts.

/** @typedef {import("./scene").State} State @typedef {import("./types").Payload} Payload */

export const LARGEST = 10_000; // size of a logit; pages/softmax/shown.py has the same
export const NAMES = ["logits", "truth", "temperature", "add", "rate", "subtract"];

/** Lowest, highest and first number of what has a slider. */
export const RANGES = {
  temperature: { low: 0.1, high: 10, start: 1 },
  add: { low: -3, high: 3, start: 0 },
  rate: { low: 0.1, high: 10, start: 1 },
};

const NUMBER = /^-?\d{1,12}(\.\d{1,12})?(e-?\d{1,2})?$/;

/**
 * A number that a text is, or null: nothing but digits, within limits.
 * @param {string | null | undefined} text
 * @param {number} low
 * @param {number} high
 */
export function numberNamed(text, low, high) {
  const value = NUMBER.test(text ?? "") ? Number(text) : Number.NaN;
  return value >= low && value <= high ? value : null;
}

/**
 * The logits that a text names, or null where they are not one for each of `count` classes.
 * @param {string | null} text
 * @param {number} count
 */
export function logitsNamed(text, count) {
  const values = (text ?? "").split(",").map((part) => numberNamed(part, -LARGEST, LARGEST));
  if (values.length !== count || values.includes(null)) return null;
  return /** @type {number[]} */ (values);
}

/**
 * What the address says, and the example's own where it says nothing.
 * @param {(name: string) => string | null} read
 * @param {Payload} payload
 * @returns {State}
 */
export function stateNamed(read, { logits, truth }) {
  const ranged = (name) => {
    const { low, high, start } = RANGES[name];
    return numberNamed(read(name), low, high) ?? start;
  };
  const named = numberNamed(read("truth"), 0, logits.length - 1);
  return {
    z: logitsNamed(read("logits"), logits.length) ?? [...logits],
    add: ranged("add"),
    temperature: ranged("temperature"),
    truth: named !== null && Number.isInteger(named) ? named : truth,
    rate: ranged("rate"),
    subtract: read("subtract") !== "no",
  };
}

/**
 * The texts of a state; null is the example's own, or the first number of a slider.
 * @param {State} state
 * @param {Payload} payload
 * @returns {Record<string, string | null>}
 */
export function textsOf(state, { logits, truth }) {
  const ranged = (name) => (state[name] === RANGES[name].start ? null : String(state[name]));
  return {
    logits: state.z.join() === logits.join() ? null : state.z.join(),
    truth: state.truth === truth ? null : String(state.truth),
    temperature: ranged("temperature"),
    add: ranged("add"),
    rate: ranged("rate"),
    subtract: state.subtract ? null : "no",
  };
}

/** What a person types as a logit: "−1.5", "1,5", "2/3"; null where it is no number, or too large. */
export function typedNumber(text) {
  const plain = text.trim().replaceAll("−", "-").replace(",", ".");
  const [above, below = "1", ...more] = plain.split("/");
  if (more.length || !above.trim() || !below.trim()) return null;
  const value = Number(above) / Number(below);
  return Math.abs(value) <= LARGEST ? Number(value.toPrecision(12)) : null;
}
