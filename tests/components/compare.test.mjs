import assert from "node:assert/strict";
import { test } from "node:test";

import { pixels } from "../../assets/components/compare/colours.js";
import { shareAfter } from "../../assets/components/compare/divider.js";
import {
  inPane,
  outputAt,
  panes,
  resultRect,
  windowStart,
} from "../../assets/components/compare/geometry.js";
import { gridLayout, shareWidth } from "../../assets/components/compare/grids.js";
import { resultWords } from "../../assets/components/compare/readout.js";
import { displayed, resultArray, windowNumbers } from "../../assets/components/compare/values.js";
import { placeWords, sumWords } from "../../assets/components/compare/words.js";
import { fitView, holdView, stageSize, zoomView } from "../../assets/components/core/view.js";

const plain = { stride: 1, pad: [1, 1] };

test("a number outside 0 to 255 is clipped, moved or turned, and rounded half to even", () => {
  assert.equal(displayed(-12, "clip"), 0);
  assert.equal(displayed(300, "clip"), 255);
  assert.equal(displayed(-12, "offset"), 116);
  assert.equal(displayed(-12, "absolute"), 12);
  assert.equal(displayed(-12, "signed"), -12);
  assert.deepEqual(
    [0.5, 1.5, 2.5].map((value) => displayed(value, "clip")),
    [0, 2, 2],
  );
});

test("pixels on the canvas are the numbers in the words", () => {
  const values = [-300, -0.5, 0, 1.5, 2.5, 127, 255.5, 400];
  for (const display of ["clip", "offset", "absolute"]) {
    const bytes = pixels(
      { data: Float32Array.from(values), shape: [1, values.length, 1] },
      display,
      0,
      null,
    );
    values.forEach((value, i) => {
      assert.deepEqual(
        [...bytes.subarray(4 * i, 4 * i + 4)],
        [...Array(3).fill(displayed(value, display)), 255],
      );
    });
  }
});

test("three channels stay three channels", () => {
  const bytes = pixels(
    { data: Int16Array.from([1, 2, 3, 4, 5, 6]), shape: [1, 2, 3] },
    "clip",
    0,
    null,
  );
  assert.deepEqual([...bytes], [1, 2, 3, 255, 4, 5, 6, 255]);
});

test("signed colours keep zero neutral and give the limit the full colour", () => {
  const palette = { neutral: "#808080", negative: "#0000ff", positive: "#ff8000" };
  const bytes = pixels(
    { data: Float32Array.from([-4, 0, 4, 9]), shape: [1, 4, 1] },
    "signed",
    4,
    palette,
  );
  const colours = [0, 1, 2, 3].map((i) => [...bytes.subarray(4 * i, 4 * i + 3)]);
  assert.deepEqual(colours, [
    [0, 0, 255],
    [128, 128, 128],
    [255, 128, 0],
    [255, 128, 0],
  ]);
});

test("whole results are read as int16, others as float32", () => {
  const bytes = new Uint8Array(Int16Array.from([-300, 7]).buffer);
  assert.deepEqual(
    [...resultArray({ whole: true, shape: [1, 2, 1] }, { data: bytes }).data],
    [-300, 7],
  );
  const floats = Float32Array.from([0.5]);
  assert.equal(resultArray({ whole: false, shape: [1, 1, 1] }, { data: floats }).data, floats);
});

test("with odd kernels and stride 1 the result lies exactly on the picture", () => {
  assert.deepEqual(resultRect(plain, [3, 3], [20, 30]), { x: 0, y: 0, width: 30, height: 20 });
});

test("without padding the result lies inside the picture", () => {
  assert.deepEqual(resultRect({ stride: 1, pad: [0, 0] }, [3, 5], [18, 26]), {
    x: 2,
    y: 1,
    width: 26,
    height: 18,
  });
});

test("pointing at the middle of a window finds the result it makes", () => {
  for (const setting of [plain, { stride: 2, pad: [0, 1] }, { stride: 3, pad: [1, 2] }]) {
    for (const kernel of [
      [3, 3],
      [4, 4],
      [5, 2],
    ]) {
      const result = [6, 7];
      for (let row = 0; row < 6; row++) {
        for (let column = 0; column < 7; column++) {
          const [top, left] = windowStart(row, column, setting);
          const middle = [
            top + Math.floor((kernel[0] - 1) / 2),
            left + Math.floor((kernel[1] - 1) / 2),
          ];
          assert.deepEqual(outputAt(...middle, setting, kernel, result), [row, column]);
        }
      }
    }
  }
});

test("pointing beyond the last result finds the last result", () => {
  assert.deepEqual(outputAt(999, -999, plain, [3, 3], [6, 7]), [5, 0]);
});

test("a window's numbers are the padded source's and the padding is marked", () => {
  const source = {
    data: Uint8Array.from([0, 0, 0, 0, 0, 10, 20, 0, 0, 30, 40, 0, 0, 0, 0, 0]),
    shape: [4, 4, 1],
  };
  const kernel = { data: Float64Array.from([1, 2, 3, 4]), shape: [2, 2] };
  const cells = windowNumbers({ source, kernel, size: [2, 2], pad: [1, 1] }, [-1, 0], 0);
  assert.deepEqual(
    cells.map(({ value }) => value),
    [0, 0, 10, 20],
  );
  assert.deepEqual(
    cells.map(({ product }) => product),
    [0, 0, 30, 80],
  );
  assert.deepEqual(
    cells.map(({ padding }) => padding),
    [true, true, false, false],
  );
});

