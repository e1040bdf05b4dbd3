import assert from "node:assert/strict";
import { test } from "node:test";

import Unit, {
  cellNamed,
  drawn,
  effect,
  nameOf,
  percent,
  questionOf,
  scored,
  shortName,
  stripOf,
  table,
  told,
  unitAsked,
  unitNamed,
  unitUnder,
  valueWords,
  windowOf,
} from "../../assets/components/unit/component.js";
import { nthUnder, tileOf } from "../../assets/components/unit/drawing.js";
import { aligned, nearLines } from "../../assets/components/unit/words.js";

const CONV3 = {
  name: "conv3",
  answers: "relu3",
  labels: [],
  shape: [64, 16, 16],
  field: [10, 2, 4],
  fires: true,
  before: "conv2",
  behind: "conv4",
};
const FC2 = {
  ...CONV3,
  name: "fc2",
  answers: "fc2",
  labels: ["cat", "dog"],
  shape: [2],
  field: [],
};
const facts = (values, least = [[9, 3, 0]]) => ({
  best: values.map((value, i) => [`ship-${i}`, i, value]),
  least,
  means: [1, 2],
  off: [-0.5, 0.25],
  fires: 0.5,
});

test("a class of that name is the default export", () => assert.equal(typeof Unit, "function"));

test("a value sees a square that is cut at the edge of the picture", () => {
  assert.deepEqual(windowOf(CONV3, 0), [0, 0, 6, 6]);
  assert.deepEqual(windowOf(CONV3, 5 * 16 + 7), [6, 10, 10, 10]);
  assert.deepEqual(windowOf(CONV3, 255), [26, 26, 6, 6]);
  assert.deepEqual(windowOf(FC2, 0), [0, 0, 32, 32]);
});

test("an address names a unit, or the first one stands there", () => {
  const otherwise = { layer: "conv3", unit: 12 };
  const named = (layer, channel) => {
    const found = unitNamed([CONV3, FC2], layer, channel, otherwise);
    return nameOf(found.layer, found.unit);
  };
  assert.equal(named("fc2", "1"), "dog");
  assert.equal(named("fc2", "2"), "cat");
  assert.equal(named(null, null), "conv3:12");
  assert.equal(named("conv3", "7"), "conv3:7");
  assert.equal(named("conv3", "nonsense"), "conv3:12");
  assert.equal(named("relu3", "5"), "conv3:5");
  assert.equal(cellNamed("4,7", [16, 16]), 71);
  for (const text of [null, "", "4", "16,0", "-1,2", "a,b"])
    assert.equal(cellNamed(text, [16, 16]), -1);
});

test("a strip has room for every unit, and the one under a point is found", () => {
  for (const [count, width] of [
    [64, 900],
    [64, 358],
    [32, 900],
    [10, 358],
  ]) {
    const strip = stripOf(count, width);
    assert.ok(strip.across * strip.side <= width);
    assert.ok(strip.across * strip.down >= count);
    assert.equal(unitUnder(strip, count, strip.side * 3.5, 1), 3);
    const last = count - 1;
    const [x, y] = [last % strip.across, Math.floor(last / strip.across)];
    assert.equal(unitUnder(strip, count, (x + 0.5) * strip.side, (y + 0.5) * strip.side), last);
    assert.equal(unitUnder(strip, count, -1, 1), -1);
  }
});

test("tiles and pictures are found by their numbers", () => {
  assert.deepEqual(tileOf(11, 9), [64, 32]);
  assert.equal(nthUnder(96, 110, 130), 4);
  assert.equal(nthUnder(96, 99, 50), -1);
});

test("a question is the same for the same number and has one right answer", () => {
  const units = [facts([]), facts([9, 8, 7, 6, 5]), facts([3])];
  for (let seed = 1; seed < 60; seed++) {
    assert.equal(unitAsked(units, seed), 1);
    const question = questionOf(units[1], 1, seed, 9);
    assert.deepEqual(question, questionOf(units[1], 1, seed, 9));
    const [high, low] = [question.two[question.right], question.two[1 - question.right]];
    assert.ok(high.value > low.value);
    assert.equal(low.tile, 9);
    assert.ok(!question.shown.includes(high.tile));
    assert.equal(question.shown.length, 4);
  }
  assert.equal(unitAsked([facts([])], 1), -1);
  const sides = Array.from({ length: 100 }, (_, i) => questionOf(units[1], 1, i + 1, 9).right);
  const right = sides.filter(Boolean).length;
  assert.ok(right > 30 && right < 70);
  assert.ok(drawn(5, 1) !== drawn(6, 1));
});

test("right answers count, a wrong one ends the row", () => {
  let score = { right: 0, asked: 0, streak: 0 };
  for (const isRight of [true, true, false, true]) score = scored(score, isRight);
  assert.deepEqual(score, { right: 3, asked: 4, streak: 1 });
});

test("words say how often a unit fires and who needs it", () => {
  const labels = ["cat", "dog"];
  assert.equal(
    told(CONV3, 12, facts([9]), labels),
    "conv3:12 fires on 50 % of 10,000 test pictures, most on dog. Switched off, cat loses 0.5, dog gains 0.25 on average.",
  );
  assert.match(told(CONV3, 1, { ...facts([]), fires: 0 }, labels), /is silent/);
  assert.match(told(FC2, 0, facts([9]), labels), /^cat is a class: its logit is above 0 on 50 %/);
  assert.equal(effect({ off: [0, 0] }, labels), "");
  assert.deepEqual([0, 0.004, 0.5, 0.995, 1].map(percent), [
    "0 %",
    "less than 1 %",
    "50 %",
    "more than 99 %",
    "100 %",
  ]);
  assert.equal(valueWords(CONV3, 7.5, [4, 7], true), "Largest: 7.5 at row 4, column 7");
  assert.equal(valueWords(FC2, -1.5, [0, 0], true), "Answer: −1.5");
  assert.equal(shortName("truck-352"), "truck");
  assert.equal(shortName("drawn_ship:0,0,256"), "ship");
});

test("numbers below each other have as many places", () => {
  assert.deepEqual(aligned([28, 24.13, -2]), ["28.0", "24.1", "−2.0"]);
  assert.deepEqual(aligned([0.031, 0.5]), ["0.031", "0.500"]);
});

test("a kernel's likeness is told colour by colour", () => {
  const nearest = [
    ["sobel_x", "Sobel", 0.5],
    ["sobel_x", "Sobel", -0.25],
    ["", "", 0],
    ["outline", "Outline", 1],
  ];
  assert.deepEqual(nearLines({ ...facts([]), nearest }), [
    "grey: Sobel, r 0.50",
    "red: negative of Sobel, r −0.25",
    "green: all weights are equal",
    "blue: Outline, r 1.00",
  ]);
});

test("the table has a line for each unit", () => {
  const parts = [{ first: 0, units: [facts([9, 8]), facts(["x,y"])] }];
  const lines = table(CONV3, parts, ["cat", "dog"]).trim().split("\n");
  assert.equal(lines.length, 3);
  assert.ok(lines[1].startsWith("conv3:0,0.5,ship-0,9,ship-1,8,,"));
  assert.ok(lines[1].endsWith(",1,2,-0.5,0.25"));
  assert.equal(lines[0].split(",").length, 2 + 18 + 4);
});
