import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { PALETTES } from "../../assets/components/core/colours.js";
import { detail } from "../../assets/components/maps/detail.js";
import { Passage } from "../../assets/components/maps/passage.js";
import { Scene } from "../../assets/components/maps/scene.js";

const array = (shape, numbers) => ({ shape, data: Float32Array.from(numbers) });

// A network of five layers on a picture of 2 x 2 values, small enough to follow by hand.
const [ONE, NONE] = [
  [1, 1],
  [0, 0],
];
const layer = (name, kind, source, shape, more) => ({
  name,
  kind,
  group: "Block 1",
  source,
  shape,
  parameters: 0,
  window: ONE,
  stride: ONE,
  padding: NONE,
  dilation: ONE,
  groups: 1,
  epsilon: 0,
  units: [],
  dead: [],
  ...more,
});
const FACTS = {
  first: "conv1",
  mean: [0],
  std: [1],
  dead: 0.1,
  still: 0.1,
  device: "CPU",
  layers: [
    layer("input", "input", "", [1, 2, 2]),
    layer("conv1", "conv", "input", [2, 2, 2], { window: [3, 3], padding: ONE }),
    layer("relu1", "relu", "conv1", [2, 2, 2]),
    layer("dropout1", "dropout", "relu1", [2, 2, 2]),
    layer("fc2", "fc", "dropout1", [10], { units: [..."abcdefghij"] }),
  ],
};
const NETWORK = {
  meta: FACTS,
  arrays: {
    "conv1.weight": array([2, 1, 3, 3], [...Array(4).fill(0), 1, ...Array(13).fill(0)]),
    "conv1.bias": array([2], [0.5, -9]),
  },
};
const ARRAYS = {
  input: array([1, 2, 2], [1, 2, 3, 4]),
  conv1: array([2, 2, 2], [1.5, 2.5, 3.5, 4.5, -9, -9, -9, -9]),
  fc2: array([10], [-20, 0, 0, 7, 0, 0, 0, 0, 0, 1]),
};
/** What Python says stands out of these. */
const META = {
  standing: {
    input: { map: 0, places: [3] },
    conv1: { map: 1, places: [3, 0] },
    relu1: { map: 0, places: [3, 0] },
    dropout1: { map: 0, places: [3, 0] },
    fc2: { map: 3, places: [] },
  },
};

/** What an address says of one name, as core/place.js reads it. */
const from = (query) => (name) => new URLSearchParams(query).get(name);

let [passage, scene] = [null, null];
beforeEach(() => {
  passage = new Passage(META, ARRAYS, NETWORK);
  scene = new Scene();
  scene.receive(passage, from(""));
});

const place = () => [scene.view.layer, ...scene.place];

test("dropout has the values and the figures of the layer before it", () => {
  assert.equal(passage.values("dropout1"), passage.values("relu1"));
  assert.deepEqual([...passage.values("dropout1").data], [1.5, 2.5, 3.5, 4.5, 0, 0, 0, 0]);
  assert.deepEqual(passage.figures("dropout1"), passage.figures("relu1"));
});

test("a value is found by its map, row and column, a unit by its number alone", () => {
  assert.equal(passage.value("conv1", 0, 1, 0), 3.5);
  assert.equal(passage.value("fc2", 3, 0, 0), 7);
  assert.deepEqual(passage.size("fc2"), { count: 10, height: 1, width: 1, flat: true });
  assert.equal(passage.unit("fc2", 3), "d");
});

test("the network reaches as far from zero as the farthest of all its values", () => {
  assert.equal(passage.top, 20);
});

test("what nobody chose is what Python says stands out, the map and the value", () => {
  assert.deepEqual(place(), ["conv1", 1, 0, 0]);
  assert.equal(scene.value, -9);
  assert.deepEqual([scene.view.chosen, scene.view.pinned], [false, false]);
});

