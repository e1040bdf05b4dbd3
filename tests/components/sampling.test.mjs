import assert from "node:assert/strict";
import { test } from "node:test";

import {
  every,
  greyBytes,
  reach,
  stepNamed,
  told,
} from "../../assets/components/sampling/component.js";

test("a cell names the one pixel and the block that it stands for", () => {
  assert.equal(
    told([3, 5], 4, [256, 256], 230, 131),
    "Cell (3, 5): I[12, 20] = 230; the mean of I[12:16, 20:24] is 131.",
  );
});

test("the last block ends where the picture does", () => {
  assert.match(told([85, 85], 3, [256, 256], 1, 1), /I\[255:256, 255:256\]/);
});

test("a zone plate's rings are two pixels wide at the middle of each side", () => {
  assert.equal(reach(256, 1), 128);
  assert.equal(reach(256, 4), 32);
});

test("only a step that was sent is taken from the address", () => {
  assert.deepEqual(
    [null, "2", "9", "0", "x"].map((text) => stepNamed(text, 8)),
    [4, 2, 4, 4, 4],
  );
});

test("steps are counted as in English", () => {
  assert.deepEqual([1, 2, 3, 4].map(every), [
    "Every pixel",
    "Every 2nd pixel",
    "Every 3rd pixel",
    "Every 4th pixel",
  ]);
});

test("grey bytes are opaque and equal in red, green and blue", () => {
  const array = { shape: [1, 2], data: Uint8Array.of(7, 200) };
  assert.deepEqual([...greyBytes(array)], [7, 7, 7, 255, 200, 200, 200, 255]);
});
