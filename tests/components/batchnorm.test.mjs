import assert from "node:assert/strict";
import { test } from "node:test";

import {
  across,
  after,
  averages,
  changeOf,
  counted,
  endsOf,
  followed,
  hit,
  layout,
  momentumWords,
  named,
  normalised,
  placeIn,
  stateNamed,
  statistics,
  ticks,
  update,
  used,
  working,
} from "../../assets/components/batchnorm/component.js";

/** Three batches of two channels and four bins; channel 0 of the first is the lecture's 2, 2, -4. */
const SCENE = {
  meta: {
    pictures: "p", kind: "batches", labels: [], axis: [-5, 5], eps: 1e-5, channel: 0,
  },
  arrays: {
    counts: { shape: [3, 2, 4], data: Uint16Array.from([1, 0, 0, 2, 3, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 3, 1, 0, 0, 1, 2, 0, 0, 0]) },
    mean: { shape: [3, 2], data: Float64Array.from([0, 1, 2, 3, 4, 5]) },
    variance: { shape: [3, 2], data: Float64Array.from([8, 0, 2, 1, 3, 4]) },
    numbers: { shape: [3], data: Int32Array.from([3, 3, 2]) },
    members: { shape: [3, 3], data: Int16Array.from([4, 0, 2, 1, 3, 5, 0, 4, -1]) },
    low: { shape: [3, 2], data: Float64Array.from([-4, 0, -4, 0, -4, 0]) },
    high: { shape: [3, 2], data: Float64Array.from([4, 8, 4, 8, 4, 8]) },
  },
}; // biome-ignore format: rows
const VALUES = { shape: [6, 2], data: Float32Array.from([2, 9, 7, 7, -4, 7, 7, 7, 2, 8, 1, 1]) };
const START = stateNamed(SCENE, () => null);
const state = (part) => ({ ...START, ...part });
const FRAMES = { ...SCENE, meta: { ...SCENE.meta, kind: "frames", labels: ["a", "b", "c"] } };

test("the lecture's numbers give .7071 and -1.4142, and the running variance 2.1", () => {
  const pair = used(SCENE, START);
  const [one, other] = [2, -4].map((z) => normalised(z, pair, START, 0));
  assert.equal(one.toFixed(4), "0.7071");
  assert.equal(other.toFixed(4), "-1.4142");
  const [, first] = averages(SCENE, 0, 0.1);
  assert.equal(first.variance.toFixed(12), "2.100000000000");
  assert.equal(first.mean, 0);
});

test("the averages take the variance divided by one less", () => {
  assert.equal(statistics(SCENE, 0, 0).unbiased, 12);
  assert.equal(statistics(SCENE, 2, 1).unbiased, 8);
  assert.deepEqual(
    averages(SCENE, 0, 1).map((pair) => pair.variance),
    [1, 12, 3, 6],
  );
});

test("at test time the averages are used, and a fresh layer's leave a number nearly as it is", () => {
  const fresh = used(SCENE, state({ test: 0 }));
  assert.deepEqual(fresh, { mean: 0, variance: 1 });
  assert.ok(Math.abs(normalised(3, fresh, START, 1e-5) - 3 / Math.sqrt(1.00001)) < 1e-15);
  assert.equal(used(SCENE, state({ test: 3, momentum: 1 })).mean, 4);
});

test("a number is that of a picture of the batch, or any", () => {
  assert.equal(followed(SCENE, VALUES, START), 2);
  assert.equal(followed(SCENE, VALUES, state({ value: { picture: 2 } })), -4);
  assert.equal(followed(SCENE, VALUES, state({ batch: 2, value: { picture: 2 } })), 2);
  assert.equal(followed(SCENE, VALUES, state({ value: { number: 0.25 } })), 0.25);
});

test("the address names what is not as it is at first, and brings it back", () => {
  assert.deepEqual(Object.values(named(SCENE, START)).filter(Boolean), []);
  const other = state({
    batch: 2, channel: 1, test: 0, value: { picture: 1 }, gamma: 0, beta: -1.5, momentum: 1,
  }); // biome-ignore format: one
  const names = named(SCENE, other);
  assert.deepEqual(names, {
    batch: "3", channel: "1", value: "p2", test: "0", gamma: "0", beta: "-1.5", momentum: "1",
  }); // biome-ignore format: one
  assert.deepEqual(
    stateNamed(SCENE, (name) => names[name]),
    other,
  );
});

