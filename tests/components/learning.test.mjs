import assert from "node:assert/strict";
import { test } from "node:test";

import { countsOf, matrixTall, pairAt } from "../../assets/components/learning/panels.js";
import { shades, tileAt, tiles } from "../../assets/components/learning/sheets.js";
import { frameAt, frameNamed, placeOf, share } from "../../assets/components/learning/timeline.js";
import {
  channelSums,
  equation,
  pairTold,
  percent,
  strongest,
  title,
  told,
  worked,
} from "../../assets/components/learning/words.js";

const STEPS = [0, 10, 50, 187, 200, 15708];
const frames = STEPS.map((step) => ({ step, epoch: step / 187, accuracy: 0.5, loss: 1 }));
const packed = (shape, data) => ({ shape, data: Float32Array.from(data) });

test("early steps have room: the first ten take a tenth of the axis", () => {
  assert.equal(share(0, 15708), 0);
  assert.equal(share(15708, 15708), 1);
  assert.ok(share(10, 15708) > 0.09);
});

test("every moment is found again where it is drawn, on a phone too", () => {
  for (const width of [358, 900])
    for (const [i, step] of STEPS.entries())
      assert.equal(frameAt(placeOf(step, frames, width), frames, width), i);
  assert.equal(frameAt(-50, frames, 358), 0);
  assert.equal(frameAt(5000, frames, 358), 5);
});

test("an address names a step of the film or nothing", () => {
  assert.equal(frameNamed("187", frames), 3);
  for (const text of [null, "", "188", "-1", "1e2"]) assert.equal(frameNamed(text, frames), null);
});

test("tiles lie where they are pointed at, and between them is none", () => {
  const sheet = tiles(32, 8, 300);
  for (const i of [0, 7, 8, 31]) {
    const [x, y] = sheet.at(i);
    assert.equal(tileAt([x + 1, y + 1], sheet, 32), i);
  }
  assert.equal(tileAt([10, sheet.height + 20], sheet, 32), null);
});

test("zero is the middle colour whatever the scale, and a flat map stays pale", () => {
  assert.equal(shades(3, 9)[128], 255);
  assert.equal(shades(9, 9)[255], 510);
  assert.ok(shades(0.09, 9)[255] < 260);
  assert.equal(shades(0, 0)[200], 255);
});

test("the matrix is read row by row, and a pointer finds its cell", () => {
  const counts = countsOf({ shape: [2, 2, 2], data: Int32Array.from([0, 0, 0, 0, 3, 1, 4, 2]) }, 1);
  assert.deepEqual(counts, [
    [3, 1],
    [4, 2],
  ]);
  assert.equal(pairTold([1, 0], ["cat", "dog"], counts), "dog taken for cat: 4 of 6");
  assert.equal(pairTold([0, 0], ["cat", "dog"], counts), "cat taken for what it is: 3 of 4");
  const bottom = matrixTall(400, 10);
  assert.deepEqual(pairAt([88 + 5, bottom - 5], 400, 10), [9, 0]);
  assert.equal(pairAt([20, bottom - 5], 400, 10), null);
});

test("a convolution's sums, the channels on show, and its equation", () => {
  const window = packed([2, 4, 1, 2], [1, 2, 0, 0, 3, 0, 1, 1, 1, 2, 0, 0, 3, 0, 1, 1]);
  const kernel = packed([2, 4, 1, 2], [1, 1, 1, 1, 2, 1, 1, 0, -1, 1, 1, 1, 1, 1, 0, 0.5]);
  const operands = {
    window,
    kernel,
    bias: packed([2], [0.5, -1]),
    result: packed([2], [10.5, 3.5]),
  };
  assert.deepEqual(channelSums(operands, 0), [3, 0, 6, 1]);
  assert.deepEqual(strongest(operands), [0, 2, 3]);
  assert.equal(worked("conv2", operands, 0), 10.5);
  assert.equal(worked("conv2", operands, 1), 3.5);
  assert.equal(
    equation("conv2", operands, 1, [0, 2]),
    "1 map 0 + 3 map 2 + 0.5 the other 2 maps + (−1) bias ≈ 3.5",
  );
  assert.match(title("conv2", { channel: 1, row: 2, column: 3 }, operands), /8 products \+ bias$/);
});

test("ReLU and batch norm are written out", () => {
  const relu = { window: packed([1, 1, 1, 1], [-2]), result: packed([1], [0]) };
  assert.equal(equation("relu1", relu, 0, []), "max(0, x) = max(0, −2) = 0");
  const one = (value) => packed([1], [value]);
  const norm = {
    window: packed([1, 1, 1, 1], [3]),
    gamma: one(2),
    beta: one(-1),
    mean: one(1),
    variance: one(4),
  };
  norm.result = one(worked("bn1", norm, 0));
  assert.ok(Math.abs(worked("bn1", norm, 0) - 1) < 1e-5);
  assert.match(equation("bn1", norm, 0, []), /2 · \(3 − 1\) \/ √\(4 \+ 1e−5\) \+ \(−1\) ≈ 1$/);
});

test("a moment and a probability as words", () => {
  const frame = { step: 1122, epoch: 6, accuracy: 0.8105, loss: 0.6646 };
  assert.equal(told(frame), "Step 1,122, epoch 6: 81.05 % right, loss 0.665");
  assert.deepEqual([0, 0.0004, 0.034, 0.75].map(percent), ["0.0 %", "< 0.1 %", "3.4 %", "75 %"]);
});
