import assert from "node:assert/strict";
import { test } from "node:test";
import { between, Eye } from "../../assets/components/network/eye.js";
import {
  boxOf,
  layWorld,
  PICTURE,
  stagesOf,
  valueAt,
} from "../../assets/components/network/layout.js";
import { neighbourOf } from "../../assets/components/network/neighbours.js";
import { parsed, stepped, written } from "../../assets/components/network/trail.js";

// A network that is nothing like MiniVGG: strides, one channel, a pooling that overlaps, classes with names.
const layer = (name, kind, source, shape, more = {}) => ({
  name,
  kind,
  source,
  shape,
  window: [1, 1],
  units: [],
  channels: { conv: "group", fc: "all", softmax: "all", flatten: "order" }[kind] ?? "own",
  ...more,
});
const LAYERS = [
  layer("input", "input", "", [1, 9, 12], { units: ["Brightness"] }),
  layer("stem", "conv", "input", [5, 8, 12], { window: [5, 5] }),
  layer("cut", "relu", "stem", [5, 8, 12]),
  layer("peaks", "pool", "cut", [5, 4, 6], { window: [3, 3] }),
  layer("rest", "dropout", "peaks", [5, 4, 6]),
  layer("row", "flatten", "rest", [120]),
  layer("head", "fc", "row", [3], { units: ["owl", "tram", "fig"] }),
  layer("share", "softmax", "head", [3], { units: ["owl", "tram", "fig"] }),
];
const WIDE = { width: 1000, height: 500, narrow: false };
const PHONE = { width: 358, height: 500, narrow: true };

test("a stage begins where there is a window or a whole row, and holds what works value by value", () => {
  const names = stagesOf(LAYERS).map((stage) => stage.map(({ name }) => name).join(" "));
  assert.deepEqual(names, ["input", "stem cut", "peaks rest", "row", "head share"]);
});

for (const stage of [WIDE, PHONE])
  test(`blocks keep apart and within the world, ${stage.width} pixels wide`, () => {
    const world = layWorld(LAYERS, new Set(), stage);
    assert.deepEqual(
      world.blocks.map(({ name }) => name),
      [PICTURE, ...LAYERS.map(({ name }) => name)],
    );
    for (const block of world.blocks) {
      assert.ok(block.x >= 0 && block.y >= world.label - 1);
      assert.ok(block.x + block.width <= world.width + 1, block.name);
      assert.ok(block.y + block.height <= world.height + 1, block.name);
      assert.ok(Number.isInteger(block.x) && Number.isInteger(block.y));
      for (const other of world.blocks)
        assert.ok(
          block === other ||
            block.x + block.width <= other.x ||
            other.x + other.width <= block.x ||
            block.y + block.height <= other.y ||
            other.y + other.height <= block.y,
          `${block.name} and ${other.name}`,
        );
    }
  });

test("every value lies where it is looked for", () => {
  const world = layWorld(LAYERS, new Set(), WIDE);
  for (const block of world.blocks)
    for (let map = 0; map < block.size[0]; map++)
      for (const [row, column] of [
        [0, 0],
        [block.size[1] - 1, block.size[2] - 1],
      ]) {
        const box = boxOf(block, map, { rows: [row], columns: [column] });
        const found = valueAt(world, box.x + box.width / 2, box.y + box.height / 2);
        assert.equal(found?.block, block);
        assert.deepEqual(found?.cell, [map, row, column]);
      }
  assert.equal(valueAt(world, -1, -1), null);
});

test("folded stages show their last layer, and the rest becomes larger", () => {
  const open = layWorld(LAYERS, new Set(), WIDE);
  const folded = layWorld(LAYERS, new Set([1, 2, 4]), WIDE);
  assert.deepEqual(
    folded.blocks.map(({ name }) => name),
    [PICTURE, "input", "cut", "rest", "row", "share"],
  );
  const scale = ({ width, height }) => Math.min(WIDE.width / width, WIDE.height / height);
  assert.ok(scale(folded) >= scale(open));
});

test("an arrow leads across the edge of a map into the next", () => {
  const block = layWorld(LAYERS, new Set(), WIDE).blocks.find(({ name }) => name === "stem");
  assert.deepEqual(
    neighbourOf(block, [0, 2, 11], [0, 1]),
    block.across > 1 ? [1, 2, 0] : [0, 2, 11],
  );
  assert.deepEqual(neighbourOf(block, [0, 0, 0], [-1, 0]), [0, 0, 0]);
});

test("a flight begins and ends where it should and keeps its goal on the stage", () => {
  const stage = { width: 800, height: 400 };
  const [from, to] = [
    { scale: 0.8, x: 0, y: 12 },
    { scale: 40, x: -9000, y: -4000 },
  ];
  const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-6 * Math.max(1, Math.abs(b)), `${a} ${b}`);
  for (const [share, view] of [
    [0, from],
    [1, to],
  ]) {
    const found = between(from, to, share, stage);
    for (const key of ["scale", "x", "y"]) near(found[key], view[key]);
  }
  const goal = { x: (400 - to.x) / to.scale, y: (200 - to.y) / to.scale };
  for (let share = 0; share <= 1; share += 0.05) {
    const { scale, x, y } = between(from, to, share, stage);
    assert.ok(x + goal.x * scale > -1 && x + goal.x * scale < 801);
    assert.ok(y + goal.y * scale > -1 && y + goal.y * scale < 401);
  }
  const aside = between(from, { ...from, x: -50 }, 0.5, stage);
  near(aside.x, -25);
});

test("zooming is held between the whole and the closest, and what cannot be panned is given back", () => {
  const eye = new Eye();
  eye.enter({ width: 1000, height: 500 }, { width: 800, height: 500 }, false);
  assert.ok(eye.isWhole);
  eye.zoom(0.1);
  assert.ok(eye.isWhole);
  eye.zoom(1e6);
  assert.equal(eye.at.scale, 64);
  eye.zoom(0);
  assert.deepEqual(eye.at, eye.whole);
  assert.equal(eye.pan(0, 30), 30);
  const view = eye.viewOf({ x: 100, y: 100, width: 10, height: 10 });
  assert.ok(view.scale > 10 && view.scale <= 64);
});

test("a trail is written and read back; what cannot be is none", () => {
  const stations = [
    ["share", 1, 0, 0],
    ["head", 1, 0, 0],
    ["row", 119, 0, 0],
    ["rest", 4, 3, 5],
  ];
  assert.deepEqual(parsed(written(stations), LAYERS), stations);
  assert.equal(written(stations.slice(0, 1)), null);
  for (const text of [
    null,
    "",
    "share.1.0.0",
    "share.1.0.0_rest.5.0.0",
    "a.0.0.0_b.0.0.0",
    "share.1_head.1",
  ])
    assert.deepEqual(parsed(text, LAYERS), []);
  assert.deepEqual(stepped(stations, ["peaks", 4, 3, 5]).length, 5);
  assert.deepEqual(stepped(stations, ["head", 1, 0, 0]), stations.slice(0, 2));
});
