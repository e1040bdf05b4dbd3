// Maps as tables to take away.

import { saveTable } from "../core/save.js";
import { grids } from "../core/table.js";

/** Hand what a passage says of one map, or of a whole layer of units, to the browser as a CSV file. */
export function saveMap(passage, { layer, channel }) {
  const { count, height, width, flat } = passage.size(layer);
  const { data } = passage.values(layer);
  if (flat) {
    const names = Array.from({ length: count }, (_, i) => passage.layer(layer).units[i] ?? i);
    saveTable(unitTable(data, names), `convscope-${layer}.csv`);
    return;
  }
  const text = mapTable(data, channel * height * width, height, width);
  saveTable(text, `convscope-${layer}-map-${channel}.csv`);
}

/** One map as rows of numbers, each with all its digits. */
export function mapTable(data, start, height, width) {
  const row = (i) =>
    Array.from(data.subarray(start + i * width, start + (i + 1) * width)).join(",");
  return `${Array.from({ length: height }, (_, i) => row(i)).join("\n")}\n`;
}

/** A layer of single units: name and value, one a row. */
export function unitTable(data, names) {
  return `unit,value\n${names.map((name, i) => `${name},${data[i]}\n`).join("")}`;
}

/** The same on the page: the map that is looked at, or all units of a layer. */
export function tablesOf(passage, { layer, channel }) {
  const { count, height, width, flat } = passage.size(layer);
  const { data } = passage.values(layer);
  if (!flat) {
    const start = channel * height * width;
    const map = { shape: [height, width], data: data.subarray(start, start + height * width) };
    return grids(`${layer}, map ${channel}`, map);
  }
  const names = Array.from({ length: count }, (_, i) => passage.layer(layer).units[i] ?? i);
  return [
    { caption: layer, head: ["Unit", "Value"], rows: names.map((name, i) => [name, data[i]]) },
  ];
}
