import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { actions } from "../../assets/components/maps/actions.js";
import { Passage } from "../../assets/components/maps/passage.js";
import { Scene } from "../../assets/components/maps/scene.js";

const META = {
  labels: [..."abcdefghij"],
  picture: "digest",
  crop: [0.5, 0.5, 1],
  layers: [
    { name: "conv1", kind: "conv", source: null, shape: [2, 1, 2] },
    { name: "fc2", kind: "fc", source: "conv1", shape: [10] },
  ],
};
const ARRAYS = {
  conv1: { shape: [2, 1, 2], data: Float32Array.of(1, 2, 3, 4) },
  fc2: { shape: [10], data: new Float32Array(10) },
};

let [acts, scene, done, live] = [];
beforeEach(() => {
  globalThis.location = { pathname: "/feature_maps", search: "?picture=cat", hash: "" };
  globalThis.history = { state: null, replaceState: (_state, _title, to) => done.push(to) };
  [scene, done, live] = [new Scene(), [], {}];
  scene.receive(new Passage(META, ARRAYS), "");
  acts = actions(scene, {
    draw: (what) => done.push(`draw ${what}`),
    colour: () => done.push("colour"),
    send: (name, value) => done.push([name, value]),
    live,
  });
});
afterEach(() => {
  delete globalThis.location;
  delete globalThis.history;
});

test("turning to a map changes the address, the picture and the spoken words, and the server hears nothing", () => {
  acts.pick(0);
  assert.deepEqual(done, ["/feature_maps?picture=cat&channel=0", "draw all"]);
  assert.equal(live.textContent, "conv1, map 0, row 0, column 1: 2");
});

test("moving to a value stays in the browser, pinning it tells the server", () => {
  acts.move([0, 0]);
  assert.deepEqual(done, ["/feature_maps?picture=cat&channel=1&cell=0,0", "draw all"]);
  acts.pin([0, 0]);
  assert.deepEqual(done.at(-1), ["spot", { layer: "conv1", channel: 1, row: 0, column: 0 }]);
});

test("a key moves on from what the pointer last touched", () => {
  acts.hover([0, 1]);
  acts.move([0, 0]);
  assert.equal(scene.hovered, null);
});

test("following a number tells the server where it led", () => {
  acts.follow("conv1,0,0,1");
  assert.deepEqual(done.at(-1), ["spot", { layer: "conv1", channel: 0, row: 0, column: 1 }]);
});

test("a unit that is picked is told at once: it has no values to choose from", () => {
  acts.choose("fc2");
  acts.pick(3);
  assert.deepEqual(done.at(-1), ["spot", { layer: "fc2", channel: 3, row: 0, column: 0 }]);
  assert.equal(live.textContent, "fc2, d: 0");
});

test("pointing draws only what it concerns, and the same place twice nothing", () => {
  acts.hover([0, 1]);
  acts.hover([0, 1]);
  acts.focus(1);
  acts.focus(1);
  acts.peek();
  assert.deepEqual(done, ["draw lens", "draw lens", "draw sheet"]);
});

test("what leads nowhere does nothing", () => {
  acts.choose(undefined);
  acts.choose("conv1");
  acts.set("scale", undefined);
  acts.set("scale", "map");
  acts.pick(-1);
  acts.pin(null);
  acts.focus(-1);
  acts.follow(undefined);
  assert.deepEqual(done, []);
});

test("another colour scale paints anew before it draws; another order only draws", () => {
  acts.set("scale", "layer");
  assert.deepEqual(done, ["colour", "/feature_maps?picture=cat&scale=layer", "draw all"]);
  done.length = 0;
  acts.set("sort", "max");
  assert.ok(!done.includes("colour"));
});

test("a crop is sent with the picture it was cut from", () => {
  acts.crop([0.4, 0.5, 0.6]);
  assert.deepEqual(done, [["crop", { picture: "digest", crop: [0.4, 0.5, 0.6] }]]);
});
