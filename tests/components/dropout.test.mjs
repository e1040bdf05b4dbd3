import assert from "node:assert/strict";
import { test } from "node:test";

import Dropout from "../../assets/components/dropout/component.js";
import { behindRelu, courseOf, sumsOf, together } from "../../assets/components/dropout/course.js";
import { sceneOf } from "../../assets/components/dropout/making.js";
import { factors, mask, uniform } from "../../assets/components/dropout/masks.js";
import { rangeOf, two } from "../../assets/components/dropout/plots.js";
import { rateNamed, stateNamed, textsOf } from "../../assets/components/dropout/state.js";
import { cellWords, courseWords, keptWords, table } from "../../assets/components/dropout/words.js";

const PAYLOAD = { scene: "x", layers: ["pool2", "fc1"], units: [7, 8, 9], rate: 0.25 };
const SHAPE = [2, 2, 2];
const VALUES = [1, -2, 3, 4, 0, 5, -6, 7];
const packed = (data, shape = [data.length]) => ({ shape, data: Float32Array.from(data) });
const MESSAGE = {
  meta: PAYLOAD,
  arrays: {
    maps: packed(VALUES, SHAPE),
    weights: packed(
      [...VALUES.map(() => 1), ...VALUES.map(() => -1), ...VALUES.map(() => 2)],
      [3, 8],
    ),
    bias: packed([0.5, 0, 0]),
  },
};
const STATE = stateNamed(() => null, SHAPE, PAYLOAD);
const scene = (change = {}) => sceneOf(MESSAGE, { ...STATE, ...change }, undefined);
const near = (value, expected, tolerance = 1e-9) =>
  assert.ok(Math.abs(value - expected) <= tolerance, `${value} is not ${expected}`);

test("numbers are even between 0 and 1, the same for the same seed, others for another", () => {
  const numbers = Array.from({ length: 4096 }, (_, i) => uniform(1, i));
  assert.ok(numbers.every((value) => value >= 0 && value < 1));
  near(numbers.reduce((a, b) => a + b) / 4096, 0.5, 0.02);
  assert.deepEqual(
    numbers.slice(0, 5),
    [0, 1, 2, 3, 4].map((i) => uniform(1, i)),
  );
  assert.notDeepEqual(mask(1, 64, 0.5), mask(2, 64, 0.5));
});

test("a higher rate drops what a lower one dropped, and none drops nothing", () => {
  const [low, high] = [mask(5, 500, 0.2), mask(5, 500, 0.7)];
  assert.ok(high.every((kept, i) => !kept || low[i]));
  assert.ok(mask(5, 500, 0).every(Boolean));
});

test("scaling is inverted or classic, and the mean of all masks is the test output either way", () => {
  assert.deepEqual(factors(0.2, false), { train: 1.25, test: 1 });
  assert.deepEqual(factors(0.2, true), { train: 1, test: 0.8 });
  for (const classic of [false, true]) {
    const { sums, test: whole } = sumsOf(Float64Array.from([1, 2, -5]), 0.5, 4000, {
      rate: 0.4,
      classic,
    });
    const { means, errors } = courseOf(sums, whole);
    near(means.at(-1), whole, 4 * errors.at(-1));
  }
});

test("the running mean and its standard error are those of the first numbers", () => {
  const { means, errors } = courseOf(Float64Array.from([1, 3, 8]), 0);
  assert.deepEqual([...means], [1, 2, 4]);
  assert.ok(Number.isNaN(errors[0]));
  near(errors[1], 1);
  near(errors[2], Math.sqrt(13 / 3));
  assert.deepEqual([...behindRelu(Float64Array.from([-1, 3]), -2).sums], [0, 3]);
  assert.equal(behindRelu(Float64Array.from([-1, 3]), -2).test, 0);
});

