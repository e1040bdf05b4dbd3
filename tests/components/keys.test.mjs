import assert from "node:assert/strict";
import { test } from "node:test";

import { arrow, isPlain, placeAfter } from "../../assets/components/core/keys.js";

const KEYS = ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "Home", "End"];

/** Where each key leads from a place in 3 rows of 4. */
const from = (place) => KEYS.map((key) => placeAfter({ key }, place, 12, 4));

test("keys lead through a grid in reading order and stay at its edges", () => {
  assert.deepEqual(from(5), [6, 4, 9, 1, 0, 11]);
  assert.deepEqual(from(0), [1, 0, 4, 0, 0, 11]);
  assert.deepEqual(from(11), [11, 10, 11, 7, 0, 11]);
  assert.deepEqual(from(3), [4, 2, 7, 3, 0, 11]);
});

test("a last row that is not full has no place below the one before it", () => {
  assert.equal(placeAfter({ key: "ArrowDown" }, 7, 10, 4), 7);
  assert.equal(placeAfter({ key: "ArrowDown" }, 5, 10, 4), 9);
  assert.equal(placeAfter({ key: "End" }, 5, 10, 4), 9);
});

test("in a list up and left go back, down and right go on", () => {
  const after = (key, place) => placeAfter({ key }, place, 3);
  assert.deepEqual(
    KEYS.map((key) => after(key, 1)),
    [2, 0, 2, 0, 0, 2],
  );
  assert.equal(after("ArrowUp", 0), 0);
  assert.equal(after("ArrowRight", 2), 2);
});

test("other keys lead nowhere", () => {
  for (const key of ["a", "Tab", "PageDown", "Enter", " ", "toString", "constructor"]) {
    assert.equal(placeAfter({ key }, 5, 12, 4), null, key);
    assert.equal(arrow({ key }), null, key);
  }
});

test("with Ctrl, Command or Alt a key is the browser's, with Shift it is not", () => {
  for (const modifier of ["ctrlKey", "metaKey", "altKey"]) {
    assert.equal(isPlain({ [modifier]: true }), false);
    for (const key of KEYS)
      assert.equal(placeAfter({ key, [modifier]: true }, 5, 12, 4), null, `${modifier} ${key}`);
  }
  assert.equal(isPlain({ shiftKey: true }), true);
  assert.equal(placeAfter({ key: "ArrowRight", shiftKey: true }, 5, 12, 4), 6);
});

test("an arrow is so many rows down and columns to the right", () => {
  const moves = ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"].map((key) => arrow({ key }));
  assert.deepEqual(moves, [
    [0, 1],
    [0, -1],
    [1, 0],
    [-1, 0],
  ]);
});
