// A picture's numbers as tables: which cells, under which names, and how much of them is shown.

import assert from "node:assert/strict";
import test from "node:test";

import { around, cellText, cut, fromText, grids } from "../../assets/components/core/table.js";

test("every map of an array is a table whose rows and columns have their places", () => {
  const data = Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  const tables = grids("Input", { shape: [2, 2, 3], data }, (map) => ["red", "green"][map]);
  assert.deepEqual(tables[1], {
    caption: "Input, green",
    head: ["Row", "Column 0", "Column 1", "Column 2"],
    rows: [
      [0, 7, 8, 9],
      [1, 10, 11, 12],
    ],
  });
  assert.equal(
    grids("Kernel", { shape: [1, 2, 3], data: data.subarray(0, 6) })[0].caption,
    "Kernel",
  );
});

test("of a picture the pixels around one are read, at its edge too, under their own places", () => {
  const [rows, columns] = [40, 50];
  const data = Uint8Array.from({ length: rows * columns * 3 }, (_, i) => i % 251);
  const [red, , blue] = around(
    "Cat",
    { shape: [rows, columns, 3], data },
    [0, 49],
    String,
    [100, 200],
  );
  assert.equal(red.caption, "Cat, 0, around row 100, column 249");
  assert.deepEqual([red.rows.length, red.head.length], [15, 16]);
  assert.deepEqual([red.rows[0][0], red.head.at(-1)], [100, "Column 249"]);
  assert.equal(blue.rows[2].at(-1), ((2 * columns + 49) * 3 + 2) % 251);
  const small = around("Dot", { shape: [1, 2, 1], data: Uint8Array.of(7, 8) }, [0, 0], String);
  assert.deepEqual(small[0].rows, [[0, 7, 8]]);
  assert.equal(small[0].caption, "Dot, around row 0, column 0");
});

test("a CSV file is read with its empty cells, its quotes and its numbers", () => {
  const text = 'step,loss,"a, b"\r\n1,,0.5\r\n2,-0.25,\r\n';
  assert.deepEqual(fromText("Run", text), {
    caption: "Run",
    head: ["step", "loss", "a, b"],
    rows: [
      [1, "", 0.5],
      [2, -0.25, ""],
    ],
  });
});

test("a table larger than anyone reads is cut, and a sentence says by how much", () => {
  const head = ["Row", ...Array.from({ length: 40 }, (_, i) => `Column ${i}`)];
  const rows = Array.from({ length: 100 }, (_, row) => [row, ...Array(40).fill(1)]);
  const shown = cut({ caption: "", head, rows });
  assert.deepEqual([shown.rows.length, shown.rows[0].length, shown.head.length], [64, 33, 33]);
  assert.equal(shown.note, "The first 64 of 100 rows and 32 of 40 columns.");
  assert.equal(cut({ caption: "", head: ["a"], rows: [[1]] }).note, "");
});

test("a number is read with a true minus and six digits, a whole one with all it has", () => {
  assert.deepEqual([-1 / 3, 100696064, -2, "5 of 9"].map(cellText), [
    "−0.333333",
    "100696064",
    "−2",
    "5 of 9",
  ]);
});
