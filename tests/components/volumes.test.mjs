import assert from "node:assert/strict";
import { test } from "node:test";

import {
  chosenBy,
  placeAt,
  placeForKey,
  placeNamed,
} from "../../assets/components/volumes/component.js";
import { lettering } from "../../assets/components/volumes/drawing.js";
import { hitAt, layout, seenBy, windowAt } from "../../assets/components/volumes/layout.js";
import {
  explain,
  nameOf,
  numberAt,
  products,
  sentence,
} from "../../assets/components/volumes/sentence.js";

const range = (count) => Array.from({ length: count }, (_, i) => i);

/** A spec as Python sends it, of square inputs and windows. */
function makeSpec({ d = 3, k = 2, n = 5, f = 3, pad = 0, stride = 1, groups = 1, depth = false }) {
  const out = Math.floor((n + 2 * pad - f) / stride) + 1;
  const maps = depth ? out : k;
  const slices = depth ? f : d / groups;
  return {
    kind: depth ? "depth" : "channels",
    inputs: depth ? n : d,
    inputNames: range(depth ? n : d).map((i) => `Channel ${i + 1}`),
    kernels: depth ? 1 : k,
    kernelNames: range(depth ? 1 : k).map((i) => `Filter ${i + 1}`),
    maps,
    mapNames: range(maps).map((i) => `Map ${i + 1}`),
    slices,
    kernelOf: range(maps).map((i) => (depth ? 0 : i)),
    first: range(maps).map((i) => (depth ? i * stride : Math.floor(i / (k / groups)) * slices)),
    input: [n, n],
    window: [f, f],
    output: [out, out],
    stride: [stride, stride],
    dilation: [1, 1],
    pads: [
      [pad, pad],
      [pad, pad],
    ],
    activation: "ReLU",
    colours: "signed",
  };
}

const SPECS = [
  {},
  { d: 4, k: 4, n: 6, f: 1 },
  { d: 4, k: 4, n: 6, f: 3, pad: 1 },
  { d: 4, k: 4, n: 4, groups: 2 },
  { k: 3, groups: 3 },
  { d: 1, k: 1, n: 2, f: 1 },
  { n: 4, f: 2, depth: true },
  { n: 5, f: 3, depth: true, stride: 2 },
].map(makeSpec);

const overlap = (a, b) =>
  a.x < b.x + b.columns * b.cell &&
  b.x < a.x + a.columns * a.cell &&
  a.y < b.y + b.rows * b.cell &&
  b.y < a.y + a.rows * a.cell;

/** One window's sums worked out here, so that the words can be compared with them. */
function makeScene() {
  const spec = makeSpec({ d: 2, k: 2, n: 3, f: 2, pad: 1 });
  const count = (...sizes) => sizes.reduce((all, size) => all * size, 1);
  const filled = (shape, value) => ({
    shape,
    data: Float64Array.from(range(count(...shape)), value),
  });
  return {
    spec,
    arrays: {
      input: filled([2, 3, 3], (i) => i - 4),
      weight: filled([2, 2, 2, 2], (i) => i),
      bias: filled([2], (i) => -1 - i),
      partial: filled([2, 2, 4, 4], (i) => i - 20),
      total: filled([2, 4, 4], (i) => i - 3),
      output: filled([2, 4, 4], (i) => Math.max(0, i - 3)),
    },
  };
}

test("no two grids overlap and all lie on the figure, wide and narrow, whichever map is chosen", () => {
  for (const spec of SPECS) {
    for (const width of [1100, 720, 354]) {
      for (let map = 0; map < spec.maps; map++) {
        const { grids, width: used, height } = layout(spec, map, width, 530);
        assert.ok(used <= width, `${JSON.stringify(spec)} needs ${used} of ${width}`);
        for (const grid of grids) {
          assert.ok(grid.x >= 0 && grid.x + grid.columns * grid.cell <= used);
          assert.ok(grid.y >= 0 && grid.y + grid.rows * grid.cell <= height);
        }
        grids.forEach((grid, i) => {
          for (const other of grids.slice(i + 1)) {
            assert.ok(!overlap(grid, other), `${grid.role} and ${other.role} at ${width}`);
          }
        });
      }
    }
  }
});

