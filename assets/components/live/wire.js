// What goes over the socket, as bytes: vizcore/serve/messages.py says the same. Pure functions.

import { NETWORK_SIDE } from "./shot.js";

const HEAD = 8;
const ANSWER = 24; // bytes of an answer's head
export const PIXELS = NETWORK_SIDE * NETWORK_SIDE * 3;

/** @typedef {import("./scene").Answer} Answer */

/**
 * A frame: its number, which layer is on screen, whether its exact numbers are wanted, and the pixels.
 * @param {{number: number, layer: number, exact: boolean}} what
 * @param {Uint8Array} rgb
 */
export function frameBytes({ number, layer, exact }, rgb) {
  const bytes = new Uint8Array(HEAD + PIXELS);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, number, true);
  view.setUint8(4, layer);
  view.setUint8(5, exact ? 1 : 0);
  bytes.set(rgb, HEAD);
  return bytes;
}

/**
 * What the server says of a frame.
 * @param {ArrayBuffer} buffer
 * @returns {Answer}
 */
export function readAnswer(buffer) {
  const view = new DataView(buffer);
  const [maps, rows, columns, classes] = [6, 8, 10, 12].map((at) => view.getUint16(at, true));
  const exact = view.getUint8(5) === 1;
  const size = maps * rows * columns;
  const from = ANSWER + 4 * classes;
  /** @type {Answer} */
  const answer = {
    number: view.getUint32(0, true),
    layer: view.getUint8(4),
    shape: [maps, rows, columns],
    waited: view.getFloat32(14, true),
    took: view.getFloat32(18, true),
    together: view.getUint16(22, true),
    probabilities: new Float32Array(buffer, ANSWER, classes),
  };
  if (exact) answer.values = new Float32Array(buffer, from, size);
  else
    answer.bytes = {
      scale: new Float32Array(buffer, from, maps),
      steps: new Uint8Array(buffer, from + 4 * maps, size),
      zero: new Uint8Array(buffer, from + 4 * maps + size, maps),
    };
  return answer;
}

/**
 * How far from zero each map of an answer reaches.
 * @param {Answer} answer
 */
export function reaches({ shape: [maps, rows, columns], values, bytes }) {
  const size = rows * columns;
  if (bytes) {
    const { scale, zero } = bytes;
    return Float32Array.from(scale, (step, i) => step * Math.max(zero[i], 255 - zero[i]));
  }
  const found = new Float32Array(maps);
  for (let i = 0; i < maps * size; i++) {
    const map = Math.floor(i / size);
    found[map] = Math.max(found[map], Math.abs(values?.[i] ?? 0));
  }
  return found;
}

/**
 * By how much the numbers of each map of an answer differ at most.
 * @param {Answer} answer
 */
export function spreads({ shape: [maps, rows, columns], values, bytes }) {
  const size = rows * columns;
  const numbers = values ?? bytes?.steps ?? [];
  return Float32Array.from({ length: maps }, (_, map) => {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = map * size; i < (map + 1) * size; i++) {
      if (numbers[i] < least) least = numbers[i];
      if (numbers[i] > most) most = numbers[i];
    }
    return (most - least) * (bytes?.scale[map] ?? 1);
  });
}
