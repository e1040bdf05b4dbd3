import assert from "node:assert/strict";
import { test } from "node:test";
import * as colours from "../../assets/components/core/colours.js";
import { PALETTES, signedColour } from "../../assets/components/core/colours.js";
import { colourLimits } from "../../assets/components/maps/atlas.js";
import { decimals, fixed } from "../../assets/components/maps/digits.js";
import { placeAt, sheetLayout, tileAt } from "../../assets/components/maps/layout.js";
import { note } from "../../assets/components/maps/sheet.js";
import { clampCrop, cropBox, isCentre } from "../../assets/components/maps/square.js";
import {
  order,
  silence,
  statistics,
  strongest,
  together,
} from "../../assets/components/maps/statistics.js";
import { mapTable, unitTable } from "../../assets/components/maps/tables.js";
import * as trace from "../../assets/components/maps/trace.js";
import * as view from "../../assets/components/maps/view.js";

const array = (shape, numbers) => ({ shape, data: Float32Array.from(numbers) });

const FACTS = {
  first: "conv1",
  layers: [
    { name: "input", shape: [3, 32, 32] },
    { name: "conv1", shape: [32, 32, 32] },
    { name: "pool1", shape: [32, 16, 16] },
    { name: "fc2", shape: [10] },
  ],
};

/** What an address says of one name, as core/place.js reads it. */
const from = (query) => (name) => new URLSearchParams(query).get(name);

test("statistics are taken map by map", () => {
  const [first] = statistics(Float32Array.of(1, -3, 0, 6, 2, 2, 2, 2), 2);
  assert.deepEqual(first, { min: -3, max: 6, mean: 1, zeros: 0.25 });
});

test("a map that says nothing is dead, constant or nearly constant, as Python's facts have it", () => {
  const figures = statistics(Float32Array.of(10, 0, 3, 3, 5, 5.09, 5, 5.2, 1, 1.01), 5);
  const layer = { dead: [4], shape: [5, 1, 2] };
  assert.deepEqual(silence(figures, layer, 0.01), [null, "same", "nearly", null, "dead"]);
  assert.deepEqual(silence(figures, layer, 0), [null, "same", null, null, "dead"]);
});

test("a unit says nothing at zero, or where its weights are dead", () => {
  const figures = statistics(Float32Array.of(0, 4, 2), 3);
  assert.deepEqual(silence(figures, { dead: [2], shape: [3] }, 0.01), ["same", null, "dead"]);
});

test("the note counts each reason in a sentence of its own, with the limit that Python sent", () => {
  const facts = { dead: 0.25, still: 0.05 };
  const words = note(["dead", null, "dead", "same", "nearly"], false, facts);
  assert.match(words, /^2 maps are dead on every picture: .* below 0.25 in size \(two strokes\)\./);
  assert.match(words, /1 map is constant on this picture: .* \(one stroke\)\./);
  assert.match(words, /1 map is nearly constant .* less than 5 % .* \(a dashed stroke\)\.$/);
  assert.equal(note(["same", null], true, facts), "1 unit is zero on this picture (one stroke).");
  assert.equal(note([null], false, facts), "");
});

test("a map that says nothing is neutral on its own scale, and has its true colour beside others", () => {
  const figures = statistics(Float32Array.of(1, -3, 2, 2), 2);
  assert.deepEqual(colourLimits(figures, "map", 9, false, [null, "same"]), [3, Infinity]);
  assert.deepEqual(colourLimits(figures, "layer", 9, false, [null, "same"]), [3, 3]);
  const neutral = colours.shade(0, 1);
  assert.equal(colours.shade(2, Infinity), neutral);
});

test("the figures of a layer of units are those of all of them together", () => {
  const all = together(statistics(Float32Array.of(0, 4, -1, 1), 4));
  assert.deepEqual(all, { min: -1, max: 4, mean: 1, zeros: 0.25 });
});