test("what each kind starts with is above the fold, in cells that numbers can be read in", () => {
  const starts = [
    {},
    { n: 4, f: 1 },
    { d: 4, k: 4, n: 4, groups: 2 },
    { k: 3, groups: 3 },
    { n: 4, f: 2, depth: true },
  ];
  for (const setting of starts) {
    const { height, grids } = layout(makeSpec(setting), 0, 1060, 530);
    assert.ok(height <= 530);
    assert.ok(grids[0].cell >= 20);
  }
});

test("cells grow with the screen, and on a small one they stay large enough to be read", () => {
  const cell = (width, tallest) => layout(makeSpec({}), 0, width, tallest).grids[0].cell;
  assert.ok(cell(900, 404) >= 20);
  assert.ok(layout(makeSpec({}), 0, 900, 404).height <= 404);
  assert.ok(cell(1060, 584) > cell(900, 404));
  assert.equal(cell(900, 100), 20);
  const most = layout(makeSpec({ d: 4, k: 4 }), 0, 896, 404);
  assert.ok(most.grids[0].beside && most.grids[0].cell >= 20);
});

test("numbers of a grid have one size, and fewer digits where more could not be read", () => {
  assert.deepEqual(lettering([1, -2, null], 30), { digits: 3, size: 17.4 });
  assert.equal(lettering([0.953, 0.1], 40).digits, 3);
  const small = lettering([-0.9531, 0.1], 30);
  assert.equal(small.digits, 2);
  assert.ok(small.size >= 8.5);
});

test("a group's filter sees the channels of its group, and nothing else is connected", () => {
  const spec = makeSpec({ d: 4, k: 4, n: 4, groups: 2 });
  assert.deepEqual(seenBy(spec, 1), [0, 1]);
  assert.deepEqual(seenBy(spec, 2), [2, 3]);
  const { grids, wires } = layout(spec, 2, 1100, 530);
  const faded = grids.filter((grid) => grid.role === "input" && grid.faded);
  assert.deepEqual(
    faded.map((grid) => grid.index),
    [0, 1],
  );
  assert.equal(grids.filter((grid) => grid.role === "kernel").length, 8);
  assert.equal(grids.filter((grid) => grid.role === "partial").length, 2);
  assert.equal(wires.length, 3); // two partial maps to the sum, the total to its map
});

test("in three dimensions the kernel moves down to the slices it covers", () => {
  const spec = makeSpec({ n: 4, f: 2, depth: true });
  const tops = range(3).map((map) =>
    layout(spec, map, 1100, 530)
      .grids.filter((grid) => grid.role === "kernel")
      .map((grid) => grid.y),
  );
  assert.ok(tops[0][0] < tops[1][0] && tops[1][0] < tops[2][0]);
  assert.equal(tops[0][1], tops[1][0]);
  assert.deepEqual(seenBy(spec, 2), [2, 3]);
});

test("a point finds its grid and cell, and a gap finds none", () => {
  const figure = layout(SPECS[0], 0, 1100, 530);
  for (const grid of figure.grids) {
    const [row, column] = [grid.rows - 1, grid.columns - 1];
    const hit = hitAt(
      figure,
      grid.x + (column + 0.5) * grid.cell,
      grid.y + (row + 0.5) * grid.cell,
    );
    assert.equal(hit.grid, grid);
    assert.deepEqual(hit.cell, [row, column]);
  }
  assert.equal(hitAt(figure, -5, -5), null);
});

