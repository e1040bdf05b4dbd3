import assert from "node:assert/strict";
import { test } from "node:test";

import { colourLimits } from "../../assets/components/maps/atlas.js";
import { decimals, fixed } from "../../assets/components/maps/digits.js";
import { step } from "../../assets/components/maps/keys.js";
import { placeAt, sheetLayout, tileAt } from "../../assets/components/maps/layout.js";
import { mapTable, unitTable } from "../../assets/components/maps/saving.js";
import * as scale from "../../assets/components/maps/scale.js";
import { clampCrop, cropBox, isCentre } from "../../assets/components/maps/square.js";
import { order, statistics, strongest, together } from "../../assets/components/maps/statistics.js";
import * as trace from "../../assets/components/maps/trace.js";
import * as view from "../../assets/components/maps/view.js";
import { PALETTES, signedColour } from "../../assets/components/core/colours.js";

const array = (shape, numbers) => ({ shape, data: Float32Array.from(numbers) });
const close = (a, b, tolerance = 1e-9) =>
  assert.ok(Math.abs(a - b) <= tolerance, `${a} is not ${b}`);

const LAYERS = [
  { name: "input", shape: [3, 32, 32] },
  { name: "conv1", shape: [32, 32, 32] },
  { name: "pool1", shape: [32, 16, 16] },
  { name: "fc2", shape: [10] },
];

test("statistics are taken map by map, and a map with one value everywhere is dead", () => {
  const [first, second] = statistics(Float32Array.of(1, -3, 0, 6, 2, 2, 2, 2), 2);
  assert.deepEqual(first, { min: -3, max: 6, mean: 1, zeros: 0.25, dead: false });
  assert.equal(second.dead, true);
});

test("a unit of a fully connected layer is dead only at zero", () => {
  assert.deepEqual(
    statistics(Float32Array.of(0, 4), 2).map(({ dead }) => dead),
    [true, false],
  );
});

test("the figures of a layer of units are those of all of them together", () => {
  const all = together(statistics(Float32Array.of(0, 4, -1, 1), 4));
  assert.deepEqual(all, { min: -1, max: 4, mean: 1, zeros: 0.25, dead: false });
});

test("a colour scale reaches as far as its map, its layer or the whole network", () => {
  const figures = statistics(Float32Array.of(1, -3, 2, 0), 2);
  assert.deepEqual(colourLimits(figures, "map", 9), [3, 2]);
  assert.deepEqual(colourLimits(figures, "layer", 9), [3, 3]);
  assert.deepEqual(colourLimits(figures, "network", 9), [9, 9]);
});

test("units have the colours of their layer: one number alone would always have the full one", () => {
  const logits = statistics(
    Float32Array.from({ length: 10 }, (_, i) => i - 2),
    10,
  );
  assert.deepEqual(colourLimits(logits, "map", 99), Array(10).fill(7));
});

test("maps are ordered by number, or from the largest down with ties by number", () => {
  const list = [{ mean: 1 }, { mean: 3 }, { mean: 3 }, { mean: -2 }];
  assert.deepEqual(order(list, "channel"), [0, 1, 2, 3]);
  assert.deepEqual(order(list, "mean"), [1, 2, 0, 3]);
});

test("the strongest value is the one furthest from zero, on either side", () => {
  assert.equal(strongest(Float32Array.of(9, 1, -7, 5), 1, 3), 1);
});

test("painted pixels have the palette's colours, zero always the neutral one", () => {
  for (const palette of Object.values(PALETTES)) {
    const pixels = new Uint32Array(4);
    scale.paint(pixels, Float32Array.of(-2, 0, 2, 50), 0, 4, 2, scale.signedTable(palette));
    const colours = Array.from(pixels, (p) => [p & 255, (p >> 8) & 255, (p >> 16) & 255]);
    const expected = [-2, 0, 2, 2].map((value) => signedColour(value, 2, palette));
    assert.deepEqual(colours, expected);
    assert.ok(pixels.every((p) => p >>> 24 === 255));
  }
});

