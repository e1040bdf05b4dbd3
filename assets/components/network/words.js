// What is said of a value in a line.

import { many, short } from "../core/number.js";
import { PICTURE } from "./layout.js";

/**
 * What is under the pointer: HTML of names and numbers only.
 * @param {import("../maps/passage.js").Passage} passage
 * @param {string} name
 * @param {import("./relations.js").Relations} lit
 */
export function told(passage, name, lit) {
  const { channels, rows, columns } = lit.region;
  if (name === PICTURE) return ofPixel(passage, rows[0], columns[0], lit);
  const { flat } = passage.size(name);
  const source = passage.layer(name).source;
  const of = source ? `output of ${name}` : name;
  const unit = passage.unit(name, channels[0]);
  if (rows.length > 1) return `<b>${unit}</b>, ${of}. ${reached(passage, lit)}`;
  const place = flat ? "" : `, row ${rows[0]}, column ${columns[0]}`;
  const value = short(passage.value(name, channels[0], rows[0], columns[0]));
  return `<b>${unit}${place}: ${value}</b>, ${of}. ${seen(passage, lit)}${reached(passage, lit)}`;
}

/** @param {import("../maps/passage.js").Passage} passage */
function ofPixel({ arrays: { pixels } }, row, column, lit) {
  const start = (row * pixels.shape[1] + column) * 3;
  const [red, green, blue] = pixels.data.subarray(start, start + 3);
  const [layer, { rows, columns }] = [...lit.after]
    .filter(([, part]) => part.rows.length > 1)
    .pop();
  return `<b>Pixel, row ${row}, column ${column}: ${red} ${green} ${blue}</b>. It reaches ${rows.length} × ${columns.length} values of each map of ${layer}, and every class.`;
}

function seen(passage, { before }) {
  const part = before.get(passage.names[0]);
  if (!part || before.size < 3) return "";
  const [, height, width] = passage.layer(passage.names[0]).shape;
  const all = part.rows.length === height && part.columns.length === width;
  return all
    ? "It sees the whole picture. "
    : `It sees ${part.rows.length} × ${part.columns.length} pixels. `;
}

/** How many values of the next layer that has a window, or of the last, come from it. */
function reached(passage, { after, layer }) {
  const next = [...after.keys()].find((name) => {
    const { channels, window } = passage.layer(name);
    return name !== layer && (channels !== "own" || window.some((side) => side > 1));
  });
  if (!next) return "";
  const { channels, rows, columns } = /** @type {import("./relations.js").Region} */ (
    after.get(next)
  );
  const count = channels.length * rows.length * columns.length;
  return `${many(count, "value")} of ${next} ${count === 1 ? "comes" : "come"} from it.`;
}

/** A station of the trail: "conv2 12, 4, 9" or "cat of softmax". */
export function station(passage, [name, channel, row, column]) {
  const { flat } = passage.size(name);
  return flat
    ? `${passage.unit(name, channel)} of ${name}`
    : `${name} ${channel}, ${row}, ${column}`;
}
