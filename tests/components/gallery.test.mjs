import assert from "node:assert/strict";
import { test } from "node:test";

import { neighbour } from "../../assets/components/gallery/component.js";

test("arrow keys move along the row and between rows", () => {
  assert.equal(neighbour(4, "ArrowRight", 10, 3), 5);
  assert.equal(neighbour(4, "ArrowLeft", 10, 3), 3);
  assert.equal(neighbour(4, "ArrowUp", 10, 3), 1);
  assert.equal(neighbour(4, "ArrowDown", 10, 3), 7);
});

test("no key leads out of the gallery", () => {
  for (const key of ["ArrowRight", "ArrowDown"]) assert.equal(neighbour(9, key, 10, 3), 9);
  for (const key of ["ArrowLeft", "ArrowUp"]) assert.equal(neighbour(0, key, 10, 3), 0);
});

test("Home and End lead to the first and the last", () => {
  assert.equal(neighbour(4, "Home", 10, 3), 0);
  assert.equal(neighbour(4, "End", 10, 3), 9);
});

test("another key stays", () => {
  assert.equal(neighbour(4, "a", 10, 3), 4);
});