test("a colour scale reaches as far as its map, its layer or the whole network", () => {
  const figures = statistics(Float32Array.of(1, -3, 2, 0), 2);
  assert.deepEqual(colourLimits(figures, "map", 9, false, [null, null]), [3, 2]);
  assert.deepEqual(colourLimits(figures, "layer", 9, false, [null, null]), [3, 3]);
  assert.deepEqual(colourLimits(figures, "network", 9, false, [null, null]), [9, 9]);
});

test("units have the colours of their layer: one number alone would always have the full one", () => {
  const logits = statistics(
    Float32Array.from({ length: 10 }, (_, i) => i - 2),
    10,
  );
  assert.deepEqual(colourLimits(logits, "map", 99, true, []), Array(10).fill(7));
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
    colours.paintSigned(
      pixels,
      Float32Array.of(-2, 0, 2, 50),
      0,
      4,
      2,
      colours.signedTable(palette),
    );
    const painted = Array.from(pixels, (p) => [p & 255, (p >> 8) & 255, (p >> 16) & 255]);
    const expected = [-2, 0, 2, 2].map((value) => signedColour(value, 2, palette));
    assert.deepEqual(painted, expected);
    assert.ok(pixels.every((p) => p >>> 24 === 255));
  }
});

test("a cell drawn by itself has the colour that it has in a painted map", () => {
  const table = colours.signedTable(PALETTES.dark);
  const shades = colours.cssTable(table);
  for (const value of [-3, -1.2, 0, 0.4, 2, 9]) {
    const pixels = new Uint32Array(1);
    colours.paintSigned(pixels, [value], 0, 1, 2, table);
    const [r, g, b] = [pixels[0] & 255, (pixels[0] >> 8) & 255, (pixels[0] >> 16) & 255];
    assert.equal(shades[colours.shade(value, 2)], `rgb(${r},${g},${b})`);
  }
  assert.equal(colours.shade(5, 0), colours.shade(0, 1));
});

