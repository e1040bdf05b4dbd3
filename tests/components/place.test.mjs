import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { compose } from "../../assets/components/core/place.js";

let [entries, at, listeners, copies] = [[], 0, {}, 0];

/** The browser's history: entries are addresses, `at` is the one that is open. */
function open(address) {
  [entries, at, listeners] = [[address], 0, {}];
  const url = () => new URL(entries[at], "http://localhost");
  globalThis.location = {
    get href() {
      return url().href;
    },
    get pathname() {
      return url().pathname;
    },
    get search() {
      return url().search;
    },
    get hash() {
      return url().hash;
    },
  };
  globalThis.history = {
    state: null,
    pushState(_state, _title, to) {
      entries.splice(at + 1, Infinity, to);
      at += 1;
    },
    replaceState(_state, _title, to) {
      entries[at] = to;
    },
  };
  globalThis.addEventListener = (name, listener, { capture }) => {
    assert.equal(capture, true); // before Streamlit asks for a run
    listeners[name] = listener;
  };
}

/** A link of the app was followed: Streamlit makes the entry. */
const visit = (address) => history.pushState(null, "", address);

function back() {
  at -= 1;
  listeners.popstate({ isTrusted: true });
}

/** A module of its own: what it keeps is the whole browser's. */
async function begin(address) {
  open(address);
  copies += 1;
  return import(`../../assets/components/core/place.js?copy=${copies}`);
}

const NEWS = {
  session: "a",
  run: 1,
  number: 0,
  path: "/kernels",
  query: "",
  own: ["zoom", "pixel"],
  asked: null,
};
const arrival = (news) => ({ ...NEWS, arrived: true, ...news });
const run = (news) => ({ ...NEWS, arrived: false, ...news });
const later = () => mock.timers.tick(300);

const BROWSER = ["location", "history", "addEventListener", "dispatchEvent", "PopStateEvent"];
const before = BROWSER.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]);
beforeEach(() => mock.timers.enable({ apis: ["setTimeout"] }));
afterEach(() => {
  mock.timers.reset();
  for (const [name, descriptor] of before) {
    delete globalThis[name];
    if (descriptor) Object.defineProperty(globalThis, name, descriptor);
  }
});

test("on arrival the browser's settings are those of the address, and the address stays", async () => {
  const place = await begin("/kernels?kernel=sobel&zoom=2-3-4");
  assert.equal(place.read("zoom"), "2-3-4");
  assert.equal(place.read("pixel"), null);
  place.tell(arrival({ query: "kernel=sobel" }));
  later();
  assert.deepEqual(entries, ["/kernels?kernel=sobel&zoom=2-3-4"]);
});

test("what is only looked at changes the entry that is there, once it has settled", async () => {
  const place = await begin("/kernels");
  place.tell(arrival());
  place.write({ zoom: "2-3-4" });
  mock.timers.tick(299);
  place.write({ zoom: "5-3-4" });
  mock.timers.tick(299);
  assert.deepEqual(entries, ["/kernels"]);
  mock.timers.tick(1);
  assert.deepEqual(entries, ["/kernels?zoom=5-3-4"]);
});

test("a choice makes one entry, at once, and the same choice again none", async () => {
  const place = await begin("/kernels");
  place.tell(arrival());
  place.write({ pixel: "1-2" }, { entry: true });
  assert.deepEqual(entries, ["/kernels", "/kernels?pixel=1-2"]);
  place.write({ pixel: "1-2" }, { entry: true });
  later();
  assert.equal(entries.length, 2);
});

test("what was looked at just before a choice belongs to the entry that the choice leaves", async () => {
  const place = await begin("/kernels");
  place.tell(arrival());
  place.write({ zoom: "2-3-4" });
  place.write({ pixel: "1-2" }, { entry: true });
  const both = "/kernels?zoom=2-3-4&pixel=1-2";
  assert.deepEqual(entries, ["/kernels?zoom=2-3-4", both]);
  place.write({ zoom: "5-3-4" });
  place.tell(run({ number: 1, query: "kernel=blur" }));
  assert.deepEqual(entries.slice(1), [
    "/kernels?zoom=5-3-4&pixel=1-2",
    "/kernels?kernel=blur&zoom=5-3-4&pixel=1-2",
  ]);
});

