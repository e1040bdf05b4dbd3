// A run of one's own: chosen here, trained by the server, drawn as it goes on. Nothing of it runs the page again.

import { fit, readTheme, viewHeight, watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { read, watch, write } from "../core/place.js";
import { saveFigure } from "../core/save.js";
import { arrivalOf } from "../core/store.js";
import { colours, drawCurves, drawTiles, grid, NAME, nameRuns } from "./drawing.js";
import Film from "./film.js";
import RunList from "./list.js";
import { connect, newRun } from "./socket.js";
import { rateText, summary, told } from "./words.js";

const TALL = 0.53; // of the window's height, at most
const KEPT = 4; // runs that are compared
const SWITCHES = ["batch_norm", "dropout", "augmentation"];
const SHORT = { batch_norm: "bn", dropout: "drop", augmentation: "augment" };
const PERSON = "convscope-person";
const LAST = "convscope-run";
const LEFT =
  "Your run is no longer on the server: it ends once nobody has watched it for 20 seconds.";

/** Runs of this tab, the latest first; they outlive the page. @type {import("./run").Run[]} */
let kept = [];

/** A word that this browser made up, the same in all its tabs. */
function person() {
  const known = localStorage.getItem(PERSON);
  if (known) return known;
  const made = Array.from(crypto.getRandomValues(new Uint32Array(3)), (n) => n.toString(36)).join(
    "",
  );
  localStorage.setItem(PERSON, made);
  return made;
}

/** One of `values`, as the address names it; or `standard`. */
export function among(text, values, standard) {
  return text !== null && values.map(String).includes(text) ? text : standard;
}

export default class Laboratory {
  static sheets = ["core/buttons.css"];

  /** @type {{meta: import("./types").Payload, arrays: import("./types").Arrays}} */
  scene;
  /** What is to be said before all else: why there is no run. */
  notice = "";
  /** The runs there were before the one that is asked for. @type {import("./run").Run[]} */
  before = [];

  constructor({ root }) {
    this.frame = root.querySelector(".laboratory");
    this.form = root.querySelector("form");
    this.at = (name) => root.querySelector(`.${name}`);
    this.field = (name) => root.querySelector(`[name="${name}"]`);
    this.form.onsubmit = (event) => {
      event.preventDefault();
      this.start();
    };
    this.form.onchange = ({ target }) => this.chosen(target);
    this.form.oninput = () => this.showRate();
    this.at("pause").onclick = () => this.pause();
    this.at("stop").onclick = () => this.line?.send({ stop: true });
    this.at("save").onclick = () => this.save();
    this.runs = new RunList(this.at("runs"), (run) => this.remove(run));
    this.queue = drawQueue(() => this.draw());
    this.watching = [
      watchTheme(this.frame, () => this.queue()),
      watch(() => this.scene && this.fill()),
    ];
    this.resizer = new ResizeObserver(() => this.queue());
    this.resizer.observe(this.frame);
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    const named = ["train_loss", "train_accuracy", "validation_loss", "validation_accuracy"];
    const head = ["Epoch", "Step", ...named.map((name) => name.replace("_", " "))];
    return this.curves([0, 0], readTheme(this.frame)).runs.map(({ run }, nth) => ({
      caption: `Run ${nth + 1}, each epoch`,
      head,
      rows: run.epochs.map((epoch) => [
        epoch.epoch,
        epoch.step,
        ...named.map((name) => epoch[name]),
      ]),
    }));
  }

  close() {
    this.queue.cancel();
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
    this.line?.close();
    this.film?.stop();
  }

  receive(scene) {
    const first = !this.scene;
    this.scene = scene;
    if (!first) return;
    this.build(scene.meta);
    this.fill();
    this.resume();
    this.show();
    fetch(`${scene.meta.socket}/ready`).catch(() => {}); // a process is prepared while the person chooses
    arrivalOf(scene.meta.film).then((film) => {
      this.film = new Film(film, () => this.queue());
      this.show();
    });
  }

  /** The fields, once. */
  build({ photographs, data, optimisers, batches, rates }) {
    this.at("data").replaceChildren(
      ...Object.entries(data).map(([name, title]) => {
        const label = document.createElement("label");
        const input = Object.assign(document.createElement("input"), {
          type: "radio",
          name: "data",
          value: name,
        });
        input.disabled = name === "cifar10" && !photographs;
        if (input.disabled)
          label.title =
            "CIFAR-10 is not on this server; the page Data sets says how it gets there.";
        label.append(input, title);
        return label;
      }),
    );
    const options = (entries) => entries.map(([value, title]) => new Option(title, value));
    this.field("optimiser").replaceChildren(...options(Object.entries(optimisers)));
    this.field("batch_size").replaceChildren(...options(batches.map((size) => [size, size])));
    this.field("rate").max = rates.length - 1;
  }

  /** The fields as the address has them. */
  fill() {
    const { data, photographs, optimisers, batches, rates } = this.scene.meta;
    const possible = Object.keys(data).filter((name) => name !== "cifar10" || photographs);
    const chosen = among(read("data"), possible, possible[0]);
    this.frame.querySelector(`[name="data"][value="${chosen}"]`).checked = true;
    for (const name of SWITCHES)
      this.field(name).checked =
        among(read(SHORT[name]), ["on", "off"], name === "batch_norm" ? "on" : "off") === "on";
    this.field("optimiser").value = among(read("optimiser"), Object.keys(optimisers), "adam");
    this.field("batch_size").value = among(read("batch"), batches, "32");
    const seed = Number(read("seed") ?? 0);
    this.field("seed").value = Number.isInteger(seed) && seed >= 0 && seed <= 9999 ? seed : 0;
    const rate = among(read("rate"), rates, "0.001");
    this.field("rate").value = rates.map(String).indexOf(rate);
    this.showRate();
  }

  /** What the fields say. @returns {import("./run").Choice} */
  get choice() {
    const switches = Object.fromEntries(SWITCHES.map((name) => [name, this.field(name).checked]));
    const seed = Math.max(0, Math.min(9999, Math.round(Number(this.field("seed").value) || 0)));
    return /** @type {import("./run").Choice} */ ({
      data: this.frame.querySelector('[name="data"]:checked').value,
      ...switches,
      optimiser: this.field("optimiser").value,
      rate: this.scene.meta.rates[this.field("rate").value],
      batch_size: Number(this.field("batch_size").value),
      seed,
    });
  }

  chosen(target) {
    const choice = this.choice;
    this.field("seed").value = choice.seed;
    write({
      data: choice.data === "digits" ? null : choice.data,
      bn: choice.batch_norm ? null : "off",
      drop: choice.dropout ? "on" : null,
      augment: choice.augmentation ? "on" : null,
      optimiser: choice.optimiser === "adam" ? null : choice.optimiser,
      batch: choice.batch_size === 32 ? null : String(choice.batch_size),
      seed: choice.seed ? String(choice.seed) : null,
      rate: choice.rate === 0.001 ? null : String(choice.rate),
    });
    if (target?.name === "rate" && this.going) this.line?.send({ rate: choice.rate });
  }

  showRate() {
    this.frame.querySelector("output").textContent = rateText(
      this.scene.meta.rates[this.field("rate").value],
    );
  }

  /** The run that goes on, if one does. */
  get going() {
    const run = kept.at(0);
    return run && ["waiting", "running", "paused"].includes(run.state) ? run : null;
  }

  start() {
    if (this.going) return;
    const { choice } = this;
    const run = newRun(choice, this.scene.meta.epochs[choice.data]);
    this.before = kept;
    kept = [run, ...kept].slice(0, KEPT);
    const { data } = this.scene.arrays.picture;
    const picture = btoa(String.fromCharCode(...data));
    this.connect({ start: { ...choice, picture }, person: person() }, run);
  }

  connect(first, run) {
    const address = new URL(this.scene.meta.socket, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    this.line = connect(address.href, first, run, () => this.changed(run));
    this.changed(run);
  }

  /** A run that went on when the page was left or loaded again. */
  resume() {
    const known = JSON.parse(sessionStorage.getItem(LAST) ?? "null");
    if (!known?.name || (kept[0] && kept[0].name !== known.name)) return;
    if (kept[0] && !this.going) return;
    const run = newRun(known.choice, this.scene.meta.epochs[known.choice.data]);
    const [old, ...others] = kept;
    if (old) Object.assign(old, { state: "ended", says: LEFT });
    this.before = old ? [old, ...others] : [];
    kept = [run, ...others];
    this.connect({ watch: known.name }, run);
  }

  changed(run) {
    this.notice = "";
    if (run.state === "refused" || run.state === "gone") {
      kept = this.before; // what it did not become takes no place of another
      this.notice = run.state === "gone" ? LEFT : run.says;
    }
    const { name, choice } = run;
    if (this.going === run && name) sessionStorage.setItem(LAST, JSON.stringify({ name, choice }));
    if (!this.going && run.state !== "lost") sessionStorage.removeItem(LAST); // a reload may find it
    this.show();
  }

  pause() {
    const paused = this.going?.state === "paused";
    this.line?.send({ pause: !paused });
  }

  /** Buttons, the sentence, the list; then the figure. */
  show() {
    const { going } = this;
    this.at("start").disabled = Boolean(going);
    this.at("pause").hidden = !going || going.state === "waiting";
    this.at("pause").textContent = going?.state === "paused" ? "Go on" : "Pause";
    this.at("stop").hidden = !going;
    const words = this.notice || (kept[0] ? told(kept[0]) : this.invitation());
    this.at("told").textContent = words;
    const spoken = `${this.notice} ${kept[0]?.state} ${kept[0]?.epochs.length}`; // not every step is read out
    if (this.frame.dataset.spoken !== spoken) this.at("spoken").textContent = words;
    this.frame.dataset.spoken = spoken;
    this.at("save").hidden = kept.length === 0;
    this.frame.dataset.state = kept[0]?.state ?? "none";
    this.list();
    this.queue();
  }

  invitation() {
    const { photographs } = this.scene.meta;
    const more = photographs ? "" : " CIFAR-10 is not on this server.";
    return `Press Start to train a network of your own. Until then: how ConvScope's MiniVGG learned.${more}`;
  }

  list() {
    const { going } = this;
    this.runs.show(kept, { inks: colours(readTheme(this.frame)), going, titles: this.scene.meta });
  }

  remove(run) {
    this.notice = "";
    kept = kept.filter((other) => other !== run);
    this.show();
  }

  draw() {
    if (!this.scene || !this.frame.clientWidth) return;
    const theme = readTheme(this.frame);
    const width = this.at("figure").clientWidth;
    const curves = this.at("curves");
    const size = this.size(width);
    curves.style.height = `${size[1]}px`;
    drawCurves(fit(curves, size[0], size[1]), this.curves(size, theme), theme);
    const run = kept[0] ?? this.film?.run;
    const inside = this.at("inside").clientWidth;
    this.at("inside").style.visibility = run?.filters ? "visible" : "hidden";
    this.at("maps-name").hidden = this.at("maps").hidden = !run?.maps;
    if (run?.filters) this.tile("filters", run.filters, inside, theme);
    if (run?.maps) this.tile("maps", run.maps, inside, theme);
    this.frame.dataset.painted = String(run?.losses.length ?? 0);
  }

  /** @returns {[number, number]} */
  size(width) {
    const beside = width > 640;
    const tall = Math.min(316, TALL * viewHeight(this.frame)); // the axis is on the first screen of a lecture
    return beside ? [width - 320, tall] : [width, 440];
  }

  curves([width, height], theme) {
    const inks = colours(theme);
    const all = kept.length || !this.film ? kept : [this.film.run];
    const runs = all.map((run, i) => ({ run, colour: inks[i] }));
    return { width, height, runs };
  }

  tile(name, tiles, width, theme) {
    const places = grid(tiles.shape[0], width);
    const height = places.rows * (places.side + 4);
    drawTiles(fit(this.at(name), width, height), tiles, places, theme);
  }

  save() {
    /** @type {[number, number]} */
    const size = [760, 340];
    const figure = ([width, height]) => [width, height + NAME * kept.length];
    saveFigure(this.frame, "runs.png", figure(size), (context, theme) => {
      drawCurves(context, this.curves(size, theme), theme);
      const { runs } = this.curves(size, theme);
      const words = runs.map(({ run }) => summary(run, this.scene.meta));
      nameRuns(context, { y: size[1], runs, words }, theme);
    });
  }
}