test("a map of zeros is painted neutral, not divided by zero", () => {
  const pixels = new Uint32Array(1);
  const table = colours.signedTable(PALETTES.light);
  colours.paintSigned(pixels, Float32Array.of(0), 0, 1, 0, table);
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

/** Facts of a layer that slides a window, as Python sends them. */
const slides = (shape, window, padding, more) => ({
  shape,
  window,
  padding,
  stride: [1, 1],
  dilation: [1, 1],
  groups: 1,
  ...more,
});

test("a convolution is taken apart into windows, products and partial sums that make it up again", () => {
  const x = array([2, 3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  const weight = array([1, 2, 3, 3], [0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
  const layer = slides([1, 3, 3], [3, 3], [1, 1]);
  const centre = trace.traceConv(layer, x, weight, array([1], [0.5]), 0, 1, 1);
  assert.deepEqual(centre.partial, [2, 45]);
  assert.equal(centre.sum + centre.bias, 47.5);
  const corner = trace.traceConv(layer, x, weight, null, 0, 0, 0);
  assert.deepEqual(corner.windows[0], [null, null, null, null, 1, 2, null, 4, 5]);
  assert.deepEqual(corner.partial, [0, 28]);
  assert.equal(corner.bias, 0);
});

test("batch norm is (x - mean) / sqrt(variance + epsilon), scaled and shifted", () => {
  const one = (value) => array([1], [value]);
  const parameters = { mean: one(1), variance: one(3), gamma: one(2), beta: one(-1) };
  const { standard, value } = trace.traceNorm(5, parameters, 0, 1);
  assert.deepEqual([standard, value], [2, 3]);
  assert.equal(trace.traceNorm(5, { mean: one(1), variance: one(3) }, 0, 1).value, 2);
});

test("the winner of a pool is the largest of its four values, the first one if there are two", () => {
  const x = array([1, 2, 4], [0, 0, 7, 1, 0, 0, 3, 7]);
  const layer = slides([1, 1, 2], [2, 2], [0, 0], { stride: [2, 2] });
  const { cells, winner } = trace.tracePool(layer, x, 0, 0, 1);
  assert.deepEqual(
    cells.map(({ value }) => value),
    [7, 1, 3, 7],
  );
  assert.deepEqual(
    cells.map(({ cell }) => cell),
    [
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
    ],
  );
  assert.equal(winner, 0);
});

test("padding never wins, not even over values below zero", () => {
  const x = array([1, 2, 2], [-4, -3, -2, -1]);
  const layer = slides([1, 3, 3], [2, 2], [1, 1]);
  const { cells, winner } = trace.tracePool(layer, x, 0, 0, 0);
  assert.deepEqual([cells, winner], [[{ cell: [0, 0], value: -4 }], 0]);
  assert.equal(trace.tracePool(layer, x, 0, 1, 1).winner, 3);
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
  const plain = trace.traceDense(array([1], [2]), array([1, 1], [3]), undefined, 0, 1);
  assert.deepEqual([plain.sum, plain.bias], [6, 0]);
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
  assert.deepEqual([found.sum, found.rest, found.others, found.bias], [9, 3, 2, 0.5]);
  const second = {
    places: { shape: [2, 2], data: Int32Array.of(0, 0, 2, 1) },
    weights: array([2, 2], [0, 0, 5, -4]),
  };
  const all = trace.traceNamed(array([3], [1, 2, 3]), second, undefined, 1, 2, 8);
  assert.deepEqual(
    all.top.map(({ place, product }) => [place, product]),
    [
      [2, 15],
      [1, -8],
    ],
  );
  assert.deepEqual([all.sum, all.rest, all.bias], [8, 1, 0]);
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
  const written = view.writtenView(looked, "conv1");
  assert.deepEqual(written, {
    layer: "pool1",
    channel: "7",
    cell: "3,15",
    scale: "layer",
    sort: "max",
  });
  assert.deepEqual(
    view.readView((name) => written[name], FACTS),
    {
      layer: "pool1",
      channel: 7,
      row: 3,
      column: 15,
      scale: "layer",
      sort: "max",
    },
  );
});

test("defaults are left out of the address, and so is a value without its map", () => {
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
  const nothing = { layer: null, channel: null, cell: null, scale: null, sort: null };
  assert.deepEqual(view.writtenView(looked, "conv1"), nothing);
  assert.equal(view.writtenView(looked, "pool1").layer, "conv1");
  assert.equal(view.writtenView({ ...looked, pinned: true }, "conv1").cell, null);
  assert.equal(view.writtenView({ ...looked, chosen: true }, "conv1").channel, "3");
});

test("a square that was cut out is in the address, the one in the middle is not", () => {
  assert.deepEqual(view.writtenCrop([0.4, 0.5, 0.6]), { crop: "0.4,0.5,0.6" });
  assert.deepEqual(view.writtenCrop([0.5, 0.5, 1]), { crop: null });
});

test("nonsense in an address is dropped", () => {
  const read = (query) => view.readView(from(query), FACTS);
  assert.deepEqual(read("layer=conv9&channel=-1&cell=99,0&scale=loud&sort="), {
    layer: "conv1",
    scale: "map",
    sort: "channel",
  });
  assert.equal(read("layer=fc2&channel=10").channel, undefined);
  assert.equal(read("layer=fc2&channel=9").channel, 9);
  for (const cell of ["16,0", "0,16", "3", "", "a,b", "-1,2", "1.5,2"])
    assert.equal(read(`layer=pool1&channel=1&cell=${cell}`).row, undefined, cell);
  assert.equal(read("layer=pool1&cell=1,2").row, undefined);
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
  assert.deepEqual(
    [1.5, 12.345].map((value) => fixed(value, 1)),
    ["1.5", "12.3"],
  );
});

test("a map is saved row by row, units one a row with their names", () => {
  assert.equal(mapTable(Float32Array.of(9, 9, 1, -2, 3, 0.5), 2, 2, 2), "1,-2\n3,0.5\n");
  assert.equal(unitTable([1, 0.25], ["cat", "dog"]), "unit,value\ncat,1\ndog,0.25\n");
});
