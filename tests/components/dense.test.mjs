import assert from "node:assert/strict";
import { test } from "node:test";

import {
  cellNamed,
  cellUnder,
  cornerOfCell,
  neighbour,
} from "../../assets/components/core/atlas.js";
import Dense from "../../assets/components/dense/component.js";
import { cornerOfPlace, layout, placeUnder } from "../../assets/components/dense/layout.js";
import { cellAt, placeOf, working } from "../../assets/components/dense/order.js";
import { stateNamed, textsOf } from "../../assets/components/dense/state.js";
import { strongest, targetOf, termsOf } from "../../assets/components/dense/sums.js";
import {
  few,
  parameterWords,
  plainSum,
  productWords,
  sumWords,
  table,
} from "../../assets/components/dense/words.js";

const NETWORK = [64, 8, 8];
const TOY = [10, 5, 5];
const packed = (data, shape = [data.length]) => ({ shape, data: Float32Array.from(data) });

/** Two maps of one row of three, and one output. */
function small(output = 0) {
  const facts = { layers: ["maps", "", "fc"], names: ["A"] };
  const numbers = {
    maps: packed([1, 2, 0, 3, 4, 0], [2, 1, 3]),
    weights: packed([2, -1, 5, 0, 3, 1], [1, 6]),
    bias: packed([-4]),
    outputs: packed([8]),
  };
  const target = targetOf(facts, numbers, { unit: -1, weights: [] }, output);
  const state = { output, cell: null, keras: false, view: "products" };
  const shape = [2, 1, 3];
  return {
    facts,
    numbers,
    shape,
    target,
    terms: termsOf(target),
    state,
    cell: [1, 0, 1],
    unit: -1,
  };
}

test("a cell becomes the number that PyTorch and Keras say, and is found again", () => {
  assert.equal(placeOf([12, 3, 5], NETWORK, false), 12 * 64 + 3 * 8 + 5);
  assert.equal(placeOf([12, 3, 5], NETWORK, true), (3 * 8 + 5) * 64 + 12);
  for (const shape of [NETWORK, TOY, [3, 2, 4]])
    for (const keras of [false, true])
      for (let place = 0; place < shape[0] * shape[1] * shape[2]; place++)
        assert.equal(placeOf(cellAt(place, shape, keras), shape, keras), place);
  assert.equal(working([12, 3, 5], NETWORK, false), "12·64 + 3·8 + 5 = 797");
  assert.equal(working([12, 3, 5], NETWORK, true), "(3·8 + 5)·64 + 12 = 1,868");
});

test("the largest terms, the rest and the bias are the sum", () => {
  const { terms, target } = small();
  assert.deepEqual([...terms.products], [2, -2, 0, 0, 12, 0]);
  assert.deepEqual([terms.up, terms.down], [[4, 0], [1]]);
  assert.deepEqual([terms.ups, terms.downs, terms.rest, terms.others], [14, -2, 0, 3]);
  assert.equal(terms.ups + terms.downs + terms.rest + target.bias, target.total);
  assert.equal(strongest([1, -5, 5]), 1);
});

test("the sum is spelled out, and exact where all is whole", () => {
  const scene = small();
  assert.equal(
    plainSum(scene),
    "A = 14 (the 2 largest for) − 2 (the 1 largest against) + 0 (the other 3) − 4 (bias) = 8",
  );
  assert.match(sumWords(scene), /<b>8<\/b>$/);
  assert.equal(productWords(scene), "x · w = 4 · 3 = <b>12</b>");
  assert.deepEqual(parameterWords(scene), ["fc: (6 + 1) · 1 = 7 parameters"]);
  scene.target.bias = 0.25;
  assert.match(plainSum(scene), /≈ 8$/);
});

test("a unit's weights are those that were sent, a class has its own over the units", () => {
  const numbers = {
    ...small().numbers,
    sums: packed([1, 2]),
    biases: packed([0.5, 0.25]),
    inputs: packed([3, 4]),
    weights: packed([5, 6, 7, 8], [2, 2]),
    bias: packed([0, 1]),
    outputs: packed([39, 54]),
  };
  const facts = { layers: ["pool2", "fc1", "fc2"], names: ["cat", "dog"] };
  const unit = targetOf(facts, numbers, { unit: 1, weights: [1, 2, 3, 4, 5, 6] }, null);
  assert.deepEqual([unit.name, unit.between, unit.bias, unit.total], ["unit 1", false, 0.25, 2]);
  const dog = targetOf(facts, numbers, { unit: 1, weights: [] }, 1);
  assert.deepEqual([dog.name, dog.between, ...dog.w], ["dog", true, 7, 8]);
  assert.deepEqual([...termsOf(dog).products], [21, 32]);
});

