// A picture that turns into its numbers: zoom, drag, point at a pixel, look at one channel.

import { fit, readTheme, viewHeight, watchTheme } from "../core/canvas.js";
import { channelInk } from "../core/channels.js";
import { drawQueue } from "../core/frames.js";
import { FACTORS, listen } from "../core/hands.js";
import { wantsStillness } from "../core/motion.js";
import { strokeFrame } from "../core/picture.js";
import { read, watch, write } from "../core/place.js";
import { around } from "../core/table.js";
import { centred, fitView } from "../core/view.js";
import { Camera } from "./camera.js";
import { EDGE, paintIndices, paintPicture, readable } from "./drawing.js";
import { lampWords, pixelWords, tellPixel } from "./readout.js";
import { lampsOf, pixelAt, switched } from "./values.js";
import { pictureOf, viewButtons } from "./views.js";

const PANEL = 340; // width of what stands beside the picture
const GAP = 24;
const WIDE = 760; // width from which it does stand beside it
const LENS = { width: 308, height: 220, scale: 44 };
const GLIDE = 900; // milliseconds from the picture to its numbers
const SETTLED = 400; // milliseconds without a change until the address is written
const HINTS = {
  mouse: {
    free: "Hover to read a pixel, click to keep it. Drag to move; pinch or Ctrl + wheel to zoom.",
    kept: "This pixel is kept, and the address names it. Esc lets go.",
  },
  fingers: {
    free: "Tap a pixel to read and keep it. Pinch to zoom, then drag to move.",
    kept: "This pixel is kept, and the address names it. Tap another to read that one.",
  },
};

export default class Pixels {
  /** @type {import("./types").Payload} */
  meta;
  /** @type {import("../core/types").Packed} */
  source;
  /** The picture in each view that was looked at. @type {Map<string, HTMLCanvasElement>} */
  images;
  /** The buttons of the views. @type {ReturnType<typeof viewButtons> | null} */
  thumbnails;
  /** @type {Camera} */
  camera;
  /** @type {import("../core/types").Theme} */
  theme;
  /** @type {CanvasRenderingContext2D} */
  context;
  /** The frame of a glide that comes next. @type {number} */
  gliding = 0;

  constructor(host) {
    const { root } = host;
    this.host = host;
    this.frame = root.querySelector(".pixels");
    this.find = (selector) => this.frame.querySelector(selector);
    this.canvas = this.find(".picture");
    /** @param {number} x @param {number} y @returns {import("../core/types").Pair} */
    const place = (x, y) => [x - EDGE.left, y - EDGE.top];
    listen(this.canvas, place, () => root.activeElement === this.canvas, this);
    for (const button of this.frame.querySelectorAll("[data-zoom]"))
      button.onclick = () => this.zoom(FACTORS[button.dataset.zoom]);
    this.find(".dive").onclick = () => this.dive();
    for (const button of this.frame.querySelectorAll("[data-lamp]"))
      button.onclick = () => this.show(switched(this.camera.view, button.dataset.lamp));
    this.hints = globalThis.matchMedia("(pointer: coarse)").matches ? HINTS.fingers : HINTS.mouse;
    this.watching = [watchTheme(this.frame, () => this.arrange()), watch(() => this.goBack())];
    this.queue = drawQueue(() => this.draw());
    this.resizer = new ResizeObserver(() => this.arrange());
    this.resizer.observe(this.frame);
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    const { meta, source, camera } = this;
    const names = source.shape[2] > 1 ? ["red", "green", "blue"] : ["value"];
    return around(meta.title, source, camera.spot, (channel) => names[channel], meta.origin);
  }

  close() {
    this.queue.cancel();
    cancelAnimationFrame(this.gliding);
    clearTimeout(this.timer);
    for (const stop of this.watching) stop();
    this.resizer.disconnect();
  }

  /**
   * What Python sends; a picture that is already here keeps its zoom and its pixel.
   * @param {{meta: import("./types").Payload, arrays: import("./types").Arrays}} payload
   */
  receive({ meta, arrays }) {
    const known = this.meta?.picture === meta.picture;
    const sameSize = String(this.source?.shape) === String(arrays.source.shape);
    this.meta = meta;
    this.source = arrays.source;
    this.images = new Map();
    this.thumbnails = null;
    const first = this.camera === undefined;
    const another = !known || !sameSize;
    if (another) {
      this.camera = this.opened((first && read(meta.address)) || "");
      this.told = this.camera.kept;
    }
    this.frame.classList.toggle("plain", meta.plain);
    this.canvas.setAttribute(
      "aria-label",
      `${meta.title}. Arrow keys move the pixel, plus and minus zoom.`,
    );
    this.arrange();
    if (another && !first) this.note(); // the place belonged to the picture before
  }

