import assert from "node:assert/strict";
import { test } from "node:test";

import { PALETTES } from "../../assets/components/core/colours.js";
import { linesOf } from "../../assets/components/core/page.js";
import Explain from "../../assets/components/explain/component.js";
import {
  coloured,
  limitOf,
  over,
  pictureBytes,
  tableOf,
} from "../../assets/components/explain/paint.js";
import { atlasAt, sizeBlock } from "../../assets/components/explain/panels.js";
import {
  areaOf,
  cellsIn,
  placeNear,
  placesOver,
  spotNamed,
  spotText,
  squareAt,
  squarePlace,
  strongest,
} from "../../assets/components/explain/places.js";
import { mapInView, spotAfter, spotOn } from "../../assets/components/explain/pointing.js";
import {
  coveredChances,
  dropsOver,
  eachGradient,
  enlargedTerms,
  openScore,
  sharesAlong,
  weighedTerms,
} from "../../assets/components/explain/sums.js";
import { meanOf, percent, sumOf, told } from "../../assets/components/explain/words.js";

const packed = (shape, make) => {
  const size = shape.reduce((a, b) => a * b, 1);
  return { shape, data: Float32Array.from({ length: size }, (_, i) => make(i)) };
};
const stage = (name, kind = "maps", sign = "both") => ({
  name,
  title: name,
  note: "",
  kind,
  sign,
  column: 0,
  across: 1,
  side: 100,
});
const block = (method, names, facts = {}) => ({
  method,
  title: method,
  says: "",
  layer: "bn4",
  facts,
  stages: names.map((name) => stage(name)),
});
const message = (blocks, arrays, target = [0]) => ({
  meta: { scene: "x", labels: ["cat", "dog"], target, blocks },
  arrays: {
    pixels: packed([8, 8, 3], (i) => i),
    chances: packed([2], (i) => [0.9, 0.1][i]),
    ...arrays,
  },
});
const CAM = message([block("grad_cam", ["maps", "sum", "relu", "result", "gradients"])], {
  "0.maps": packed([3, 4, 4], (i) => i - 10),
  "0.gradients": packed([3, 4, 4], (i) => i / 10),
  "0.weights": packed([3], (i) => [0.5, 0, -2][i]),
  "0.order": { shape: [3], data: Int32Array.from([7, 0, 2]) },
  "0.sum": packed([4, 4], (i) => i - 8),
  "0.relu": packed([4, 4], (i) => Math.max(0, i - 8)),
  "0.result": packed([8, 8], (i) => (i === 37 ? 5 : 0)),
});
const COVER = message([block("occlusion", ["score", "result"], { side: 4, stride: 2 })], {
  "0.score": packed([3, 3], (i) => i / 10),
  "0.result": packed([8, 8], () => 0.5),
  "0.probabilities": packed([3, 3, 2], (i) => i / 20),
});
const spot = (name, map, row, column, number = 0) => ({
  block: number,
  stage: name,
  map,
  row,
  column,
});

test("a spot is written into the address and read from it; what is none is null", () => {
  const one = spot("sum", 0, 3, 2);
  assert.equal(spotText(one), "0.sum:0,3,2");
  assert.deepEqual(spotNamed("0.sum:0,3,2", CAM), one);
  for (const text of [
    null,
    "",
    "0.sum",
    "0.sum:0,4,0",
    "0.maps:3,0,0",
    "1.sum:0,0,0",
    "0.nose:0,0,0",
  ])
    assert.equal(spotNamed(text, CAM), null, String(text));
  assert.deepEqual(strongest(CAM), spot("result", 0, 4, 5));
});

test("a cell stands for its part of the picture, in coarse and fine maps alike", () => {
  const area = areaOf(CAM, spot("sum", 0, 1, 3));
  assert.deepEqual(area, { top: 0.25, left: 0.75, bottom: 0.5, right: 1 });
  assert.deepEqual(cellsIn(area, 8, 8), [2, 6, 2, 2]);
  assert.deepEqual(cellsIn(area, 4, 4), [1, 3, 1, 1]);
  assert.deepEqual(cellsIn(areaOf(CAM, spot("result", 0, 7, 0)), 4, 4), [3, 0, 1, 1]);
});

