import assert from "node:assert/strict";
import { test } from "node:test";

import {
  across,
  down,
  fixed,
  layout,
  nameOf,
  nearest,
  sample,
  sentence,
  stopAt,
  stopNamed,
  stops,
  ticks,
  told,
} from "../../assets/components/curve/component.js";

/** A parabola over -4 to 4 at every hundredth, as Python sends it: numbers that no rule here would give. */
const X = Float64Array.from({ length: 801 }, (_, i) => -4 + i / 100);
const SCENE = {
  meta: { title: "Square", start: 1.5, every: 5, low: -9, high: 18 },
  arrays: {
    x: { shape: [801], data: X },
    value: { shape: [801], data: X.map((x) => x * x) },
    slope: { shape: [801], data: X.map((x) => 2 * x) },
  },
};
const START = 110;

test("there is a stop at every fifth sample, the last one among them", () => {
  assert.equal(stops(SCENE), 161);
  assert.deepEqual(sample(SCENE, 0), { x: -4, value: 16, slope: -8 });
  assert.deepEqual(sample(SCENE, 160), { x: 4, value: 16, slope: 8 });
});

test("a point has the numbers that were sent, whatever they are", () => {
  const arrays = { ...SCENE.arrays, value: { shape: [801], data: X.map(() => 42) } };
  assert.equal(sample({ ...SCENE, arrays }, 7).value, 42);
});

test("the nearest stop to an x lies at an end for what is beyond", () => {
  assert.equal(nearest(1.5, SCENE), START);
  assert.equal(nearest(1.52, SCENE), START);
  assert.equal(nearest(1.53, SCENE), START + 1);
  assert.deepEqual([nearest(-99, SCENE), nearest(99, SCENE)], [0, 160]);
});

test("the address names a stop by its x, and the one to start with by nothing", () => {
  assert.equal(nameOf(START, SCENE), null);
  assert.equal(nameOf(80, SCENE), "0");
  assert.equal(nameOf(65, SCENE), "-0.75");
  for (const stop of [0, 1, 65, 80, START, 160]) {
    assert.equal(stopNamed(nameOf(stop, SCENE), SCENE), stop);
  }
});

test("a name that is no place on the axis is the start", () => {
  for (const text of [null, "", "left", "1e3", "4.01", "-5", "NaN", "1,5", "9".repeat(400)])
    assert.equal(stopNamed(text, SCENE), START, text);
  assert.equal(stopNamed("4", SCENE), 160);
  assert.equal(stopNamed("-4", SCENE), 0);
});

test("a place on the canvas is the stop that is drawn there", () => {
  for (const width of [358, 1056]) {
    const figure = layout(width);
    for (const stop of [0, 1, 80, 113, 160])
      assert.equal(stopAt(across(sample(SCENE, stop).x, SCENE, figure), SCENE, figure), stop);
    assert.equal(stopAt(0, SCENE, figure), 0);
    assert.equal(stopAt(width, SCENE, figure), 160);
  }
});

test("the axes fill the plot, the vertical one upwards", () => {
  const figure = layout(800);
  assert.deepEqual([across(-4, SCENE, figure), across(4, SCENE, figure)], [40, 784]);
  assert.deepEqual([down(18, SCENE, figure), down(-9, SCENE, figure)], [figure.top, figure.bottom]);
});

test("numbers at an axis are round, inside it, and have room", () => {
  assert.deepEqual(ticks(-4, 4, 1000), [-4, -3, -2, -1, 0, 1, 2, 3, 4]);
  assert.deepEqual(ticks(-4, 4, 302), [-4, -3, -2, -1, 0, 1, 2, 3, 4]);
  assert.deepEqual(ticks(-0.08, 1.08, 344), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(ticks(-1.16, 1.16, 256), [-1, -0.5, 0, 0.5, 1]);
});

test("numbers have their decimals, a true minus sign, and none before a zero", () => {
  assert.equal(fixed(1.5, 2), "1.50");
  assert.equal(fixed(-0.25, 3), "−0.250");
  assert.equal(fixed(-0.0001, 3), "0.000");
  assert.equal(fixed(-0, 2), "0.00");
});

test("the point is told in two equations and to a screen reader in a sentence", () => {
  const point = sample(SCENE, 65);
  assert.deepEqual(told(point), {
    at: "−0.75",
    value: "f(−0.75) = 0.563",
    slope: "f′(−0.75) = −1.500",
  });
  assert.equal(sentence("Square", point), "Square at −0.75: value 0.563, slope −1.500.");
});
