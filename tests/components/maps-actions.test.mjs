import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { tell } from "../../assets/components/core/place.js";
import { actions } from "../../assets/components/maps/actions.js";
import { Passage } from "../../assets/components/maps/passage.js";
import { Scene } from "../../assets/components/maps/scene.js";

const FACTS = {
  first: "conv1",
  still: 0,
  layers: [
    { name: "conv1", kind: "conv", source: "", shape: [2, 1, 2], units: [], dead: [] },
    { name: "fc2", kind: "fc", source: "conv1", shape: [10], units: [..."abcdefghij"], dead: [] },
  ],
};
const ARRAYS = {
  conv1: { shape: [2, 1, 2], data: Float32Array.of(1, 2, 3, 4) },
  fc2: { shape: [10], data: new Float32Array(10) },
};
const STANDING = { conv1: { map: 1, places: [1, 1] }, fc2: { map: 0, places: [] } };
const OWN = ["layer", "channel", "cell", "scale", "sort", "crop"];

mock.timers.enable({ apis: ["setTimeout"] });

let [acts, scene, done, live, number] = [null, null, [], {}, 0];
beforeEach(() => {
  number += 1;
  const path = `/feature_maps${number}`; // every test has a page of its own
  const to = (how) => (_state, _title, address) =>
    done.push(`${how} ${address.slice(path.length)}`);
  globalThis.location = { pathname: path, search: "?picture=cat", hash: "" };
  globalThis.history = { state: null, pushState: to("entry"), replaceState: to("same entry") };
  tell({ session: "a", run: 1, number, path, query: "picture=cat", own: OWN, arrived: true });
  [scene, done, live] = [new Scene(), [], {}];
  scene.receive(
    new Passage({ picture: "digest", standing: STANDING }, ARRAYS, { meta: FACTS, arrays: {} }),
    () => null,
  );
  acts = actions(scene, {
    draw: (what) => done.push(`draw ${what}`),
    colour: () => done.push("colour"),
    send: (name, value) => done.push([name, value]),
    live,
  });
});

test("turning to a map changes the address, the picture and the spoken words, and the server hears nothing", () => {
  acts.pick(0);
  assert.deepEqual(done, ["entry ?picture=cat&channel=0", "draw all"]);
  assert.equal(live.textContent, "conv1, map 0, row 0, column 1: 2");
});

test("moving to a value changes the entry that is there and stays in the browser, pinning it tells the server", () => {
  acts.move([0, 0]);
  assert.deepEqual(done, ["draw all"]);
  mock.timers.tick(300);
  assert.deepEqual(done, ["draw all", "same entry ?picture=cat&channel=1&cell=0,0"]);
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
  assert.deepEqual(done, ["colour", "entry ?picture=cat&scale=layer", "draw all"]);
  done.length = 0;
  acts.set("sort", "max");
  assert.deepEqual(done, ["entry ?picture=cat&scale=layer&sort=max", "draw all"]);
});

test("a crop is sent with the picture it was cut from, and the one in the middle needs no words", () => {
  acts.crop([0.4, 0.5, 0.6]);
  assert.deepEqual(done, [
    "entry ?picture=cat&crop=0.4,0.5,0.6",
    ["crop", { picture: "digest", crop: [0.4, 0.5, 0.6] }],
  ]);
  globalThis.location.search = "?picture=cat&crop=0.4,0.5,0.6";
  acts.crop([0.5, 0.5, 1]);
  assert.equal(done[2], "entry ?picture=cat");
});