test("nonsense in the address is the start", () => {
  for (const text of ["", "nonsense", "-1", "4", "1e999", "²", "9".repeat(400), "p", "1,1"])
    assert.deepEqual(
      stateNamed(SCENE, (name) =>
        name === "test" ||
        name === "beta" ||
        name === "gamma" ||
        name === "value" ||
        name === "momentum"
          ? null
          : text,
      ),
      START,
      text,
    );
  for (const text of ["", "x", "1e999", "-9", "7"])
    assert.equal(stateNamed(SCENE, () => text).gamma, 1);
});

test("moments of a training have names of their own and nothing to switch", () => {
  const names = {
    frame: "2",
    frame_channel: "1",
    frame_value: "p3",
    test: "1",
    gamma: "2",
    batch: "3",
  };
  const found = stateNamed(FRAMES, (name) => names[name] ?? null);
  assert.deepEqual([found.batch, found.channel, found.test, found.gamma], [1, 1, null, 1]);
  assert.deepEqual(named(FRAMES, found), { frame: "2", frame_channel: "1", frame_value: "p3" });
  assert.equal(counted(FRAMES, found), "b");
});

test("keys go through the batches and the channels and move the number", () => {
  const key = (name, shiftKey = false) =>
    after(SCENE, VALUES, START, changeOf({ key: name, shiftKey }));
  assert.deepEqual(key("ArrowRight"), { batch: 1 });
  assert.deepEqual(key("ArrowLeft"), { batch: 0 });
  assert.deepEqual(key("End"), { batch: 2 });
  assert.deepEqual(key("ArrowUp"), { channel: 1 });
  assert.deepEqual(key("ArrowDown"), { channel: 0 });
  assert.deepEqual(key("ArrowRight", true), { value: { number: 2.05 } });
  assert.equal(changeOf({ key: "a" }), null);
  assert.equal(changeOf({ key: "ArrowUp", ctrlKey: true }), null);
});

test("the switch to test keeps the averages as they are after the batch on screen", () => {
  const seen = state({ batch: 1 });
  assert.deepEqual(after(SCENE, VALUES, seen, { test: true }), { test: 2 });
  assert.deepEqual(after(SCENE, VALUES, state({ test: 1 }), { step: 1 }), { batch: 1 });
  assert.deepEqual(after(SCENE, VALUES, state({ test: 1 }), { seen: 0 }), { test: 0 });
  assert.deepEqual(after(SCENE, VALUES, START, { seen: 0 }), { batch: 0 });
  assert.deepEqual(after(SCENE, VALUES, START, { seen: 3 }), { batch: 2 });
});

test("what is under the pointer is what is drawn there", () => {
  for (const width of [358, 900]) {
    const figure = layout(SCENE, width);
    const at = (row, i) => placeIn(row, i).map((edge) => edge + 5);
    assert.deepEqual(hit(SCENE, figure, 0, ...at(figure.pictures, 2)), { picture: 2 });
    assert.equal(hit(SCENE, figure, 2, ...at(figure.pictures, 2)), null);
    assert.deepEqual(hit(SCENE, figure, 0, ...at(figure.channels, 1)), { channel: 1 });
    const { before, mean } = figure;
    const x = across(1.5, SCENE.meta.axis, before);
    assert.ok(Math.abs(hit(SCENE, figure, 0, x, before.top + 9).number - 1.5) < 1e-9);
    assert.deepEqual(hit(SCENE, figure, 0, across(2, [0, 3], mean), mean.top + 9), { seen: 2 });
    assert.ok(figure.height >= figure.variance.bottom);
  }
});

test("the working and the update have the numbers of the arrays", () => {
  assert.equal(
    working(SCENE, VALUES, START),
    "Channel 0, middle of picture 1: (2.000 − 0.000) / √(8.000 + 0.00001) · 1.00 + 0.00 ≈ 0.707",
  );
  assert.equal(
    update(SCENE, START),
    "running μ: 0.90 · 0.000 + 0.10 · 0.000 ≈ 0.000,  running σ²: 0.90 · 1.000 + 0.10 · 12.000 ≈ 2.100",
  );
  assert.equal(
    update(SCENE, state({ test: 0 })),
    "Running averages of a fresh layer stay: μ 0.000, σ² 1.000",
  );
  assert.match(working(FRAMES, VALUES, START), /0\.00001\) ≈ 0\.707$/);
  assert.equal(counted(SCENE, state({ batch: 2 })), "Batch 3 of 3: 2 pictures");
  assert.equal(momentumWords(0.1), "0.10 (Keras 0.90)");
});

test("an axis has round numbers and room", () => {
  assert.deepEqual(endsOf([0, 1]), [-0.06, 1.06]);
  assert.deepEqual(ticks(-0.06, 1.06), [0, 0.5, 1]);
  assert.deepEqual(endsOf([2, 2]), [1.94, 2.06]);
});
