import assert from "node:assert/strict";
import { test } from "node:test";

import { pixels, shownColour, shownPixels } from "../../assets/components/compare/colours.js";
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
import {
  borderIndex,
  sumAt,
  valueAt,
  windowNumbers,
} from "../../assets/components/compare/values.js";
import {
  parsePixel,
  parseShare,
  parseZoom,
  zoomText,
} from "../../assets/components/compare/view.js";
import { placeWords, sumWords } from "../../assets/components/compare/words.js";
import { Camera } from "../../assets/components/core/camera.js";
import { PALETTES, signedColour } from "../../assets/components/core/colours.js";
import { fitView, holdView, stageSize, zoomView } from "../../assets/components/core/view.js";

const plain = { stride: 1, pad: [1, 1] };

const bytes = (shape, numbers) => ({ shape, data: Uint8Array.from(numbers) });

test("a picture is drawn as the bytes that it is, grey ones in all three channels", () => {
  assert.deepEqual([...pixels(bytes([1, 2, 1], [7, 250]))], [7, 7, 7, 255, 250, 250, 250, 255]);
  assert.deepEqual([...pixels(bytes([1, 2, 3], [1, 2, 3, 4, 5, 6]))], [1, 2, 3, 255, 4, 5, 6, 255]);
});

test("a signed result keeps zero neutral and has the full colours at its ends", () => {
  const shown = bytes([1, 5, 1], [1, 64, 128, 192, 255]);
  for (const palette of Object.values(PALETTES)) {
    const drawn = shownPixels(shown, "signed", palette);
    const colours = [0, 1, 2, 3, 4].map((i) => [...drawn.subarray(4 * i, 4 * i + 3)]);
    const expected = [-127, -64, 0, 64, 127].map((value) => signedColour(value, 127, palette));
    for (const [i, colour] of colours.entries())
      for (const [j, channel] of colour.entries())
        assert.ok(Math.abs(channel - expected[i][j]) <= 1, `${colour} is not ${expected[i]}`);
    assert.deepEqual(colours[2], signedColour(0, 1, palette));
    assert.deepEqual([colours[0], colours[4]], [expected[0], expected[4]]);
    assert.ok(drawn.every((byte, i) => i % 4 < 3 || byte === 255));
  }
});

test("a number is written on the colour that its pixel is drawn in", () => {
  for (const [display, shown] of [
    ["clip", bytes([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])],
    ["offset", bytes([2, 2, 1], [0, 255, 3, 4])],
    ["signed", bytes([2, 2, 1], [1, 255, 128, 77])],
  ]) {
    const drawn = shownPixels(shown, display, PALETTES.light);
    for (let place = 0; place < 4; place++) {
      const colour = [...drawn.subarray(4 * place, 4 * place + 3)];
      const [row, column] = [Math.floor(place / 2), place % 2];
      assert.deepEqual(shownColour(shown, row, column, display, PALETTES.light), colour, display);
    }
  }
});

/** What a border puts at the places from `first` to `last` of an axis of `size` cells. */
function border(name, size, first, last) {
  return Array.from({ length: last - first + 1 }, (_, i) => borderIndex(first + i, size, name));
}

test("every border puts the cells around the picture that numpy.pad puts there", () => {
  assert.deepEqual(border("reflect", 4, -5, 8), [1, 2, 3, 2, 1, 0, 1, 2, 3, 2, 1, 0, 1, 2]);
  assert.deepEqual(border("replicate", 4, -3, 6), [0, 0, 0, 0, 1, 2, 3, 3, 3, 3]);
  assert.deepEqual(border("wrap", 4, -5, 8), [3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0]);
  assert.deepEqual(border("zero", 4, -2, 5), [-1, -1, 0, 1, 2, 3, -1, -1]);
});

test("a border turns again in a picture narrower than the kernel", () => {
  assert.deepEqual(border("reflect", 2, -4, 5), [0, 1, 0, 1, 0, 1, 0, 1, 0, 1]);
  assert.deepEqual(border("wrap", 2, -3, 3), [1, 0, 1, 0, 1, 0, 1]);
  for (const name of ["reflect", "replicate", "wrap"])
    assert.deepEqual(border(name, 1, -3, 3), [0, 0, 0, 0, 0, 0, 0], name);
});

test("a result is the sum of its window's products, border included, channel by channel", () => {
  const source = bytes([2, 2, 3], [10, 0, 1, 20, 0, 2, 30, 0, 3, 40, 0, 4]);
  const kernel = { shape: [1, 3], data: Float64Array.of(1, -2, 0.5) };
  const sums = (meta, channel = 0) => {
    const scene = { meta: { size: [2, 2], stride: 1, pad: [0, 1], ...meta }, source, kernel };
    return [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ].map((output) => sumAt(scene, output, channel));
  };
  assert.deepEqual(sums({ border: "zero" }), [-10, -30, -40, -50]);
  assert.deepEqual(sums({ border: "replicate" }), [0, -20, -10, -30]);
  assert.deepEqual(sums({ border: "reflect" }), [10, -25, 0, -35]);
  assert.deepEqual(sums({ border: "wrap" }), [10, -25, 0, -35]);
  assert.deepEqual(sums({ border: "zero" }, 1), [0, 0, 0, 0]);
  assert.deepEqual(sums({ border: "zero" }, 2), [-1, -3, -4, -5]);
});

