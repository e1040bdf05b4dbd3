// Maps that are flattened into a row, and the sums of products that fully connected layers make of it.
//
// Maps, the last layer's weights and all sums are here; of the layer between, only the weights of the unit that is shown:
// another unit is asked for. Everything else that is pointed at or chosen is answered at once.

import { cellUnder, neighbour } from "../core/atlas.js";
import { fit, pointOn, readTheme, watchTheme } from "../core/canvas.js";
import { drawQueue } from "../core/frames.js";
import { arrow, isPlain, placeAfter } from "../core/keys.js";
import { isReturning, join, read, watch, write } from "../core/place.js";
import { saveFigure, saveTable } from "../core/save.js";
import { arrivalOf } from "../core/store.js";
import { fromText } from "../core/table.js";
import { drawFigure } from "./drawing.js";
import { layout, placeUnder } from "./layout.js";
import { cellAt, placeOf } from "./order.js";
import { readout } from "./readout.js";
import { stateNamed, textsOf } from "./state.js";
import { strongest, targetOf, termsOf } from "./sums.js";
import { drawTies } from "./ties.js";
import { plainSum, sentence, table } from "./words.js";

const SETTLED = 400; // milliseconds without a move before a screen reader is told
const ASKED = 120; // without another key before a unit's weights are asked for
const MARGIN = 16; // around a saved figure

export default class Dense {
  /** @type {{meta: import("./types").Payload, arrays: import("./types").Arrays}} */
  message;
  /** @type {{name: string, facts: import("./types").Facts, numbers: import("./scene").Numbers}} */
  kept;
  /** @type {import("./scene").State} */
  state;
  /** @type {import("./scene").Scene} */
  scene;
  /** Where everything stands. @type {import("./scene").Figure} */
  figure;
  /** The unit that was chosen and whose weights are on their way. @type {number | null} */
  wanted = null;

  constructor(host) {
    this.host = host;
    const { root } = host;
    this.frame = root.querySelector(".dense");
    this.find = (name) => root.querySelector(`.${name}`);
    this.under = this.find("under");
    this.over = this.find("over");
    this.listen(root);
    this.readout = readout(this.frame, {
      look: (cell) => this.look(cell),
      choose: (unit) => this.chooseUnit(unit),
    });
    this.queue = drawQueue((parts) => this.draw(parts));
    this.watching = [
      watchTheme(this.frame, () => this.queue()),
      watch(() => this.kept && this.show(this.named())),
    ];
    this.resizer = new ResizeObserver(() => this.draw(new Set(["all"])));
    this.resizer.observe(this.frame);
  }

  listen(root) {
    /** @param {string} name @param {{point?: Function, press: Function, key: Function}} acts */
    const on = (name, { point, press, key }) => {
      const panel = this.find(name);
      const at = (event, act) => this.scene && act(...pointOn(panel, event));
      panel.onpointermove = (event) => point && at(event, point);
      panel.onpointerdown = (event) => at(event, press);
      panel.onkeydown = (event) => this.scene && key(event) && event.preventDefault();
    };
    const maps = (x, y) => this.look(cellUnder(this.figure.maps, this.scene.shape, x, y));
    const row = (x, y) => this.lookAt(placeUnder(this.figure.row, this.length, x, y));
    on("maps", { point: maps, press: maps, key: (event) => this.step(event) });
    on("row", { point: row, press: row, key: (event) => this.walk(event) });
    on("units", {
      press: (x, y) => this.pressUnit(x, y),
      key: (event) => this.chooseUnit(placeAfter(event, this.unit, this.units, 16)),
    });
    on("outputs", {
      press: (_, y) => this.chooseOutput(Math.floor(y / this.figure.outputs.step)),
      key: (event) => this.chooseOutput(this.outputAfter(event)),
    });
    for (const box of root.querySelectorAll(".choice input"))
      box.onchange = () =>
        this.change(box.name === "view" ? { view: box.value } : { keras: box.value === "keras" });
    this.find("csv").onclick = () => saveTable(table(this.scene), "products.csv");
    this.find("png").onclick = () => this.save();
  }

  /** What its picture shows, for whoever reads it as tables. */
  tables() {
    return this.scene ? [fromText("Products of the unit", table(this.scene))] : [];
  }

  close() {
    clearTimeout(this.voice);
    clearTimeout(this.asking);
    this.queue.cancel();
    this.resizer.disconnect();
    for (const stop of this.watching) stop();
  }

  receive(message) {
    this.message = message;
    const { scene: name, unit } = message.meta;
    arrivalOf(name).then(({ meta, arrays }) => {
      if (this.message !== message) return;
      const [first, same] = [!this.kept, this.kept?.name === name];
      const [asked, answered] = [first || isReturning(), same && this.wanted === unit];
      if (!asked && !same) join({ cell: null, output: null });
      if (answered || !same) this.wanted = null;
      this.kept = { name, facts: meta, numbers: arrays };
      if (asked || (same && !answered)) this.show(this.named());
      else this.show(same ? this.state : { ...this.state, cell: null, output: null });
    });
  }

  get units() {
    return this.kept.numbers.sums?.data.length ?? 0;
  }

  get length() {
    return this.kept.numbers.maps.data.length;
  }

  /** The unit that is chosen, whether its weights are there or not. */
  get unit() {
    return this.wanted ?? this.message.meta.unit;
  }