test("a window begins at the stride's multiples of the padded field", () => {
  const spec = makeSpec({ n: 5, pad: 1, stride: 2 });
  assert.deepEqual(windowAt([1, 2], spec), { row: 2, column: 4, rows: 3, columns: 3 });
});

test("places count through the cells of one map, then of the next", () => {
  const spec = makeSpec({});
  assert.deepEqual(placeAt(0, spec), { map: 0, step: 0 });
  assert.deepEqual(placeAt(9, spec), { map: 1, step: 0 });
  assert.deepEqual(placeAt(17, spec), { map: 1, step: 8 });
});

test("keys move within a map and between maps, and leave the others to the page", () => {
  const spec = makeSpec({});
  const here = { map: 1, step: 4 };
  const after = (key, more) => placeForKey({ key, ...more }, here, spec);
  assert.deepEqual(after("ArrowRight"), { map: 1, step: 5 });
  assert.deepEqual(after("ArrowUp"), { map: 1, step: 1 });
  assert.deepEqual(after("PageUp"), { map: 0, step: 4 });
  assert.deepEqual(after("PageDown"), here);
  assert.equal(after("Tab"), null);
  assert.equal(after("ArrowRight", { ctrlKey: true }), null);
});

test("the address counts places from one, and what names none of them is the first", () => {
  assert.equal(placeNamed("18", 18), 17);
  for (const text of [null, "", "0", "19", "-2", "1.5", "x"])
    assert.equal(placeNamed(text, 18), 0, text);
});

test("an output chooses its map and cell, a filter its map, an input nothing", () => {
  const spec = makeSpec({});
  const here = { map: 0, step: 2 };
  const at = (role, index, cell) => chosenBy({ grid: { role, index }, cell }, here, spec);
  assert.deepEqual(at("output", 1, [2, 1]), { map: 1, step: 7 });
  assert.deepEqual(at("sum", 0, [1, 1]), { map: 0, step: 4 });
  assert.deepEqual(at("kernel", [1, 2], [0, 0]), { map: 1, step: 2 });
  assert.deepEqual(at("bias", 1, [0, 0]), { map: 1, step: 2 });
  assert.equal(at("input", 1, [0, 0]), null);
  const depth = makeSpec({ n: 4, f: 2, depth: true });
  assert.equal(
    chosenBy({ grid: { role: "kernel", index: [0, 1] }, cell: [0, 0] }, here, depth),
    null,
  );
});

test("numbers are found by any number of leading axes", () => {
  const array = { shape: [2, 3, 2, 2], data: range(24) };
  assert.equal(numberAt(array, [1, 2], [0, 1]), 21);
  assert.equal(numberAt({ shape: [3, 2, 2], data: range(12) }, [2], [1, 0]), 10);
});

test("the line adds the partial sums and the bias that Python sent", () => {
  const scene = makeScene();
  assert.equal(sentence(scene, 1, 5), "y₂[1, 1] = 17 + 33 + (−2) (bias) = 18 → ReLU: 18");
  assert.deepEqual(explain(scene, 0, 1).parts, ["(−19)", "(−3)"]);
  assert.equal(explain(scene, 0, 1).result, " → ReLU: 0");
  assert.equal(explain(scene, 0, 1).exact, "−2"); // of the total, not of what the activation leaves
});

test("every product of a slice is written with its signs, padding as zero", () => {
  const [first, second] = products(makeScene(), 0, 0);
  assert.deepEqual(first, {
    name: "Channel 1",
    terms: ["0·0", "0·1", "0·2", "(−4)·3"],
    sum: "−20",
  });
  assert.deepEqual(second.terms, ["0·4", "0·5", "0·6", "5·7"]);
});

test("maps are counted from one below the line, depths from zero inside the brackets", () => {
  assert.equal(nameOf(makeSpec({}), 1, [0, 2]), "y₂[0, 2]");
  assert.equal(nameOf(makeSpec({ n: 4, f: 2, depth: true }), 1, [0, 2]), "y[1, 0, 2]");
});
