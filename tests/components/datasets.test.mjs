// Tiles to one scale, and the colours of a confusion matrix.

import assert from "node:assert/strict";
import { test } from "node:test";
import { pixels, strength } from "../../assets/components/confusion/component.js";
import { place } from "../../assets/components/scales/layout.js";

const TILES = [
  { name: "a", width: 400, height: 200 },
  { name: "b", width: 28, height: 28 },
  { name: "c", width: 800, height: 800 },
];

for (const width of [340, 900])
  test(`all tiles have one scale, the smallest first, within ${width} pixels`, () => {
    const { boxes, scale, height } = place(TILES, width);
    assert.deepEqual(
      boxes.map((box) => box.tile),
      [1, 0, 2],
    );
    for (const box of boxes) {
      assert.ok(Math.abs(box.wide / TILES[box.tile].width - scale) < 1e-9);
      assert.ok(Math.abs(box.tall / TILES[box.tile].height - scale) < 1e-9);
      assert.ok(box.x + box.wide <= width);
      assert.ok(Math.abs(box.foot - box.y - box.tall) < 1e-9);
      assert.ok(box.foot < height);
    }
  });

test("a cell is as strong as the root of its share", () => {
  assert.equal(strength(25, [25, 75]), 0.5);
  assert.equal(strength(0, [0, 0]), 0);
});

test("three bytes a pixel become four", () => {
  const data = new Uint8Array(2 * 32 * 32 * 3);
  data.set([1, 2, 3], 32 * 32 * 3);
  assert.deepEqual([...pixels(data, 1).slice(0, 8)], [1, 2, 3, 255, 0, 0, 0, 255]);
});