test("a unit stands out by itself, without a place", () => {
  scene.choose("fc2");
  assert.equal(scene.value, 7);
  assert.equal(scene.unit(), "d");
});

test("a link names the layer, the map and the value", () => {
  scene = new Scene();
  scene.receive(passage, from("layer=relu1&channel=0&cell=1,0"));
  assert.deepEqual(place(), ["relu1", 0, 1, 0]);
  assert.deepEqual([scene.view.chosen, scene.view.pinned], [true, true]);
});

test("a pinned value stays where the next layer is as large, else another one stands out", () => {
  scene.pick(0);
  scene.move([0, 1]);
  scene.choose("dropout1");
  assert.deepEqual(place(), ["dropout1", 0, 0, 1]);
  scene.choose("input");
  assert.deepEqual(place(), ["input", 0, 1, 1]);
});

test("another picture keeps what was chosen and looks again for what was not", () => {
  scene.pick(0);
  const turned = { ...ARRAYS, conv1: array([2, 2, 2], [8, 0, 0, 0, 1, 1, 1, 1]) };
  const standing = { ...META.standing, conv1: { map: 0, places: [0, 0] } };
  scene.receive(new Passage({ standing }, turned, NETWORK), from("layer=relu1"));
  assert.deepEqual(place(), ["conv1", 0, 0, 0]);
});

test("in a map that is turned to, the value that Python names stands out", () => {
  const uneven = { ...ARRAYS, conv1: array([2, 2, 2], [9, 0, 0, 0, 1, 2, -7, 3]) };
  const standing = { ...META.standing, conv1: { map: 0, places: [0, 2] } };
  scene.receive(new Passage({ standing }, uneven, NETWORK), from(""));
  assert.deepEqual(place(), ["conv1", 0, 0, 0]);
  scene.pick(1);
  assert.deepEqual(place(), ["conv1", 1, 1, 0]);
  assert.equal(scene.value, -7);
  assert.equal(scene.view.pinned, false);
});

test("to move to a value is to decide on its map too", () => {
  scene.move([1, 1]);
  assert.deepEqual([scene.view.chosen, scene.view.pinned], [true, true]);
});

test("a unit that is picked is a value that is pinned", () => {
  scene.choose("fc2");
  scene.pick(9);
  assert.deepEqual(place(), ["fc2", 9, 0, 0]);
  assert.equal(scene.view.pinned, true);
});

test("Back looks at what the address says, whatever was chosen since", () => {
  scene.pick(0);
  scene.move([0, 1]);
  scene.hovered = [1, 1];
  scene.open(from("layer=relu1"));
  assert.deepEqual(place(), ["relu1", 0, 1, 1]);
  assert.deepEqual([scene.view.chosen, scene.view.pinned, scene.hovered], [false, false, null]);
});

test("the value under the pointer is read until another map is turned to", () => {
  scene.pick(0);
  scene.hovered = [0, 0];
  assert.equal(scene.value, 1.5);
  scene.pick(0);
  assert.equal(scene.value, 4.5);
});

test("a place that is followed is looked at, in whatever layer it lies", () => {
  scene.follow("input", 0, 1, 0);
  assert.deepEqual(place(), ["input", 0, 1, 0]);
  assert.equal(scene.value, 3);
});

test("a convolution's value is taken apart, and spelled out to the network's own number", () => {
  scene.pick(0);
  const trace = scene.trace();
  assert.deepEqual([trace.sum, trace.bias, trace.focused], [4, 0.5, 0]);
  const html = detail(scene, trace, PALETTES.light);
  assert.match(html, /data-sum="4" data-bias="0.5"/);
  assert.match(html, /title="4.5">4.5000</);
});

test("no other layer has a trace; its value says where it comes from", () => {
  scene.follow("relu1", 1, 1, 1);
  assert.equal(scene.trace(), null);
  const html = detail(scene, null, PALETTES.dark);
  assert.match(html, /Below zero it is cut off/);
  assert.match(html, /data-go="conv1,1,1,1"/);
});