  /** A camera at a place as it stands in the address. */
  opened(place) {
    return new Camera(this.source.shape, place, this.meta.origin);
  }

  /** Fit everything into the width that is there. */
  arrange() {
    const width = this.frame.clientWidth;
    if (!this.meta || !width) return;
    this.theme = readTheme(this.frame);
    const wide = width >= WIDE && !this.meta.plain;
    this.frame.classList.toggle("wide", wide);
    const available = width - EDGE.left - EDGE.right - (wide ? PANEL + GAP : 0);
    const tallest = Math.max(200, Math.min(this.meta.tallest, viewHeight(this.frame) * 0.54));
    this.camera.arrange(available, tallest);
    const { pane, height } = this.camera.stage;
    this.context = fit(this.canvas, EDGE.left + pane + EDGE.right, EDGE.top + height);
    this.draw();
  }

  image(view) {
    if (!this.images.has(view)) this.images.set(view, pictureOf(this.source, view));
    return this.images.get(view);
  }

  scene(view) {
    return { image: this.image(view), source: this.source, view, readable: this.readable };
  }

  /** Screen pixels of a pixel from which its numbers are written on it. */
  get readable() {
    return readable(this.source.shape[2], this.camera.view, this.meta.plain);
  }

  get isPart() {
    return String(this.meta.size) !== String(this.source.shape.slice(0, 2));
  }

  get areNumbersShown() {
    return this.camera.at.scale >= this.readable;
  }

