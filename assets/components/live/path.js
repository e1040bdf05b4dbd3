// How a picture that stands still is moved: where the square that is looked at lies. Pure functions of time.

const REST = 2600; // milliseconds on a drawing
const GLIDE = 1100; // from one to the next
const CLOSER = 0.16; // of the side, how far a look comes nearer while it rests
const ROUND = 17_000; // milliseconds for a way around a picture

/** @typedef {{x: number, y: number, side: number}} Square */

const smooth = (share) => share * share * (3 - 2 * share);

/**
 * Along a strip of square drawings: on each for a while and a little nearer, then over to the next.
 * @param {number} time milliseconds
 * @param {number} count of the drawings
 * @param {number} side of each, in pixels
 * @returns {Square}
 */
export function alongStrip(time, count, side) {
  const turn = Math.floor(time / (REST + GLIDE));
  const within = time - turn * (REST + GLIDE);
  const way = smooth(Math.max(0, within - REST) / GLIDE);
  const near = CLOSER * Math.sin(Math.PI * Math.min(1, within / REST)) ** 2;
  const at = ((turn % count) + way) % count;
  const size = side * (1 - near);
  return { x: at * side + (side - size) / 2, y: (side - size) / 2, side: size };
}

/**
 * Around a square picture, nearer and farther; never outside.
 * @param {number} time milliseconds
 * @param {number} side of the picture
 * @returns {Square}
 */
export function aroundPicture(time, side) {
  const angle = (2 * Math.PI * time) / ROUND;
  const size = side * (0.78 + 0.22 * Math.cos(angle));
  const room = (side - size) / 2;
  return {
    x: room * (1 + Math.cos(2 * angle)),
    y: room * (1 + Math.sin(angle)),
    side: size,
  };
}
