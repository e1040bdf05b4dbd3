// Numbers that stand in one table or are added up on screen: all of them with the same count of decimals.

/** How many decimals numbers up to `top` keep when they share a table. */
export function decimals(top) {
  return top >= 100 ? 0 : top >= 10 ? 1 : top >= 0.1 ? 2 : 3;
}

/** A number with a fixed count of decimals and a true minus sign; zero is plain, and what rounds to zero has no sign. */
export function fixed(value, digits) {
  if (value === 0) return "0";
  return value
    .toFixed(digits)
    .replace(/^-(?=0\.?0*$)/, "")
    .replace("-", "−");
}
