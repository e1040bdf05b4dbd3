// What a person does with the card: mouse, finger and keys.

import { pointOn } from "../core/canvas.js";
import { arrow, isPlain, placeAfter } from "../core/keys.js";
import { nthUnder } from "./drawing.js";
import { sizeOf, unitUnder } from "./places.js";

const QUESTIONS = 9999;
/** What has the arrow keys for itself. */
const OWN =
  "input, textarea, select, canvas, [contenteditable], [role=slider], [role=radio], [role=tab], [role=application]";

/** @typedef {import("./component.js").default} Unit */

/**
 * Listen to all that is on the card; returns a function that ends what is not the card's alone.
 * @param {Unit} unit
 */
export function listen(unit) {
  const { at } = unit;
  /** @type {Record<string, () => void>} */
  const clicks = {
    earlier: () => unit.step(-1),
    later: () => unit.step(1),
    before: () => unit.turn(-1),
    behind: () => unit.turn(1),
    cut: () => unit.choose({ cut: !unit.view.cut }),
    turn: () => unit.choose({ off: !unit.view.off }),
    ask: () => unit.quiz(unit.view.quiz ? 0 : 1 + Math.floor(Math.random() * QUESTIONS)),
    follow: () => unit.follow(),
    csv: () => unit.saveTable(),
    png: () => unit.card.save(),
  };
  for (const [name, act] of Object.entries(clicks)) at(name).onclick = act;
  onStrip(unit);
  onNine(unit);
  onMap(unit);
  const pressed = (event) => steps(unit, event);
  document.addEventListener("keydown", pressed);
  return () => document.removeEventListener("keydown", pressed);
}

/** Arrow keys go from unit to unit, wherever on the page nothing has them for itself. */
function steps(unit, event) {
  const [, across] = (isPlain(event) && !event.defaultPrevented && arrow(event)) || [0, 0];
  const own = event.composedPath()[0].matches?.(OWN);
  if (!across || own || unit.view.quiz) return;
  event.preventDefault();
  unit.step(across);
}

/** @param {Unit} unit */
function onStrip(unit) {
  const strip = unit.at("strip");
  strip.onclick = (event) => {
    const { first, found } = unit.part;
    const count = found?.units.length ?? 0;
    const under = unitUnder(unit.card.strip, count, ...pointOn(strip, event));
    if (under >= 0) unit.stepTo(first + under);
  };
  strip.onkeydown = (event) => {
    const { layer } = unit.view;
    const to = placeAfter(event, unit.view.unit, layer.shape[0], unit.card.strip.across);
    if (to === null) return;
    event.preventDefault();
    if (to !== unit.view.unit) unit.stepTo(to);
  };
}

/** @param {Unit} unit */
function onNine(unit) {
  const nine = unit.at("nine");
  const read = (event) => unit.look({ nth: nthUnder(unit.card.side, ...pointOn(nine, event)) });
  nine.onpointermove = read;
  nine.onclick = (event) => {
    read(event);
    unit.take();
  };
  nine.onpointerleave = ({ pointerType }) => pointerType === "mouse" && unit.look({ nth: -1 });
  nine.onkeydown = (event) => {
    if (event.key === "Enter") unit.take();
    const to = placeAfter(event, unit.view.nth, unit.facts?.best.length ?? 0, 3);
    if (to === null) return;
    event.preventDefault();
    unit.look({ nth: Math.max(0, to) });
  };
}

/** @param {Unit} unit */
function onMap(unit) {
  const map = unit.at("map");
  const under = (event) => {
    const [rows, columns] = sizeOf(unit.view.layer);
    const [x, y] = pointOn(map, event);
    const inside = (share, count) => Math.max(0, Math.min(count - 1, Math.floor(share * count)));
    const { mapSide } = unit.card;
    return inside(y / mapSide, rows) * columns + inside(x / mapSide, columns);
  };
  map.onpointermove = (event) =>
    event.pointerType === "mouse" && unit.live && unit.look({ cell: under(event) });
  map.onpointerleave = () => unit.look({ cell: unit.pinned() });
  map.onclick = (event) => unit.live && unit.keep(under(event));
  map.onkeydown = (event) => {
    const move = isPlain(event) && unit.live && arrow(event);
    if (!move) return;
    event.preventDefault();
    const [rows, columns] = sizeOf(unit.view.layer);
    const { cell } = unit.view;
    const row = Math.max(0, Math.min(rows - 1, Math.floor(cell / columns) + move[0]));
    const column = Math.max(0, Math.min(columns - 1, (cell % columns) + move[1]));
    unit.keep(row * columns + column);
  };
}