test("a cell drawn by itself has the colour that it has in a painted map", () => {
  const table = scale.signedTable(PALETTES.dark);
  const shades = scale.cssTable(table);
  for (const value of [-3, -1.2, 0, 0.4, 2, 9]) {
    const pixels = new Uint32Array(1);
    scale.paint(pixels, [value], 0, 1, 2, table);
    const [r, g, b] = [pixels[0] & 255, (pixels[0] >> 8) & 255, (pixels[0] >> 16) & 255];
    assert.equal(shades[scale.shade(value, 2)], `rgb(${r},${g},${b})`);
  }
  assert.equal(scale.shade(5, 0), scale.shade(0, 1));
});

test("a map of zeros is painted neutral, not divided by zero", () => {
  const pixels = new Uint32Array(1);
  const table = scale.signedTable(PALETTES.light);
  scale.paint(pixels, Float32Array.of(0), 0, 1, 0, table);
  assert.equal(pixels[0], table[255]);
});

test("every tile of a sheet lies inside it and is found again under its centre", () => {
  for (const [count, size, width] of [
    [32, 32, 428],
    [64, 16, 428],
    [64, 8, 300],
    [512, 1, 400],
    [3, 32, 358],
  ]) {
    const layout = sheetLayout(count, size, width, 480);
    assert.ok(layout.width <= width, `${count} maps are ${layout.width} wide`);
    for (let place = 0; place < count; place++) {
      const [x, y] = tileAt(layout, place);
      assert.ok(x >= 0 && x + layout.tile <= width);
      assert.equal(placeAt(layout, count, x + layout.tile / 2, y + layout.tile / 2), place);
    }
  }
});

test("a value of a map is a whole number of pixels where there is room", () => {
  const layout = sheetLayout(32, 32, 428, 480);
  assert.equal(layout.tile % 32, 0);
});

test("beside and below the tiles of a sheet there is no map", () => {
  const layout = sheetLayout(3, 32, 300, 480);
  assert.equal(placeAt(layout, 3, -1, 5), -1);
  assert.equal(placeAt(layout, 3, 5, layout.height + 40), -1);
});

