import assert from "node:assert/strict";
import { test } from "node:test";

import {
  columns,
  drawnWindows,
  extent,
  lanes,
  layout,
  pieces,
  runs,
  told,
  windowAt,
  windowForKey,
} from "../../assets/components/windows/component.js";

/** 13 cells, window 6, stride 5, as Python sends them: SAME, no padding, refused. */
const META = {
  size: 13,
  window: 6,
  span: 6,
  stride: 5,
  dilation: 1,
  rows: [
    { name: "SAME", before: 1, after: 2, starts: [-1, 4, 9], unused: [], refused: "" },
    { name: "VALID", before: 0, after: 0, starts: [0, 5], unused: [11, 12], refused: "" },
    { name: "same", before: 0, after: 0, starts: [], unused: [], refused: "stride 1 only" },
  ],
};

test("the scale holds the padding and the overhang of every row", () => {
  assert.deepEqual(extent(META), [-1, 14]);
  const over = { ...META.rows[0], before: 3, after: 3, starts: [-3, 2, 7, 12] };
  assert.deepEqual(extent({ ...META, rows: [over, META.rows[2]] }), [-3, 17]);
  assert.deepEqual(extent({ ...META, span: 40, rows: [META.rows[2]] }), [0, 12]);
});

test("a short axis is drawn whole, a long one at both of its ends", () => {
  const short = columns(-1, 14, 320, 13);
  assert.deepEqual(short, { cell: 20, parts: [{ from: -1, to: 14, x: 0 }] });
  const { cell, parts } = columns(-3, 226, 356, 224);
  assert.equal(parts.length, 2);
  assert.equal(parts[0].from, -3);
  assert.equal(parts[1].to, 226);
  assert.ok(parts[0].to < parts[1].from);
  assert.ok(parts[1].x > (parts[0].to - parts[0].from + 1) * cell);
  assert.ok(parts[1].x + (parts[1].to - parts[1].from + 1) * cell <= 356);
});

test("where the ends would be padding alone, all cells are drawn, however narrow", () => {
  for (const width of [358, 860]) {
    const { cell, parts } = columns(-60, 571, width, 512);
    assert.deepEqual(parts, [{ from: -60, to: 571, x: 0 }]);
    assert.equal(cell, width / 632);
  }
});

test("of very many windows over one cell the first, the last and the chosen one are drawn", () => {
  const starts = Array.from({ length: 456 }, (_, i) => i - 32);
  const lane = lanes({ span: 121, stride: 1, rows: [{ starts }] });
  assert.ok(lane.few && lane.count * lane.step <= 27);
  assert.deepEqual(drawnWindows(starts, lane, null), [
    [0, 0],
    [455, 1],
  ]);
  assert.deepEqual(drawnWindows(starts, lane, 7).at(-1), [7, 2]);
  assert.equal(drawnWindows(starts, lane, 455).length, 2);
  assert.deepEqual(drawnWindows([5], lane, 0), [[0, 0]]);
  const dense = { ...META, span: 121, stride: 1, rows: [{ ...META.rows[0], starts }] };
  const figure = layout(dense, 1060);
  const y = figure.rows[0].bars + 1;
  const [[x, w]] = pieces(100, 220, figure.cells);
  assert.deepEqual(windowAt(dense, figure, figure.left + x + w / 2, y), { row: 0, index: 132 });
});

test("unused cells that follow each other are one run", () => {
  assert.deepEqual(runs([-2, -1, 5, 7, 8]), [
    [-2, -1],
    [5, 5],
    [7, 8],
  ]);
});

test("a window over the part left out is cut, not lost", () => {
  const cells = { cell: 10, parts: [{ from: 0, to: 4, x: 0 }, { from: 20, to: 24, x: 80 }] }; // biome-ignore format: two ends
  assert.deepEqual(pieces(1, 2, cells), [[10, 20]]);
  assert.deepEqual(pieces(3, 21, cells), [
    [30, 20],
    [80, 20],
  ]);
  assert.deepEqual(pieces(6, 19, cells), []);
});

test("windows that overlap lie in different lanes", () => {
  for (const [span, stride] of [
    [6, 5],
    [7, 2],
    [3, 1],
    [2, 3],
  ]) {
    const { count, bar, step } = lanes({ span, stride, rows: [{ starts: Array(50).fill(0) }] });
    assert.ok(count * stride >= span);
    assert.ok(bar < step);
  }
  assert.equal(lanes({ ...META, span: 60, stride: 1 }).count, 3); // no more lanes than windows
});

for (const width of [358, 1060]) {
  test(`pointing at the middle of a bar finds its window, ${width} pixels wide`, () => {
    const figure = layout(META, width);
    assert.ok(figure.right <= width);
    for (const [row, { starts }] of META.rows.entries()) {
      for (const [index, start] of starts.entries()) {
        const [[x, w]] = pieces(start, start + META.span - 1, figure.cells);
        const y = figure.rows[row].bars + (index % figure.lane.count) * figure.lane.step + 1;
        assert.deepEqual(windowAt(META, figure, figure.left + x + w / 2, y), { row, index });
      }
    }
    assert.equal(windowAt(META, figure, 300, figure.rows[2].y + 5), null);
    assert.equal(windowAt(META, figure, 300, figure.height + 5), null);
  });
}

test("rows follow each other without a gap, and a refused one is the shortest", () => {
  for (const width of [358, 1060]) {
    const { rows, height } = layout(META, width);
    for (const [i, row] of rows.entries())
      assert.equal(row.y + row.height, rows[i + 1]?.y ?? height);
    assert.ok(rows[2].height < rows[0].height);
  }
});

test("a window is told by its number, its cells and how many lie outside", () => {
  assert.equal(
    told(META, 0, 0),
    "SAME: window 1 of 3 covers cells −1 to 4; 1 of them is outside the input.",
  );
  assert.equal(told(META, 1, 1), "VALID: window 2 of 2 covers cells 5 to 10.");
  const dilated = { ...META, window: 3, dilation: 2, span: 5 };
  assert.equal(
    told(dilated, 0, 2),
    "SAME: window 3 of 3 covers cells 9, 11, 13; 1 of them is outside the input.",
  );
  assert.equal(told({ ...META, window: 1, span: 1 }, 1, 0), "VALID: window 1 of 2 covers cell 0.");
  assert.equal(
    told({ ...META, window: 1, span: 1 }, 0, 0),
    "SAME: window 1 of 3 covers cell −1; it is outside the input.",
  );
});

test("keys step from window to window and never past the ends", () => {
  assert.equal(windowForKey("ArrowRight", null, 3), 0);
  assert.equal(windowForKey("ArrowRight", 2, 3), 2);
  assert.equal(windowForKey("ArrowLeft", 0, 3), 0);
  assert.equal(windowForKey("End", 0, 3), 2);
  assert.equal(windowForKey("Home", 2, 3), 0);
  assert.equal(windowForKey("Escape", 2, 3), null);
  assert.equal(windowForKey("a", 1, 3), undefined);
});