test("a square lies where its place says, and the place near a pixel has it in the middle", () => {
  assert.deepEqual(squareAt(COVER, 0, 1, 2), { top: 2, left: 4, bottom: 6, right: 8 });
  assert.deepEqual(placeNear(COVER, 0, 4, 0), [1, 0]);
  assert.deepEqual(placesOver(COVER, 0, 0, 3), [
    [0, 0],
    [0, 1],
  ]);
  assert.deepEqual(squarePlace(COVER, 0, spot("score", 0, 2, 1)), [2, 1]);
  assert.deepEqual(squarePlace(COVER, 0, spot("result", 0, 7, 7)), [2, 2]);
});

test("of many maps the one that is pointed at is drawn alone, and keys stay on it", () => {
  assert.equal(mapInView(spot("maps", 2, 1, 1), 0), 2);
  assert.equal(mapInView(spot("sum", 0, 1, 1), 0), 0);
  const panel = {
    block: 0,
    stage: stage("gradients", "one"),
    shape: [1, 4, 4],
    map: 2,
    atlas: atlasAt({ stage: stage("gradients", "one"), shape: [1, 4, 4] }, 40, 1),
  };
  assert.deepEqual(spotOn(panel, [15, 25]), spot("gradients", 2, 2, 1));
  assert.deepEqual(
    spotAfter(CAM, spot("gradients", 2, 2, 1), panel, [0, 1]),
    spot("gradients", 2, 2, 2),
  );
  assert.deepEqual(
    spotAfter(CAM, spot("result", 0, 7, 0), panel, [0, 1]),
    spot("gradients", 2, 3, 0),
  );
});

test("terms are weight times value, the largest first, and add up to the sum", () => {
  const terms = weighedTerms(CAM, spot("sum", 0, 0, 1));
  assert.deepEqual(
    terms.map(({ product }) => product),
    [-46, -4.5, 0],
  );
  assert.equal(sumOf(terms, -50.5), "(−2)·23 + 0.5·(−9) + 0·7 = −50.5");
  const many = Array.from({ length: 10 }, () => ({ factors: [1, 2], product: 2 }));
  assert.match(sumOf(many, 20), /1·2 \+ 12 \(6 others\) = 20$/);
  assert.equal(meanOf([1, 2, 3], 2), "(1 + 2 + 3) / 3 = 2");
});

test("an enlarged cell is a mean of its neighbours, held at the edges", () => {
  assert.deepEqual(sharesAlong(0, 8, 4), [[0, 1]]);
  assert.deepEqual(sharesAlong(1, 8, 4), [
    [0, 0.75],
    [1, 0.25],
  ]);
  assert.deepEqual(sharesAlong(7, 8, 4), [[3, 1]]);
  assert.deepEqual(sharesAlong(5, 8, 8), [[5, 1]]);
  const terms = enlargedTerms(CAM, spot("result", 0, 5, 5));
  const total = terms.reduce((sum, { product }) => sum + product, 0);
  assert.ok(Math.abs(total - (0.75 * (0.75 * 2 + 0.25 * 3) + 0.25 * (0.75 * 6 + 0.25 * 7))) < 1e-9);
});

test("under a square are the probabilities of all classes, and a pixel's value is the mean drop", () => {
  assert.deepEqual(
    [...coveredChances(COVER, 0, 1, 0)].map((v) => v.toFixed(2)),
    ["0.30", "0.35"],
  );
  assert.ok(Math.abs(openScore(COVER) - 0.9) < 1e-6);
  const drops = dropsOver(COVER, spot("result", 0, 0, 3));
  assert.deepEqual(
    drops.map((drop) => drop.toFixed(2)),
    ["0.90", "0.80"],
  );
});

