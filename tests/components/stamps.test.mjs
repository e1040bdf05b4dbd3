import assert from "node:assert/strict";
import { test } from "node:test";

import { field } from "../../assets/components/core/windows.js";
import { hint } from "../../assets/components/player/readout.js";
import { written } from "../../assets/components/player/stamps-drawing.js";
import { stampsLayout } from "../../assets/components/player/stamps-layout.js";
import {
  explainStamp,
  explainStampHover,
  writers,
} from "../../assets/components/player/stamps-words.js";

/** Cells of n x n that stamp k x k: the spec of the convolution that this is the transpose of. */
function makeSpec(n, k, { s = 1, p = 0, d = 1 } = {}) {
  const size = (n - 1) * s + d * (k - 1) + 1 - 2 * p;
  const pair = (value) => [value, value];
  return {
    kind: "transposed",
    axes: 2,
    channels: 1,
    input: pair(size),
    window: pair(k),
    output: pair(n),
    stride: pair(s),
    dilation: pair(d),
    pads: [pair(p), pair(p)],
  };
}

/** A scene whose numbers are added up here, stamp by stamp. */
function makeScene(n, k, setting) {
  const spec = makeSpec(n, k, setting);
  const input = Float64Array.from({ length: n * n }, (_, i) => (i * 7) % 5);
  const weight = Float64Array.from({ length: k * k }, (_, i) => (i % 3) - 1);
  const products = new Float64Array(n * n * k * k);
  const sums = new Float64Array(n * n * k * k);
  const page = new Map();
  const counts = new Int32Array(spec.input[0] * spec.input[1]);
  for (let i = 0; i < n * n; i++)
    for (let j = 0; j < k * k; j++) {
      const along = (at, inside, axis) =>
        at * spec.stride[axis] + inside * spec.dilation[axis] - spec.pads[axis][0];
      const row = along(Math.floor(i / n), Math.floor(j / k), 0);
      const column = along(i % n, j % k, 1);
      const value = input[i] * weight[j];
      page.set(`${row},${column}`, (page.get(`${row},${column}`) ?? 0) + value);
      products[i * k * k + j] = value;
      sums[i * k * k + j] = page.get(`${row},${column}`);
      if (Math.min(row, column) >= 0 && Math.max(row, column) < spec.input[0])
        counts[row * spec.input[1] + column] += 1;
    }
  const output = Float64Array.from({ length: counts.length }, (_, i) => {
    const size = spec.input[1];
    return page.get(`${Math.floor(i / size)},${i % size}`) ?? 0;
  });
  const large = n * spec.stride[0];
  const packed = (data, ...shape) => ({ data, shape });
  return {
    spec,
    arrays: {
      input: packed(input, n, n),
      weight: packed(weight, k, k),
      products: packed(products, n, n, k, k),
      sums: packed(sums, n, n, k, k),
      output: packed(output, ...spec.input),
      counts: packed(counts, ...spec.input),
      resized: packed(new Float64Array(large * large).fill(3), large, large),
      resizedCounts: packed(new Int32Array(large * large).fill(k * k), large, large),
    },
  };
}

const SETTINGS = [
  [4, 2, { s: 2 }],
  [4, 3, { s: 2 }],
  [4, 4, { s: 2, p: 1 }],
  [3, 3, { s: 3, d: 2, p: 2 }],
  [1, 5, {}],
  [16, 7, { s: 4, d: 3 }],
];

test("after the last stamp the page holds the output", () => {
  for (const setting of SETTINGS) {
    const { spec, arrays } = makeScene(...setting);
    const page = written({ spec, arrays }, spec.output[0] * spec.output[1]);
    assert.ok(page.length > 0);
    for (const { cell, value } of page)
      assert.equal(value, arrays.output.data[cell[0] * spec.input[1] + cell[1]]);
  }
});

test("before the first stamp the page is empty, after it the cells under it are written", () => {
  const scene = makeScene(4, 3, { s: 2 });
  assert.deepEqual(written(scene, 0), []);
  assert.equal(written(scene, 1).length, 9);
});

