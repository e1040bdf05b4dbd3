// What the figure says in words and numbers.

import { cellAt, placeOf, working } from "./order.js";

/** @typedef {import("./scene").Scene} Scene */

/** A number: a whole one as it is, another with three decimals, or two from 10 on; what is tiny in few digits. */
export function few(value) {
  const size = Math.abs(value);
  const decimals = () => value.toFixed(size < 10 ? 3 : 2);
  const tiny = size > 0 && size < 0.0005;
  const text = tiny ? value.toExponential(0) : Number.isInteger(value) ? String(value) : decimals();
  return text.replaceAll("-", "−");
}

/** A number as a factor or a term: in brackets where it has a sign. */
const bracketed = (value) => (value < 0 ? `(${few(value)})` : few(value));

const count = (value) => value.toLocaleString("en");

/** @param {Scene} scene */
export function cellWords({ cell: [c, r, k] }) {
  return `Map ${c}, row ${r}, column ${k}`;
}

/**
 * Which number of the row a cell becomes, in both orders.
 * @param {Scene} scene
 */
export function placeWords({ cell, shape }) {
  return { pytorch: working(cell, shape, false), keras: working(cell, shape, true) };
}

/**
 * The product of the cell that is read, or its value alone where the sum goes over another layer.
 * @param {Scene} scene
 */
export function productWords({ cell, shape, target, terms, numbers }) {
  const place = placeOf(cell, shape, false);
  const x = numbers.maps.data[place];
  if (target.between) return `x = <b>${few(x)}</b>`;
  return `x · w = ${few(x)} · ${bracketed(target.w[place])} = <b>${few(terms.products[place])}</b>`;
}

/** Where a term of the sum comes from. @param {Scene} scene @param {number} place */
export function termName({ target, shape }, place) {
  if (target.between) return `unit ${place}`;
  const [c, r, k] = cellAt(place, shape, false);
  return `map ${c} [${r}, ${k}]`;
}

/** Input, weight and product of a term. @param {Scene} scene @param {number} place */
export function termWords({ target, terms }, place) {
  const product = `${few(target.x[place])} · ${bracketed(target.w[place])}`;
  return [product, few(terms.products[place])];
}

/** The parts of the sum, each with its sign before it and its name. @param {Scene} scene */
function sumParts({ target, terms: { ups, downs, rest, others, up, down } }) {
  /** @type {[number, string][]} */
  const parts = [
    [ups, `the ${up.length} largest for`],
    [downs, `the ${down.length} largest against`],
    [rest, `the other ${count(others)}`],
    [target.bias, "bias"],
  ];
  const equals = parts.every(([value]) => Number.isInteger(value)) ? "=" : "≈";
  const signed = parts.map(([value, name], i) => {
    const sign = i ? (value < 0 ? " − " : " + ") : value < 0 ? "−" : "";
    return { sign, text: few(Math.abs(value)), name };
  });
  return { equals, signed, total: few(target.total) };
}

/** All of the sum: the largest terms, the rest, the bias, as HTML. @param {Scene} scene */
export function sumWords(scene) {
  const { equals, signed, total } = sumParts(scene);
  const parts = signed.map((p) => `${p.sign}<span>${p.text}<small>${p.name}</small></span>`);
  return `<span class="name">${scene.target.name}</span> ${equals} ${parts.join("")} ${equals} <b>${total}</b>`;
}

/** The same as text. @param {Scene} scene */
export function plainSum(scene) {
  const { equals, signed, total } = sumParts(scene);
  const parts = signed.map((p) => `${p.sign}${p.text} (${p.name})`);
  return `${scene.target.name} ${equals} ${parts.join("")} ${equals} ${total}`;
}

/** How many weights and biases each layer has. @param {Scene} scene */
export function parameterWords({ facts, numbers }) {
  const { maps, weights, bias, sums } = numbers;
  const said = (name, inputs, outputs) =>
    `${name}: (${count(inputs)} + 1) · ${outputs} = ${count((inputs + 1) * outputs)} parameters`;
  const [units, outputs] = [sums?.data.length ?? 0, bias.data.length];
  const first = units ? [said(facts.layers[1], maps.data.length, units)] : [];
  return [...first, said(facts.layers[2], weights.data.length / outputs, outputs)];
}

/** For a screen reader. @param {Scene} scene */
export function sentence(scene) {
  const { target, cell, shape, state } = scene;
  const place = placeOf(cell, shape, state.keras);
  const order = state.keras ? "Keras" : "PyTorch";
  return `${cellWords(scene)}: number ${place} of the row in ${order}'s order. ${target.name}: ${few(target.total)}.`;
}

/** All products of the sum as CSV, every digit of them. @param {Scene} scene */
export function table({ target, terms, shape }) {
  const head = target.between
    ? ["unit", "input", "weight", "product"]
    : ["pytorch", "keras", "map", "row", "column", "input", "weight", "product"];
  const lines = Array.from(terms.products, (product, place) => {
    const cell = cellAt(place, shape, false);
    const where = target.between ? [place] : [place, placeOf(cell, shape, true), ...cell];
    return [...where, target.x[place], target.w[place], product];
  });
  return [head, ...lines].map((line) => `${line.join()}\r\n`).join("");
}