test("every cell and place is found under its own middle, on any width", () => {
  for (const [shape, units, outputs] of [
    [NETWORK, 512, 10],
    [TOY, 0, 4],
  ])
    for (const width of [358, 700, 900, 1160])
      for (const keras of [false, true]) {
        const figure = layout(width, shape, units, outputs, keras);
        const { maps, row } = figure;
        const count = shape[0] * shape[1] * shape[2];
        for (let place = 0; place < count; place += 7) {
          const cell = cellAt(place, shape, false);
          const [x, y] = cornerOfCell(maps, cell);
          const half = maps.cell / 2;
          assert.deepEqual(cellUnder(maps, shape, x - maps.x + half, y - maps.y + half), cell);
          const [u, v] = cornerOfPlace(row, place);
          assert.equal(placeUnder(row, count, u - row.x + 1, v - row.y + 1), place);
        }
        assert.equal(placeUnder(row, count, -3, 2), null);
        for (const panel of [maps, row, figure.outputs]) {
          assert.ok(panel.x >= 0 && panel.x + panel.width <= width, `${width} ${panel.x}`);
          assert.ok(panel.y + panel.height <= figure.height);
        }
        const columns = [maps, row, figure.units, figure.outputs].filter(Boolean);
        if (!figure.narrow)
          for (const [i, { x, width: wide }] of columns.slice(0, -1).entries())
            assert.ok(x + wide < columns[i + 1].x, `${width} ${i}`);
      }
});

test("neither order moves what stands below the figure", () => {
  for (const width of [700, 900, 1160]) {
    const heights = [false, true].map((keras) => layout(width, TOY, 0, 4, keras).height);
    assert.equal(heights[0], heights[1]);
  }
});

test("an arrow leads from one map into the next, and stays at the edges", () => {
  const { maps } = layout(900, NETWORK, 512, 10, false);
  assert.deepEqual(neighbour(maps, NETWORK, [0, 3, 7], [0, 1]), [1, 3, 0]);
  assert.deepEqual(neighbour(maps, NETWORK, [0, 7, 2], [1, 0]), [8, 0, 2]);
  assert.deepEqual(neighbour(maps, NETWORK, [0, 0, 0], [-1, 0]), [0, 0, 0]);
  const toy = layout(900, TOY, 0, 4, false).maps;
  assert.deepEqual(neighbour(toy, TOY, [9, 1, 4], [0, 1]), [9, 1, 4]);
});

test("the address names a state and a state its texts; nonsense is nothing", () => {
  const state = { output: 3, cell: [12, 3, 5], keras: true, view: "weights" };
  const texts = textsOf(state);
  assert.deepEqual(
    stateNamed((name) => texts[name], NETWORK, 10),
    state,
  );
  const plain = { output: null, cell: null, keras: false, view: "products" };
  assert.ok(Object.values(textsOf(plain)).every((text) => text === null));
  for (const text of ["", "x", "-1", "1e9", "²", "64,0,0", "1,2", "9".repeat(400), "<b>"])
    assert.deepEqual(
      stateNamed(() => text, NETWORK, 1),
      plain,
      text,
    );
  assert.equal(cellNamed("1,2,3,4", NETWORK), null);
});

test("numbers are short and have a true minus sign", () => {
  assert.deepEqual([3, -2, 0.12345, -12.3456, -0.00004, 0].map(few), [
    "3",
    "−2",
    "0.123",
    "−12.35",
    "−4e−5",
    "0",
  ]);
});

test("the table has a row for every product", () => {
  const [head, ...rows] = table(small()).trim().split("\r\n");
  assert.equal(head, "pytorch,keras,map,row,column,input,weight,product");
  assert.deepEqual([rows.length, rows[4]], [6, "4,3,1,0,1,4,3,12"]);
  assert.equal(typeof Dense.prototype.receive, "function");
});
