// The arithmetic of one value as HTML. Every string below is a number, or a name that Python gave a layer or a unit.

import { css, inkOn, signedColour } from "../core/colours.js";
import { exact, short } from "../core/number.js";
import { decimals, fixed } from "./digits.js";
import { traceDense, traceNamed, traceNorm, tracePool, traceSoftmax } from "./trace.js";

const KINDS = { relu, bn, pool, dropout, flatten, fc, softmax, input };
const TERMS = 8; // of a sum over a whole layer that are named one by one

const number = (value, digits) => `<b title="${exact(value)}">${short(value, digits)}</b>`;
/** Numbers that are added up on screen keep the same four decimals, so that the sum can be checked. */
const addend = (value) => `<b title="${exact(value)}">${fixed(value, 4)}</b>`;
const bracketedAddend = (value) => (value < 0 ? `(${addend(value)})` : addend(value));
const total = (value) => `<b class="out" title="${exact(value)}">${fixed(value, 4)}</b>`;
const out = (value) => `<b class="out" title="${exact(value)}">${short(value)}</b>`;
const bracketed = (value) => (value < 0 ? `(${number(value)})` : number(value));
const go = (layer, channel, row = 0, column = 0) =>
  `data-go="${layer},${channel},${row},${column}"`;
const follow = (layer, text, ...place) =>
  `<button type="button" class="plain" ${go(layer, ...place)}>${text}</button>`;

/**
 * A small table of coloured numbers; `cell(i)` may give attributes and a class.
 * @param {(number | null)[]} values
 * @param {number} columns
 * @param {string} role
 * @param {number} limit
 * @param {import("../core/types").Palette} palette
 * @param {(i: number) => string} cell
 */
function grid(values, columns, role, limit, palette, cell = (_) => "") {
  /** @type {string[]} */
  const rows = [];
  const digits = decimals(limit);
  for (let start = 0; start < values.length; start += columns) {
    const cells = values.slice(start, start + columns).map((value, i) => {
      if (value === null) return '<td class="pad" title="padding">0</td>';
      const fill = signedColour(value, limit, palette);
      return `<td style="background:${css(fill)};color:${inkOn(fill)}" title="${exact(value)}" ${cell(start + i)}>${fixed(value, digits)}</td>`;
    });
    rows.push(`<tr>${cells.join("")}</tr>`);
  }
  return `<table class="grid ${role}">${rows.join("")}</table>`;
}

/** The arithmetic of the value that `scene` reads; `trace` is what `scene.trace()` gave for a convolution, else null. */
export function detail(scene, trace, palette) {
  if (trace) return conv(scene, trace, palette);
  const { passage, layer, place, value } = scene;
  const source = layer.source && passage.values(layer.source);
  return KINDS[layer.kind]({ passage, layer, source, place, value, palette });
}

/** The equation of a convolution, and the products of the input channel in focus. */
function conv({ passage, layer, value, place: [channel] }, trace, palette) {
  const { focused, seen, cells } = trace;
  const source = passage.layer(layer.source);
  const each = layer.window[0] * layer.window[1];
  const count = trace.partial.length * each;
  const top = (lists) =>
    lists.flat().reduce((most, item) => Math.max(most, Math.abs(item ?? 0)), 0);
  const { height, width } = passage.size(source.name);
  const middle = cells[Math.floor(cells.length / 2)];
  const centre = [
    Math.max(0, Math.min(height - 1, middle[0])),
    Math.max(0, Math.min(width - 1, middle[1])),
  ];
  const named = passage.isNamed(source.name);
  const name = passage.unit(source.name, seen[focused]);
  const from = named ? `the ${name.toLowerCase()} channel` : `${name} of ${source.name}`;
  const columns = layer.window[1];
  const weightAt = (i) =>
    `data-weight="${[channel, focused, Math.floor(i / columns), i % columns].join(".")}"`;
  return (
    `<div class="equation" data-sum="${trace.sum}" data-bias="${trace.bias}"><span>${count} products</span> ${addend(trace.sum)} <span>+ bias ${bracketedAddend(trace.bias)}</span> <span>=</span> ${total(value)}</div>` +
    `<p class="where">${each === 9 ? "Nine" : each} of them, on ${follow(source.name, from, seen[focused], ...centre)}:</p>` +
    `<div class="grids">${grid(trace.windows[focused], columns, "input", top(trace.windows), palette, (i) => go(source.name, seen[focused], ...cells[i]))}<span>×</span>` +
    `${grid(trace.kernel[focused], columns, "kernel", top(trace.kernel), palette, weightAt)}<span>=</span>` +
    `${grid(trace.products[focused], columns, "plain", top(trace.products), palette)}</div>` +
    `<p class="where">Together ${addend(trace.partial[focused])}; the other ${trace.partial.length - 1} channels add ${addend(trace.sum - trace.partial[focused])}.</p>`
  );
}

