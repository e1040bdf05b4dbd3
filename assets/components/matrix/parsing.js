// Typed and pasted text into numbers.

const MINUS = /[−–]/g;

/** "−1.5", "2e-3" or "1/9" -> number; NaN when it is none. */
export function parseNumber(text) {
  const parts = text.trim().replace(MINUS, "-").split("/");
  if (parts.length > 2 || parts.some((part) => part.trim() === "")) return Number.NaN;
  const [above, below] = parts.map(Number);
  const value = below === undefined ? above : above / below;
  return Number.isFinite(value) ? value : Number.NaN;
}

/**
 * Pasted text -> { rows } or { error }, one sentence.
 * Rows end at a line end, a semicolon or, in NumPy's and Python's way of writing, at a bracket.
 */
export function parseMatrix(text, maxSize) {
  const bare = text
    .replace(/\b(np\.)?(array|tensor)\s*\(/g, "")
    .replace(/,?\s*dtype\s*=\s*[\w.]+/g, "");
  const nested = bare.match(/\[[^[\]]*\]/g);
  const lines = nested && nested.length > 1 ? nested : bare.split(/[\n\r;]+/);
  const rows = lines
    .map((line) => line.replace(/[[\](){}]/g, " ").replace(/\s*\/\s*/g, "/"))
    .map((line) => line.split(/[\s,]+/).filter(Boolean))
    .filter((line) => line.length);
  if (!rows.length) return { error: "There is no number in the pasted text." };
  for (const [i, row] of rows.entries()) {
    const wrong = row.find((word) => Number.isNaN(parseNumber(word)));
    if (wrong !== undefined)
      return { error: `“${wrong}” in line ${i + 1} of the pasted text is not a number.` };
    if (row.length !== rows[0].length) {
      return {
        error: `Line 1 of the pasted text has ${rows[0].length} numbers, line ${i + 1} has ${row.length}.`,
      };
    }
  }
  if (rows.length > maxSize || rows[0].length > maxSize) {
    return {
      error: `The pasted text is ${rows.length} × ${rows[0].length}; at most ${maxSize} × ${maxSize} fit here.`,
    };
  }
  return { rows: rows.map((row) => row.map(parseNumber)) };
}
