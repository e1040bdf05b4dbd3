// The point in words: "f(1.50) = 1.500".

const PLACES = 3; // decimals of a value
const FEWER = 2; // of an x

/**
 * A number with `places` decimals, a true minus sign, and none before a zero.
 * @param {number} value
 * @param {number} places
 */
export function fixed(value, places) {
  const text = value.toFixed(places);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
}

/**
 * What there is to say of a point: its x, and two equations.
 * @param {{x: number, value: number, slope: number}} point
 */
export function told({ x, value, slope }) {
  const at = fixed(x, FEWER);
  return {
    at,
    value: `f(${at}) = ${fixed(value, PLACES)}`,
    slope: `f′(${at}) = ${fixed(slope, PLACES)}`,
  };
}

/**
 * What a screen reader hears once the slider rests.
 * @param {string} title
 * @param {{x: number, value: number, slope: number}} point
 */
export function sentence(title, { x, value, slope }) {
  return `${title} at ${fixed(x, FEWER)}: value ${fixed(value, PLACES)}, slope ${fixed(slope, PLACES)}.`;
}
