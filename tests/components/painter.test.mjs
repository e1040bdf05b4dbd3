import assert from "node:assert/strict";
import { test } from "node:test";

import { cellUnder, cellWords, sheet, stroke } from "../../assets/components/painter/component.js";

test("a sheet is white", () => {
  assert.deepEqual([...sheet(2)], [255, 255, 255, 255]);
});

test("a quick stroke leaves no gap", () => {
  for (const to of [
    [0, 0],
    [3, 11],
    [11, 2],
    [5, 5],
    [9, 0],
  ]) {
    const cells = stroke([5, 5], to);
    assert.deepEqual(cells[0], [5, 5]);
    assert.deepEqual(cells.at(-1), to);
    for (const [i, [row, column]] of cells.slice(1).entries()) {
      const [above, left] = cells[i];
      assert.equal(Math.max(Math.abs(row - above), Math.abs(column - left)), 1);
    }
  }
});

test("a place outside is the nearest cell", () => {
  assert.deepEqual(cellUnder(35, 70, 120, 12), [7, 3]);
  assert.deepEqual(cellUnder(-4, 500, 120, 12), [11, 0]);
});

test("a cell is read as an array's element", () => {
  assert.equal(cellWords([3, 4], 200), "I[3, 4] = 200");
});
