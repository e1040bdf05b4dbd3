// Masks from a seed. pages/dropout/masks.py draws the very same ones, and so do the programs on the page.
//
// A number is what a hash makes of its place and the seed, not the next of a stream: so a mask needs no other before it,
// and a higher rate drops what a lower one dropped, and more. The hash is one of Chris Wellons's for 32 bits
// (github.com/skeeto/hash-prospector); seeds are a golden ratio of all places apart, so that no two share a stretch.

const GOLDEN = 0x9e3779b9;

/**
 * A number from 0 to below 1.
 * @param {number} seed
 * @param {number} place
 */
export function uniform(seed, place) {
  let x = (place + Math.imul(seed, GOLDEN)) >>> 0;
  x ^= x >>> 16;
  x = Math.imul(x, 0x21f0aaad);
  x ^= x >>> 15;
  x = Math.imul(x, 0x735a2d97);
  x ^= x >>> 15;
  return (x >>> 0) / 2 ** 32;
}

/** Which of `count` places a seed keeps, as 0 and 1. */
export function mask(seed, count, rate) {
  return Uint8Array.from({ length: count }, (_, place) => Number(uniform(seed, place) >= rate));
}

/** What a kept value is multiplied with in training, and any value at test time. */
export function factors(rate, classic) {
  return classic ? { train: 1, test: 1 - rate } : { train: 1 / (1 - rate), test: 1 };
}