test("a stride moves the window of a result, and without padding it begins at the edge", () => {
  const source = bytes([1, 6, 1], [1, 2, 3, 4, 5, 6]);
  const kernel = { shape: [1, 2], data: Float64Array.of(1, 10) };
  const meta = { size: [1, 6], stride: 2, pad: [0, 0], border: "valid" };
  const sums = [0, 1, 2].map((column) => sumAt({ meta, source, kernel }, [0, column], 0));
  assert.deepEqual(sums, [21, 43, 65]);
});

test("a number of an array is found by its row, column and channel", () => {
  const array = bytes([2, 2, 3], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  assert.equal(valueAt(array, [1, 0], 2), 8);
  assert.equal(valueAt(array, [0, 1], 0), 3);
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

test("a result of a stride covers so many pixels, with the middle of its window in their middle", () => {
  assert.deepEqual(resultRect({ stride: 3, pad: [0, 1] }, [3, 5], [4, 6]), {
    x: 0,
    y: 0,
    width: 18,
    height: 12,
  });
  assert.deepEqual(resultRect({ stride: 2, pad: [1, 1] }, [3, 3], [4, 6]), {
    x: -0.5,
    y: -0.5,
    width: 12,
    height: 8,
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

test("a window's numbers are the source's and what its border puts there is marked", () => {
  const source = bytes([2, 2, 1], [10, 20, 30, 40]);
  const kernel = { data: Float64Array.from([1, 2, 3, 4]), shape: [2, 2] };
  const window = (border) => windowNumbers({ source, kernel, size: [2, 2], border }, [-1, 0], 0);
  const of = (cells, name) => cells.map((cell) => cell[name]);
  const zero = window("zero");
  assert.deepEqual(of(zero, "value"), [0, 0, 10, 20]);
  assert.deepEqual(of(zero, "weight"), [1, 2, 3, 4]);
  assert.deepEqual(of(zero, "product"), [0, 0, 30, 80]);
  assert.deepEqual(of(zero, "padding"), [true, true, false, false]);
  const wrapped = window("wrap");
  assert.deepEqual(of(wrapped, "value"), [30, 40, 10, 20]);
  assert.deepEqual(of(wrapped, "product"), [30, 80, 30, 80]);
  assert.deepEqual(of(wrapped, "padding"), [true, true, false, false]);
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
  assert.equal(resultWords(-12.5, 0, "clip"), "−12.5, shown as 0");
  assert.equal(resultWords(77, 77, "clip"), "77");
  assert.equal(resultWords(-12.5, 116, "offset"), "−12.5, shown as 116");
  assert.equal(resultWords(-12.5, 20, "signed"), "−12.5");
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
  assert.equal(shareAfter({ key: "ArrowLeft", altKey: true }, 0.5), null); // the browser's Back
});

test("the sums stand beside small grids where there is room, else in a row below wide ones", () => {
  assert.deepEqual(shareWidth([3, 3], 718), { available: 454, inRow: false });
  assert.deepEqual(shareWidth([5, 5], 718), { available: 718, inRow: true });
  assert.deepEqual(shareWidth([21, 21], 718), { available: 454, inRow: false });
  assert.deepEqual(shareWidth([3, 3], 358), { available: 358, inRow: false });
});

test("the address holds the zoom and its middle, and gives them back", () => {
  const camera = new Camera([100, 200]);
  camera.enter({ width: 400, pane: 400, height: 200 });
  camera.lookAt([30, 120], 6);
  assert.equal(zoomText(camera), "3-30-120");
  assert.deepEqual(parseZoom(zoomText(camera)), { zoom: 3, middle: [30, 120] });
  for (const text of [null, "", "1-30-120", "0.5-3-4", "2-3", "x-1-2"])
    assert.equal(parseZoom(text), null, text);
});

test("the address names a pixel of the picture and a share of the divider, or none", () => {
  assert.deepEqual(parsePixel("99-199", [100, 200]), [99, 199]);
  for (const text of [null, "", "100-0", "0-200", "-1-2", "1.5-2", "1-2-3"])
    assert.equal(parsePixel(text, [100, 200]), null, text);
  assert.deepEqual(["0", "30", "100", "250"].map(parseShare), [0, 0.3, 1, 1]);
  for (const text of [null, "", "-5", "x"]) assert.equal(parseShare(text), 0.5, text);
});
