import assert from "node:assert/strict";
import { test } from "node:test";

import { hint, placeNamed } from "../../assets/components/unrolled/component.js";
import { valueAt } from "../../assets/components/unrolled/drawing.js";
import { layout, sizes } from "../../assets/components/unrolled/layout.js";
import {
  met,
  nearest,
  productCell,
  showHit,
  showOutput,
  unflattened,
  weightAt,
} from "../../assets/components/unrolled/links.js";

/** A layer as Python sends it; its numbers are computed here from the definition. */
function makeScene(view, setting = {}) {
  const { channels = 1, filters = 1, size = 4, k = 2, s = 1, d = 1, p = 0 } = setting;
  const out = Math.floor((size + 2 * p - d * (k - 1) - 1) / s) + 1;
  const pair = (value) => [value, value];
  const meta = {
    view,
    picture: false,
    channels,
    filters,
    input: pair(size),
    window: pair(k),
    output: pair(out),
    stride: pair(s),
    dilation: pair(d),
    pads: [pair(p), pair(p)],
  };
  const [places, cells, inputs] = [out * out, channels * k * k, channels * size * size];
  const x = Float64Array.from({ length: inputs }, (_, i) => ((i * 5) % 7) - 2);
  const w = Float64Array.from({ length: cells * filters }, (_, i) => ((i * 3) % 5) - 1);
  const output = new Float64Array(filters * places);
  const rows = new Float64Array(places * cells);
  const toeplitz = new Float64Array(filters * places * inputs);
  const copies = new Int32Array(inputs);
  for (let place = 0; place < places; place++)
    for (let index = 0; index < cells; index++) {
      const c = Math.floor(index / (k * k));
      const row = Math.floor(place / out) * s + (Math.floor(index / k) % k) * d - p;
      const column = (place % out) * s + (index % k) * d - p;
      if (Math.min(row, column) < 0 || Math.max(row, column) >= size) continue;
      const i = (c * size + row) * size + column;
      copies[i] += 1;
      rows[place * cells + index] = x[i];
      for (let f = 0; f < filters; f++) {
        output[f * places + place] += x[i] * w[index * filters + f];
        toeplitz[(f * places + place) * inputs + i] = w[index * filters + f];
      }
    }
  const packed = (data, ...shape) => ({ data, shape });
  const matrix =
    view === "windows" ? packed(rows, places, cells) : packed(toeplitz, filters * places, inputs);
  return {
    meta,
    arrays: {
      input: packed(x, channels, size, size),
      copies: packed(copies, channels, size, size),
      matrix,
      kernels: packed(w, cells, filters),
      output: packed(output, filters, out, out),
    },
  };
}

const SETTINGS = [
  {},
  { size: 5, k: 3 },
  { size: 5, k: 3, p: 1, s: 2 },
  { size: 6, k: 2, d: 3, channels: 2, filters: 3 },
  { size: 10, k: 5, channels: 3, filters: 3, p: 3 },
];
const VIEWS = ["windows", "kernels"];
const gridsOf = (scene) => layout(scene.meta, 1000).grids;

test("the row on show times its column is the output", () => {
  for (const setting of SETTINGS)
    for (const view of VIEWS) {
      const scene = makeScene(view, setting);
      const { meta, arrays } = scene;
      const grids = Object.fromEntries(gridsOf(scene).map((grid) => [grid.role, grid]));
      const places = meta.output[0] * meta.output[1];
      for (let place = 0; place < places; place++)
        for (let filter = 0; filter < meta.filters; filter++) {
          const [row, column] = productCell(meta, { place, filter });
          let sum = 0;
          for (let j = 0; j < grids.matrix.columns; j++) {
            const right = view === "windows" ? [grids.kernels, [j, column]] : [grids.flat, [0, j]];
            sum += valueAt(scene, grids.matrix, [row, j]).value * valueAt(scene, ...right).value;
          }
          assert.equal(sum, arrays.output.data[filter * places + place]);
          assert.equal(sum, valueAt(scene, grids.product, [row, column]).value);
        }
    }
});

test("a weight and the cell that it meets find each other", () => {
  for (const setting of SETTINGS) {
    const { meta } = makeScene("windows", setting);
    for (let place = 0; place < meta.output[0] * meta.output[1]; place++)
      for (let index = 0; index < meta.channels * meta.window[0] * meta.window[1]; index++) {
        const { channel, cell } = met(meta, place, index);
        assert.equal(weightAt(meta, place, channel, cell), index);
      }
  }
});

