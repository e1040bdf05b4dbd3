// The rows' own controls: a name to choose the true class, a number to type, a handle to drag.

import { arrow, isPlain } from "../core/keys.js";
import { exact } from "../core/number.js";
import { fineness, rounded } from "./layout.js";
import { digits as rounded32 } from "./softmax.js";
import { LARGEST, typedNumber } from "./state.js";
import { logitText, share } from "./words.js";

/** @typedef {{name: HTMLButtonElement, typed: HTMLInputElement, drag: HTMLInputElement}} Row */

/**
 * What a person does with a row.
 * @typedef {object} Acts
 * @property {(i: number, value: number) => void} move
 * @property {() => void} settle
 * @property {(i: number) => void} look
 * @property {(i: number) => void} choose
 * @property {(text: string) => void} say
 */

/** Rows in `box` that report to `act`. @param {HTMLElement} box @param {Acts} act */
export function rows(box, act) {
  /** @type {Row[]} */
  let all = [];
  /** @type {import("./scene").Scene} */
  let scene;
  let digits = 5; // fewer where there is little room

  function build(names) {
    all = names.map((name, i) => row(name, i));
    box.replaceChildren(
      ...all.map(({ name, typed, drag }, i) => {
        const frame = document.createElement("div");
        frame.className = "row";
        frame.style.top = `calc(var(--head) + ${i} * var(--row))`;
        frame.append(name, typed, drag);
        frame.onpointerenter = () => act.look(i);
        frame.addEventListener("focusin", () => act.look(i));
        return frame;
      }),
    );
  }

  /** @returns {Row} */
  function row(title, i) {
    const name = document.createElement("button");
    Object.assign(name, { type: "button", className: "name", textContent: title });
    name.setAttribute("role", "radio");
    name.onclick = () => act.choose(i);
    name.onkeydown = (event) => walk(event, i);
    const typed = document.createElement("input");
    Object.assign(typed, { type: "text", inputMode: "decimal", className: "typed" });
    typed.setAttribute("aria-label", `Logit of ${title} as a number`);
    typed.onchange = () => type(typed, i);
    typed.onblur = () => show(scene);
    const drag = document.createElement("input");
    Object.assign(drag, { type: "range", step: "any", className: "drag" });
    drag.setAttribute("aria-label", `Logit of ${title}`);
    drag.oninput = () => act.move(i, rounded(Number(drag.value), scene.axis));
    drag.onchange = () => act.settle();
    drag.onkeydown = (event) => press(event, i);
    return { name, typed, drag };
  }

  /** Arrow keys among the names, as among radio buttons. */
  function walk(event, i) {
    const move = isPlain(event) && arrow(event);
    if (!move) return;
    event.preventDefault();
    const to = (i + move[0] + move[1] + all.length) % all.length;
    act.choose(to);
    all[to].name.focus();
  }

  /** To the right and up is more; with Shift ten times as much. */
  function press(event, i) {
    const move = isPlain(event) && arrow(event);
    if (!move) return;
    event.preventDefault();
    const step = fineness(scene.axis) * (event.shiftKey ? 10 : 1);
    const to = scene.z[i] + (move[1] - move[0]) * step;
    act.move(i, Math.max(-LARGEST, Math.min(LARGEST, rounded32(to))));
  }

  function type(typed, i) {
    const value = typedNumber(typed.value);
    typed.toggleAttribute("aria-invalid", value === null);
    if (value !== null) act.move(i, value);
    else
      act.say(
        `“${typed.value.slice(0, 30)}” is no logit: write a number from −10,000 to 10,000. ${logitText(scene.z[i])} stays.`,
      );
  }

  /** @param {import("./scene").Scene} now */
  function show(now) {
    scene = now;
    const { axis, state, z, answer } = scene;
    for (const [i, { name, typed, drag }] of all.entries()) {
      name.setAttribute("aria-checked", String(i === state.truth));
      name.tabIndex = i === state.truth ? 0 : -1;
      const focused = typed === /** @type {ShadowRoot} */ (box.getRootNode()).activeElement;
      if (!focused) {
        typed.value = logitText(z[i], digits);
        typed.title = exact(z[i]);
        typed.removeAttribute("aria-invalid");
      }
      Object.assign(drag, { min: String(axis.low), max: String(axis.high) });
      drag.value = String(z[i]);
      drag.setAttribute("aria-valuetext", `${logitText(z[i])}, probability ${share(answer.p[i])}`);
    }
  }

  /** Put the controls where the figure has room for them. */
  function arrange(stage, { head, row, numbers, middle, name, typed, logit, narrow }) {
    const before = digits;
    digits = narrow ? 4 : 5;
    if (digits !== before) show(scene);
    const lengths = {
      ...{ head, row, numbers, middle, "name-width": name.width },
      ...{ "typed-left": typed.left, "typed-width": typed.width },
      ...{ "logit-left": logit.left, "logit-width": logit.width },
      ...{ tall: narrow ? 40 : Math.min(32, row - 2), grip: narrow ? 44 : row - 2 },
    };
    for (const [property, pixels] of Object.entries(lengths))
      stage.style.setProperty(`--${property}`, `${pixels}px`);
  }

  return { build, show, arrange };
}
