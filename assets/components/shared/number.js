// A number in few characters.

import { short } from "./canvas.js";

const LARGEST_DENOMINATOR = 1000;

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
