// Numbers as text: few characters, or all the digits.

const LARGEST_DENOMINATOR = 1000;
const DIGITS = 4; // of a term

/** A number with at most `digits` significant digits, a true minus sign, and no trailing zeros: 0.333, −12, 1.5e−7. */
export function short(value, digits = 3) {
  if (value === 0) return "0";
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value < 0 ? "−∞" : "∞";
  const size = Math.abs(value);
  const whole = Number.isInteger(value) && size < 1e6;
  let text = whole ? String(value) : Number(value.toPrecision(digits)).toString();
  if (!whole && (size < 1e-4 || size >= 1e6))
    text = Number(value.toPrecision(digits)).toExponential().replace("e+", "e");
  return text.replaceAll("-", "−");
}

/** A count with its noun: 1 cell, 7 cells. */
export function many(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** A number with all the digits it has. */
export function exact(value) {
  return Number.isFinite(value) ? String(value).replaceAll("-", "−") : short(value);
}

/** Three digits, or a fraction where that is exact, the digits are not, and it is no longer: 0.5, 1/49, −1/9. */
export function compact(value, digits = 3) {
  const rounded = short(value, digits);
  if (Number(rounded.replace("−", "-")) === value) return rounded;
  for (let below = 2; below <= LARGEST_DENOMINATOR; below++) {
    const above = Math.round(value * below);
    if (above && above / below === value) {
      const text = `${short(above)}/${below}`;
      return text.length <= rounded.length ? text : rounded;
    }
  }
  return rounded;
}

/**
 * A number as a term of a sum or a factor of a product: in brackets where a sign or a fraction needs them.
 * @param {number} value
 */
export function term(value) {
  const text = compact(value, DIGITS);
  return value < 0 || text.includes("/") ? `(${text})` : text;
}

/**
 * Whether a text, such as 0.5, −12 or 1/3, means just this number and no rounded one.
 * @param {string} text
 * @param {number} value
 */
export function means(text, value) {
  const [above, below = "1"] = text.replaceAll("−", "-").replace("∞", "Infinity").split("/");
  return Number(above) / Number(below) === value;
}

/**
 * The sign between a sum and its result: = where every number is written in full, ≈ where one is rounded.
 * @param {Iterable<number>} terms as `term` writes them
 * @param {string} text of the result
 * @param {number} result
 */
export function equals(terms, text, result) {
  for (const value of terms) if (!means(compact(value, DIGITS), value)) return "≈";
  return means(text, result) ? "=" : "≈";
}
