// The button beside a picture that opens its tables, for whoever reads rather than looks; nothing is made before.

import { many } from "./number.js";
import { cellText, cut } from "./table.js";

const MOST = 12; // tables that are shown
const SETTLED = 150; // milliseconds after an act until what is open is read anew
const ACTS = ["input", "change", "click", "keyup", "pointermove"];

/** @typedef {import("./table").Table} Table */

/**
 * Put the button beside the last one that saves something, or below the picture where there is none.
 * @param {ShadowRoot} root
 * @param {() => Table[]} tables what is shown now
 * @returns {{nodes: Element[], changed: () => void, close: () => void}}
 */
export function offerTables(root, tables) {
  const button = made("button", "as-table", "Table");
  const panel = made("div", "numbers");
  Object.assign(button, { type: "button", ariaExpanded: "false", ariaLabel: "Read as a table" });
  Object.assign(panel, { hidden: true, tabIndex: 0, role: "region", ariaLabel: "Numbers" });
  const saving = [...root.querySelectorAll(".saves > button, .png, .save")].at(-1);
  if (saving) saving.after(button);
  else root.append(button);
  root.append(panel);
  let told = "";
  let waiting = 0;
  const fill = () => {
    const all = tables();
    const text = JSON.stringify(all);
    if (text === told) return;
    told = text;
    const more = all.length - MOST;
    const notes = more > 0 ? [made("p", "", `${many(more, "more table")} not shown.`)] : [];
    panel.replaceChildren(...all.slice(0, MOST).flatMap(drawn), ...notes);
  };
  const changed = () => {
    clearTimeout(waiting);
    if (!panel.hidden) waiting = Number(setTimeout(fill, SETTLED));
  };
  button.onclick = () => {
    panel.hidden = !panel.hidden;
    button.ariaExpanded = String(!panel.hidden);
    if (!panel.hidden) fill();
  };
  for (const act of ACTS) root.addEventListener(act, changed);
  const close = () => {
    clearTimeout(waiting);
    for (const act of ACTS) root.removeEventListener(act, changed);
  };
  return { nodes: [button, panel], changed, close };
}

/** @param {Table} table */
function drawn(table) {
  const { head, rows, note } = cut(table);
  const element = made("table", "");
  const line = (cells, scopes) => {
    const row = made("tr", "");
    for (const [place, cell] of cells.entries()) {
      const scope = scopes(place);
      const box = made(scope ? "th" : "td", "", cellText(cell));
      if (scope) box.setAttribute("scope", scope);
      row.append(box);
    }
    return row;
  };
  const [top, body] = [made("thead", ""), made("tbody", "")];
  top.append(line(head, () => "col"));
  body.append(...rows.map((row) => line(row, (place) => (place ? "" : "row"))));
  element.append(made("caption", "", table.caption), top, body);
  return note ? [element, made("p", "", note)] : [element];
}

function made(tag, name, text = "") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = text;
  return element;
}