test("zooming keeps the point under the pointer where it is", () => {
  const fitted = fitView([100, 200], 400, 200);
  const view = zoomView(fitted, 3, 120, 50, fitted);
  const before = [(120 - fitted.x) / fitted.scale, (50 - fitted.y) / fitted.scale];
  const after = [(120 - view.x) / view.scale, (50 - view.y) / view.scale];
  before.forEach((value, i) => {
    assert.ok(Math.abs(value - after[i]) < 1e-9);
  });
});

test("zooming stops at the whole picture and at 64 screen pixels a pixel", () => {
  const fitted = fitView([100, 200], 400, 200);
  assert.equal(zoomView(fitted, 0, 0, 0, fitted).scale, fitted.scale);
  assert.equal(zoomView(fitted, 1e6, 0, 0, fitted).scale, 64);
});

test("a picture that fills its pane cannot be pushed out of it", () => {
  const size = [100, 200];
  assert.deepEqual(holdView({ scale: 4, x: 50, y: -9999 }, size, 400, 200), {
    scale: 4,
    x: 0,
    y: -200,
  });
  assert.deepEqual(holdView({ scale: 1, x: 50, y: 0 }, size, 400, 200), {
    scale: 1,
    x: 100,
    y: 50,
  });
});

test("the stage is as large as the picture needs and no higher than told", () => {
  assert.deepEqual(stageSize([300, 400], 800, 450, 1, 16), { width: 600, pane: 600, height: 450 });
  assert.deepEqual(stageSize([300, 400], 358, 450, 1, 16), { width: 358, pane: 358, height: 269 });
  const { width, pane } = stageSize([300, 400], 800, 450, 2, 16);
  assert.deepEqual([width, pane], [800, 392]);
});

test("kernels up to 7 x 7 are spelled out, larger ones in colours", () => {
  assert.equal(gridLayout(7, 7, 500).numbers, true);
  assert.equal(gridLayout(8, 7, 500).numbers, false);
});

test("three grids never need more width than there is", () => {
  for (const available of [300, 358, 500, 740]) {
    for (const side of [1, 2, 3, 5, 7, 8, 21, 31]) {
      assert.ok(gridLayout(side, side, available).width <= available, `${side} in ${available}`);
    }
  }
});

test("titles of narrow kernels do not run into one another", () => {
  const titles = [86, 42, 54];
  for (const available of [300, 358, 740]) {
    for (const [rows, columns] of [
      [1, 1],
      [1, 3],
      [7, 1],
      [21, 1],
      [3, 3],
    ]) {
      const { starts, width } = gridLayout(rows, columns, available, titles);
      assert.ok(starts[0] + titles[0] < starts[1] && starts[1] + titles[1] < starts[2]);
      assert.ok(starts[2] + titles[2] <= width && width <= available);
    }
  }
});

test("the words name the place and what is shown instead of the result", () => {
  assert.equal(
    placeWords([0, 4], [-1, 3], [3, 3]),
    "Result (0, 4) comes from rows −1 to 1, columns 3 to 5",
  );
  assert.equal(
    placeWords([2, 4], [2, 1], [1, 7]),
    "Result (2, 4) comes from row 2, columns 1 to 7",
  );
  assert.equal(resultWords(-12.5, "clip"), "−12.5, shown as 0");
  assert.equal(resultWords(77, "clip"), "77");
});

test("a sum is read out term by term as long as that can be followed", () => {
  const cells = [
    { value: 10, weight: -1 },
    { value: 20, weight: 0.5 },
  ];
  assert.equal(sumWords(cells, 0), "10 times −1 plus 20 times 0.5 makes 0");
  assert.equal(sumWords(Array(81).fill(cells[0]), -810), "81 products makes −810");
});

test("a divider cuts one pane in two; side by side each picture has its own", () => {
  const whole = { width: 600, pane: 600, height: 400 };
  assert.deepEqual(panes("divider", whole, 0.25), {
    before: { origin: 0, from: 0, to: 150 },
    after: { origin: 0, from: 150, to: 600 },
  });
  const halves = stageSize([300, 400], 800, 450, 2, 16);
  const { before, after } = panes("side", halves, 0.25);
  assert.deepEqual([before.to, after.from - before.to, after.to], [392, 16, 800]);
  assert.deepEqual(inPane("side", halves, 100, 7), [100, 7]);
  assert.deepEqual(inPane("side", halves, after.origin + 100, 7), [100, 7]);
  assert.deepEqual(inPane("divider", whole, 500, 7), [500, 7]);
});

test("keys move the divider as far as the edges", () => {
  assert.equal(shareAfter({ key: "ArrowRight" }, 0.5), 0.52);
  assert.equal(shareAfter({ key: "ArrowLeft", shiftKey: true }, 0.5), 0.4);
  assert.equal(shareAfter({ key: "Home" }, 0.7), 0);
  assert.equal(shareAfter({ key: "ArrowRight" }, 1), 1);
  assert.equal(shareAfter({ key: "Tab" }, 0.5), null);
});

test("the sums stand beside small grids where there is room, else in a row below wide ones", () => {
  assert.deepEqual(shareWidth([3, 3], 718), { available: 454, inRow: false });
  assert.deepEqual(shareWidth([5, 5], 718), { available: 718, inRow: true });
  assert.deepEqual(shareWidth([21, 21], 718), { available: 454, inRow: false });
  assert.deepEqual(shareWidth([3, 3], 358), { available: 358, inRow: false });
});