  named() {
    const { maps, outputs } = this.kept.numbers;
    const [c, r, k] = maps.shape;
    return stateNamed(read, [c, r, k], outputs.data.length);
  }

  change(change) {
    this.show({ ...this.state, ...change });
    write(textsOf(this.state));
  }

  /** @param {import("../core/types").Cell | null} cell */
  look(cell) {
    if (cell && cell.join() !== this.scene.cell.join()) this.change({ cell });
    return cell;
  }

  lookAt(place) {
    const { shape, state } = this.scene;
    return place === null ? null : this.look(cellAt(place, shape, state.keras));
  }

  step(event) {
    const move = isPlain(event) && arrow(event);
    return move && this.look(neighbour(this.figure.maps, this.scene.shape, this.scene.cell, move));
  }

  walk(event) {
    const { cell, shape, state } = this.scene;
    const from = placeOf(cell, shape, state.keras);
    return this.lookAt(placeAfter(event, from, this.length, this.figure.row.columns));
  }

  outputAfter(event) {
    const { target, facts } = this.scene;
    const between = this.units > 0 && !target.between;
    const from = between ? -1 : target.index;
    return placeAfter(event, from, facts.names.length);
  }

  chooseOutput(output) {
    if (output === null || output < 0 || output >= this.kept.facts.names.length) return false;
    this.show({ ...this.state, output, cell: null });
    write(textsOf(this.state), { entry: true });
    return true;
  }

  pressUnit(x, y) {
    const { units } = this.figure;
    return units && this.chooseUnit(placeUnder(units, this.units, x, y));
  }

  /** Show a unit; its weights are asked for once no other is chosen. */
  chooseUnit(unit) {
    if (unit === null) return false;
    const [here, chosen] = [this.message.meta.unit, this.state.output !== null];
    clearTimeout(this.asking);
    this.wanted = unit === here ? null : unit;
    if (unit === here && !chosen) {
      this.queue("over");
      return true;
    }
    this.show({ ...this.state, output: null, cell: null });
    if (unit === here) write(textsOf(this.state), { entry: true });
    else this.asking = setTimeout(() => this.ask(unit), ASKED);
    return true;
  }

  ask(unit) {
    join({ output: null, cell: null });
    this.host.fire("unit", unit);
  }

  /** @param {import("./scene").State} state */
  show(state) {
    const { facts, numbers } = this.kept;
    this.state = state;
    const [c, r, k] = numbers.maps.shape;
    /** @type {import("../core/types").Cell} */
    const shape = [c, r, k];
    const sent = { unit: this.message.meta.unit, weights: this.message.arrays.weights.data };
    const target = targetOf(facts, numbers, sent, state.output);
    const terms = this.termsOf(target);
    const first = strongest(target.between ? numbers.maps.data : terms.products);
    const cell = state.cell ?? cellAt(first, shape, false);
    this.scene = { facts, numbers, shape, target, terms, state, cell, unit: this.unit };
    this.readout(this.scene);
    clearTimeout(this.voice);
    this.voice = setTimeout(() => {
      this.find("spoken").textContent = sentence(this.scene);
    }, SETTLED);
    this.queue("over");
    const base = [this.kept.name, target.name, state.view, state.keras].join();
    if (base !== this.base) this.queue("all");
    this.base = base;
  }

  /** Products are made anew only where the sum is another one. */
  termsOf(target) {
    if (this.summed === target.w && this.scene.target.name === target.name) return this.scene.terms;
    this.summed = target.w;
    return termsOf(target);
  }

  draw(parts) {
    const width = Math.floor(this.frame.clientWidth);
    if (!this.scene || !width) return;
    const theme = readTheme(this.frame);
    const { scene } = this;
    this.figure = this.laidOut(width);
    const { figure } = this;
    if (parts.has("all")) {
      drawFigure(fit(this.under, width, figure.height), scene, figure, theme);
      this.under.setAttribute("aria-label", sentence(scene));
      this.arrange();
    }
    const pen = fit(this.over, width, figure.height);
    pen.clearRect(0, 0, width, figure.height);
    drawTies(pen, scene, figure, theme);
    Object.assign(this.frame.dataset, { painted: this.base, total: scene.target.total });
  }

  laidOut(width) {
    const { shape, facts, state } = this.scene;
    return layout(width, shape, this.units, facts.names.length, state.keras);
  }

  /** What can be pointed at and focused lies over what is drawn. */
  arrange() {
    for (const name of ["maps", "row", "units", "outputs"]) {
      const [panel, place] = [this.find(`panel.${name}`), this.figure[name]];
      panel.hidden = !place;
      if (!place) continue;
      for (const [side, size] of [
        ["left", place.x],
        ["top", place.y],
        ["width", place.width],
        ["height", place.height],
      ])
        panel.style[side] = `${size}px`;
    }
  }

  /** The figure with its sum below it. */
  save() {
    const { scene } = this;
    const figure = this.laidOut(Math.max(900, this.frame.clientWidth));
    const text = plainSum(scene);
    const size = [figure.width + 2 * MARGIN, figure.height + 2 * MARGIN + 24];
    saveFigure(this.frame, "dense.png", size, (context, theme) => {
      context.translate(MARGIN, MARGIN / 2);
      drawFigure(context, scene, figure, theme);
      drawTies(context, scene, figure, theme);
      context.font = `14px ${theme.codeFont}`;
      [context.textAlign, context.fillStyle] = ["left", theme.text];
      context.fillText(text, 0, figure.height + 18);
    });
  }
}
