// What keys, buttons and pointers change.

import { arrow, isPlain } from "../core/keys.js";
import { followed, sizes } from "./numbers.js";

/** @typedef {import("./numbers.js").Scene} Scene @typedef {import("./numbers.js").State} State */
/**
 * What is wanted: some batches on, a batch, the test switch, some channels on, a number moved, or what `hit` found.
 * @typedef {{step?: number, batch?: number, test?: boolean, picture?: number, channel?: number, number?: number, seen?: number, turn?: number, nudge?: number}} Wanted
 */

const NUDGE = 0.05;

/**
 * What a key on the figure means: left and right go through the batches, up and down through the channels, and with
 * Shift left and right move the number that is followed.
 * @param {{key: string, shiftKey?: boolean, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean}} event
 * @returns {Wanted | null}
 */
export function changeOf(event) {
  if (!isPlain(event)) return null;
  if (event.key === "Home") return { batch: 0 };
  if (event.key === "End") return { batch: Number.MAX_SAFE_INTEGER };
  const move = arrow(event);
  if (!move) return null;
  if (move[0]) return { turn: -move[0] };
  return event.shiftKey ? { nudge: move[1] * NUDGE } : { step: move[1] };
}

/**
 * The part of a state that changes.
 * @param {Scene} scene
 * @param {import("../core/types").Packed} values
 * @param {State} state
 * @param {Wanted} wanted
 * @returns {Partial<State>}
 */
export function after(scene, values, state, wanted) {
  const { batches, channels } = sizes(scene);
  const inside = (value, count) => Math.max(0, Math.min(count - 1, value));
  const { step, batch, test, picture, channel, number, seen, turn, nudge } = wanted;
  if (step !== undefined) return { batch: inside(state.batch + step, batches) };
  if (batch !== undefined) return { batch: inside(batch, batches) };
  if (test !== undefined) return { test: test ? (state.test ?? state.batch + 1) : null };
  if (picture !== undefined) return { value: { picture } };
  if (channel !== undefined) return { channel };
  if (turn !== undefined) return { channel: inside(state.channel + turn, channels) };
  if (number !== undefined) return { value: { number: rounded(number) } };
  if (nudge !== undefined)
    return { value: { number: rounded(followed(scene, values, state) + nudge) } };
  if (seen === undefined) return {};
  return state.test === null ? { batch: inside(seen - 1, batches) } : { test: seen };
}

const rounded = (value) => Number(value.toFixed(2)) + 0;
