// Before and after on one stage: divider or side by side, linked zoom, and the arithmetic of the pixel pointed at.

import { Camera } from "../shared/camera.js";
import { fit, readTheme, watchTheme } from "../shared/canvas.js";
import { FACTORS, listen } from "../shared/hands.js";
import { unpack } from "../shared/payload.js";
import { canvasOf } from "../shared/picture.js";
import { stageSize } from "../shared/view.js";
import { pixels } from "./colours.js";
import { bindButtons, dressButtons, dressTags } from "./controls.js";
import { Divider } from "./divider.js";
import { GAP, inPane, outputAt, panes, windowStart } from "./geometry.js";
import { drawGrids, shareWidth } from "./grids.js";
import { buildChannels, spokenWords, tellChannels, tellPlace } from "./readout.js";
import { paintStage } from "./stage.js";
import { resultArray, valueAt, windowNumbers } from "./values.js";

const FREE = 64; // pixels beside the picture from which it is centred
const MARGIN = 24; // that the pixel keeps from the edge of its pane as it walks

class Compare {
  constructor(root) {
    this.root = root;
    this.frame = root.querySelector(".compare");
    this.canvas = root.querySelector(".picture");
    this.mode = "divider";
    this.channel = 0;
    this.divider = new Divider(root.querySelector(".divider"), this.canvas, () => this.request());
    const place = (x, y) => inPane(this.mode, this.camera.stage, x, y);
    listen(this.canvas, place, () => root.activeElement === this.canvas, this);
    bindButtons(
      root,
      (mode) => this.show(mode),
      (name) => this.zoom(FACTORS[name]),
    );
    this.stopWatching = watchTheme(this.frame, () => this.repaint());
    this.resizer = new ResizeObserver(() => this.arrange());
    this.resizer.observe(this.frame);
  }

  close() {
    cancelAnimationFrame(this.frameRequest);
    this.stopWatching();
    this.resizer.disconnect();
  }

  /** What Python sends; a picture that is already here keeps its zoom and its pixel. */
  receive(bytes) {
    const { meta, arrays } = unpack(bytes);
    const known = this.meta?.picture === meta.picture;
    Object.assign(this, { meta, ...arrays, result: resultArray(meta, arrays.result) });
    if (this.channel >= this.source.shape[2]) this.channel = 0;
    if (!known || String(this.camera.size) !== String(meta.size))
      this.camera = new Camera(meta.size);
    this.canvas.setAttribute(
      "aria-label",
      `${meta.title}. Arrow keys move the pixel, plus and minus zoom.`,
    );
    this.repaint();
  }

  /** Turn the arrays into pictures; needed when they or the theme change. */
  repaint() {
    if (!this.meta) return;
    this.theme = readTheme(this.frame);
    const { palette } = this.theme;
    const { display, limit, source: name } = this.meta;
    if (this.before?.name !== name) {
      const image = canvasOf(pixels(this.source, "clip", 0, palette), this.source.shape);
      this.before = { name, image };
    }
    this.after = canvasOf(pixels(this.result, display, limit, palette), this.result.shape);
    buildChannels(this.root.querySelector(".channels"), this.meta.channels, (index) => {
      this.channel = index;
      this.request();
    });
    this.arrange();
  }

  /** Fit everything into the width that is there; the zoom stays. */
  arrange() {
    const { clientWidth } = this.frame;
    if (!this.meta || !clientWidth) return;
    const count = this.mode === "side" ? 2 : 1;
    const tallest = Math.max(200, Math.min(this.meta.tallest, globalThis.innerHeight * 0.62));
    const stage = stageSize(this.meta.size, clientWidth, tallest, count, GAP);
    const enlarged = this.camera.enter(stage);
    if (enlarged) this.camera.lookAt(enlarged.middle, this.camera.fitted.scale * enlarged.zoom);
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

  request() {
    cancelAnimationFrame(this.frameRequest);
    this.frameRequest = requestAnimationFrame(() => this.draw());
  }

  draw() {
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

  /** The arithmetic of the pixel that is read, below the stage. */
  tell(scene) {
    const { root, theme } = this;
    const { meta, kernel, result, channel, output } = scene;
    const start = windowStart(...output, meta);
    tellPlace(root.querySelector(".where"), scene, start, this.camera.pinned);
    const { available, inRow } = shareWidth(kernel.shape, this.frame.clientWidth);
    const box = root.querySelector(".channels");
    box.classList.toggle("row", inRow);
    const cells = windowNumbers({ ...meta, source: scene.source, kernel }, start, channel);
    const sum = valueAt(result, output, channel);
    drawGrids(root.querySelector(".grids"), cells, kernel.shape, sum, available, theme);
    tellChannels(box, scene, theme);
  }

  /** All that is drawn and told. */
  scene() {
    const { meta, source, kernel, result, before, after, channel } = this;
    const output = outputAt(...this.camera.spot, meta, kernel.shape, result.shape);
    return { meta, source, kernel, result, before: before.image, after, channel, output };
  }

  speak() {
    this.root.querySelector(".spoken").textContent = spokenWords(this.scene());
    this.request();
  }

  // --- what hands do; listen() and the buttons call them ------------------------------------

  show(mode) {
    this.mode = mode;
    this.arrange();
  }

  point(x, y) {
    if (!this.camera.at || this.camera.pinned) return;
    this.camera.read(x, y);
    this.request();
  }

  press(x, y, mouse) {
    this.camera.pinned = mouse ? !this.camera.pinned : true;
    this.camera.read(x, y);
    this.speak();
  }

  /** Buttons and keys zoom around the pixel that is being read. */
  zoom(factor, x = this.camera.spotOnScreen[0], y = this.camera.spotOnScreen[1]) {
    this.camera.zoom(factor, x, y);
    this.request();
  }

  pan(dx, dy) {
    this.camera.pan(dx, dy);
    this.request();
  }

  /** Keys go from result to result. */
  step([down, right]) {
    const { stride } = this.meta;
    this.camera.step([down * stride, right * stride], MARGIN);
    this.speak();
  }

  letGo() {
    this.camera.pinned = false;
    this.speak();
  }

  toggle() {
    this.camera.pinned = !this.camera.pinned;
    this.speak();
  }
}

const instances = new WeakMap();

export default function render({ data, parentElement }) {
  let compare = instances.get(parentElement);
  if (!compare) {
    compare = new Compare(parentElement);
    instances.set(parentElement, compare);
  }
  compare.receive(data);
  return () => {
    compare.close();
    instances.delete(parentElement);
  };
}
