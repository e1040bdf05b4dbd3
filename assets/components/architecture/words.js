// What is said of a layer, and the table as text.

import { many } from "../core/number.js";

/** @typedef {import("./types").Row} Row */

/** 2169770 -> "2,169,770". */
export function grouped(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Bytes in the unit that fits: 36 B, 131 kB, 12.8 MB. */
export function memory(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${Number((bytes / 1e3).toPrecision(3))} kB`;
  return `${Number((bytes / 1e6).toPrecision(3))} MB`;
}

/** A share of a whole in percent, never a rounded 0 or 100. */
export function share(part, whole) {
  if (part && part === whole) return "100 %";
  if (!part || !whole) return "0 %";
  const percent = (100 * part) / whole;
  if (percent < 0.1) return "below 0.1 %";
  return `${percent >= 99.95 ? "above 99.9" : percent.toFixed(1)} %`;
}

/** A number that a product gives, with the product before it; numbers of thousands in groups. */
export function worked(product, count) {
  const groups = product.replace(/\d{5,}/g, grouped);
  return product ? `${groups} = ${grouped(count)}` : "0";
}

/** Sums over a network's layers. @param {Row[]} rows */
export function totals(rows) {
  const sum = (name) => rows.reduce((total, row) => total + row[name], 0);
  return {
    parameters: sum("parameters"),
    multiply_adds: sum("multiply_adds"),
    bytes: sum("bytes"),
  };
}

/**
 * A layer in sentences.
 * @param {Row} row
 * @param {Row[]} rows
 */
export function told(row, rows) {
  const all = totals(rows);
  const size = row.shape.join(" × ");
  const parts = [`${row.name} (${row.text}): ${size}.`];
  if (row.product)
    parts.push(
      `Parameters ${worked(row.product, row.parameters)}, ${share(row.parameters, all.parameters)} of all.`,
    );
  if (row.work)
    parts.push(
      `Multiply-adds ${worked(row.work, row.multiply_adds)}, ${share(row.multiply_adds, all.multiply_adds)} of all.`,
    );
  if (row.shape.length > 1)
    parts.push(
      `A value sees ${row.field} × ${row.field} pixels; its neighbour lies ${many(row.jump, "pixel")} further.`,
    );
  return parts.join(" ");
}

/** The table as CSV. @param {Row[]} rows */
export function csv(rows) {
  const head = "layer,kind,line,output,parameters,multiply_adds,bytes,receptive_field,jump";
  const lines = rows.map((row) =>
    [
      row.name,
      row.kind,
      row.text.replaceAll(",", " "),
      row.shape.join("x"),
      row.parameters,
      row.multiply_adds,
      row.bytes,
      row.field,
      row.jump,
    ].join(),
  );
  return `${[head, ...lines].join("\n")}\n`;
}