test("cells or channels are dropped, and kept ones are scaled", () => {
  assert.deepEqual([...together([1, 2, 3, 4], [1, 1, 1, 2], 2)], [3, 11]);
  const { kept, shown } = scene({ rate: 0.5, masks: 3 });
  for (const [i, value] of shown.entries()) near(value, kept[i] ? 2 * VALUES[i] : 0);
  const channels = scene({ rate: 0.5, channels: true, masks: 3 }).kept;
  assert.ok(channels.every((one, i) => one === channels[4 * Math.floor(i / 4)]));
  assert.deepEqual([...scene({ test: true }).shown], VALUES);
  near(scene({ test: true, classic: true, rate: 0.5 }).shown[1], -1);
});

test("the sum of a mask is that of what it leaves", () => {
  for (const channels of [false, true])
    for (const masks of [1, 2, 40]) {
      const { shown, before } = scene({ masks, channels, rate: 0.4 });
      near(before.sums[masks - 1], 0.5 + shown.reduce((a, b) => a + b));
    }
  assert.equal(scene().before.test, 12.5);
});

test("the words of a cell are its arithmetic", () => {
  const cell = [0, 1, 0];
  const words = (change) => cellWords(scene({ cell, ...change }));
  const dropped = [...Array(40).keys()].find((n) => n && !mask(n, 8, 0.5)[2]);
  const kept = [...Array(40).keys()].find((n) => n && mask(n, 8, 0.5)[2]);
  assert.equal(words({ masks: kept, rate: 0.5 }), "map 0 [1, 0]: kept, 3.000 / 0.5 = <b>6.000</b>");
  assert.match(words({ masks: kept, rate: 0.5, classic: true }), /kept, <b>3.000<\/b>, as it is/);
  assert.equal(
    words({ masks: dropped, rate: 0.5 }),
    "map 0 [1, 0]: dropped, 3.000 · 0 = <b>0.000</b>",
  );
  assert.match(words({ test: true, classic: true }), /test, 3.000 · 0.75 = <b>2.250/);
  assert.match(keptWords(scene({ rate: 0, channels: true })), /keeps 2 of 2 maps, 100 %/);
});

test("the course is told with its standard error once there are two masks", () => {
  const course = courseOf(Float64Array.from([1, 3]), 1.5);
  assert.equal(courseWords(course, 1), "mask 1: 1.000, test <b>1.500</b>");
  assert.match(
    courseWords(course, 2),
    /mean of 2 <b>2.000<\/b> ± 1.000, test <b>1.500<\/b>, apart 0.500/,
  );
  assert.deepEqual([-0.001, 0.004, -1.234].map(two), ["0.00", "0.00", "−1.23"]);
  const [low, high] = rangeOf(course);
  assert.ok(low < 0 && high > 3);
});

test("the address names a state and a state its texts; nonsense is nothing", () => {
  assert.ok(Object.values(textsOf(STATE, PAYLOAD)).every((text) => text === null));
  const state = {
    ...{ masks: 40, rate: 0.5, test: true, channels: true, classic: true, sum: 2, cell: [1, 0, 1] },
  };
  const texts = textsOf(state, PAYLOAD);
  assert.deepEqual(
    stateNamed((name) => texts[name], SHAPE, PAYLOAD),
    state,
  );
  for (const text of ["", "x", "-1", "1e9", "²", "501", "0.95", "9".repeat(400), "<b>", "1,1"])
    assert.deepEqual(
      stateNamed(() => text, SHAPE, PAYLOAD),
      STATE,
      text,
    );
  assert.deepEqual(["0", "0.9", "1", ".5", "0.123"].map(rateNamed), [0, 0.9, null, null, null]);
});

test("the table has a row for every mask drawn, and one for test time", () => {
  const rows = table(scene({ masks: 5 }))
    .trim()
    .split("\r\n");
  assert.equal(rows.length, 7);
  assert.match(rows.at(-1), /^test,12.5,,,12.5,,$/);
  assert.equal(typeof Dropout.prototype.receive, "function");
});
