// Three lamps, red, green and blue: move a slider and the light changes at once.

import { fit, readTheme, watchTheme } from "../core/canvas.js";
import { channelInk, hex, rgb } from "../core/channels.js";
import { css, inkOn } from "../core/colours.js";
import { read, watch, write } from "../core/place.js";

const NAMES = ["Red", "Green", "Blue"];
const WIDTH = 300;
const HEIGHT = 260;
const RADIUS = 82;
const BACK = 46; // from the middle to the middle of a lamp

/** Which of the 256 * 256 * 256 colours it is, counted from 0: its three bytes read as one number. */
export function colourNumber([red, green, blue]) {
  return (red * 256 + green) * 256 + blue;
}

/** A typed or slid value as a byte. */
export function byte(text) {
  const value = Math.round(Number(text));
  return Number.isFinite(value) ? Math.min(255, Math.max(0, value)) : 0;
}

/** @typedef {import("../core/types").Colour} Colour */

/**
 * A colour with another value in one of its channels.
 * @param {Colour} colour
 * @param {number} channel
 * @param {number} value
 * @returns {Colour}
 */
function withChannel([red, green, blue], channel, value) {
  return [channel === 0 ? value : red, channel === 1 ? value : green, channel === 2 ? value : blue];
}

/**
 * A slider's ends: the colour with that channel off and full on.
 * @param {Colour} colour
 * @param {number} channel
 */
export function slope(colour, channel) {
  return [0, 255].map((value) => css(withChannel(colour, channel, value)));
}

export default class Mixer {
  /** @type {Colour} */
  colour;
  /** @type {import("./types").Preset[]} */
  presets;
  /** @type {import("../core/types").Theme} */
  theme;

  constructor({ root }) {
    this.frame = root.querySelector(".mixer");
    this.rows = NAMES.map((name, channel) => this.row(name, channel));
    this.frame.querySelector(".sliders").replaceChildren(...this.rows.map(({ row }) => row));
    this.watching = [
      watchTheme(this.frame, () => this.draw()),
      watch(() => this.take(read("colour"))),
    ];
  }

  close() {
    for (const stop of this.watching) stop();
  }

  /** A colour as the address has it; anything else is the first of the presets. */
  take(text) {
    this.colour = rgb(text) ?? this.presets[0].colour;
    this.draw();
  }

  /** Put the colour that was settled on into the address. */
  report(colour) {
    const first = String(colour) === String(this.presets[0].colour);
    write({ colour: first ? null : hex(colour).slice(1) }, { entry: true });
  }

  row(name, channel) {
    const row = document.createElement("div");
    row.className = "slider";
    const label = document.createElement("span");
    label.textContent = name;
    const [slider, number] = ["range", "number"].map((type) => {
      const input = document.createElement("input");
      Object.assign(input, { type, min: "0", max: "255", step: "1" });
      input.setAttribute("aria-label", type === "range" ? name : `${name} as a number`);
      input.oninput = () => this.set(channel, input.value, input);
      input.onchange = () => this.report(this.colour);
      return input;
    });
    number.onblur = () => this.draw();
    row.append(label, slider, number);
    return { row, slider, number };
  }

  /** @param {import("./types").Payload} payload */
  receive({ presets }) {
    const first = !this.presets;
    this.presets = presets;
    if (first) this.colour = rgb(read("colour")) ?? presets[0].colour;
    const box = this.frame.querySelector(".presets");
    box.replaceChildren(
      ...presets.map(({ title, colour: preset }) => {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = title;
        button.style.background = css(preset);
        button.style.color = inkOn(preset);
        button.onclick = () => {
          this.colour = preset;
          this.draw();
          this.report(preset);
        };
        return button;
      }),
    );
    this.draw();
  }

  set(channel, text, writing) {
    this.colour = withChannel(this.colour, channel, byte(text));
    this.draw(writing);
  }

  /** Show the colour everywhere; what a person is typing into is left alone. */
  draw(writing = null) {
    if (!this.colour) return;
    this.theme = readTheme(this.frame);
    this.drawLamps();
    for (const [channel, { row, slider, number }] of this.rows.entries()) {
      row.style.setProperty("--ink", channelInk("RGB"[channel], this.theme));
      slider.style.setProperty("--slope", slope(this.colour, channel).join(", "));
      slider.value = String(this.colour[channel]);
      if (number !== writing) number.value = String(this.colour[channel]);
    }
    const [red, green, blue] = this.colour;
    const which = colourNumber(this.colour).toLocaleString("en");
    this.frame.querySelector(".sum").textContent =
      `(${red} × 256 + ${green}) × 256 + ${blue} = ${which} of 16,777,216`;
    const swatch = this.frame.querySelector(".swatch");
    swatch.textContent = hex(this.colour);
    swatch.style.background = css(this.colour);
    swatch.style.color = inkOn(this.colour);
    this.frame.dataset.colour = hex(this.colour);
  }

  /** Overlapping lamps on black: light is added, channel by channel. */
  drawLamps() {
    const canvas = this.frame.querySelector(".lamps");
    const context = fit(canvas, WIDTH, HEIGHT);
    context.globalCompositeOperation = "source-over";
    context.fillStyle = "#000";
    context.fillRect(0, 0, WIDTH, HEIGHT);
    context.globalCompositeOperation = "lighter";
    const [x, y] = [WIDTH / 2, HEIGHT / 2 + 10];
    for (const [channel, value] of this.colour.entries()) {
      const angle = ((channel * 120 - 90) * Math.PI) / 180;
      context.beginPath();
      context.arc(x + BACK * Math.cos(angle), y + BACK * Math.sin(angle), RADIUS, 0, 2 * Math.PI);
      context.fillStyle = css(withChannel([0, 0, 0], channel, value));
      context.fill();
    }
    context.globalCompositeOperation = "source-over";
    canvas.setAttribute(
      "aria-label",
      `Red ${this.colour[0]}, green ${this.colour[1]}, blue ${this.colour[2]}: ${hex(this.colour)}`,
    );
  }
}
