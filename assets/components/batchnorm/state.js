// What the address says of the figure, and how it is put there.

import { sizes } from "./numbers.js";

/** @typedef {import("./numbers.js").Scene} Scene @typedef {import("./numbers.js").State} State */

export const FIRST = { gamma: 1, beta: 0, momentum: 0.1 }; // of a fresh layer in PyTorch
export const RANGES = { gamma: [0, 3], beta: [-3, 3], momentum: [0, 1] };

const DECIMAL = /^-?\d{1,3}(\.\d{1,6})?$/;

/** The names in the address: frames have their own beside the batches'. */
export const NAMES = {
  batches: { batch: "batch", channel: "channel", value: "value" },
  frames: { batch: "frame", channel: "frame_channel", value: "frame_value" },
};

/**
 * The state that the address gives; what cannot be is as it is at first.
 * @param {Scene} scene
 * @param {(name: string) => string | null} read
 * @returns {State}
 */
export function stateNamed(scene, read) {
  const names = NAMES[scene.meta.kind];
  const { batches, channels } = sizes(scene);
  const whole = (text, low, high, first) => {
    const value = /^\d{1,4}$/.test(text ?? "") ? Number(text) : -1;
    return value >= low && value <= high ? value : first;
  };
  const state = {
    batch: whole(read(names.batch), 1, batches, 1) - 1,
    channel: whole(read(names.channel), 0, channels - 1, scene.meta.channel),
    test: null,
    value: valueNamed(read(names.value)),
    ...FIRST,
  };
  if (scene.meta.kind === "frames") return state;
  const test = whole(read("test"), 0, batches, -1);
  return { ...state, test: test < 0 ? null : test, ...learnt(read) };
}

function learnt(read) {
  const found = { ...FIRST };
  for (const [name, [low, high]] of Object.entries(RANGES)) {
    const text = read(name);
    const value = DECIMAL.test(text ?? "") ? Number(text) : Number.NaN;
    if (value >= low && value <= high) found[name] = value;
  }
  return found;
}

/** "p3" is the third picture of the batch, "0.42" a number; the first picture where it is neither. */
function valueNamed(text) {
  const picture = text?.match(/^p(\d{1,2})$/);
  if (picture) return { picture: Math.max(0, Number(picture[1]) - 1) };
  return DECIMAL.test(text ?? "") ? { number: Number(text) } : { picture: 0 };
}

/**
 * A state as the address has it; null stands for what is so at first.
 * @param {Scene} scene
 * @param {State} state
 */
export function named(scene, state) {
  const names = NAMES[scene.meta.kind];
  const { batch, channel, value } = state;
  const text = "number" in value ? String(value.number) : value.picture && `p${value.picture + 1}`;
  const own = {
    [names.batch]: batch ? String(batch + 1) : null,
    [names.channel]: channel === scene.meta.channel ? null : String(channel),
    [names.value]: text || null,
  };
  if (scene.meta.kind === "frames") return own;
  const learnt = Object.keys(FIRST).map((name) => [
    name,
    state[name] === FIRST[name] ? null : String(state[name]),
  ]);
  const test = state.test === null ? null : String(state.test);
  return { ...own, test, ...Object.fromEntries(learnt) };
}
