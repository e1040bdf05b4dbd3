import assert from "node:assert/strict";
import test from "node:test";
import {
  layout,
  leftOver,
  moved,
  percent,
  sentence,
  shiftNamed,
} from "../../assets/components/travel/component.js";

const SCENE = {
  meta: {
    layers: [
      {
        name: "pool",
        map: 0,
        jump: 2,
        inner: [0, 3],
        shares: ["100 %", "0 %", "100 %"],
        compared: [],
      },
    ],
    classes: ["cat", "dog"],
  },
  arrays: {
    pool: {
      shape: [3, 1, 4],
      data: Float32Array.of(1, 2, 3, 4, 1, 2, 5, 4, 9, 1, 2, 3),
    },
    answers: { shape: [3, 2], data: Float32Array.of(0.9, 0.1, 0.4, 0.6, 0.996, 0.004) },
  },
};

test("a map that has moved along leaves nothing, and its border is left out", () => {
  assert.deepEqual([...leftOver(SCENE, 0, 1)], [0, 0, 2, 0]);
  const [first, ...rest] = leftOver(SCENE, 0, 2);
  assert.ok(Number.isNaN(first));
  assert.deepEqual(rest, [0, 0, 0]);
});

test("a map should move by the shift over the jump", () => {
  const layer = { jump: 4 };
  const told = [0, 1, 2, 3, 4, 5, 8].map((shift) => moved(layer, shift));
  assert.deepEqual(told, [
    "by 0 cells",
    "by ¼ cell",
    "by ½ cell",
    "by ¾ cell",
    "by 1 cell",
    "by 1 ¼ cells",
    "by 2 cells",
  ]);
  assert.equal(moved(layer, 5, true), "→ 1 ¼");
});

test("a link names the shift, and nonsense is the first one", () => {
  assert.deepEqual(
    ["3", "0", null, "", "-1", "9", "x"].map((text) => shiftNamed(text, 8)),
    [3, 0, 1, 1, 1, 1, 1],
  );
});

test("a screen reader hears shares and answer, and no share is a rounded 0 or 100", () => {
  assert.equal(
    sentence(SCENE, 1),
    "Shifted by 1 pixel. The same after moving along: pool 0 %. Answer: dog, 60 %.",
  );
  assert.deepEqual([0.004, 0.5, 0.996].map(percent), ["< 1 %", "50 %", "> 99 %"]);
});

test("everything lies on the canvas, wide and narrow", () => {
  for (const width of [358, 900, 1060]) {
    const figure = layout(width, [32, 32, 16, 8], 10, 1);
    for (const { x, y, cell, rows } of [...figure.above, ...figure.below]) {
      assert.ok(x + cell * rows <= width);
      assert.ok(y + cell * rows <= figure.height);
    }
    assert.ok(figure.answer.y + 10 * figure.answer.row <= figure.height + 1);
  }
});
