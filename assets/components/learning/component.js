// How a network learned: a timeline, and all that it was and made of a picture at the moment that is chosen.
//
// Python sends the maps of a layer at every moment once, and the followed number's operands at every moment each time
// another number is followed. So nothing that is dragged, played or pointed at is a message.

import { fit, pointOn, readTheme, watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { placeAfter } from "../core/keys.js";
import { wantsStillness } from "../core/motion.js";
import { pen, strokeFrame } from "../core/picture.js";
import { read, watch, write } from "../core/place.js";
import { arrivalOf } from "../core/store.js";
import { fillBlocks, makeBlocks } from "./blocks.js";
import * as panels from "./panels.js";
import { saveAll } from "./saving.js";
import * as sheets from "./sheets.js";
import { drawTimeline, frameAt, frameNamed, TALL } from "./timeline.js";
import { equation, pairTold, percent, strongest, title, told } from "./words.js";

const PACE = 450; // milliseconds a moment, played
const SETTLED = 300; // without a move before another number is followed, or something is spoken
const CAT_FOR_DOG = [3, 5];
const FILTERS_ACROSS = 8;

export default class Learning {
  static sheets = ["core/buttons.css"];

  /** @type {{meta: import("./types").Payload, arrays: import("./film").Operands}} */
  scene;
  /** @type {import("./film").Film} */
  film;
  /** The moment on show, and the cell of the confusion matrix that is read. */
  at = 0;
  pair = CAT_FOR_DOG;
  /** The value that is chosen; the one that `scene` has the operands of follows. */
  spot = { channel: 0, row: 0, column: 0 };

  /** How the tiles of maps and filters lie. @type {ReturnType<typeof sheets.tiles>} */
  sheet;
  /** @type {ReturnType<typeof sheets.tiles>} */
  filterSheet;
  /** Channels of a convolution's input whose windows are shown. @type {number[]} */
  shown = [];

  constructor(host) {
    this.host = host;
    this.frame = host.root.querySelector(".learning");
    this.find = (name) => host.root.querySelector(name);
    this.listen();
    this.queue = drawQueue(() => this.draw());
    this.watching = [
      watchTheme(this.frame, () => this.queue()),
      watch(() => this.film && this.go(this.named() ?? this.at)),
    ];
    this.resizer = new ResizeObserver(() => this.queue());
    this.resizer.observe(this.frame);
  }

  listen() {
    const line = this.find(".timeline");
    line.onpointerdown = (event) => {
      line.setPointerCapture(event.pointerId);
      this.drag(event);
    };
    line.onpointermove = (event) => event.buttons && this.drag(event);
    line.onkeydown = (event) =>
      this.press(event, this.at, this.moments, -1, (at) => this.choose(at));
    this.find(".play").onclick = () => (this.clock ? this.pause() : this.play());
    this.find(".save").onclick = () => saveAll(this);
    const [maps, one, filters, matrix] = [".maps", ".one", ".sheet", ".confusion"].map((name) =>
      this.canvasIn(name),
    );
    maps.onclick = (event) => this.chooseTile(event, this.sheet, this.size[0]);
    filters.onclick = (event) =>
      this.film.meta.layer.endsWith("1") && this.chooseTile(event, this.filterSheet, this.size[0]);
    one.onclick = (event) => this.chooseCell(event);
    maps.onkeydown = (event) => {
      const { channel } = this.spot;
      this.press(event, channel, this.size[0], this.sheet.columns, (to) =>
        this.follow({ ...this.spot, channel: to }, SETTLED),
      );
    };
    one.onkeydown = (event) => this.moveCell(event);
    matrix.onpointermove = (event) => this.point(event);
    matrix.onclick = (event) => this.point(event);
    matrix.onkeydown = (event) => {
      const count = this.film.meta.labels.length;
      this.press(event, this.pair[0] * count + this.pair[1], count * count, count, (to) =>
        this.readPair([Math.floor(to / count), to % count]),
      );
    };
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    if (!this.film) return [];
    const { frames, labels } = this.film.meta;
    const head = ["Step", "Epoch", "Accuracy", "Loss"];
    const rows = frames.map(({ step, epoch, accuracy, loss }) => [step, epoch, accuracy, loss]);
    const counts = labels.map((label, row) => [label, ...this.counts[row]]);
    const caption = `What images of each class were taken for, at step ${frames[this.at].step}`;
    return [
      { caption: "The training", head, rows },
      { caption, head: ["Class", ...labels], rows: counts },
    ];
  }

  close() {
    this.pause();
    clearTimeout(this.voice);
    clearTimeout(this.asking);
    this.queue.cancel();
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
  }

  receive(scene) {
    this.latest = scene;
    arrivalOf(scene.meta.film).then((film) => {
      if (this.latest !== scene) return;
      const first = !this.film;
      const another = this.film?.meta.layer !== film.meta.layer;
      [this.scene, this.film] = [scene, film];
      const { channel, row, column } = scene.meta;
      if (!this.asking || another) this.spot = { channel, row, column };
      this.shown = scene.arrays.kernel ? strongest(scene.arrays) : [];
      makeBlocks(this.find(".blocks"), film.meta.layer, this.shown);
      if (first) this.open();
      this.tell();
      this.queue();
    });
  }

  get moments() {
    return this.film.meta.frames.length;
  }

  /** Maps, rows and columns of the layer. */
  get size() {
    return this.film.arrays.maps.shape.slice(1);
  }

  named() {
    return frameNamed(read("frame"), this.film.meta.frames);
  }

  /** The moment of the link, or the whole training once, where a person has nothing against motion. */
  open() {
    const named = this.named();
    this.at = named ?? this.moments - 1;
    const still = wantsStillness();
    if (named === null && !still) this.play();
  }

  play() {
    if (this.at === this.moments - 1) this.go(0);
    this.clock = setInterval(() => {
      this.go(this.at + 1);
      if (this.at === this.moments - 1) this.pause();
    }, PACE);
    this.find(".play").textContent = "Pause";
  }

  pause() {
    clearInterval(this.clock);
    this.clock = 0;
    this.find(".play").textContent = "Play";
  }

  drag(event) {
    if (!this.film) return;
    const line = this.find(".timeline");
    this.choose(frameAt(pointOn(line, event)[0], this.film.meta.frames, line.clientWidth));
  }

  press(event, from, count, columns, then) {
    const to = this.film ? placeAfter(event, from, count, columns) : null;
    if (to === null) return;
    event.preventDefault();
    then(to);
  }

  /** A person's moment: it stands in the address. */
  choose(at) {
    this.pause();
    this.go(at);
    write({ frame: String(this.film.meta.frames[at].step) });
  }

  go(at) {
    this.at = at;
    this.tell();
    this.queue();
  }

  chooseTile(event, sheet, count) {
    const tile = sheets.tileAt(pointOn(event.currentTarget, event), sheet, count);
    if (tile !== null) this.follow({ ...this.spot, channel: tile });
  }

  chooseCell(event) {
    const { currentTarget } = event;
    const [x, y] = pointOn(currentTarget, event);
    const [, height, width] = this.size;
    const cell = (share, most) => Math.max(0, Math.min(most - 1, Math.floor(share * most)));
    const row = cell(y / currentTarget.clientHeight, height);
    this.follow({ ...this.spot, row, column: cell(x / currentTarget.clientWidth, width) });
  }

  moveCell(event) {
    const { row, column } = this.spot;
    const [, height, width] = this.size;
    this.press(event, row * width + column, height * width, width, (to) =>
      this.follow({ ...this.spot, row: Math.floor(to / width), column: to % width }, SETTLED),
    );
  }

  /**
   * Another value: it is marked at once. Its operands are asked for at once as well, or, where a key may be pressed
   * again, when the choice has come to rest.
   */
  follow(spot, rest = 0) {
    this.spot = spot;
    this.queue();
    clearTimeout(this.asking);
    this.asking = setTimeout(() => {
      this.asking = 0;
      write({ channel: String(spot.channel), cell: `${spot.row},${spot.column}` });
      this.host.set("spot", { layer: this.film.meta.layer, ...spot });
    }, rest);
  }

  point(event) {
    const { currentTarget } = event;
    const { labels } = this.film.meta;
    const place = pointOn(currentTarget, event);
    const pair = panels.pairAt(place, currentTarget.clientWidth, labels.length);
    if (pair) this.readPair(pair);
  }

  readPair(pair) {
    this.pair = pair;
    this.tell();
    this.queue();
  }

  get counts() {
    return panels.countsOf(this.film.arrays.confusion, this.at);
  }

  /** All words of the moment. */
  tell() {
    const { meta, arrays } = this.film;
    const frame = meta.frames[this.at];
    const words = told(frame);
    this.find(".told").textContent = words;
    const line = this.find(".timeline");
    line.setAttribute("aria-valuemax", String(this.moments - 1));
    line.setAttribute("aria-valuenow", String(this.at));
    line.setAttribute("aria-valuetext", words);
    this.find(".pair").textContent = pairTold(this.pair, meta.labels, this.counts);
    const sum = equation(meta.layer, this.scene.arrays, this.at, this.shown);
    const heading = document.createElement("b");
    heading.textContent = title(meta.layer, this.scene.meta, this.scene.arrays);
    const code = document.createElement("code");
    code.textContent = sum;
    this.find(".equation").replaceChildren(heading, code);
    this.find(".maps figcaption").textContent = `Maps of ${meta.layer}`;
    const limit = arrays.limits.data[this.at].toPrecision(3).replace("-", "−");
    this.find(".maps .note").textContent = `Full colour: ±${limit} at this step.`;
    this.find(".strips figcaption").textContent = `What bn${meta.layer.at(-1)} keeps`;
    clearTimeout(this.voice);
    this.voice = setTimeout(() => {
      if (!this.clock) this.find(".spoken").textContent = `${words}. ${sum}`;
    }, 2 * SETTLED);
  }

  draw() {
    if (!this.film || !this.frame.clientWidth) return;
    const theme = readTheme(this.frame);
    this.frame.style.setProperty("--input", theme.palette.input);
    const { meta, arrays } = this.film;
    const line = this.find(".timeline");
    const width = line.parentElement.clientWidth;
    const context = fit(line, width, TALL);
    context.clearRect(0, 0, width, TALL);
    drawTimeline(context, theme, width, meta.frames, this.at);
    this.drawSheets(theme);
    this.drawAnswer();
    this.canvas(".confusion", panels.matrixTall, (pen, wide) =>
      panels.drawMatrix(pen, theme, wide, meta.labels, this.counts, this.pair),
    );
    this.canvas(
      ".strips",
      () => panels.STRIPS_TALL,
      (pen, wide) => panels.drawStrips(pen, theme, wide, arrays, this.at, this.spot.channel),
    );
    if (this.shown.length)
      fillBlocks(
        this.find(".blocks"),
        meta.layer,
        this.scene.arrays,
        this.at,
        this.shown,
        theme.palette,
      );
    this.frame.dataset.painted = `${meta.layer} ${meta.frames[this.at].step}`;
  }

  canvasIn(name) {
    return this.find(name === ".sheet" ? name : `${name} canvas`);
  }

  /** Size the canvas of a part to its place, and draw on it. */
  canvas(name, tall, draw) {
    const canvas = this.canvasIn(name);
    const wide = canvas.parentElement.clientWidth;
    const height = tall(wide, this.film.meta.labels.length);
    const context = fit(canvas, wide, height);
    context.clearRect(0, 0, wide, height);
    draw(context, wide);
  }

  drawSheets({ palette }) {
    const [count, height, width] = this.size;
    const stacked = sheets.mapsCanvas(this.film, this.at, palette);
    const filters = sheets.filtersCanvas(this.film, this.at);
    const colour = palette.output;
    const { channel, row, column } = this.spot;
    const own = this.film.meta.layer.endsWith("1") ? channel : -1;
    const filterCount = this.film.arrays.filters.shape[1];
    const sheet = (name, number, columns, draw) =>
      this.canvas(name, (wide) => sheets.tiles(number, columns, wide).height, draw);
    sheet(".maps", count, sheets.across(count), (pen, wide) => {
      this.sheet = sheets.tiles(count, sheets.across(count), wide);
      sheets.drawTiles(pen, stacked, this.sheet, count, { chosen: channel, colour });
    });
    sheet(".sheet", filterCount, FILTERS_ACROSS, (pen, wide) => {
      this.filterSheet = sheets.tiles(filterCount, FILTERS_ACROSS, wide);
      const frame = { chosen: own, colour: palette.kernel };
      sheets.drawTiles(pen, filters, this.filterSheet, filterCount, frame);
    });
    this.find(".one figcaption").textContent = `Map ${channel}`;
    this.canvas(
      ".one",
      (wide) => wide,
      (pen, wide) => {
        pen.imageSmoothingEnabled = false;
        pen.drawImage(sheets.cut(stacked, channel, count), 0, 0, wide, wide);
        const cell = wide / width;
        strokeFrame(pen, column * cell, row * (wide / height), cell, cell, colour);
      },
    );
  }

  /** The picture, which does not change, and the classes' probabilities. */
  drawAnswer() {
    const photo = this.find(".photo");
    if (this.pictured !== this.film) {
      this.pictured = this.film;
      const seen = sheets.photoCanvas(this.film);
      [photo.width, photo.height] = [seen.width, seen.height];
      pen(photo).drawImage(seen, 0, 0);
      this.makeClasses();
    }
    const { labels } = this.film.meta;
    const { data } = this.film.arrays.chances;
    const shares = Array.from(labels, (_, i) => data[this.at * labels.length + i]);
    const best = shares.indexOf(Math.max(...shares));
    for (const [i, row] of [...this.find(".chances").children].entries()) {
      row.classList.toggle("best", i === best);
      row.querySelector("i").style.width = `${100 * shares[i]}%`;
      row.lastElementChild.textContent = percent(shares[i]);
    }
  }

  makeClasses() {
    const part = (name, text) =>
      Object.assign(document.createElement("span"), { className: name, textContent: text });
    const rows = this.film.meta.labels.map((label) => {
      const row = document.createElement("li");
      const track = part("track", "");
      track.append(document.createElement("i"));
      row.append(part("name", label), track, part("number", ""));
      return row;
    });
    this.find(".chances").replaceChildren(...rows);
  }
}