test("null takes a setting out, and what nobody named stays in its order", async () => {
  const place = await begin("/kernels?pixel=1-2&zoom=2-3-4#top");
  place.tell(arrival());
  assert.deepEqual(entries, ["/kernels?zoom=2-3-4&pixel=1-2#top"]);
  place.write({ zoom: null }, { entry: true });
  assert.equal(entries[1], "/kernels?pixel=1-2#top");
  assert.equal(place.read("zoom"), null);
});

test("a choice that the server made is one entry, what follows from it is none", async () => {
  const place = await begin("/kernels?zoom=2-3-4");
  place.tell(arrival());
  place.tell(run({ number: 1, query: "kernel=blur" }));
  place.tell(run({ number: 1, query: "kernel=blur&size=5" }));
  assert.deepEqual(entries, ["/kernels?zoom=2-3-4", "/kernels?kernel=blur&size=5&zoom=2-3-4"]);
});

test("what the browser has and the page does not ask for is kept, but not in the address", async () => {
  const place = await begin("/kernels?zoom=2-3-4");
  place.tell(arrival({ own: ["pixel"] }));
  assert.deepEqual(entries, ["/kernels"]);
  place.tell(run());
  assert.deepEqual(entries, ["/kernels?zoom=2-3-4"]);
});

test("word of another page is not taken: it was left while the server was still at it", async () => {
  const place = await begin("/kernels?kernel=sobel");
  place.tell(arrival({ query: "kernel=sobel" }));
  place.tell(run({ path: "/pooling", number: 1, query: "size=3" }));
  assert.deepEqual(entries, ["/kernels?kernel=sobel"]);
  place.tell(run({ path: "/kernels/", number: 1, query: "kernel=blur" })); // a slash makes no other page
  assert.deepEqual(entries.at(-1), "/kernels?kernel=blur");
});

test("an older run is not taken", async () => {
  const place = await begin("/kernels");
  place.tell(arrival());
  place.tell(run({ number: 2, query: "kernel=blur" }));
  place.tell(run({ number: 1, query: "kernel=sobel" }));
  assert.deepEqual(entries, ["/kernels", "/kernels?kernel=blur"]);
});

test("a page that is opened again without a query finds its settings as they were", async () => {
  const place = await begin("/kernels");
  place.tell(arrival());
  place.write({ zoom: "2-3-4" }, { entry: true });
  visit("/pooling");
  assert.equal(place.read("zoom"), null);
  place.tell(arrival({ path: "/pooling", own: ["step"] }));
  visit("/kernels");
  assert.equal(place.read("zoom"), "2-3-4");
  place.tell(arrival());
  assert.deepEqual(entries, ["/kernels", "/kernels?zoom=2-3-4", "/pooling", "/kernels?zoom=2-3-4"]);
});

test("a link to a page that was open before counts more than its memory", async () => {
  const place = await begin("/kernels?zoom=2-3-4&pixel=1-2");
  place.read("zoom");
  visit("/pooling");
  place.read("step");
  visit("/kernels?zoom=9-0-0");
  assert.equal(place.read("zoom"), "9-0-0");
  assert.equal(place.read("pixel"), null);
});

test("before the server has spoken of a page nothing of the last one comes into its address", async () => {
  const place = await begin("/kernels?kernel=sobel");
  place.write({ zoom: "2-3-4" }, { entry: true });
  later();
  assert.deepEqual(entries, ["/kernels?kernel=sobel"]);
  place.tell(arrival({ query: "kernel=sobel" }));
  assert.deepEqual(entries, ["/kernels?kernel=sobel&zoom=2-3-4"]);
  place.write({ zoom: "5-3-4" });
  visit("/pooling");
  later();
  place.write({ step: "3" }, { entry: true });
  assert.equal(entries.at(-1), "/pooling");
  place.tell(arrival({ path: "/pooling", query: "size=3", own: ["step"] }));
  assert.deepEqual(entries.at(-1), "/pooling?size=3&step=3");
});

