import assert from "node:assert/strict";
import { test } from "node:test";

import Subnets from "../../assets/components/subnets/component.js";
import { cornerOf, layout, placeUnder } from "../../assets/components/subnets/drawing.js";
import { masksOf, sceneOf, stateNamed, textsOf } from "../../assets/components/subnets/networks.js";
import {
  meanWords,
  outputWords,
  probabilityWords,
  table,
  testWords,
} from "../../assets/components/subnets/words.js";

const TOY = { units: [3, 1, 2, 4], weights: [2, -3, 1, -1], rate: 0.25 };
const STATE = stateNamed(() => null, TOY);
const near = (value, expected) => assert.ok(Math.abs(value - expected) < 1e-12, `${value}`);

test("four units leave sixteen networks, from all units to none", () => {
  const masks = masksOf(4);
  assert.deepEqual(
    [...masks].sort((a, b) => a - b),
    [...Array(16).keys()],
  );
  assert.deepEqual([masks[0], masks[15]], [15, 0]);
});

test("probabilities add up to 1, and the mean of a linear output is that of test time", () => {
  for (const rate of [0, 0.25, 0.5, 0.9])
    for (const classic of [false, true]) {
      const { networks, mean, test: whole } = sceneOf(TOY, { ...STATE, rate, classic });
      near(
        networks.reduce((sum, { probability }) => sum + probability, 0),
        1,
      );
      near(mean, whole);
    }
});

test("behind a ReLU the mean is above the output at test time", () => {
  const { mean, test: whole } = sceneOf(TOY, { ...STATE, rate: 0.5, relu: true });
  assert.equal(whole, 1);
  assert.ok(mean > 2);
});

test("one network is spelled out", () => {
  const scene = sceneOf(TOY, { ...STATE, rate: 0.5, network: 0b0101 });
  assert.equal(probabilityWords(scene), "0.5 · 0.5 · 0.5 · 0.5 = <b>0.0625</b>");
  assert.equal(outputWords(scene), "(3 · 2 + 0 + 2 · 1 + 0) / 0.5 = <b>16</b>");
  assert.equal(testWords(scene), "3 · 2 + 1 · (−3) + 2 · 1 + 4 · (−1) = <b>1</b>");
  assert.match(meanWords(scene), /<b>1<\/b>; test: <b>1<\/b>; the same/);
  const relu = sceneOf(TOY, { ...STATE, relu: true, classic: true, network: 0b0010 });
  assert.equal(outputWords(relu), "0 + 1 · (−3) + 0 + 0 = −3, max(0, −3) = <b>0</b>");
  assert.match(testWords(relu), /^max\(0, \(3 · 2 .*\) · 0.75\) = <b>0.75<\/b>$/);
});

test("the address names a state and a state its texts; nonsense is nothing", () => {
  assert.ok(Object.values(textsOf(STATE, TOY)).every((text) => text === null));
  const state = { rate: 0.5, classic: true, relu: true, network: 3 };
  const texts = textsOf(state, TOY);
  assert.deepEqual(
    stateNamed((name) => texts[name], TOY),
    state,
  );
  for (const text of ["", "x", "-1", "1e9", "²", "99", "9".repeat(400)])
    assert.deepEqual(
      stateNamed(() => text, TOY),
      STATE,
      text,
    );
});

test("every network is found under its middle, on a phone too", () => {
  for (const width of [358, 900]) {
    const figure = layout(width, 16);
    for (let place = 0; place < 16; place++) {
      const [x, y] = cornerOf(figure, place);
      assert.equal(placeUnder(figure, 16, x + figure.tile[0] / 2, y + 20), place);
      assert.ok(x + figure.tile[0] <= width + 1e-9 && y + figure.tile[1] < figure.line);
    }
    assert.equal(placeUnder(figure, 16, 5, figure.line + 10), null);
  }
});

test("the table has a row for every network", () => {
  const rows = table(sceneOf(TOY, STATE)).trim().split("\r\n");
  assert.equal(rows.length, 17);
  assert.match(rows[1], /^1,1,1,1,0\.31640625,/);
  assert.equal(typeof Subnets.prototype.receive, "function");
});
