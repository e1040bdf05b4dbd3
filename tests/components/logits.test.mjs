import assert from "node:assert/strict";
import { test } from "node:test";

import Logits, {
  answerOf,
  axisKept,
  axisOf,
  isDefined,
  layout,
  logitsNamed,
  logitText,
  logSumWords,
  lossWords,
  numberNamed,
  oddsWords,
  powerText,
  rival,
  rounded,
  share,
  shareWords,
  slope,
  stateNamed,
  stepped,
  sumWords,
  table,
  textsOf,
  ticks,
  troubleWords,
  typedNumber,
} from "../../assets/components/logits/component.js";
import { factorAt, stopOf } from "../../assets/components/logits/controls.js";
import { held } from "../../assets/components/report/component.js";

const PLAIN = { temperature: 1, subtract: true, truth: 0 };
const EXAMPLE = { example: "x", names: ["A", "B", "C"], logits: [1, 2, 3], truth: 0 };
const NOTHING = () => null;
const near = (value, expected, tolerance = 1e-6) =>
  assert.ok(Math.abs(value - expected) <= tolerance, `${value} is not ${expected}`);

function sceneOf(z, how = {}, at = 2) {
  const state = { ...stateNamed(NOTHING, EXAMPLE), z, ...how };
  const names = z.map((_, i) => "ABCDEFGHIJ"[i]);
  return { names, z, state, answer: answerOf(z, state), axis: axisOf(z), at };
}

test("the lecture's softmax of 1, 2, 3", () => {
  const { p, loss, gradient } = answerOf([1, 2, 3], PLAIN);
  assert.deepEqual(
    p.map((value) => value.toFixed(2)),
    ["0.09", "0.24", "0.67"],
  );
  near(loss, 2.4076, 1e-4);
  near(gradient[0], -0.90997, 1e-5);
  near(
    gradient.reduce((a, b) => a + b),
    0,
  );
});

test("a number added to all logits changes nothing, and the largest may be subtracted or not", () => {
  const { p } = answerOf([1, 2, 3], PLAIN);
  for (const z of [
    [4, 5, 6],
    [-2, -1, 0],
    [1000, 1001, 1002],
  ])
    assert.deepEqual(answerOf(z, PLAIN).p, p);
  for (const [i, value] of answerOf([1, 2, 3], { ...PLAIN, subtract: false }).p.entries())
    near(value, p[i]);
});

test("float32 overflows at e to the 89, and underflows, unless the largest is subtracted", () => {
  const naive = { ...PLAIN, subtract: false };
  const large = answerOf([1000, 1001, 1002], naive);
  assert.deepEqual(large.powers, [Infinity, Infinity, Infinity]);
  assert.ok(large.p.every(Number.isNaN) && Number.isNaN(large.loss) && !isDefined(large));
  assert.deepEqual(answerOf([88, 89], naive).powers.map(Number.isFinite), [true, false]);
  const small = answerOf([-1000, -1001], naive);
  assert.deepEqual([small.sum, ...small.p], [0, NaN, NaN]);
  assert.ok(isDefined(answerOf([-1000, -1001], PLAIN)));
});

test("the loss is finite where the probability is rounded to 0, and 0 without a sign where it is 1", () => {
  const { p, loss } = answerOf([0, 300], PLAIN);
  assert.deepEqual([p[0], loss], [0, 300]);
  assert.ok(Object.is(answerOf([300, 0], PLAIN).loss, 0));
});

test("a temperature divides the logits and the gradient", () => {
  const half = answerOf([1, 2, 3], { ...PLAIN, temperature: 0.5 });
  const { p, gradient } = answerOf([2, 4, 6], PLAIN);
  assert.deepEqual(half.p, p);
  for (const [i, value] of half.gradient.entries()) near(value, 2 * gradient[i]);
});

test("a step goes against the gradient, and the loss falls with each", () => {
  let z = [1, 2, 3];
  let before = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 20; i++) {
    const { loss, gradient } = answerOf(z, PLAIN);
    assert.ok(loss < before);
    [before, z] = [loss, stepped(z, gradient, 1)];
  }
  near(
    z.reduce((a, b) => a + b),
    6,
    1e-4,
  ); // gradients sum to 0
  assert.ok(z[0] > z[1] && z[0] > z[2]);
});

test("a class is compared with the true one, which is compared with the likeliest other", () => {
  assert.equal(rival(2, [1, 2, 3], 0), 0);
  assert.equal(rival(0, [1, 2, 3], 0), 2);
});

test("the address names a state and a state its texts", () => {
  const state = stateNamed(NOTHING, EXAMPLE);
  assert.deepEqual(state, {
    ...{ z: [1, 2, 3], add: 0, temperature: 1, truth: 0, rate: 1, subtract: true },
  });
  assert.ok(Object.values(textsOf(state, EXAMPLE)).every((text) => text === null));
  const other = {
    z: [0.5, -2, 1e-7],
    add: -1.5,
    temperature: 0.5,
    truth: 2,
    rate: 3,
    subtract: false,
  };
  const texts = textsOf(other, EXAMPLE);
  assert.equal(texts.logits, "0.5,-2,1e-7");
  assert.deepEqual(
    stateNamed((name) => texts[name], EXAMPLE),
    other,
  );
});

test("nonsense in the address is the example's own", () => {
  for (const text of [
    "",
    "x",
    "-99999",
    "1e999",
    "²",
    "9".repeat(400),
    "1,2",
    "1,2,",
    "<b>",
    "0x1",
  ])
    assert.deepEqual(
      stateNamed(() => text, EXAMPLE),
      stateNamed(NOTHING, EXAMPLE),
      text,
    );
  assert.equal(numberNamed("1.5", 0, 1), null);
  assert.equal(logitsNamed("1,2,3,4", 3), null);
});

