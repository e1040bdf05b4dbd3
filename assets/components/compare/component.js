// Before and after on one stage: divider or side by side, linked zoom, and the arithmetic of the pixel pointed at.

import { Camera } from "../core/camera.js";
import { fit, readTheme, viewHeight, watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { FACTORS, listen } from "../core/hands.js";
import { canvasOf } from "../core/picture.js";
import { read, watch, write } from "../core/place.js";
import { arrivalOf } from "../core/store.js";
import { around, grids } from "../core/table.js";
import { stageSize } from "../core/view.js";
import { pixels, shownPixels } from "./colours.js";
import { bindButtons, dressButtons, dressTags } from "./controls.js";
import { Divider } from "./divider.js";
import { GAP, inPane, outputAt, panes, windowStart } from "./geometry.js";
import { drawGrids, shareWidth } from "./grids.js";
import { buildChannels, spokenWords, tellChannels, tellPlace } from "./readout.js";
import { paintStage } from "./stage.js";
import { sumAt, windowNumbers } from "./values.js";
import { parsePixel, parseShare, parseZoom, zoomText } from "./view.js";

const FREE = 64; // pixels beside the picture from which it is centred
const MARGIN = 24; // that the pixel keeps from the edge of its pane as it walks

/** @typedef {import("../core/types").Packed} Packed */

export default class Compare {
  /** @type {import("./types").Payload} */
  meta;
  /** @type {Packed} */
  kernel;
  /** @type {Packed} */
  shown;
  /** Comes in a message of its own. @type {Packed | null} */
  source = null;
  /** @type {Camera} */
  camera;
  /** What the camera shall show as soon as it has a stage. @type {ReturnType<typeof parseZoom>} */
  wanted = null;
  /** @type {import("../core/types").Theme} */
  theme;
  /** @type {CanvasRenderingContext2D} */
  context;
  /** The picture that is drawn before, and what it was made of. @type {{name: string, image: HTMLCanvasElement}} */
  before;
  /** @type {HTMLCanvasElement} */
  after;

  constructor(host) {
    const { root } = host;
    this.root = root;
    this.frame = root.querySelector(".compare");
    this.canvas = root.querySelector(".picture");
    this.channel = 0;
    this.request = drawQueue(() => this.draw());
    this.divider = new Divider(root.querySelector(".divider"), this.canvas, () => this.changed());
    this.mode = "divider";
    this.takeView();
    const place = (x, y) => inPane(this.mode, this.camera.stage, x, y);
    listen(this.canvas, place, () => root.activeElement === this.canvas, this);
    bindButtons(
      root,
      (mode) => this.show(mode),
      (name) => this.zoom(FACTORS[name]),
    );
    this.watching = [watchTheme(this.frame, () => this.repaint()), watch(() => this.goBack())];
    this.resizer = new ResizeObserver(() => this.arrange());
    this.resizer.observe(this.frame);
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    if (!this.source || !this.camera) return [];
    const { meta, kernel, shown, camera } = this;
    const name = (channel) => meta.channels[channel] ?? `channel ${channel + 1}`;
    const at = outputAt(...camera.spot, meta, kernel.shape, shown.shape);
    return [
      ...grids("Kernel", kernel),
      ...around("Picture", this.source, camera.spot, name),
      ...around("Result, as bytes of the screen", shown, at, name),
    ];
  }

  close() {
    this.request.cancel();
    for (const stop of this.watching) stop();
    this.resizer.disconnect();
  }

  /**
   * What Python sends; a picture that is already here keeps its zoom and its pixel.
   * @param {{meta: import("./types").Payload, arrays: import("./types").Arrays}} payload
   */
  receive({ meta, arrays }) {
    this.meta = meta;
    this.kernel = arrays.kernel;
    this.shown = arrays.shown;
    this.canvas.setAttribute(
      "aria-label",
      `${meta.title}. Arrow keys move the pixel, plus and minus zoom.`,
    );
    this.source = null; // it comes by itself, once for each picture and border
    arrivalOf(meta.source).then((source) => {
      if (this.meta !== meta) return; // another setting is there by now
      this.source = source;
      if (this.channel >= source.shape[2]) this.channel = 0;
      const first = !this.camera;
      const known = this.picture === meta.picture;
      this.picture = meta.picture;
      if (!known || String(this.camera?.size) !== String(meta.size)) {
        this.camera = new Camera(meta.size);
        this.wanted = first ? parseZoom(read("zoom")) : null;
        const pixel = first && parsePixel(read("pixel"), meta.size);
        if (pixel) Object.assign(this.camera, { spot: pixel, pinned: true });
      }
      this.repaint();
      if (!first && !known) this.note(); // what was kept belonged to the picture before
    });
  }

  // --- the address: mode, zoom, the pixel that is kept, divider and channel ----------------------

  takeView() {
    this.mode = read("view") === "side" ? "side" : "divider";
    this.divider.share = parseShare(read("divider"));
    this.channel = Math.max(0, "012".indexOf(read("channel") || "0"));
  }

  goBack() {
    if (!this.camera) return;
    this.takeView();
    this.camera = new Camera(this.meta.size);
    this.wanted = parseZoom(read("zoom"));
    const pixel = parsePixel(read("pixel"), this.meta.size);
    if (pixel) Object.assign(this.camera, { spot: pixel, pinned: true });
    this.repaint();
  }

  note({ entry = false } = {}) {
    if (!this.camera?.at) return; // nothing is on the screen yet
    const { camera, mode, divider, channel } = this;
    const share = Math.round(divider.share * 100);
    write(
      {
        view: mode === "side" ? "side" : null,
        divider: share === 50 ? null : String(share),
        channel: channel ? String(channel) : null,
        pixel: camera.pinned ? camera.spot.join("-") : null,
        zoom: camera.isWhole ? null : zoomText(camera),
      },
      { entry },
    );
  }

  /** Something moved that Back need not undo. */
  changed() {
    this.note();
    this.request();
  }

  /** Turn the arrays into pictures; needed when they or the theme change. */
  repaint() {
    if (!this.source) return;
    this.theme = readTheme(this.frame);
    const { palette } = this.theme;
    const { display, source: name } = this.meta;
    if (this.before?.name !== name) {
      const image = canvasOf(pixels(this.source), this.source.shape);
      this.before = { name, image };
    }
    this.after = canvasOf(shownPixels(this.shown, display, palette), this.shown.shape);
    buildChannels(this.root.querySelector(".channels"), this.meta.channels, (index) => {
      this.channel = index;
      this.note({ entry: true });
      this.request();
    });
    this.arrange();
  }

  /** Fit everything into the width that is there; the zoom stays. */
  arrange() {
    const { clientWidth } = this.frame;
    if (!this.source || !clientWidth) return;
    const count = this.mode === "side" ? 2 : 1;
    const tallest = Math.max(200, Math.min(this.meta.tallest, viewHeight(this.frame) * 0.54));
    const stage = stageSize(this.meta.size, clientWidth, tallest, count, GAP);
    const enlarged = this.camera.enter(stage);
    const look = enlarged ?? this.wanted;
    if (look) this.camera.lookAt(look.middle, this.camera.fitted.scale * look.zoom);
    this.wanted = null;
    this.context = fit(this.canvas, stage.width, stage.height);
    this.centre(stage.width);
    this.draw();
  }

  /** A picture much narrower than its panel stands in the middle; others are flush with the buttons above. */
  centre(width) {
    const { style } = this.root.querySelector(".stage");
    style.width = `${width}px`;
    style.marginInline = this.frame.clientWidth - width > FREE ? "auto" : "0";
  }

  draw() {
    if (!this.source || !this.camera?.at) return;
    const { root, mode, camera, theme } = this;
    const seen = panes(mode, camera.stage, this.divider.share);
    const scene = this.scene();
    paintStage(this.context, scene, camera, seen, theme);
    this.divider.place(mode === "divider", seen.before.to, camera.stage.height);
    dressButtons(root, mode, camera);
    dressTags(root, mode, camera, seen);
    this.canvas.dataset.painted = this.meta.settings;
    this.tell(scene);
  }

  /**
   * The arithmetic of the pixel that is read, below the stage.
   * @param {ReturnType<Compare["scene"]>} scene
   */
  tell(scene) {
    const { root, theme } = this;
    const { meta, kernel, channel, output } = scene;
    const start = windowStart(...output, meta);
    tellPlace(root.querySelector(".where"), scene, start, this.camera.pinned);
    const { available, inRow } = shareWidth(kernel.shape, this.frame.clientWidth);
    const box = root.querySelector(".channels");
    box.classList.toggle("row", inRow);
    const cells = windowNumbers({ ...meta, source: scene.source, kernel }, start, channel);
    const sum = sumAt(scene, output, channel);
    drawGrids(root.querySelector(".grids"), cells, kernel.shape, sum, available, theme);
    tellChannels(box, scene, theme);
  }

  /** All that is drawn and told. */
  scene() {
    const { meta, kernel, shown, before, after, channel } = this;
    const source = /** @type {Packed} */ (this.source);
    const output = outputAt(...this.camera.spot, meta, kernel.shape, shown.shape);
    return { meta, source, kernel, shown, before: before.image, after, channel, output };
  }

  speak() {
    this.root.querySelector(".spoken").textContent = spokenWords(this.scene());
    this.request();
  }

  // --- what hands do; listen() and the buttons call them ------------------------------------

  /** Whether there is a picture to point at. */
  get isReady() {
    return Boolean(this.source && this.camera?.at);
  }

  show(mode) {
    if (!this.isReady) return;
    this.mode = mode;
    this.arrange();
    this.note({ entry: true });
  }

  point(x, y) {
    if (!this.isReady || this.camera.pinned) return;
    this.camera.read(x, y);
    this.request();
  }

  press(x, y, mouse) {
    if (!this.isReady) return;
    this.camera.pinned = mouse ? !this.camera.pinned : true;
    this.camera.read(x, y);
    this.note({ entry: true });
    this.speak();
  }

  /** Buttons and keys zoom around the pixel that is being read. */
  zoom(factor, ...place) {
    if (!this.isReady) return;
    const [x, y] = place.length ? place : this.camera.spotOnScreen;
    this.camera.zoom(factor, x, y);
    this.changed();
  }

  pan(dx, dy) {
    if (!this.isReady) return;
    this.camera.pan(dx, dy);
    this.changed();
  }

  /** Keys go from result to result. */
  step([down, right]) {
    if (!this.isReady) return;
    const { stride } = this.meta;
    this.camera.step([down * stride, right * stride], MARGIN);
    this.note();
    this.speak();
  }

  letGo() {
    if (!this.isReady) return;
    this.camera.pinned = false;
    this.note({ entry: true });
    this.speak();
  }

  toggle() {
    if (!this.isReady) return;
    this.camera.pinned = !this.camera.pinned;
    this.note({ entry: true });
    this.speak();
  }
}