test("a cell of the input lights up all its copies, as many as Python counts", () => {
  for (const setting of SETTINGS) {
    const scene = makeScene("windows", setting);
    const { meta, arrays } = scene;
    arrays.copies.data.forEach((count, i) => {
      const { channel, cell } = unflattened(meta, i);
      const hit = { role: "input", channel, cell: cell.map((n, axis) => n + meta.pads[axis][0]) };
      const { marks, text } = showHit(scene, { place: 0, filter: 0 }, hit);
      assert.equal(marks.filter(({ role }) => role === "matrix").length, count);
      assert.match(text, count === 1 ? /copied once/ : new RegExp(`copied ${count} times`));
    });
  }
});

test("the window on show covers a cell that is pointed at, where one does", () => {
  for (const setting of SETTINGS.slice(0, 3)) {
    const { meta, arrays } = makeScene("windows", setting);
    arrays.copies.data.forEach((count, i) => {
      const { channel, cell } = unflattened(meta, i);
      if (count) assert.ok(weightAt(meta, nearest(meta, cell), channel, cell) >= 0, `${cell}`);
    });
  }
});

test("an output is told as a sum of products, a number of the matrix as one of them", () => {
  const scene = makeScene("windows");
  const told = showOutput(scene, { place: 4, filter: 0 });
  assert.equal(told.text, "Row 4: y[1, 1] = 2·(−1) + 0·2 + 1·0 + (−1)·3 = −5");
  const hit = { role: "matrix", channel: 0, cell: [4, 3] };
  const one = showHit(scene, told, hit);
  assert.equal(one.text, "Row 4, column 3: x[2, 2] meets w[1, 1]: (−1) · 3 = −3");
  assert.deepEqual(one.marks.find(({ role }) => role === "input").cell, [2, 2]);
});

test("where no weight stands the matrix of kernels says so", () => {
  const hit = { role: "matrix", channel: 0, cell: [0, 15] };
  const { text } = showHit(makeScene("kernels"), { place: 0, filter: 0 }, hit);
  assert.equal(text, "Row 0, column 15: 0, this window does not cover x[3, 3]");
});

test("a kernel's cell lights up its column, a cell of a map its row", () => {
  const scene = makeScene("windows", { channels: 2, filters: 3 });
  const weight = showHit(
    scene,
    { place: 0, filter: 0 },
    { role: "kernels", channel: 0, cell: [5, 2] },
  );
  assert.equal(weight.filter, 2);
  assert.match(weight.text, /^w\[2, 1, 0, 1\] = .* column 5 .* each of 9 outputs$/);
  const map = showHit(scene, weight, { role: "map", channel: 1, cell: [2, 0] });
  assert.deepEqual([map.place, map.filter], [6, 1]);
});

test("padding is told in both ways", () => {
  const hit = { role: "input", channel: 0, cell: [0, 0] };
  const told = (view) => showHit(makeScene(view, { p: 1 }), { place: 0, filter: 0 }, hit).text;
  assert.equal(told("windows"), "Padding: a zero that is written once too");
  assert.match(told("kernels"), /no column/);
});

test("all grids lie on the canvas and none on another, at every width", () => {
  for (const setting of SETTINGS)
    for (const view of VIEWS)
      for (const width of [358, 679, 680, 900, 1160]) {
        const { meta } = makeScene(view, setting);
        const { grids, height } = layout(meta, width);
        const { matrix } = sizes(meta);
        const large = grids.find(({ role }) => role === "matrix");
        assert.deepEqual([large.rows, large.columns], matrix);
        const boxes = grids.map(({ x, y, cell, rows, columns }) => [
          x,
          y,
          x + columns * cell,
          y + rows * cell,
        ]);
        const name = `${JSON.stringify(setting)} ${view} ${width}`;
        for (const box of boxes) assert.ok(box[2] <= width && box[3] <= height, name);
        for (const a of boxes)
          for (const b of boxes)
            if (a !== b)
              assert.ok(a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1], name);
      }
});

test("the address names a place; anything else is the middle", () => {
  assert.equal(placeNamed("1", 9), 0);
  for (const text of [null, "0", "10", "-1", "two", "9".repeat(400)])
    assert.equal(placeNamed(text, 9), 4);
});

test("hints are in the words of the hand", () => {
  assert.match(hint(false), /^Point.*Keys/);
  assert.match(hint(true), /^Tap(?!.*Keys)/);
});