  redraw() {
    this.queue();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settle(), SETTLED);
  }

  /** Put what is seen into the address: as an entry where a pixel is kept or let go. */
  note({ entry = false } = {}) {
    if (!this.camera.at) return; // nothing is on the screen yet
    write({ [this.meta.address]: this.camera.place || null }, { entry });
  }

  /** Back or Forward: what the address says now. */
  goBack() {
    if (!this.meta) return;
    this.camera = this.opened(read(this.meta.address) ?? "");
    this.told = this.camera.kept;
    this.arrange();
  }

  draw() {
    const { context, camera, theme, source } = this;
    const { stage, at, spot, view } = camera;
    context.clearRect(0, 0, EDGE.left + stage.pane + EDGE.right, EDGE.top + stage.height);
    paintIndices(context, at, source.shape, spot, stage, theme, this.meta.origin);
    context.save();
    context.translate(EDGE.left, EDGE.top);
    paintPicture(context, this.scene(view), at, stage.pane, stage.height, theme);
    context.beginPath();
    context.rect(0, 0, stage.pane, stage.height);
    context.clip();
    const [x, y] = [at.x + spot[1] * at.scale, at.y + spot[0] * at.scale];
    strokeFrame(context, x, y, at.scale, at.scale, theme.palette.input);
    context.restore();
    if (!this.meta.plain) this.drawLens();
    this.dress();
    tellPixel(
      this.find(".readout"),
      pixelAt(source, ...spot),
      camera.told(spot),
      this.meta.size,
      theme,
    );
    this.canvas.dataset.painted = `${this.meta.picture} ${view}`;
  }

  /** Beside the picture the numbers, beside the numbers the picture. */
  drawLens() {
    const { width, height, scale } = LENS;
    const { theme, camera, source } = this;
    const { at, stage, spot, view } = camera;
    const context = fit(this.find(".lens"), width, height);
    context.clearRect(0, 0, width, height);
    const numbers = this.areNumbersShown;
    this.find(".other figcaption").textContent = numbers
      ? "What a person sees"
      : "What the machine gets, around this pixel";
    if (numbers) {
      const whole = fitView(source.shape, width, height);
      const share = whole.scale / at.scale;
      const corner = [whole.x - at.x * share, whole.y - at.y * share];
      paintPicture(context, this.scene("colour"), whole, width, height, theme);
      strokeFrame(
        context,
        ...corner,
        stage.pane * share,
        stage.height * share,
        theme.palette.input,
      );
    } else {
      const near = centred(spot, scale, width, height);
      paintPicture(context, this.scene(view), near, width, height, theme);
      strokeFrame(
        context,
        (width - scale) / 2,
        (height - scale) / 2,
        scale,
        scale,
        theme.palette.input,
      );
    }
    this.find(".lens").setAttribute("aria-label", this.words(spot));
  }

  /**
   * One sentence on a pixel.
   * @param {import("../core/types").Pair} spot
   */
  words(spot) {
    return pixelWords(pixelAt(this.source, ...spot), ...this.camera.told(spot));
  }

  /** Buttons and words as they are now. */
  dress() {
    const { camera } = this;
    this.canvas.classList.toggle("zoomed", !camera.isWhole);
    this.find('[data-zoom="out"]').disabled = camera.isWhole;
    this.find('[data-zoom="fit"]').disabled = camera.isWhole;
    this.find('[data-zoom="fit"]').textContent = this.isPart ? "Whole part" : "Whole picture";
    this.find(".zooms output").textContent = `${Math.round(camera.at.scale * 100)} %`;
    this.find(".hint").textContent = camera.pinned ? this.hints.kept : this.hints.free;
    const dive = this.find(".dive");
    dive.hidden = camera.fitted.scale >= this.readable;
    dive.textContent = this.areNumbersShown ? "Back to the picture" : "Zoom to the numbers";
    const box = this.find(".views");
    box.hidden = this.meta.plain || this.source.shape[2] === 1;
    this.find(".lamps").hidden = box.hidden;
    if (box.hidden) return;
    this.dressLamps();
    this.thumbnails ??= viewButtons(box, this.image("colour"), (view) => this.show(view));
    for (const [view, button] of this.thumbnails)
      button.setAttribute("aria-pressed", String(view === camera.view));
  }

  /** Which lamps are on, and what light they make together. */
  dressLamps() {
    const { view } = this.camera;
    for (const button of this.frame.querySelectorAll("[data-lamp]")) {
      const { lamp } = button.dataset;
      button.style.setProperty("--ink", channelInk(lamp, this.theme));
      button.setAttribute("aria-pressed", String(lampsOf(view).includes(lamp)));
    }
    this.find(".lamps output").textContent = lampWords(view);
  }

  /** Once nothing moves: the address follows, and Python hears of a pixel that was kept or let go. */
  settle() {
    const { kept } = this.camera;
    const another = kept !== this.told;
    this.note({ entry: another });
    if (!another) return;
    this.told = kept;
    this.host.set("kept", {
      picture: this.meta.picture,
      pixel: this.camera.pinned ? this.camera.told(this.camera.spot) : null,
    });
  }

  // --- what hands do; listen() calls them --------------------------------------------------

  show(view) {
    this.camera.view = view;
    this.redraw();
  }

  point(x, y) {
    if (!this.camera?.at || this.camera.pinned) return;
    this.camera.read(x, y);
    this.redraw();
  }

  press(x, y, mouse) {
    this.camera.pinned = mouse ? !this.camera.pinned : true;
    this.camera.read(x, y);
    this.speak();
  }

  zoom(factor, x = this.camera.spotOnScreen[0], y = this.camera.spotOnScreen[1]) {
    cancelAnimationFrame(this.gliding);
    this.camera.zoom(factor, x, y);
    this.redraw();
  }

  pan(dx, dy) {
    cancelAnimationFrame(this.gliding);
    this.camera.pan(dx, dy);
    this.redraw();
  }

  step(cells) {
    this.camera.step(cells);
    this.speak();
  }

  letGo() {
    this.camera.pinned = false;
    this.redraw();
  }

  toggle() {
    this.camera.pinned = !this.camera.pinned;
    this.speak();
  }

  speak() {
    const { spot } = this.camera;
    this.find(".spoken").textContent = this.words(spot);
    this.redraw();
  }

  /** Glide from the picture to its numbers, or back. */
  dive() {
    const move = this.camera.glide(!this.areNumbersShown);
    const calm = wantsStillness();
    const start = performance.now();
    cancelAnimationFrame(this.gliding);
    const frame = (now) => {
      const share = calm ? 1 : Math.min(1, Math.max(0, (now - start) / GLIDE));
      move(share);
      this.redraw();
      if (share < 1) this.gliding = requestAnimationFrame(frame);
    };
    frame(start);
  }
}
