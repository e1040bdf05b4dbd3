import assert from "node:assert/strict";
import test from "node:test";
import {
  factor,
  growth,
  layersOf,
  layout,
  memory,
  sentence,
  stateNamed,
  stopOf,
  table,
  textsOf,
  warning,
  within,
} from "../../assets/components/counts/component.js";

const START = { side: 32, channels: 3, filters: 32, kernel: 3 };
const PAYLOAD = {
  stops: {
    side: [4, 32, 64, 224],
    channels: [1, 3, 512],
    filters: [1, 32, 512],
    kernel: [1, 3, 11],
  },
  start: START,
};
const STATE = { ...START, draw: "parameters" };

test("the counts are those of MiniVGG's first convolution, and their products are right", () => {
  const layers = layersOf(STATE);
  assert.deepEqual(
    layers.map((layer) => layer.parameters),
    [100696064, 917504, 896],
  );
  assert.deepEqual(
    layers.map((layer) => layer.work),
    [100663296, 884736, 884736],
  );
  const value = (product) =>
    product
      .replace(/\(([^+]*) \+ 1\)/, (_, text) => String(value(text) + 1))
      .split(/ ?· ?/)
      .reduce((result, text) => result * Number(text), 1);
  for (const layer of layersOf({ side: 20, channels: 5, filters: 7, kernel: 3, draw: "work" })) {
    assert.equal(value(layer.parametersProduct), layer.parameters);
    assert.equal(value(layer.workProduct), layer.work);
  }
});

test("the largest counts are still exact", () => {
  const [full] = layersOf({ side: 224, channels: 512, filters: 512, kernel: 11, draw: "work" });
  assert.ok(Number.isSafeInteger(full.parameters));
  assert.equal(BigInt(full.work), BigInt(224 * 224 * 512) ** 2n);
});

test("a window is no larger than the image, and a sentence says so", () => {
  const state = { ...STATE, side: 4, kernel: 9 };
  assert.equal(layersOf(state)[2].parametersProduct, "(4·4·3 + 1) · 32");
  assert.equal(warning(state), "The kernel is no larger than the image: 4 × 4.");
  assert.equal(warning(STATE), "");
});

test("twice the side: nothing, four times, nearly sixteen times", () => {
  assert.deepEqual(
    [0, 1, 2].map((i) => growth(STATE, i, "parameters")),
    ["≈ ×16", "×4", "×1"],
  );
  assert.deepEqual(
    [0, 1, 2].map((i) => growth(STATE, i, "work")),
    ["×16", "×4", "×4"],
  );
});

test("numbers as a person reads them", () => {
  assert.deepEqual([3.9711, 16, 1024.4].map(factor), ["3.97", "16", "1,024"]);
  assert.deepEqual([896, 917504, 100696064, 4e11].map(memory), [
    "3.58 kB",
    "3.67 MB",
    "403 MB",
    "1.6 TB",
  ]);
  assert.deepEqual([1, 249.9, 249900].map(memory), ["4 B", "1 kB", "1 MB"]);
});

test("a link holds what is not at its start, and nonsense is the start", () => {
  const state = { ...STATE, side: 64, draw: "work" };
  const texts = textsOf(state, PAYLOAD);
  assert.deepEqual(texts, {
    side: "64",
    channels: null,
    filters: null,
    kernel: null,
    draw: "work",
  });
  assert.deepEqual(
    stateNamed((name) => texts[name], PAYLOAD),
    state,
  );
  for (const text of ["", "-1", "3.5", "9999", "225", "²", "<b>"])
    assert.equal(stateNamed(() => text, PAYLOAD).side, 32);
  assert.equal(stopOf(60, PAYLOAD.stops.side), 2);
});

test("squares are to scale and never too small to be seen", () => {
  const { squares, height } = layout(900);
  const [whole] = squares;
  assert.ok(squares.every(({ x, y, side }) => x + side <= 900 && y + side <= height));
  assert.equal(within(whole, 1 / 16).side, whole.side / 4);
  assert.equal(within(whole, 1e-9).side, 1.5);
  assert.ok(layout(358).squares.every(({ x, side }) => x + side <= 358));
});

test("the table has both counts, and the sentence the one that is drawn", () => {
  const rows = table(STATE).trim().split("\r\n");
  assert.equal(rows[3], "Convolution,(3·3·3 + 1) · 32,896,3·3·3 · 32·32·32,884736");
  assert.equal(
    sentence(STATE),
    "Image 32 × 32 × 3, 32 filters. Parameters: fully connected 100,696,064, locally connected 917,504, convolution 896.",
  );
});
