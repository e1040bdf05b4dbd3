// Which of two pictures fires a unit more? The question follows from a number, the score from the answers.

/** @typedef {import("./scene").Facts} Facts */

const SHOWN = 4; // of the nine that tell what the unit looks for

/** A number in [0, 1) that follows from others: the same everywhere. */
export function drawn(seed, nth) {
  let x = (seed * 2654435761 + nth * 40503 + 12345) >>> 0;
  x = Math.imul(x ^ (x >>> 15), 2246822519);
  x = Math.imul(x ^ (x >>> 13), 3266489917);
  return ((x ^ (x >>> 16)) >>> 0) / 2 ** 32;
}

/**
 * The unit that is asked about, of those that fire on enough pictures.
 * @param {Facts[]} units
 * @param {number} seed
 */
export function unitAsked(units, seed) {
  const able = units.flatMap(({ best }, i) => (best.length > SHOWN ? [i] : []));
  return able[Math.floor(drawn(seed, 0) * able.length)] ?? -1;
}

/**
 * What is asked about a unit: places on the sheet, where in the picture, and values, of the two; the more exciting one is
 * at `right`. `shown` are others of its nine.
 * @param {Facts} facts
 * @param {number} unit within its part
 * @param {number} seed
 * @param {number} best pictures a unit
 */
export function questionOf(facts, unit, seed, best) {
  const top = Math.floor(drawn(seed, 1) * facts.best.length);
  const low = Math.floor(drawn(seed, 2) * facts.least.length);
  const right = drawn(seed, 3) < 0.5 ? 0 : 1;
  const [, place, value] = facts.best[top];
  const [tile, lowPlace, lowValue] = facts.least[low];
  const pair = [
    { tile: best * unit + top, place, value },
    { tile, place: lowPlace, value: lowValue },
  ];
  const others = facts.best.flatMap((_, i) => (i === top ? [] : [best * unit + i]));
  return { two: right ? [pair[1], pair[0]] : pair, right, shown: others.slice(0, SHOWN) };
}

/** @param {{right: number, asked: number, streak: number}} score @param {boolean} isRight */
export function scored({ right, asked, streak }, isRight) {
  return { right: right + (isRight ? 1 : 0), asked: asked + 1, streak: isRight ? streak + 1 : 0 };
}
