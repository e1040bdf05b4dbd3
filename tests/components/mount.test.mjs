import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { mount } from "../../assets/components/core/mount.js";

let log = [];

class Component {
  constructor(host) {
    this.host = host;
    log.push("made");
  }

  receive(payload) {
    log.push(payload);
  }

  close() {
    log.push("closed");
  }
}

/** A piece of markup, which knows where it lies. */
class Node {
  constructor(text) {
    this.text = text;
  }

  remove() {
    this.parent.childNodes = this.parent.childNodes.filter((node) => node !== this);
  }
}

/** An element as Streamlit gives one, which remembers what is put into it. */
const element = () => ({
  adoptedStyleSheets: ["streamlit"],
  childNodes: [],
  append(...nodes) {
    for (const node of nodes) node.parent = this;
    this.childNodes.push(...nodes);
  },
});

/** Bytes as `pack` sends them: settings and one array. */
function packed(meta, numbers) {
  const arrays = [{ name: "x", type: "u1", shape: [numbers.length] }];
  const header = new TextEncoder().encode(JSON.stringify({ meta, arrays }));
  const start = Math.ceil((4 + header.length) / 8) * 8;
  const bytes = new Uint8Array(start + 8);
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, 4);
  bytes.set(numbers, start);
  return bytes;
}

const markup = ({ childNodes }) => childNodes.map(({ text }) => text);

beforeEach(() => {
  log = [];
  globalThis.document = {
    createElement: () => ({
      set innerHTML(text) {
        this.childNodes = text ? [new Node(text)] : [];
      },
    }),
  };
});
afterEach(() => {
  delete globalThis.document;
});

test("a component is made once for its element and given every message", () => {
  const render = mount(Component, "<p>", "styles");
  const parentElement = element();
  render({ parentElement, data: { n: 1 } });
  render({ parentElement, data: { n: 2 } });
  assert.deepEqual(log, ["made", { n: 1 }, { n: 2 }]);
  assert.deepEqual(markup(parentElement), ["<p>"]);
  assert.deepEqual(parentElement.adoptedStyleSheets, ["streamlit", "styles"]);
  render({ parentElement: element(), data: { n: 3 } });
  assert.equal(log.filter((entry) => entry === "made").length, 2);
});

test("bytes are unpacked before a component sees them", () => {
  const render = mount(Component, "", "");
  render({ parentElement: element(), data: packed({ title: "t" }, [7, 8]) });
  const [, { meta, arrays }] = log;
  assert.deepEqual(meta, { title: "t" });
  assert.deepEqual([arrays.x.shape, [...arrays.x.data]], [[2], [7, 8]]);
});

test("a component speaks through the functions of the latest message", () => {
  let host = null;
  class Speaker extends Component {
    constructor(given) {
      super(given);
      host = given;
    }
  }
  const render = mount(Speaker, "", "");
  const parentElement = element();
  const say = (run) => (name, value) => log.push([run, name, value]);
  for (const run of [1, 2])
    render({ parentElement, data: {}, setStateValue: say(run), setTriggerValue: say(-run) });
  log = [];
  host.set("kept", 5);
  host.fire("chosen", "a");
  assert.deepEqual(log, [
    [2, "kept", 5],
    [-2, "chosen", "a"],
  ]);
  assert.equal(host.root, parentElement);
});

test("an element that is left has nothing of the component, and may have another one", () => {
  const render = mount(Component, "<p>", "styles");
  const parentElement = element();
  const close = render({ parentElement, data: {} });
  close();
  assert.deepEqual([markup(parentElement), parentElement.adoptedStyleSheets], [[], ["streamlit"]]);
  render({ parentElement, data: {} });
  assert.deepEqual(log, ["made", {}, "closed", "made", {}]);
  assert.deepEqual(markup(parentElement), ["<p>"]);
});

test("a message that was overtaken ends without closing what the next one is for", () => {
  const render = mount(Component, "<p>", "styles");
  const parentElement = element();
  const [first, second] = [1, 2].map((n) => render({ parentElement, data: { n } }));
  first();
  assert.deepEqual(log, ["made", { n: 1 }, { n: 2 }]);
  assert.deepEqual(markup(parentElement), ["<p>"]);
  second();
  assert.deepEqual(log.at(-1), "closed");
});
