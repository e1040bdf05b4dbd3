// Images of data sets side by side, to one scale: how much smaller 28 pixels are than 816.

import { fit, pointOn, readTheme, watchTheme } from "../core/canvas.js";
import { css, mix, parseColour } from "../core/colours.js";
import { drawQueue } from "../core/frames.js";
import { isPlain } from "../core/keys.js";
import { read, watch, write } from "../core/place.js";
import { saveFigure } from "../core/save.js";
import { place } from "./layout.js";

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export default class Scales {
  /** @type {import("./types").Payload} */
  scene;
  chosen = 0;

  constructor({ root }) {
    this.frame = root.querySelector(".scales");
    this.canvas = root.querySelector("canvas");
    this.told = root.querySelector(".told");
    this.canvas.onpointermove = (event) =>
      event.pointerType === "mouse" && this.point(event, false);
    this.canvas.onpointerdown = (event) => this.point(event, true);
    this.canvas.onpointerleave = () => this.show(this.named());
    this.canvas.onkeydown = (event) => this.press(event);
    root.querySelector(".save").onclick = () => this.save();
    this.queue = drawQueue(() => this.draw());
    this.watching = [
      watchTheme(this.frame, () => this.queue()),
      watch(() => this.scene && this.show(this.named())),
    ];
    this.resizer = new ResizeObserver(() => this.queue());
    this.resizer.observe(this.frame);
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    const head = ["Set", "Images", "Width", "Height", "Channels"];
    const rows = this.scene.tiles.map(({ name, images, width, height, channels }) => [
      name,
      images,
      width,
      height,
      channels,
    ]);
    return [{ caption: "Data sets", head, rows }];
  }

  close() {
    this.queue.cancel();
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
  }

  /** @param {import("./types").Payload} scene */
  receive(scene) {
    this.scene = scene;
    this.canvas.setAttribute("aria-valuemax", String(scene.tiles.length));
    this.show(this.named());
  }

  /** The set that the address names by its number, or CIFAR-10, the third. */
  named() {
    const number = Number(read("set") ?? 3);
    return Number.isInteger(number) && number >= 1 && number <= this.scene.tiles.length
      ? number - 1
      : 2;
  }

  choose(tile) {
    this.show(tile);
    write({ set: tile === 2 ? null : String(tile + 1) });
  }

  show(tile) {
    this.chosen = tile;
    const { words } = this.scene.tiles[tile];
    this.told.textContent = words;
    this.canvas.setAttribute("aria-valuenow", String(tile + 1));
    this.canvas.setAttribute("aria-valuetext", words);
    this.queue();
  }

  point(event, settled) {
    if (!this.placed) return;
    const [x, y] = pointOn(this.canvas, event);
    const found = this.placed.boxes.find(
      (box) => x >= box.x && x <= box.x + box.room && y >= box.y && y <= box.foot + 44,
    );
    if (!found) return;
    if (settled) this.choose(found.tile);
    else this.show(found.tile);
  }

  press(event) {
    const order = (this.placed?.boxes ?? []).map((box) => box.tile);
    const at = order.indexOf(this.chosen);
    const to =
      { Home: 0, End: order.length - 1 }[event.key] ?? at + (STEPS[event.key] ?? Number.NaN);
    if (!isPlain(event) || Number.isNaN(to)) return;
    event.preventDefault();
    this.choose(order[Math.max(0, Math.min(order.length - 1, to))]);
  }

  draw() {
    const width = this.frame.clientWidth;
    if (!this.scene || !width) return;
    this.placed = place(this.scene.tiles, width);
    this.paint(fit(this.canvas, width, this.placed.height), this.placed, readTheme(this.frame));
    this.frame.dataset.painted = String(this.chosen);
  }

  paint(context, { boxes, scale }, theme) {
    const { tiles } = this.scene;
    context.fillStyle = theme.background;
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    const ground = parseColour(theme.background);
    for (const { tile, x, y, wide, tall, foot } of boxes) {
      const { name, width, height, channels } = tiles[tile];
      const ink = parseColour(channels === 1 ? theme.palette.hatch : theme.palette.input);
      context.fillStyle = css(mix(ground, ink, tile === this.chosen ? 0.85 : 0.4));
      context.fillRect(x, y, wide, tall);
      if (width * scale > 24) this.grid(context, x, y, wide, tall, scale, theme);
      context.strokeStyle = tile === this.chosen ? theme.text : css(ink);
      context.lineWidth = tile === this.chosen ? 2 : 1;
      context.strokeRect(x, y, wide, tall);
      context.fillStyle = theme.text;
      context.textAlign = "left";
      context.textBaseline = "alphabetic";
      context.font = `${tile === this.chosen ? 600 : 400} 13px ${theme.font}`;
      context.fillText(name.replace(" (ILSVRC 2012)", ""), x, foot + 17);
      context.font = `12px ${theme.codeFont}`;
      context.fillText(`${width}×${height}`, x, foot + 34);
    }
  }

  /** A line every 32 pixels of an image: as wide as one of CIFAR-10's. */
  grid(context, x, y, wide, tall, scale, theme) {
    context.fillStyle = css(parseColour(theme.background), 0.35);
    const step = 32 * scale;
    for (let at = step; at < wide; at += step) context.fillRect(x + at, y, 1, tall);
    for (let at = step; at < tall; at += step) context.fillRect(x, y + at, wide, 1);
  }

  save() {
    const placed = place(this.scene.tiles, 960);
    saveFigure(this.frame, "data-sets.png", [960, placed.height], (context, theme) =>
      this.paint(context, placed, theme),
    );
  }
}
