import assert from "node:assert/strict";
import test from "node:test";
import {
  cellAt,
  cut,
  fieldOf,
  gradientAt,
  layout,
  lines,
  pixelNamed,
  pixelOf,
  sizeOf,
  stateNamed,
  textsOf,
  told,
} from "../../assets/components/field/component.js";

const CONV = {
  name: "conv1",
  maps: 32,
  side: 32,
  jump: 1,
  size: 3,
  formula: "1 + 2·1",
  fields: [[-1, 1, 3]],
};
const POOL = {
  name: "pool2",
  maps: 64,
  side: 8,
  jump: 4,
  size: 16,
  formula: "1 + 2·1",
  fields: [
    [-6, 4, 16],
    [-5, 4, 14],
  ],
};
const META = {
  picture: "field/cat",
  at: [0, 16],
  layers: [CONV, POOL],
  measured: [
    { box: [0, 15, 1, 17], extent: [2, 3], half: 2 },
    { box: [0, 10, 9, 25], extent: [10, 16], half: 20 },
  ],
};
const SCENE = {
  meta: META,
  arrays: { conv1: { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 0.5, 6) } },
  kept: {
    conv1: { shape: [32, 32], data: new Float32Array(1024).fill(-2.5) },
    pool2: { shape: [8, 8], data: new Float32Array(64).fill(28) },
  },
  state: { layer: 0, at: [0, 16] },
  hover: null,
};

test("a field begins where the arithmetic says, and the border cuts it", () => {
  const box = fieldOf(POOL, [1, 18]);
  assert.deepEqual(box, { top: -6, left: 10, bottom: 9, right: 25 });
  assert.deepEqual(sizeOf(cut(box)), [10, 16]);
  assert.deepEqual(fieldOf(POOL, [16, 16], 1), { top: 11, left: 11, bottom: 24, right: 24 });
});

test("a place stands where its pixels are", () => {
  assert.deepEqual(cellAt(POOL, [31, 4]), [7, 1]);
  for (const cell of [
    [0, 0],
    [7, 3],
  ])
    assert.deepEqual(cellAt(POOL, pixelOf(POOL, cell)), cell);
});

test("a link names layer and pixel, and nonsense is the last layer and the middle", () => {
  const state = { layer: 0, at: [3, 31] };
  const texts = textsOf(state, META);
  assert.deepEqual(texts, { layer: "conv1", at: "3,31" });
  assert.deepEqual(
    stateNamed((name) => texts[name], META),
    state,
  );
  assert.deepEqual(textsOf({ layer: 1, at: [16, 16] }, META), { layer: null, at: null });
  for (const text of [null, "", "32,0", "1", "-1,2", "a,b", "1,2,3"])
    assert.deepEqual(pixelNamed(text), [16, 16]);
});

test("the words tell the sum, the border and what was measured", () => {
  const plain = (text) => text.replaceAll("\u00a0", " ");
  const words = lines(SCENE);
  assert.equal(plain(words.size), "conv1 sees 3 × 3 pixels");
  assert.equal(words.formula, "3 = 1 + 2·1");
  assert.equal(plain(words.place), "Rows −1 to 1, columns 15 to 17: cut at the border to 2 × 3.");
  assert.equal(words.value, "Row 0, column 16: the 32 maps sum to −2.5.");
  assert.equal(
    plain(words.measured),
    "Gradient on 2 × 3 pixels, none outside. Half of it lies on 2 of 6.",
  );
  const elsewhere = { ...SCENE, state: { layer: 1, at: [9, 9] } };
  assert.equal(lines(elsewhere).measured, "Measuring …");
});

test("a pixel is told with its gradient, which is 0 outside the field", () => {
  assert.equal(gradientAt(SCENE.arrays, META, 0, [1, 16]), 0.5);
  assert.equal(told({ ...SCENE, hover: [1, 17] }), "Row 1, column 17: gradient 6");
  assert.equal(told({ ...SCENE, hover: [5, 5] }), "Row 5, column 5: gradient 0");
});

test("everything lies on the canvas, wide and narrow", () => {
  for (const width of [358, 900, 1060]) {
    const figure = layout(width, [32, 32, 16, 16, 16, 8], 1);
    for (const { x, y, cell, rows } of [...figure.tiles, figure.picture, figure.gradient]) {
      assert.ok(x + cell * rows <= width);
      assert.ok(y + cell * rows <= figure.height);
    }
  }
});