test("the writers of a cell are as many as Python counts", () => {
  for (const setting of SETTINGS) {
    const { spec, arrays } = makeScene(...setting);
    for (let row = 0; row < spec.input[0]; row++)
      for (let column = 0; column < spec.input[1]; column++)
        assert.equal(
          writers([row, column], spec).length,
          arrays.counts.data[row * spec.input[1] + column],
        );
  }
});

test("a stamp is told as value times kernel, and where it goes", () => {
  const told = explainStamp(makeScene(4, 2, { s: 2 }), [0, 1]);
  assert.equal(told.place, "x[0, 1] · w");
  assert.equal(told.sum, "2 · [−1 0; 1 −1]");
  assert.equal(told.total, "[−2 0; 2 −2]");
  assert.equal(told.activated, ", added to y from [0, 2] on");
});

test("a cell of the output lights up the cells and weights that made it, with their sum", () => {
  const scene = makeScene(4, 3, { s: 2 });
  const { marks, text } = explainStampHover(scene, { role: "page" }, [2, 2]);
  assert.deepEqual(marks.cells, [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ]);
  assert.deepEqual(marks.kernel, [
    [2, 2],
    [2, 0],
    [0, 2],
    [0, 0],
  ]);
  assert.equal(text, "y[2, 2] = 0·1 + 2·(−1) + 3·1 + 0·(−1) = 1: written 4 times");
});

test("what is cut off, and what no stamp reaches, is told", () => {
  const cut = explainStampHover(makeScene(4, 4, { s: 2, p: 1 }), { role: "page" }, [0, 3]);
  assert.match(cut.text, /cuts this cell off/);
  const gap = explainStampHover(makeScene(3, 1, { s: 2 }), { role: "counts" }, [1, 1]);
  assert.equal(gap.text, "y[1, 1] = 0: no stamp reaches it");
});

test("a weight, a product and a resized cell say what they do", () => {
  const scene = makeScene(4, 3, { s: 2 });
  const over = (role, cell, step) => explainStampHover(scene, { role }, cell, step);
  assert.equal(
    over("kernel", [0, 1]).text,
    "w[0, 1] = 0 is multiplied by each of the 16 input values",
  );
  assert.equal(over("kernel", [0, 1]).marks.page.length, 16);
  assert.equal(over("stamp", [1, 2], 5).text, "x[1, 1] · w[1, 2] = 0 · 1 = 0 is added to y[3, 4]");
  assert.match(over("resized", [3, 5]).text, /the sum of 9 products, 3;.*x\[1, 2\]/);
  assert.equal(over("cells", [1, 2]).step, 6);
});

test("all grids lie on the canvas and none on another, at every width", () => {
  for (const setting of SETTINGS)
    for (const width of [340, 358, 679, 680, 900, 1160]) {
      const spec = makeSpec(...setting);
      const { grids, height } = stampsLayout(spec, width);
      assert.equal(grids.length, 6);
      const page = grids.find(({ role }) => role === "page");
      assert.deepEqual([page.rows, page.columns], field(spec));
      const boxes = grids.map(({ x, y, cell, rows, columns }) => [
        x,
        y,
        x + columns * cell,
        y + rows * cell,
      ]);
      for (const [left, top, right, bottom] of boxes) {
        assert.ok(left >= 0 && top >= 0 && right <= width && bottom <= height, `${width}`);
      }
      for (const a of boxes)
        for (const b of boxes)
          if (a !== b)
            assert.ok(a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1], `${width}`);
    }
});

test("hints are in the words of the hand", () => {
  assert.match(hint("input cell", { pinned: false, touch: false }), /^Point.*Keys/);
  assert.match(hint("input cell", { pinned: false, touch: true }), /^Tap(?!.*(Keys|Click))/);
  assert.match(hint("output", { pinned: true, touch: true }), /Tap it again/);
  assert.match(hint("output", { pinned: true, touch: false }), /Escape lets go/);
});