test("a convolution is taken apart into windows, products and partial sums that make it up again", () => {
  const x = array([2, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  const weight = array([1, 2, 3, 3], [0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  const centre = trace.traceConv(x, weight, array([1], [0.5]), 0, 1, 1);
  assert.deepEqual(centre.partial, [2, 45]);
  assert.equal(centre.sum + centre.bias, 47.5);
  const corner = trace.traceConv(x, weight, array([1], [0.5]), 0, 0, 0);
  assert.deepEqual(corner.windows[0], [null, null, null, null, 1, 2, null, 4, 5]);
  assert.deepEqual(corner.partial, [0, 28]);
});

test("batch norm is (x - mean) / sqrt(variance + epsilon), scaled and shifted", () => {
  const one = (value) => array([1], [value]);
  const parameters = { mean: one(1), variance: one(3), gamma: one(2), beta: one(-1) };
  const { standard, value } = trace.traceNorm(5, parameters, 0, 1);
  assert.deepEqual([standard, value], [2, 3]);
});

test("the winner of a pool is the largest of its four values, the first one if there are two", () => {
  const x = array([1, 2, 4], [0, 0, 7, 1, 0, 0, 3, 7]);
  assert.deepEqual(trace.tracePool(x, 0, 0, 1), { cells: [7, 1, 3, 7], winner: 0 });
});

test("the terms of a dense layer that are named and the rest add up to the sum", () => {
  const found = trace.traceDense(
    array([3], [1, 2, 3]),
    array([1, 3], [10, -1, 1]),
    array([1], [4]),
    0,
    1,
  );
  assert.deepEqual(
    found.top.map(({ place, product }) => [place, product]),
    [[0, 10]],
  );
  assert.deepEqual([found.others, found.rest, found.sum, found.bias], [2, 1, 11, 4]);
});

test("where Python names the largest terms, the rest is what is missing from the value", () => {
  const named = {
    places: { shape: [1, 2], data: Int32Array.of(2, 0) },
    weights: array([1, 2], [2, 1]),
  };
  const found = trace.traceNamed(array([3], [1, 2, 3]), named, array([1], [0.5]), 0, 1, 9.5);
  assert.deepEqual(
    found.top.map(({ product }) => product),
    [6],
  );
  assert.deepEqual([found.sum, found.rest], [9, 3]);
});

test("softmax(1, 2, 3) is the lecture's 0.09, 0.24, 0.67", () => {
  const { shares, powers } = trace.traceSoftmax(Float32Array.of(1, 2, 3));
  assert.deepEqual(
    shares.map((share) => share.toFixed(2)),
    ["0.09", "0.24", "0.67"],
  );
  assert.equal(powers[2], 1);
});

test("softmax of large logits stays finite", () => {
  assert.deepEqual(trace.traceSoftmax([1000, 0]).shares, [1, 0]);
});

test("a view goes into the address and comes out of it the same", () => {
  const looked = {
    layer: "pool1",
    channel: 7,
    row: 3,
    column: 15,
    chosen: true,
    pinned: true,
    scale: "layer",
    sort: "max",
  };
  const query = view.writeView("picture=rocket", looked, [0.25, 0.5, 0.8]);
  assert.equal(
    query,
    "picture=rocket&layer=pool1&channel=7&cell=3,15&scale=layer&sort=max&crop=0.25,0.5,0.8",
  );
  assert.deepEqual(view.readView(query, LAYERS), {
    layer: "pool1",
    channel: 7,
    row: 3,
    column: 15,
    scale: "layer",
    sort: "max",
  });
});

test("defaults are left out of the address, and leaving takes everything out", () => {
  const looked = {
    layer: "conv1",
    channel: 3,
    row: 0,
    column: 0,
    chosen: false,
    pinned: false,
    scale: "map",
    sort: "channel",
  };
  assert.equal(view.writeView("layer=pool1&picture=cat", looked, null), "picture=cat");
  assert.equal(view.writeView("layer=pool1&cell=1,2&picture=cat", null, null), "picture=cat");
});

test("nonsense in an address is dropped", () => {
  const read = view.readView("layer=conv9&channel=-1&cell=99,0&scale=loud&sort=", LAYERS);
  assert.deepEqual(read, { layer: "conv1", scale: "map", sort: "channel" });
  assert.equal(view.readView("layer=fc2&channel=10", LAYERS).channel, undefined);
  assert.equal(view.readView("layer=pool1&channel=1&cell=16,0", LAYERS).row, undefined);
});

test("a crop is kept inside the picture and above the least side", () => {
  assert.deepEqual(clampCrop([0, 1, 2], 200, 100, 0.1), [0.25, 0.5, 1]);
  assert.deepEqual(clampCrop([0.5, 0.5, 0], 100, 100, 0.32), [0.5, 0.5, 0.32]);
  for (const crop of [
    [0, 0, 0.5],
    [1, 1, 0.9],
    [0.5, 0, 0.3],
  ]) {
    const [left, top, side] = cropBox(clampCrop(crop, 320, 200, 0.1), 320, 200);
    assert.ok(
      left >= -1e-9 && top >= -1e-9 && left + side <= 320 + 1e-9 && top + side <= 200 + 1e-9,
    );
  }
});

test("only the largest square in the middle counts as the centre crop", () => {
  assert.equal(isCentre([0.5, 0.5, 1]), true);
  assert.equal(isCentre([0.5, 0.5, 0.9]), false);
});

test("numbers that share a table share their decimals", () => {
  assert.deepEqual([250, 12, 1.5, 0.2, 0.01].map(decimals), [0, 1, 2, 2, 3]);
  assert.deepEqual(
    [-7.814, 0, -0.001].map((value) => fixed(value, 2)),
    ["−7.81", "0", "0.00"],
  );
  close(Number(fixed(1.25, 1)), 1.3, 0.06);
});

test("a map is saved row by row, units one a row with their names", () => {
  assert.equal(mapTable(Float32Array.of(9, 9, 1, -2, 3, 0.5), 2, 2, 2), "1,-2\n3,0.5\n");
  assert.equal(unitTable([1, 0.25], ["cat", "dog"]), "unit,value\ncat,1\ndog,0.25\n");
});

test("arrow keys, Home and End lead through a grid and stop at its edges", () => {
  const press = (key) => ({ key, preventDefault() {} });
  assert.equal(step(press("ArrowDown"), 1, 10, 4), 5);
  assert.equal(step(press("ArrowDown"), 7, 10, 4), 7);
  assert.equal(step(press("ArrowLeft"), 0, 10, 4), 0);
  assert.equal(step(press("End"), 3, 10, 4), 9);
  assert.equal(step(press("Home"), 3, 10, 4), 0);
  assert.equal(step(press("a"), 3, 10, 4), null);
  assert.equal(step({ ...press("ArrowRight"), ctrlKey: true }, 3, 10), null);
});
