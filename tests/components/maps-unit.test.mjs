import assert from "node:assert/strict";
import { test } from "node:test";

import { cardButton, unitsOf } from "../../assets/components/maps/unit.js";

const LAYERS = [
  { name: "input", kind: "input", source: "" },
  { name: "conv3", kind: "conv", source: "input" },
  { name: "relu3", kind: "relu", source: "conv3" },
  { name: "bn3", kind: "bn", source: "relu3" },
  { name: "pool2", kind: "pool", source: "bn3" },
  { name: "flatten", kind: "flatten", source: "pool2" },
  { name: "fc2", kind: "fc", source: "flatten" },
  { name: "softmax", kind: "softmax", source: "fc2" },
];

test("a channel belongs to the layer with weights that made it", () => {
  const found = Object.fromEntries(LAYERS.map(({ name }) => [name, unitsOf(LAYERS, name)]));
  assert.deepEqual(found, {
    input: null,
    conv3: "conv3",
    relu3: "conv3",
    bn3: "conv3",
    pool2: "conv3",
    flatten: null,
    fc2: "fc2",
    softmax: "fc2",
  });
  assert.equal(unitsOf(LAYERS, "conv9"), null);
});

test("the button names the unit and opens its card, and hides where there is none", () => {
  const button = { hidden: true, textContent: "", onclick: () => {} };
  const scene = {
    view: { layer: "pool2", channel: 12 },
    passage: { facts: { layers: LAYERS } },
  };
  const opened = [];
  const draw = cardButton(button, scene, (card) => opened.push(card));
  draw();
  assert.equal(button.textContent, "What conv3:12 looks for");
  assert.equal(button.hidden, false);
  button.onclick();
  scene.view.layer = "flatten";
  draw();
  assert.equal(button.hidden, true);
  button.onclick();
  assert.deepEqual(opened, [{ layer: "conv3", channel: 12 }]);
});
