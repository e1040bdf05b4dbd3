import assert from "node:assert/strict";
import { test } from "node:test";
import { arrivalOf, keep } from "../../assets/components/core/store.js";
import Store from "../../assets/components/store/component.js";

/** What has arrived by now under a name, or "nothing". */
function now(promise) {
  const soon = new Promise((resolve) => setImmediate(() => resolve("nothing")));
  return Promise.race([promise, soon]);
}

test("a value is found whether it comes before it is asked for or after", async () => {
  keep("early", 1);
  assert.equal(await arrivalOf("early"), 1);
  const waiting = arrivalOf("late");
  assert.equal(await now(waiting), "nothing");
  keep("late", 2);
  assert.equal(await waiting, 2);
  assert.equal(await arrivalOf("late"), 2);
});

test("everyone who waits for a name gets it", async () => {
  const both = [arrivalOf("shared"), arrivalOf("shared")];
  keep("shared", "x");
  assert.deepEqual(await Promise.all(both), ["x", "x"]);
});

test("only the latest are kept, and to be asked for makes a name one of them", async () => {
  keep("wanted", 1);
  keep("forgotten", 2);
  for (let i = 0; i < 20; i++) {
    keep(`other ${i}`, i);
    assert.equal(await now(arrivalOf("wanted")), 1);
  }
  assert.equal(await now(arrivalOf("other 19")), 19);
  assert.equal(await now(arrivalOf("other 0")), "nothing");
  assert.equal(await now(arrivalOf("forgotten")), "nothing");
});

test("a message is one array under its name, or several with facts about them", async () => {
  const store = new Store();
  const arrays = { array: { shape: [1], data: Uint8Array.of(7) } };
  store.receive({ meta: { name: "one", single: "array", facts: {} }, arrays });
  store.receive({ meta: { name: "all", single: "", facts: { first: "x" } }, arrays });
  assert.equal(await now(arrivalOf("one")), arrays.array);
  assert.deepEqual(await now(arrivalOf("all")), { meta: { first: "x" }, arrays });
});
