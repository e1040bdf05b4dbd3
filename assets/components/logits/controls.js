// The sliders and the switch above the rows. A slider of a factor is even in its logarithm: 0.1, 1 and 10 lie equally far apart.

import { short } from "../core/number.js";
import { RANGES } from "./state.js";

const STOPS = 80; // of a slider of a factor

/** A factor at a stop of its slider, in two digits. */
export function factorAt(stop, { low, high }) {
  return Number((low * (high / low) ** (stop / STOPS)).toPrecision(2));
}

/** The stop of a factor. */
export function stopOf(factor, { low, high }) {
  return Math.round((Math.log(factor / low) / Math.log(high / low)) * STOPS);
}

/**
 * Report to `change` what is set.
 * @param {HTMLElement} frame
 * @param {(change: Partial<import("./scene").State>) => void} change
 */
export function controls(frame, change) {
  const sliders = [.../** @type {NodeListOf<HTMLElement>} */ (frame.querySelectorAll(".slider"))];
  const box = /** @type {HTMLInputElement} */ (frame.querySelector(".subtract input"));
  box.onchange = () => change({ subtract: box.checked });
  const parts = sliders.map((label) => {
    const name = label.dataset.name ?? "";
    const range = RANGES[name];
    const input = /** @type {HTMLInputElement} */ (label.querySelector("input"));
    const factor = name !== "add";
    const ends = factor ? [0, STOPS, 1] : [range.low, range.high, 0.1];
    [input.min, input.max, input.step] = ends.map(String);
    input.oninput = () => {
      const value = Number(input.value);
      change({ [name]: factor ? factorAt(value, range) : value });
    };
    return { name, range, input, factor, output: label.querySelector("output") };
  });

  return {
    /** @param {import("./scene").State} state */
    show(state) {
      box.checked = state.subtract;
      for (const { name, range, input, factor, output } of parts) {
        const value = state[name];
        input.value = String(factor ? stopOf(value, range) : value);
        const text = short(value);
        input.setAttribute("aria-valuetext", text);
        if (output) output.textContent = text;
      }
    },
  };
}