function relu({ passage, layer, value, place }) {
  const x = passage.value(layer.source, ...place);
  return (
    `<div class="equation"><span>max(0, ${number(x)})</span> <span>=</span> ${out(value)}</div>` +
    `<p class="where">${x > 0 ? "Above zero it passes as it is." : "Below zero it is cut off."} ${follow(layer.source, `Follow it to ${layer.source}`, ...place)}</p>`
  );
}

function bn({ passage, layer, value, place }) {
  const x = passage.value(layer.source, ...place);
  const stored = { mean: "running_mean", variance: "running_var", gamma: "weight", beta: "bias" };
  const parameters = Object.fromEntries(
    Object.entries(stored).map(([name, key]) => [name, passage.parameters[`${layer.name}.${key}`]]),
  );
  const t = traceNorm(x, parameters, place[0], layer.epsilon);
  return (
    `<div class="equation"><span>γ · (x − μ) / √(σ² + ε) + β =</span> ${out(value)}</div>` +
    `<div class="steps"><p>x, from ${follow(layer.source, layer.source, ...place)}: ${number(t.x, 4)}</p>` +
    `<p>(${number(t.x, 4)} − ${bracketed(t.mean)}) / √(${number(t.variance)} + ${number(t.epsilon)}) = ${number(t.standard)}</p>` +
    `<p>${number(t.gamma)} · ${bracketed(t.standard)} + ${bracketed(t.beta)} = ${out(value)}</p></div>` +
    '<p class="where">μ and σ² are the averages that training left behind; γ and β were learned.</p>'
  );
}

const COUNTS = { 4: "four", 9: "nine" };

function pool({ layer, source, value, place: [channel, row, column], palette }) {
  const { cells, winner } = tracePool(layer, source, channel, row, column);
  const values = cells.map((cell) => cell.value);
  const top = Math.max(...values.map(Math.abs));
  const at = (i) => [channel, ...cells[i].cell];
  const mark = (i) => `${go(layer.source, ...at(i))} ${i === winner ? 'class="win"' : ""}`;
  const across = new Set(cells.map(({ cell }) => cell[1])).size;
  return (
    `<div class="equation"><span>max of</span> <div class="grids">${grid(values, across, "input", top, palette, mark)}<span>=</span>${out(value)}</div></div>` +
    `<p class="where">The largest of ${COUNTS[cells.length] ?? cells.length} wins. ${follow(layer.source, `Follow it to ${layer.source}`, ...at(winner))}</p>`
  );
}

function dropout({ layer, value, place }) {
  return (
    `<div class="equation">${number(value)} <span>=</span> ${out(value)}</div>` +
    `<p class="where">Dropout acts in training only: here every value passes as it is. ${follow(layer.source, `Follow it to ${layer.source}`, ...place)}</p>`
  );
}

function flatten({ passage, layer, value, place: [unit] }) {
  const { height, width } = passage.size(layer.source);
  const place = [
    Math.floor(unit / (height * width)),
    Math.floor(unit / width) % height,
    unit % width,
  ];
  const words = `map ${place[0]}, row ${place[1]}, column ${place[2]} of ${layer.source}`;
  return (
    `<div class="equation"><span>${place[0]} · ${height * width} + ${place[1]} · ${width} + ${place[2]} = ${unit}:</span> ${out(value)}</div>` +
    `<p class="where">Flattening reads map after map, row after row, and changes no value. ${follow(layer.source, `Follow it to ${words}`, ...place)}</p>`
  );
}