test("Back takes the settings of the address, and tells those who watch", async () => {
  const place = await begin("/kernels");
  const seen = [];
  const stop = place.watch(() => seen.push(place.read("pixel")));
  place.tell(arrival());
  place.write({ pixel: "1-2" }, { entry: true });
  place.write({ pixel: "3-4" }, { entry: true });
  place.write({ zoom: "2-3-4" });
  back();
  later();
  assert.deepEqual(seen, ["1-2"]);
  assert.equal(entries[at], "/kernels?pixel=1-2");
  assert.equal(entries.length, 3);
  stop();
  back();
  assert.deepEqual(seen, ["1-2"]);
  assert.equal(place.read("pixel"), null);
});

test("Back to another page tells nobody: those who watch are about to go", async () => {
  const place = await begin("/kernels?pixel=1-2");
  place.tell(arrival());
  visit("/pooling");
  place.tell(arrival({ path: "/pooling", own: ["step"] }));
  place.watch(() => assert.fail("a component of /pooling"));
  back();
  assert.equal(place.read("pixel"), "1-2");
});

test("after Back only a run that has read the address may change it", async () => {
  const place = await begin("/kernels?kernel=sobel");
  place.tell(arrival({ query: "kernel=sobel" }));
  place.tell(run({ number: 1, query: "kernel=blur" }));
  back();
  place.tell(run({ number: 1, query: "kernel=blur" })); // a run that began before
  assert.equal(entries[at], "/kernels?kernel=sobel");
  place.tell(arrival({ number: 1, query: "kernel=sobel", asked: "kernel=sobel" }));
  assert.equal(entries[at], "/kernels?kernel=sobel");
  assert.deepEqual([at, entries.length], [0, 2]);
  place.tell(run({ number: 2, query: "kernel=gauss" }));
  assert.equal(entries[at], "/kernels?kernel=gauss");
});

test("a page that was left does not come back when its run begins too late", async () => {
  const place = await begin("/convolution");
  place.tell(arrival({ path: "/convolution" }));
  place.tell(run({ path: "/convolution", number: 1, query: "relu=true" }));
  visit("/kernels");
  place.tell(arrival({ number: 1 }));
  back();
  back();
  visit("/kernels"); // Streamlit's, for the run of a page that was passed
  assert.deepEqual([entries[at], entries.length], ["/convolution", 3]);
  place.tell(arrival({ path: "/convolution", number: 1, asked: "" }));
  visit("/kernels"); // a person's
  assert.deepEqual([entries[at], entries.length], ["/kernels", 2]);
});

test("a person who goes on before Back is answered has the next word", async () => {
  for (const [name, event, query] of [
    ["pointerdown", { button: 0 }, "kernel=blur"],
    ["keydown", { key: "Enter" }, "kernel=blur"],
    ["keydown", { key: "ArrowLeft", altKey: true }, ""],
    ["keydown", { key: "Meta" }, ""],
    ["pointerdown", { button: 3 }, ""],
  ]) {
    const place = await begin("/kernels");
    place.tell(arrival());
    place.tell(run({ number: 1, query: "kernel=sobel" }));
    back();
    listeners[name](event);
    place.tell(run({ number: 2, query: "kernel=blur" }));
    assert.equal(entries[at], query ? `/kernels?${query}` : "/kernels", name);
  }
});

