// What is said of two smaller copies: which pixels a cell of them stands for. Pure functions.

const ORDINALS = { 2: "2nd", 3: "3rd" };

/** "every pixel", "every 2nd pixel", ... */
export function every(n) {
  return n === 1 ? "Every pixel" : `Every ${ORDINALS[n] ?? `${n}th`} pixel`;
}

/** The n that the address names; 4 where it names none. */
export function stepNamed(text, most) {
  const n = /^\d{1,3}$/.test(text ?? "") ? Number(text) : 4;
  return n >= 1 && n <= most ? n : Math.min(4, most);
}

/** How many of `cells` a block of n that begins at `from` has. */
const end = (from, n, cells) => Math.min(from + n, cells);

/**
 * What both copies have at a cell, and of which pixels.
 * @param {import("../core/types").Pair} cell
 * @param {number} n
 * @param {number[]} size of the picture
 * @param {number} taken
 * @param {number} mean
 */
export function told([row, column], n, [rows, columns], taken, mean) {
  const [top, left] = [row * n, column * n];
  const block = `I[${top}:${end(top, n, rows)}, ${left}:${end(left, n, columns)}]`;
  return `Cell (${row}, ${column}): I[${top}, ${left}] = ${taken}; the mean of ${block} is ${mean}.`;
}

/** How far from its middle a zone plate's rings are wide enough for one pixel in n: two pixels of the copy a ring. */
export function reach(side, n) {
  return side / (2 * n);
}