test("every stage of every method is told in words", () => {
  const rgb = (make) => packed([3, 8, 8], make);
  const many = packed([6, 8, 8], (i) => i / 7);
  const gradients = message(
    [
      block("saliency", ["gradient", "result"]),
      block("smooth_grad", ["gradients", "gradient", "result"]),
      block("integrated_gradients", ["gradients", "gradient", "difference", "product", "result"]),
      block("cascade_saliency", ["step0", "step1"], { step0: 1, step1: 0.25 }),
    ],
    {
      "0.gradient": rgb((i) => i),
      "1.gradients": many,
      "1.gradient": rgb((i) => i),
      "2.gradients": many,
      "2.gradient": rgb((i) => i),
      "2.difference": rgb((i) => -i),
      "2.product": rgb((i) => i * -i),
      "3.step0": packed([8, 8], (i) => i),
      "3.step1": packed([8, 8], (i) => -i),
      ...Object.fromEntries([0, 1, 2].map((i) => [`${i}.result`, packed([8, 8], (j) => j)])),
    },
  );
  assert.equal(eachGradient(gradients, spot("gradient", 2, 0, 0, 1)).length, 2);
  for (const scene of [CAM, COVER, gradients])
    for (const [number, { stages }] of scene.meta.blocks.entries())
      for (const { name } of stages) {
        const { head, sum } = told(scene, spot(name, 0, 1, 2, number));
        assert.match(head, /row|rows/, name);
        assert.ok(!/NaN|undefined/.test(head + sum), `${name}: ${head} ${sum}`);
      }
  assert.match(told(CAM, spot("maps", 0, 1, 2)).head, /^Map 7 of bn4, row 1, column 2/);
  assert.match(told(gradients, spot("step1", 0, 1, 2, 3)).head, /0\.25\.$/);
  assert.equal(percent(-0.0701), "−7.0 %");
});

test("zero is the neutral colour in every table, and size has one hue on both sides", () => {
  for (const sign of ["both", "for", "size", "share"]) {
    const table = tableOf(sign, PALETTES.light);
    assert.deepEqual([...coloured([0], 0, 1, 1, table)], [247, 247, 245, 255]);
  }
  const table = tableOf("size", PALETTES.light);
  assert.equal(table[0], table[510]);
  assert.equal(limitOf([-3, 2], "both"), 3);
  assert.equal(limitOf([0.2], "share"), 1);
});

test("a map lies over the grey picture, and a square shows what it is filled with", () => {
  const theme = { background: "#ffffff", palette: PALETTES.light };
  const pixels = [100, 100, 100, 100, 100, 100, 100, 100, 100];
  const bytes = over([0, 1, -1], pixels, 1, "both", theme);
  assert.deepEqual([...bytes.slice(0, 3)], [162, 162, 162]);
  assert.ok(bytes[4] > bytes[6], "orange");
  assert.ok(bytes[10] > bytes[8], "blue");
  const shown = pictureBytes(
    pixels,
    [1, 3],
    { top: 0, left: 1, bottom: 1, right: 2 },
    Array(9).fill(7),
  );
  assert.deepEqual(
    [0, 4, 8].map((i) => shown[i]),
    [100, 7, 100],
  );
});

test("cells are whole pixels of the screen, and a block fits its width", () => {
  const panel = (column, across, shape, name = "maps") => ({
    block: 0,
    stage: { ...stage(name), column, across, side: 100 },
    shape,
  });
  assert.equal(atlasAt(panel(0, 1, [1, 32, 32]), 100, 2).cell, 3);
  const panels = [panel(0, 3, [6, 16, 16]), panel(1, 1, [1, 32, 32], "result")];
  assert.equal(sizeBlock(panels, 700, 1, false), false);
  const wide = panels.reduce((sum, { atlas }) => sum + atlas.width + 2, 24);
  assert.ok(wide <= 700, String(wide));
  assert.equal(sizeBlock(panels, 330, 1, true), true);
  assert.ok(panels.every(({ atlas }) => atlas.width <= 330));
});

test("words are broken where a line is full, and a word that is too long stands alone", () => {
  assert.deepEqual(
    linesOf("a bb ccc dddddd e", 5, (text) => text.length),
    ["a bb", "ccc", "dddddd", "e"],
  );
});

test("a component can be made where there is no browser only in its parts", () => {
  assert.equal(typeof Explain, "function");
});