test("a new server is told where the person is instead of sending them elsewhere", async () => {
  const place = await begin("/kernels?kernel=sobel");
  const told = [];
  globalThis.PopStateEvent = class {
    constructor(name, { state }) {
      Object.assign(this, { name, state, isTrusted: false });
    }
  };
  globalThis.dispatchEvent = (event) => {
    listeners.popstate(event);
    told.push(event.name);
  };
  place.watch(() => assert.fail("nobody pressed Back"));
  place.tell(arrival({ query: "kernel=sobel", number: 7 }));
  place.tell(arrival({ session: "b", query: "" }));
  assert.deepEqual(told, ["popstate"]);
  assert.deepEqual(entries, ["/kernels?kernel=sobel"]);
  place.tell(arrival({ session: "b", query: "kernel=sobel" }));
  place.tell(run({ session: "b", number: 1, query: "kernel=blur" }));
  assert.deepEqual(told, ["popstate"]);
  assert.deepEqual(entries, ["/kernels?kernel=sobel", "/kernels?kernel=blur"]);
});

test("links from before still hold a name with the page in front, and lose it when it is written", async () => {
  const place = await begin("/convolution?conv_step=5&convolution_zoom=2-3-4&letter_at=1");
  assert.equal(place.read("step"), "5");
  assert.equal(place.read("tep"), null);
  assert.equal(place.read("at"), null); // another setting, whose name ends alike
  place.tell(arrival({ path: "/convolution", own: ["step", "zoom"] }));
  assert.deepEqual(entries, ["/convolution?step=5&zoom=2-3-4"]);
  place.write({ step: "6", zoom: null }, { entry: true });
  assert.equal(entries.at(-1), "/convolution?step=6");
  assert.deepEqual([place.read("step"), place.read("zoom")], ["6", null]);
});

test("the server's parameters come first, then the browser's in their order", () => {
  globalThis.location = { pathname: "/convolution" };
  const values = new URLSearchParams("pixel=1-2&zoom=2-3-4&conv_step=4&other=1");
  assert.equal(
    compose("kernel=a%2Cb%3B1%2F9&x=%26", ["zoom", "step", "pixel", "none"], values),
    "?kernel=a,b;1/9&x=%26&zoom=2-3-4&step=4&pixel=1-2",
  );
  assert.equal(compose("", ["none"], values), "");
});

test("who follows hears of settings once they have come to rest", async () => {
  const place = await begin("/kernels");
  place.tell(arrival());
  const heard = [];
  const stop = place.follow(() => heard.push(place.read("zoom")));
  place.write({ zoom: "2-3-4" });
  place.write({ zoom: "5-3-4" });
  assert.deepEqual(heard, []);
  later();
  assert.deepEqual(heard, ["5-3-4"]);
  place.write({ zoom: "6-3-4" });
  place.tell(run({ number: 1, query: "kernel=blur" })); // a choice: what waited is written first
  assert.deepEqual([...new Set(heard)], ["5-3-4", "6-3-4"]);
  stop();
  place.write({ zoom: null });
  later();
  assert.equal(heard.at(-1), "6-3-4");
});

test("between Back and the server's answer the address says what is to be shown", async () => {
  const place = await begin("/kernels");
  place.tell(arrival());
  place.write({ pixel: "1-2" }, { entry: true });
  assert.equal(place.isReturning(), false);
  back();
  assert.equal(place.isReturning(), true);
  place.tell(arrival({ asked: "" }));
  assert.equal(place.isReturning(), false);
});

test("what follows from a choice stands in its entry, and the entry that is left keeps its own", async () => {
  const place = await begin("/kernels?zoom=2-3-4");
  place.tell(arrival());
  place.join({ zoom: null });
  assert.equal(place.read("zoom"), "2-3-4");
  place.tell(run({ number: 1, query: "kernel=blur" }));
  assert.deepEqual(entries, ["/kernels?zoom=2-3-4", "/kernels?kernel=blur"]);
  assert.equal(place.read("zoom"), null);
  place.join({ zoom: "5-3-4" }); // no choice comes of it
  later();
  later();
  assert.deepEqual(entries.slice(1), ["/kernels?kernel=blur&zoom=5-3-4"]);
});
