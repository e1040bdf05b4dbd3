import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { drawQueue } from "../../assets/components/core/frames.js";

let [frames, drawn] = [new Map(), []];

/** The screen is drawn anew: everything that waits for it runs once. */
function frame() {
  const due = [...frames.values()];
  frames.clear();
  for (const draw of due) draw();
}

beforeEach(() => {
  [frames, drawn] = [new Map(), []];
  let number = 0;
  globalThis.requestAnimationFrame = (draw) => {
    number += 1;
    frames.set(number, draw);
    return number;
  };
  globalThis.cancelAnimationFrame = (id) => frames.delete(id);
});
afterEach(() => {
  delete globalThis.requestAnimationFrame;
  delete globalThis.cancelAnimationFrame;
});

const queue = () => drawQueue((parts) => drawn.push([...parts]));

test("however often it is asked for, a frame draws once, with every part", () => {
  const request = queue();
  for (const part of ["sheet", "lens", "sheet"]) request(part);
  assert.equal(frames.size, 1);
  assert.deepEqual(drawn, []);
  frame();
  assert.deepEqual(drawn, [["sheet", "lens"]]);
  frame();
  assert.equal(drawn.length, 1);
});

test("the next frame draws only what was asked for since", () => {
  const request = queue();
  request("sheet");
  frame();
  request();
  frame();
  assert.deepEqual(drawn, [["sheet"], ["all"]]);
});

test("a drawing may ask for the next one", () => {
  const request = drawQueue(() => {
    drawn.push("drawn");
    if (drawn.length < 3) request();
  });
  request();
  for (let i = 0; i < 5; i++) frame();
  assert.equal(drawn.length, 3);
});

test("what was asked for is forgotten when it is cancelled, and may be asked for again", () => {
  const request = queue();
  request("sheet");
  request.cancel();
  frame();
  assert.deepEqual(drawn, []);
  request("lens");
  frame();
  assert.deepEqual(drawn, [["lens"]]);
});

test("a drawing that fails does not stop those after it", () => {
  let fails = true;
  const request = drawQueue((parts) => {
    if (fails) throw new Error("no canvas");
    drawn.push([...parts]);
  });
  request("sheet");
  assert.throws(frame, /no canvas/);
  fails = false;
  request("lens");
  frame();
  assert.deepEqual(drawn, [["lens"]]);
});
