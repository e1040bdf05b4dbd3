import assert from "node:assert/strict";
import { test } from "node:test";
import { compact } from "../../assets/components/core/number.js";
import { layout } from "../../assets/components/matrix/cells.js";
import { caret, neighbour } from "../../assets/components/matrix/keys.js";
import { between, painted } from "../../assets/components/matrix/painting.js";
import { parseNumber } from "../../assets/components/matrix/parsing.js";
import { resize } from "../../assets/components/matrix/sizes.js";

test("a number may be a decimal, a fraction, an exponent, and may have a typographic minus", () => {
  assert.equal(parseNumber(" 1.5 "), 1.5);
  assert.equal(parseNumber("1/8"), 0.125);
  assert.equal(parseNumber("−2e-3"), -0.002);
  assert.equal(parseNumber("-1,5"), -1.5);
});

test("what is no finite number is none", () => {
  for (const text of ["", "abc", "1/0", "1/2/3", "1,5,2", "1, 5", "Infinity", "/3"])
    assert.ok(Number.isNaN(parseNumber(text)), text);
});

test("a kernel keeps its centre when it grows and shrinks", () => {
  const three = [
    [0, 0, 0],
    [0, 7, 0],
    [0, 0, 0],
  ];
  for (const size of [1, 2, 3, 4, 5, 8, 31]) {
    const centre = Math.floor((size - 1) / 2);
    const grown = resize(three, size, size, "kernel");
    assert.deepEqual([grown.length, grown[0].length], [size, size]);
    assert.equal(grown[centre][centre], 7);
  }
});

test("an input grows and shrinks at its end", () => {
  assert.deepEqual(resize([[1, 2]], 2, 3, "input"), [
    [1, 2, 0],
    [0, 0, 0],
  ]);
  assert.deepEqual(resize([[1, 2]], 1, 1, "input"), [[1]]);
});

test("a cell shows a simple fraction where three digits would not be exact", () => {
  assert.equal(compact(1 / 49), "1/49");
  assert.equal(compact(-1 / 9), "−1/9");
  assert.equal(compact(0.5), "0.5");
  assert.equal(compact(12), "12");
  assert.equal(compact(Math.PI), "3.14");
});

test("cells shrink to fit until the longest number could no longer be read", () => {
  assert.deepEqual(layout(1, 3, 600, 44), { side: 44, letters: 15 });
  assert.equal(layout(1, 20, 600, 44).side, 28);
  for (const longest of [1, 4, 7]) {
    const { side, letters } = layout(longest, 64, 300, 44);
    assert.ok(side >= 24 && letters >= 9);
    assert.ok(longest * 0.6 * letters <= side);
  }
});

test("arrows and Enter move inside the grid, Tab belongs to the page", () => {
  const whole = { atStart: true, atEnd: true };
  const from = (key, at, shiftKey = false) => neighbour({ key, shiftKey }, at, [2, 3], whole);
  assert.deepEqual(from("ArrowRight", [0, 0]), [0, 1]);
  assert.deepEqual(from("ArrowLeft", [0, 1]), [0, 0]);
  assert.deepEqual(from("ArrowDown", [0, 2]), [1, 2]);
  assert.deepEqual(from("Enter", [1, 2], true), [0, 2]);
  assert.equal(from("ArrowRight", [0, 2]), null);
  assert.equal(neighbour({ key: "ArrowLeft", altKey: true }, [0, 1], [2, 3], whole), null);
  assert.equal(from("Enter", [1, 0]), null);
  for (const at of [
    [0, 0],
    [0, 1],
    [1, 2],
  ]) {
    assert.equal(from("Tab", at), null);
    assert.equal(from("Tab", at, true), null);
  }
});

test("inside the text of a cell the left and right arrows move the caret", () => {
  const inside = { atStart: false, atEnd: false };
  assert.equal(neighbour({ key: "ArrowLeft" }, [1, 1], [3, 3], inside), null);
  assert.equal(neighbour({ key: "ArrowRight" }, [1, 1], [3, 3], inside), null);
  assert.deepEqual(neighbour({ key: "ArrowUp" }, [1, 1], [3, 3], inside), [0, 1]);
});

test("the caret is at an end when it stands there, or when everything is selected", () => {
  const at = (selectionStart, selectionEnd) =>
    caret({ selectionStart, selectionEnd, value: "-1.5" });
  assert.deepEqual(at(0, 0), { atStart: true, atEnd: false });
  assert.deepEqual(at(2, 2), { atStart: false, atEnd: false });
  assert.deepEqual(at(4, 4), { atStart: false, atEnd: true });
  assert.deepEqual(at(0, 4), { atStart: true, atEnd: true });
});

test("paint is the number where it began, and the matrix before is kept", () => {
  const before = [
    [7, 0],
    [1, 2],
  ];
  assert.deepEqual(
    painted(
      before,
      [0, 0],
      [
        [0, 0],
        [0, 1],
        [1, 1],
      ],
    ),
    [
      [7, 7],
      [1, 7],
    ],
  );
  assert.deepEqual(before, [
    [7, 0],
    [1, 2],
  ]);
});

test("a pointer that is faster than its cells leaves none of them out", () => {
  assert.deepEqual(between([1, 0], [1, 3]), [
    [1, 0],
    [1, 1],
    [1, 2],
    [1, 3],
  ]);
  assert.deepEqual(between([2, 2], [0, 0]), [
    [2, 2],
    [1, 1],
    [0, 0],
  ]);
  assert.deepEqual(between([1, 1], [1, 1]), [[1, 1]]);
});