function fc({ passage: { arrays, parameters }, layer, source, value, place: [unit], palette }) {
  const bias = parameters[`${layer.name}.bias`];
  const weight = parameters[`${layer.name}.weight`];
  const [places, weights] = ["places", "weights"].map((part) => arrays[`${layer.name}.${part}`]);
  const trace = weight
    ? traceDense(source, weight, bias, unit, TERMS)
    : traceNamed(source, { places, weights }, bias, unit, TERMS, value);
  const [, height, width] = source.shape.length === 3 ? source.shape : [0, 1, 1];
  const spot = (place) => [
    Math.floor(place / (height * width)),
    Math.floor(place / width) % height,
    place % width,
  ];
  const name = (place) =>
    source.shape.length === 3
      ? `map ${spot(place)[0]} (${spot(place)[1]}, ${spot(place)[2]})`
      : `unit ${place}`;
  const widest = Math.max(...trace.top.map(({ product }) => Math.abs(product)));
  const rows = trace.top.map(
    (term) =>
      `<tr><td>${follow(layer.source, name(term.place), ...spot(term.place))}</td><td class="number" title="${exact(term.x)}">${short(term.x)}</td>` +
      `<td class="number" title="${exact(term.weight)}">${short(term.weight)}</td>${bar(term.product, widest, palette)}</tr>`,
  );
  return (
    `<div class="equation"><span>${source.data.length} products</span> ${addend(trace.sum)} <span>+ bias ${bracketedAddend(trace.bias)}</span> <span>=</span> ${total(value)}</div>` +
    `<table class="terms"><tr><th>${layer.source}${source.shape.length === 3 ? " (row, column)" : ""}</th><th class="number">value</th><th class="number">weight</th><th class="number">product</th><th></th></tr>` +
    `${rows.join("")}<tr class="sum"><td colspan="3">the other ${trace.others} together</td><td class="number" title="${exact(trace.rest)}">${short(trace.rest)}</td><td></td></tr></table>`
  );
}

function bar(value, widest, palette) {
  const part = widest > 0 ? (50 * Math.abs(value)) / widest : 0;
  const style = `--from:${value < 0 ? 50 - part : 50}%;--wide:${part}%;--fill:${value < 0 ? palette.negative : palette.positive}`;
  return `<td class="number" title="${exact(value)}">${short(value)}</td><td class="spread"><i style="${style}"></i></td>`;
}

function softmax({ passage, layer, source, value, place: [chosen] }) {
  const t = traceSoftmax(source.data);
  const rows = t.shares.map((_, i) => {
    const label = passage.unit(layer.name, i);
    const cells = [source.data[i], t.powers[i], t.shares[i]].map(
      (item) => `<td class="number" title="${exact(item)}">${short(item)}</td>`,
    );
    return `<tr ${i === chosen ? 'class="chosen"' : ""}><td>${follow(layer.source, label, i)}</td>${cells.join("")}<td class="share"><i style="--wide:${100 * t.shares[i]}%"></i></td></tr>`;
  });
  return (
    `<div class="equation"><span>e<sup>z − ${short(t.largest)}</sup> / sum =</span> ${number(t.powers[chosen])} <span>/</span> ${number(t.total)} <span>=</span> ${out(value)}</div>` +
    `<table class="terms"><tr><th>class</th><th class="number">logit z</th><th class="number">e<sup>z − max</sup></th><th class="number">share</th><th></th></tr>${rows.join("")}` +
    `<tr class="sum"><td>sum</td><td></td><td class="number">${short(t.total, 4)}</td><td class="number">1</td><td></td></tr></table>`
  );
}

function input({ passage, layer, value, place: [channel, row, column] }) {
  const { mean, std } = passage.facts;
  const { data, shape } = passage.arrays.pixels;
  const pixel = data[(row * shape[1] + column) * shape[2] + channel];
  return (
    `<div class="equation"><span>(${number(pixel)} / 255 − ${number(mean[channel], 4)}) / ${number(std[channel], 4)}</span> <span>=</span> ${out(value)}</div>` +
    `<p class="where">${passage.unit(layer.name, channel)} of one pixel, brought to the range the network was trained on: less the mean of all training images, divided by their standard deviation.</p>`
  );
}
