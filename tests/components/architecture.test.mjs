// Volumes to scale, shares of bars, and what is said of a layer.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fitted, parts, place, volumes } from "../../assets/components/architecture/layout.js";
import {
  csv,
  grouped,
  memory,
  share,
  told,
  totals,
  worked,
} from "../../assets/components/architecture/words.js";

const row = (name, kind, shape, parameters = 0, multiply_adds = 0) => ({
  name,
  kind,
  shape,
  parameters,
  product: parameters ? "(3·3·3 + 1)·4" : "",
  multiply_adds,
  work: multiply_adds ? "4·8·8 · 3·3·3" : "",
  bytes: 4,
  field: 3,
  jump: 1,
  text: `${kind} line`,
});
const ROWS = [
  row("conv1", "conv", [4, 8, 8], 112, 6912),
  row("relu1", "relu", [4, 8, 8]),
  row("pool1", "pool", [4, 4, 4]),
  row("flatten", "flatten", [64]),
  row("fc1", "fc", [10], 650, 640),
];

test("what keeps a shape belongs to the volume before it", () => {
  const drawn = volumes([3, 8, 8], ROWS);
  assert.deepEqual(
    drawn.map(({ name, rows }) => [name, rows]),
    [
      ["input", []],
      ["conv1", [0, 1]],
      ["pool1", [2, 3]],
      ["fc1", [4]],
    ],
  );
});

test("heights are to the scale of rows and widths to that of channels, within the canvas", () => {
  const drawn = volumes(
    [3, 64, 64],
    [
      row("conv1", "conv", [30, 64, 64]),
      row("conv2", "conv", [60, 32, 32]),
      row("fc1", "fc", [100]),
      row("fc2", "fc", [50]),
    ],
  );
  const [, one, two, rod, half] = place(drawn, 900, 200);
  assert.ok(Math.abs(one.tall / two.tall - 2) < 1e-9);
  assert.ok(Math.abs(two.wide / one.wide - 2) < 1e-9);
  assert.ok(Math.abs(rod.tall / half.tall - 2) < 1e-9);
  assert.ok(one.tall + one.back <= 200 + 1e-9);
  const narrow = fitted(place(drawn, 120, 200), 120);
  assert.ok(narrow.at(-1).x + narrow.at(-1).wide <= 120 + 1e-9);
});

test("a bar's parts are the shares", () => {
  assert.deepEqual(parts([1, 0, 3], 100), [
    { x: 0, wide: 25 },
    { x: 25, wide: 0 },
    { x: 25, wide: 75 },
  ]);
});

test("a layer is said with its products and its shares", () => {
  assert.equal(
    told(ROWS[0], ROWS),
    "conv1 (conv line): 4 × 8 × 8. Parameters (3·3·3 + 1)·4 = 112, 14.7 % of all. " +
      "Multiply-adds 4·8·8 · 3·3·3 = 6,912, 91.5 % of all. A value sees 3 × 3 pixels; its neighbour lies 1 pixel further.",
  );
  assert.equal(told(ROWS[3], ROWS), "flatten (flatten line): 64.");
  assert.deepEqual(totals(ROWS), { parameters: 762, multiply_adds: 7552, bytes: 20 });
});

test("numbers as people read them", () => {
  assert.equal(grouped(138357544), "138,357,544");
  assert.equal(worked("(25088 + 1)·4096", 102764544), "(25,088 + 1)·4096 = 102,764,544");
  assert.deepEqual([36, 131072, 12845056].map(memory), ["36 B", "131 kB", "12.8 MB"]);
  assert.deepEqual(
    [share(0, 5), share(1, 1e6), share(1, 1), share(1, 3)],
    ["0 %", "below 0.1 %", "100 %", "33.3 %"],
  );
  assert.equal(csv(ROWS).split("\n")[1], "conv1,conv,conv line,4x8x8,112,6912,4,3,1");
});
