// What is typed into a cell, as a number. Whole tables are read by vizcore/matrix_text.py.

const MINUS = /[−–]/g;
const COMMA = /^([-+]?\d+),(?=\d+$)/;

/** "−1.5", "1,5", "2e-3" or "1/9" -> number; NaN when it is none. A comma alone in a cell is a decimal one. */
export function parseNumber(text) {
  const parts = text.trim().replace(MINUS, "-").replace(COMMA, "$1.").split("/");
  if (parts.length > 2 || parts.some((part) => part.trim() === "")) return Number.NaN;
  const [above, below] = parts.map(Number);
  const value = below === undefined ? above : above / below;
  return Number.isFinite(value) ? value : Number.NaN;
}
