// Draws the chain as SVG: cells with their numbers once for each filter, then only the outlines of the current cell.

import { exact, short } from "../core/canvas.js";
import { css, inkOn, signedColour } from "../core/colours.js";
import { isInside, positionOf } from "../core/windows.js";
import { seenBy, windowAt } from "./layout.js";
import { numberAt } from "./sentence.js";

/** @typedef {{spec: import("./types").Payload, arrays: import("./types").Arrays}} Scene */

export const MARGIN = 2; // left of the figure: an outline reaches that far

const SPACE = "http://www.w3.org/2000/svg";
const ADVANCE = 0.6; // width of a letter of the code font, in ems
const ROOM = 0.88; // of a cell's width that a number may take
const LARGEST = 24; // letters, in pixels
const READABLE = 11; // with fewer digits where they would be smaller
const SMALLEST = 6.5; // none where they could not be read at all
const TINTS = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
const ROLE_COLOUR = { bias: "kernel", partial: "kernel", sum: "output", total: "output" };

/**
 * Fill `svg` with everything that stays while the position moves.
 * @param {Scene} scene
 */
export function draw(svg, scene, figure, theme, map) {
  const scales = colourScales(scene, theme.palette);
  const layers = [
    hatch(theme),
    ...figure.heads.map((head) => heading(head, theme)),
    ...figure.wires.flatMap((line) => wire(line, theme)),
    ...figure.marks.map((mark) => label(mark.text, mark.x, mark.y, "mark")),
    ...figure.grids.map((grid) => drawGrid(grid, scene, scales, theme, map)),
    node("g", { class: "here" }),
  ];
  const width = figure.width + 2 * MARGIN;
  svg.setAttribute("width", width);
  svg.setAttribute("height", figure.height);
  svg.setAttribute("viewBox", `${-MARGIN} 0 ${width} ${figure.height}`);
  svg.replaceChildren(...layers);
}

/**
 * Outline what makes the output cell of this step: a window in each slice, a cell in each map.
 * @param {Scene} scene
 */
export function outline(svg, scene, figure, theme, { map, step }) {
  const { spec } = scene;
  const position = positionOf(step, spec);
  const window = windowAt(position, spec);
  const one = { row: position[0], column: position[1], rows: 1, columns: 1 };
  const seen = seenBy(spec, map);
  const marks = figure.grids.flatMap((grid) => {
    if (grid.role === "input") return seen.includes(grid.index) ? [[grid, window]] : [];
    if (grid.role === "kernel" || grid.role === "bias") {
      return grid.faded ? [] : [[grid, { row: 0, column: 0, ...grid }]];
    }
    return grid.role === "output" && grid.index !== map ? [] : [[grid, one]];
  });
  svg
    .querySelector(".here")
    .replaceChildren(...marks.flatMap(([grid, cells]) => frame(grid, cells, theme)));
}

/** [r, g, b] of a value of each role. */
function colourScales({ spec, arrays }, palette) {
  const largest = (...names) =>
    names
      .flatMap((name) => [...arrays[name].data])
      .reduce((top, value) => Math.max(top, Math.abs(value)), 0);
  const signed = (limit) => (value) => signedColour(value, limit, palette);
  const tint = (value, index) =>
    TINTS[index].map((share) => Math.round(share * Math.max(0, Math.min(255, value))));
  const sum = signed(largest("partial", "sum", "total"));
  return {
    input: spec.colours === "rgb" ? tint : signed(largest("input")),
    kernel: signed(largest("weight")),
    bias: signed(largest("bias")),
    partial: sum,
    sum,
    total: sum,
    output: signed(largest("output")),
  };
}

/** @param {Scene} scene */
function drawGrid(grid, scene, scales, theme, map) {
  const { role, index, x, y, cell, rows, columns } = grid;
  const group = node("g", { class: `grid${grid.faded ? " faded" : ""}`, "data-role": role });
  group.append(nameOfGrid(grid, isChosen(grid, scene.spec, map)));
  const places = Array.from({ length: rows * columns }, (_, i) => {
    /** @type {import("../core/types").Pair} */
    const place = [Math.floor(i / columns), i % columns];
    return place;
  });
  const values = places.map((place) => read(grid, place, scene, map));
  const { size, digits } = lettering(values, cell);
  values.forEach((value, i) => {
    const [row, column] = places[i];
    const corner = [x + column * cell, y + row * cell];
    const name = `${role} ${[index, row, column].flat().join(" ")}`;
    const number = short(value ?? 0, digits);
    const own = size < SMALLEST ? Math.min(READABLE, fitting(number.length, cell)) : size;
    const text = own < SMALLEST ? "" : number;
    group.append(...drawCell(corner, cell, { value, text, size: own, name }, scales[role], grid));
  });
  if (role === "bias") group.append(label("bias", x + cell + 5, y + cell / 2, "beside"));
  const colour = theme.palette[ROLE_COLOUR[role] ?? role];
  const [width, height] = [columns * cell, rows * cell];
  group.append(node("rect", { ...box([x, y], width, height), class: "edge", stroke: colour }));
  return group;
}

