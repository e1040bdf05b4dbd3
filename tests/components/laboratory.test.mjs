// The laboratory's arithmetic on what it is told: sentences, tables, lines, tiles.

import assert from "node:assert/strict";
import { test } from "node:test";
import { among } from "../../assets/components/laboratory/component.js";
import { grid, smoothed, stepsOf, ticks } from "../../assets/components/laboratory/drawing.js";
import { upTo } from "../../assets/components/laboratory/film.js";
import { learn, newRun, tiles } from "../../assets/components/laboratory/socket.js";
import {
  described,
  duration,
  rateText,
  summary,
  table,
  told,
} from "../../assets/components/laboratory/words.js";

const CHOICE = {
  data: "digits",
  batch_norm: true,
  dropout: false,
  augmentation: true,
  optimiser: "adam",
  rate: 0.001,
  batch_size: 32,
  seed: 3,
};
const TITLES = { data: { digits: "Digits" }, optimisers: { adam: "Adam" } };
const EPOCH = {
  epoch: 1,
  step: 2,
  train_loss: 1.5,
  train_accuracy: 0.5,
  validation_loss: 1.25,
  validation_accuracy: 0.75,
};

function run(changes) {
  return Object.assign(newRun(CHOICE, 40), { steps: 80 }, changes);
}

test("settings are said in a line", () => {
  assert.equal(
    described(CHOICE, TITLES),
    "Digits: batch norm, augmentation; Adam, rate 0.001, batch 32, seed 3",
  );
  const plain = { ...CHOICE, batch_norm: false, augmentation: false, rate: 0.00001 };
  assert.equal(described(plain, TITLES), "Digits: plain; Adam, rate 1e−5, batch 32, seed 3");
  assert.equal(rateText(10), "10");
});

test("a run is named by its settings and its latest figure", () => {
  const settings = described(CHOICE, TITLES);
  assert.equal(summary(run({}), TITLES), settings);
  assert.equal(summary(run({ epochs: [EPOCH] }), TITLES), `${settings} · 75.0 % of others right`);
});

test("each state has its sentence", () => {
  const going = { losses: [2.3, 2.2], epochs: [EPOCH], state: "running" };
  assert.equal(
    told(run(going)),
    "Step 2 of 80, epoch 1: 50.0 % right of the images it learns from, 75.0 % of others.",
  );
  assert.match(told(run({ state: "running" })), /^A process is being prepared/);
  assert.equal(
    told(run({ state: "waiting", before: 3, seconds: 100 })),
    "2 other runs before yours: it begins in about 2 min.",
  );
  assert.match(
    told(run({ state: "waiting", before: 1, seconds: 20 })),
    /^Yours is next: .* 20 s\.$/,
  );
  assert.match(told(run({ ...going, state: "paused" })), /^Paused\. Step 2 of 80/);
  assert.match(told(run({ ...going, state: "ended", says: "Stopped." })), /^Stopped\. Step 2/);
  assert.equal(told(run({ state: "ended", says: "No data." })), "No data.");
  assert.equal(duration(0.2), "1 s");
});

test("the table has a line a step, with the rate of each and the epoch's figures where one ends", () => {
  const lines = table(
    run({
      losses: [2.3, null, 2],
      epochs: [EPOCH],
      rates: [
        [0, 0.001],
        [2, 0.1],
      ],
    }),
  ).split("\n");
  assert.deepEqual(lines, [
    "step,loss,learning_rate,epoch,train_loss,train_accuracy,validation_loss,validation_accuracy",
    "1,2.3,0.001,,,,,",
    "2,,0.001,1,1.5,0.5,1.25,0.75",
    "3,2,0.1,,,,,",
    "",
  ]);
});

test("news is added to what is known", () => {
  const one = run({});
  learn(one, {
    state: "running",
    steps: 80,
    losses: [1],
    epochs: [],
    rates: [[0, 0.001]],
    shapes: {},
  });
  learn(one, {
    state: "running",
    steps: 80,
    losses: [2, 3],
    epochs: [EPOCH],
    rates: [],
    shapes: {},
  });
  assert.deepEqual(one.losses, [1, 2, 3]);
  assert.deepEqual(one.epochs, [EPOCH]);
  assert.deepEqual(one.rates, [[0, 0.001]]);
});

test("kernels and maps are cut out of one row of bytes", () => {
  const shapes = {
    filters: { shape: [1, 2], limit: 0.5 },
    maps: { shape: [3], limit: 2 },
  };
  const { filters, maps } = tiles(shapes, Int8Array.from([1, -2, 3, 4, 5]).buffer);
  assert.deepEqual([...filters.data], [1, -2]);
  assert.deepEqual([...maps.data], [3, 4, 5]);
  assert.equal(maps.limit, 2);
});

test("losses are means over a ninth of an epoch; what is no number is left out", () => {
  assert.deepEqual(smoothed([4, 2, null, 6], 18), [
    [2 / 18, 3],
    [4 / 18, 6],
  ]);
  assert.deepEqual(smoothed([null, null], 18), []);
  assert.equal(stepsOf(run({ steps: 1800 })), 45);
});

test("ticks are round, and tiles fit", () => {
  assert.deepEqual(ticks(40), [0, 10, 20, 30, 40]);
  assert.deepEqual(ticks(2.3, 4), [0, 1, 2]);
  assert.deepEqual(grid(16, 292), { columns: 8, rows: 2, side: 33 });
});

test("the film up to a frame is a run of its own kernels", () => {
  const film = {
    meta: { epochs: [{ step: 0 }, { step: 10 }], steps: 10, total: 2 },
    arrays: { kernels: { shape: [2, 1, 1, 1, 2], data: Float32Array.from([1, 2, -3, 2]) } },
  };
  const { filters, epochs } = upTo(film, 1);
  assert.deepEqual([...filters.data], [-3, 2]);
  assert.equal(filters.limit, 3);
  assert.equal(epochs.length, 2);
});

test("the address may only name what there is", () => {
  assert.equal(among("0.01", [0.001, 0.01], "0.001"), "0.01");
  assert.equal(among("7", [0.001, 0.01], "0.001"), "0.001");
  assert.equal(among(null, ["a"], "a"), "a");
});