test("a typed logit may have a comma, a true minus sign, or be a fraction", () => {
  assert.deepEqual(
    ["1.5", "−2", "1,5", "2/3", " 3 "].map(typedNumber),
    [1.5, -2, 1.5, 0.666666666667, 3],
  );
  for (const text of ["", "x", "1/0", "1/2/3", "20000", "NaN"])
    assert.equal(typedNumber(text), null, text);
});

test("an axis has room for the logits and is kept while they are on it", () => {
  assert.deepEqual(axisOf([1, 2, 3]), { low: -3, high: 6 });
  assert.deepEqual(axisOf([1000, 1001, 1002]), { low: 997, high: 1005 });
  for (const z of [
    [-500, 500],
    [0, 0],
    [-7.3, 12],
    [9999, -3],
    [-40, -41],
  ]) {
    const { low, high } = axisOf(z);
    assert.ok(
      z.every((value) => low < value && value < high),
      z.join(),
    );
    const marks = ticks({ low, high }, 6);
    assert.ok(marks.length > 2 && marks.length < 9, marks.join());
  }
  const axis = axisOf([1, 2, 3]);
  assert.equal(axisKept(axis, [6, -3, 0]), axis);
  assert.deepEqual(axisKept(axis, [6.1, 0, 0]), { low: -3, high: 10 });
});

test("a drag stops at tenths and at the ends of its panel", () => {
  const axis = { low: -3, high: 6 };
  assert.deepEqual(
    [1.2345, -9, 9, -0.04].map((value) => rounded(value, axis) + 0),
    [1.2, -3, 6, 0],
  );
});

test("columns lie side by side within the figure, whatever its width", () => {
  for (const width of [328, 358, 640, 900, 1060]) {
    for (const count of [2, 3, 6, 10]) {
      const { logit, power, share, slope } = layout(width, count);
      const columns = [logit, power, share, slope];
      for (const [i, { left, width: wide }] of columns.entries())
        assert.ok(left + wide <= (columns[i + 1]?.left ?? width), `${width} ${count} ${i}`);
    }
  }
});

test("a factor's slider reaches both ends and 1 in its middle", () => {
  const range = { low: 0.1, high: 10 };
  assert.deepEqual(
    [0, 40, 80].map((stop) => factorAt(stop, range)),
    [0.1, 1, 10],
  );
  assert.deepEqual(
    [0.1, 1, 10].map((factor) => stopOf(factor, range)),
    [0, 40, 80],
  );
});

test("numbers are short, and what is small is not written as 0", () => {
  assert.deepEqual([0.09003, 1, 0, 1.8e-5, NaN].map(share), [
    "0.090",
    "1.000",
    "0.000",
    "1.8e−5",
    "NaN",
  ]);
  assert.deepEqual([-0.90997, -0, -2e-5].map(slope), ["−0.910", "0.000", "−2.0e−5"]);
  assert.deepEqual([0.1353, 20.0855, 1.9e37, Infinity].map(powerText), [
    "0.135",
    "20.09",
    "1.9e37",
    "∞",
  ]);
});

test("a logit has four decimals at most, fewer where it is large", () => {
  const texts = [3.349362, 0.007748472, -1002.54, 1000, -0.00001].map((value) => logitText(value));
  assert.deepEqual(texts, ["3.3494", "0.0077", "−1002.5", "1000", "0"]);
});

test("the working of a probability, the odds and the loss are spelled out", () => {
  const scene = sceneOf([1, 2, 3]);
  assert.equal(sumWords(scene), "0.1353 + 0.3679 + 1 = 1.503");
  assert.equal(shareWords(scene), "p(C) = e<sup>3−3</sup> / sum = 1 / 1.503 = <b>0.6652</b>");
  assert.equal(oddsWords(scene), "p(C) / p(A) = e<sup>3−1</sup> = <b>7.389</b>");
  assert.equal(lossWords(scene), "−ln p(A) = −ln 0.09003 = <b>2.408</b> nats");
  assert.equal(logSumWords(scene), "= ln Σ e<sup>z</sup> − z(A) = 3 + ln 1.503 − 1 = 2.408");
  assert.equal(troubleWords(scene), "");
});

test("what float32 cannot do is told", () => {
  const naive = { subtract: false };
  assert.match(troubleWords(sceneOf([1000, 1001, 1002], naive)), /∞ \/ ∞ is NaN/);
  assert.match(troubleWords(sceneOf([-1000, -1001, -1002], naive)), /0 \/ 0 is NaN/);
  assert.match(troubleWords(sceneOf([0, 0, 300])), /becomes 0/);
  assert.equal(logSumWords(sceneOf([1000, 1001, 1002], naive)), "");
});

test("the table has a row a class and every digit", () => {
  const [head, first, ...rest] = table(sceneOf([1, 2, 3]))
    .trim()
    .split("\r\n");
  assert.equal(head, "class,true,logit,logit / T,power,probability,gradient");
  assert.match(first, /^A,1,1,1,0\.1353352814912796,0\.090/);
  assert.equal(rest.length, 2);
});

test("what the browser holds is told by name, without what is at its default", () => {
  const texts = { logits: "1,2,3", rate: null };
  assert.deepEqual(
    held(["rate", "logits"], (name) => texts[name]),
    { logits: "1,2,3" },
  );
  assert.equal(typeof Logits.prototype.receive, "function");
});