/** Whether a grid's name is set bold: that of the map in question and of the filter that makes it. */
function isChosen({ role, index, faded }, spec, map) {
  if (spec.maps === 1) return false;
  return role === "kernel" ? !faded && spec.kernels > 1 : role === "output" && index === map;
}

function nameOfGrid({ title, x, y, cell, rows, beside }, chosen) {
  if (beside) return label(title, x - 10, y + (rows * cell) / 2, "beside name-of-channel");
  return label(title, x, y - 7, chosen ? "title chosen" : "title");
}

/**
 * Size of the letters in pixels, the same in all cells of a grid, and digits of its numbers: three, or two where only
 * those can be read.
 */
export function lettering(values, cell) {
  const withDigits = (digits) => {
    const longest = Math.max(...values.map((value) => short(value ?? 0, digits).length));
    return { digits, size: Math.min(LARGEST, cell * 0.58, fitting(longest, cell)) };
  };
  const three = withDigits(3);
  return three.size >= READABLE ? three : withDigits(2);
}

/** Size of letters of which so many fill a cell. */
function fitting(letters, cell) {
  return (cell * ROOM) / (ADVANCE * letters);
}

/** The number of a grid's cell; null where it is padding. */
function read(grid, place, { spec, arrays }, map) {
  const { role, index } = grid;
  if (role === "bias") return arrays.bias.data[index];
  if (role === "kernel") return numberAt(arrays.weight, index, place);
  if (role === "partial") return numberAt(arrays.partial, [map, index], place);
  if (role !== "input") return numberAt(arrays[role], [index], place);
  const inner = place.map((at, axis) => at - spec.pads[axis][0]);
  return isInside(inner, spec) ? numberAt(arrays.input, [index], inner) : null;
}

function drawCell(corner, cell, { value, text, size, name }, colour, { index, faded }) {
  const square = { ...box(corner, cell - 1, cell - 1), "data-cell": name };
  const middle = { x: corner[0] + cell / 2, y: corner[1] + cell / 2, "font-size": size.toFixed(1) };
  if (value === null) {
    return [
      node("rect", { ...square, fill: "url(#volume-padding)" }),
      node("text", { ...middle, fill: "currentColor", class: "number padding" }, text),
    ];
  }
  const fill = colour(value, index);
  const rect = node("rect", { ...square, fill: css(fill) });
  const digits = node("title", {});
  digits.textContent = exact(value);
  rect.append(digits);
  const ink = faded ? "currentColor" : inkOn(fill);
  return [rect, node("text", { ...middle, fill: ink, class: "number" }, text)];
}

function heading({ role, name, shape, x, y }, theme) {
  const group = node("g", {});
  group.append(
    node("rect", { ...box([x, y + 3], 9, 9), fill: theme.palette[role] }),
    label(name, x + 14, y + 8, "name"),
    label(shape, x + 14, y + 25, "shape"),
  );
  return group;
}

function wire({ from, to, label: text }, theme) {
  const middle = (from[0] + to[0]) / 2;
  const path = `M${from} C${middle},${from[1]} ${middle},${to[1]} ${to}`;
  const line = node("path", { d: path, class: "wire", stroke: theme.palette.hatch });
  const words = label(text, middle, (from[1] + to[1]) / 2 - 12, "mark word");
  return text ? [line, words] : [line];
}

/** An outline with a halo of the background, so that it stands out from any fill. */
function frame(grid, { row, column, rows, columns }, theme) {
  const { x, y, cell } = grid;
  const place = box([x + column * cell - 0.5, y + row * cell - 0.5], columns * cell, rows * cell);
  const colour = theme.palette[ROLE_COLOUR[grid.role] ?? grid.role];
  return [
    node("rect", { ...place, class: "halo", stroke: theme.background }),
    node("rect", { ...place, class: "mine", stroke: colour, "data-around": grid.role }),
  ];
}

function hatch(theme) {
  const size = { width: 6, height: 6, patternUnits: "userSpaceOnUse" };
  const pattern = node("pattern", { id: "volume-padding", ...size });
  pattern.append(node("path", { d: "M0,6 L6,0", stroke: theme.palette.hatch, "stroke-width": 1 }));
  const defs = node("defs", {});
  defs.append(pattern);
  return defs;
}

function label(text, x, y, kind) {
  return node("text", { x, y, class: kind }, text);
}

function box([x, y], width, height) {
  return { x, y, width, height };
}

function node(name, attributes, text = "") {
  const element = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text) element.textContent = text;
  return element;
}
