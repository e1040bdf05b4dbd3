import assert from "node:assert/strict";
import { test } from "node:test";

import {
  coloured,
  layout,
  pixels,
  sentence,
  shares,
  shiftNamed,
  told,
  valueAt,
} from "../../assets/components/shift/component.js";

/** A row of four pixels at two shifts, pooled in pairs. */
const SCENE = {
  meta: { pixelsKept: ["100 %", "0 %"], pooledKept: ["100 %", "50 %"] },
  arrays: {
    picture: { shape: [2, 1, 4], data: Uint8Array.of(5, 1, 7, 2, 0, 5, 1, 7) },
    pooled: { shape: [2, 1, 2], data: Float64Array.of(5, 7.5, 5, 4.25) },
    samePixels: { shape: [2, 1, 4], data: Uint8Array.of(1, 1, 1, 1, 0, 0, 0, 0) },
    samePooled: { shape: [2, 1, 2], data: Uint8Array.of(1, 1, 1, 0) },
  },
};

/** Two empty stacks of these rows and columns. */
const sized = (picture, pooled) => ({
  arrays: { picture: { shape: [5, ...picture] }, pooled: { shape: [5, ...pooled] } },
});

test("the address names a shift; anything else is none", () => {
  assert.equal(shiftNamed("3", 4), 3);
  for (const text of [null, "", "5", "-1", "1.5", "two", "9".repeat(400)])
    assert.equal(shiftNamed(text, 4), 0, text);
});

test("both grids have one upper edge, the same side, and cells of whole pixels of the screen", () => {
  for (const [width, ratio] of [
    [358, 1],
    [358, 2],
    [358, 3],
    [620, 1],
    [1056, 1.5],
  ]) {
    const { picture, pooled, ...size } = layout(sized([48, 48], [24, 24]), width, ratio);
    assert.equal(picture.y, pooled.y);
    for (const grid of [picture, pooled]) {
      const pixels = grid.cell * ratio;
      assert.ok(Math.abs(pixels - Math.round(pixels)) < 1e-9);
      assert.ok(grid.x + grid.columns * grid.cell <= size.width);
      assert.ok(grid.y + grid.rows * grid.cell <= size.height);
    }
    assert.equal(picture.cell * 48, pooled.cell * 24);
    assert.ok(picture.cell * 48 > 100);
    assert.ok(picture.x + picture.cell * 48 < pooled.x);
    assert.ok(size.width <= width);
  }
});

test("a map that is wider than high, or a single cell, stays inside", () => {
  for (const [picture, pooled] of [
    [
      [12, 8],
      [6, 4],
    ],
    [
      [48, 48],
      [1, 48],
    ],
    [
      [48, 48],
      [1, 1],
    ],
    [
      [2, 48],
      [60, 70],
    ],
  ]) {
    const figure = layout(sized(picture, pooled), 358, 2);
    assert.ok(figure.width <= 358);
    assert.ok(figure.pooled.y + figure.pooled.rows * figure.pooled.cell <= figure.height);
  }
});

test("a cell is told with the value that it has without a shift", () => {
  assert.deepEqual(valueAt(SCENE, "picture", 1, [0, 1]), { value: 5, before: 1, same: false });
  assert.deepEqual(valueAt(SCENE, "pooled", 1, [0, 0]), { value: 5, before: 5, same: true });
  const moved = valueAt(SCENE, "pooled", 1, [0, 1]);
  assert.equal(
    told("pooled", [0, 1], moved),
    "Pooled, row 0, column 1: 4.25, without a shift 7.5.",
  );
  const kept = valueAt(SCENE, "pooled", 1, [0, 0]);
  assert.equal(told("pooled", [0, 0], kept), "Pooled, row 0, column 0: 5, as without a shift.");
});

test("what stays is green over its grey, what does not is grey", () => {
  const { picture, samePixels } = SCENE.arrays;
  const green = [100, 200, 100];
  assert.deepEqual(
    [...coloured(picture, samePixels, 1, green)].slice(0, 8),
    [0, 0, 0, 255, 5, 5, 5, 255],
  );
  assert.deepEqual([...coloured(picture, samePixels, 0, green)].slice(0, 4), [64, 126, 64, 255]);
});

test("the shares are told above the grids and to a screen reader", () => {
  assert.deepEqual(
    shares(SCENE, 1).map(({ share, rest }) => `${share} ${rest}`),
    ["0 % of the pixels stay", "50 % of the values stay"],
  );
  assert.equal(
    sentence(SCENE, 1),
    "Shifted to the right by 1 pixel: 0 % of the pixels and 50 % of the pooled values stay.",
  );
  assert.deepEqual([0, 1, 2].map(pixels), ["0 pixels", "1 pixel", "2 pixels"]);
});
