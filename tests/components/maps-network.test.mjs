import assert from "node:assert/strict";
import { test } from "node:test";
import { PALETTES } from "../../assets/components/core/colours.js";
import { receptiveField } from "../../assets/components/maps/dependence.js";
import { detail } from "../../assets/components/maps/detail.js";
import { drawFacts } from "../../assets/components/maps/facts.js";
import { Passage } from "../../assets/components/maps/passage.js";
import { Scene } from "../../assets/components/maps/scene.js";

// A network that is nothing like MiniVGG: one input channel, a picture that is no square, large windows with strides,
// groups, dilation, no bias, a pooling that overlaps and is padded, batch norm without learned numbers.

let seed = 1;
/** Whole numbers from -4 to 4, the same in every run. */
function chance() {
  seed = (seed * 16807) % 2147483647;
  return (seed % 9) - 4;
}

const size = (shape) => shape.reduce((product, length) => product * length, 1);
const random = (shape) => ({ shape, data: Float32Array.from({ length: size(shape) }, chance) });
const array = (shape, numbers) => ({ shape, data: Float32Array.from(numbers) });

const layer = (name, kind, source, shape, more) => ({
  name,
  kind,
  group: "Body",
  source,
  shape,
  parameters: 0,
  window: [1, 1],
  stride: [1, 1],
  padding: [0, 0],
  dilation: [1, 1],
  groups: 1,
  channels: { conv: "group", fc: "all", softmax: "all" }[kind] ?? "own",
  epsilon: 0,
  units: [],
  dead: [],
  ...more,
});
const LAYERS = [
  layer("input", "input", "", [1, 9, 12], { units: ["Brightness"] }),
  layer("stem", "conv", "input", [4, 5, 6], { window: [5, 5], stride: [2, 2], padding: [2, 2] }),
  layer("cut", "relu", "stem", [4, 5, 6]),
  layer("pairs", "conv", "cut", [6, 5, 4], {
    window: [3, 2],
    padding: [2, 0],
    dilation: [2, 2],
    groups: 2,
  }),
  layer("cut2", "relu", "pairs", [6, 5, 4]),
  layer("peaks", "pool", "cut2", [6, 3, 2], { window: [3, 3], stride: [2, 2], padding: [1, 1] }),
  layer("norm", "bn", "peaks", [6, 3, 2], { epsilon: 0.5 }),
  layer("rest", "dropout", "norm", [6, 3, 2]),
  layer("head", "fc", "rest", [3], { units: ["owl", "tram", "fig"] }),
  layer("share", "softmax", "head", [3], { units: ["owl", "tram", "fig"] }),
];
const FACTS = {
  layers: LAYERS,
  first: "pairs",
  mean: [0.25],
  std: [0.5],
  dead: 0.1,
  still: 0,
  device: "CPU",
};
const PARAMETERS = {
  "stem.weight": random([4, 1, 5, 5]),
  "stem.bias": random([4]),
  "pairs.weight": random([6, 2, 3, 2]),
  "norm.running_mean": random([6]),
  "norm.running_var": array([6], [1, 2, 3, 4, 5, 6]),
  "head.weight": random([3, 36]),
};

/** All of an array's places as [channel, row, column], in order. */
function places([channels, rows, columns]) {
  const found = [];
  for (let channel = 0; channel < channels; channel++)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) found.push([channel, row, column]);
  return found;
}

/** An array at [channel, row, column], and `outside` around it. */
function at({ shape, data }, [channel, row, column], outside) {
  const inside = row >= 0 && column >= 0 && row < shape[1] && column < shape[2];
  return inside ? data[channel * shape[1] * shape[2] + row * shape[2] + column] : outside;
}

/** A convolution straight from its definition. */
function convolved(facts, x, weight, bias) {
  const { shape, window, stride, padding, dilation, groups } = facts;
  const each = x.shape[0] / groups;
  return array(
    shape,
    places(shape).map(([map, row, column]) => {
      let sum = bias ? bias.data[map] : 0;
      const group = Math.floor((map * groups) / shape[0]);
      for (const [i, y, z] of places([each, ...window])) {
        const place = [
          group * each + i,
          row * stride[0] + y * dilation[0] - padding[0],
          column * stride[1] + z * dilation[1] - padding[1],
        ];
        sum += at(x, place, 0) * weight.data[((map * each + i) * window[0] + y) * window[1] + z];
      }
      return sum;
    }),
  );
}

/** A max pooling straight from its definition. */
function pooled({ shape, window, stride, padding }, x) {
  return array(
    shape,
    places(shape).map(([map, row, column]) =>
      Math.max(
        ...places([1, ...window]).map(([, y, z]) =>
          at(
            x,
            [map, row * stride[0] + y - padding[0], column * stride[1] + z - padding[1]],
            Number.NEGATIVE_INFINITY,
          ),
        ),
      ),
    ),
  );
}

const positive = ({ shape, data }) =>
  array(
    shape,
    [...data].map((value) => Math.max(0, value)),
  );

/** Every layer's output, computed here. */
function forward() {
  const [, stem, , pairs, , peaks, norm] = LAYERS;
  const out = { input: random([1, 9, 12]) };
  out.stem = convolved(stem, out.input, PARAMETERS["stem.weight"], PARAMETERS["stem.bias"]);
  out.cut = positive(out.stem);
  out.pairs = convolved(pairs, out.cut, PARAMETERS["pairs.weight"], null);
  out.pairs.data.fill(-1, 5 * 20); // the last map says nothing
  out.cut2 = positive(out.pairs);
  out.peaks = pooled(peaks, out.cut2);
  out.norm = array(
    norm.shape,
    [...out.peaks.data].map((value, i) => {
      const channel = Math.floor(i / 6);
      const variance = PARAMETERS["norm.running_var"].data[channel];
      return (value - PARAMETERS["norm.running_mean"].data[channel]) / Math.sqrt(variance + 0.5);
    }),
  );
  out.rest = out.norm;
  const logits = [0, 1, 2].map((unit) =>
    [...out.rest.data].reduce(
      (sum, value, i) => sum + value * PARAMETERS["head.weight"].data[unit * 36 + i],
      0,
    ),
  );
  out.head = array([3], logits);
  const powers = logits.map((logit) => Math.exp(logit - Math.max(...logits)));
  const total = powers.reduce((a, b) => a + b, 0);
  out.share = array(
    [3],
    powers.map((power) => power / total),
  );
  return out;
}

const OUT = forward();

/** What Python sends of these outputs. */
const ARRAYS = {
  pixels: { shape: [9, 12, 1], data: Uint8Array.from({ length: 108 }, (_, i) => i) },
  input: OUT.input,
  stem: OUT.stem,
  pairs: OUT.pairs,
  norm: { data: OUT.norm.data.filter((_, i) => OUT.peaks.data[i] !== 0) },
  "norm.zero": {
    data: Float32Array.from({ length: 6 }, (_, channel) => {
      const first = [...OUT.peaks.data.subarray(6 * channel, 6 * channel + 6)].indexOf(0);
      return OUT.norm.data[6 * channel + Math.max(0, first)];
    }),
  },
  head: OUT.head,
  share: OUT.share,
};

/** What Python says stands out: in the first layer map 2 at row 1, column 3; else the last of everything. */
const META = {
  standing: Object.fromEntries(
    LAYERS.map(({ name, shape: [maps, rows, columns] }) => [
      name,
      { map: maps - 1, places: rows ? Array(maps).fill(rows * columns - 1) : [] },
    ]),
  ),
};
META.standing.pairs = { map: 2, places: Array(6).fill(7) };
META.standing.head.map = 1;

const passage = new Passage(META, ARRAYS, { meta: FACTS, arrays: PARAMETERS });

function look(name, channel = 0, row = 0, column = 0) {
  const scene = new Scene();
  scene.receive(passage, () => null);
  scene.follow(name, channel, row, column);
  return scene;
}

const html = (scene) => detail(scene, scene.trace(), PALETTES.light);

test("there are zeros to leave out and others to send, and a map that is all zeros", () => {
  const zeros = OUT.peaks.data.filter((value) => value === 0).length;
  assert.ok(zeros > 6 && zeros < 36, `${zeros} zeros`);
  assert.equal(ARRAYS.norm.data.length, 36 - zeros);
  assert.equal(passage.silence("peaks")[5], "same");
});

test("every layer has its numbers, the ones that were not sent too", () => {
  for (const { name, shape } of LAYERS) {
    assert.deepEqual([...passage.values(name).data], [...OUT[name].data], name);
    const [count, height = 1, width = 1] = shape;
    assert.deepEqual(passage.size(name), { count, height, width, flat: shape.length === 1 });
  }
});

for (const name of ["stem", "pairs"]) {
  test(`every value of the convolution ${name} is the sum of what is shown of it`, () => {
    const facts = passage.layer(name);
    const bias = PARAMETERS[`${name}.bias`];
    const source = OUT[facts.source];
    const whole = convolved(facts, source, PARAMETERS[`${name}.weight`], bias);
    const each = source.shape[0] / facts.groups;
    for (const place of places(facts.shape)) {
      const trace = look(name, ...place).trace();
      assert.equal(trace.sum + trace.bias, at(whole, place, 0), `${name} ${place}`);
      assert.equal(trace.windows.length, each);
      assert.ok(trace.windows.every((window) => window.length === size(facts.window)));
      for (const [i, channel] of trace.seen.entries())
        for (const [k, [row, column]] of trace.cells.entries())
          assert.equal(trace.windows[i][k], at(source, [channel, row, column], null));
    }
  });
}

test("a kernel of a group sees the channels of its group", () => {
  const seen = [0, 1, 2, 3, 4, 5].map((map) => look("pairs", map).trace().seen);
  assert.deepEqual(seen, [...Array(3).fill([0, 1]), ...Array(3).fill([2, 3])]);
});

test("every value of the pooling is the largest under its window, and padding is none of them", () => {
  for (const [map, row, column] of places([6, 3, 2])) {
    const shown = html(look("peaks", map, row, column));
    const cells = [...shown.matchAll(/data-go="cut2,(\d+),(\d+),(\d+)" (class="win")?/g)];
    const values = cells.map(([, ...place]) => at(OUT.cut2, place.slice(0, 3).map(Number), null));
    const winner = cells.findIndex(([, , , , win]) => win);
    assert.equal(values[winner], at(OUT.peaks, [map, row, column], null));
    assert.equal(Math.max(...values.filter((value) => value !== null)), values[winner]);
    assert.ok(!shown.includes("padding"));
  }
  assert.match(html(look("peaks", 0, 0, 0)), /The largest of four wins/);
  assert.match(html(look("peaks", 0, 1, 0)), /The largest of 6 wins/);
  assert.match(html(look("peaks", 0, 1, 1)), /The largest of nine wins/);
});

test("units, maps and channels have the names that Python gave them, or their numbers", () => {
  assert.match(html(look("stem", 3, 2, 2)), /of them, on <button[^>]*>the brightness channel</);
  assert.match(html(look("stem", 3, 2, 2)), /<span>25 products<\/span>/);
  assert.match(html(look("pairs", 4, 2, 2)), /<button[^>]*>map [23] of cut</);
  assert.match(html(look("pairs", 4, 2, 2)), /<span>12 products<\/span>/);
  assert.match(html(look("input", 0, 1, 2)), /Brightness of one pixel/);
  const shares = html(look("share", 1));
  for (const [i, name] of ["owl", "tram", "fig"].entries())
    assert.match(shares, new RegExp(`data-go="head,${i},0,0">${name}</button>`));
  assert.deepEqual([look("head", 2).unit(), look("norm", 2).unit()], ["fig", "map 2"]);
});

test("a layer of units without names numbers them", () => {
  const nameless = LAYERS.map((facts) => ({ ...facts, units: [] }));
  const facts = { ...FACTS, layers: nameless };
  const scene = new Scene();
  scene.receive(new Passage(META, ARRAYS, { meta: facts, arrays: PARAMETERS }), () => null);
  scene.follow("share", 1, 0, 0);
  assert.match(html(scene), /data-go="head,2,0,0">unit 2</);
  scene.follow("input", 0, 0, 0);
  assert.match(html(scene), /map 0 of one pixel/);
});

test("the pixel that an input value comes from is the one at its row and column", () => {
  assert.match(html(look("input", 0, 2, 5)), /title="29">29<\/b> \/ 255 − <b title="0.25">/);
});

test("a layer of units names where its terms come from by map, row and column", () => {
  const shown = html(look("head", 1));
  assert.match(shown, /<span>36 products<\/span>/);
  const terms = [
    ...shown.matchAll(/data-go="rest,(\d+),(\d+),(\d+)">map (\d+) \((\d+), (\d+)\)</g),
  ];
  assert.equal(terms.length, 8);
  const products = places([6, 3, 2]).map((place, i) =>
    Math.abs(at(OUT.rest, place, 0) * PARAMETERS["head.weight"].data[36 + i]),
  );
  const largest = Math.max(...products);
  const [channel, row, column] = terms[0].slice(1, 4).map(Number);
  assert.equal(products[(channel * 3 + row) * 2 + column], largest);
  for (const term of terms) assert.deepEqual(term.slice(1, 4), term.slice(4, 7));
});

test("batch norm without learned numbers only takes the mean away and divides", () => {
  const shown = html(look("norm", 2, 1, 1));
  assert.match(shown, /<b title="1">1<\/b> · .* \+ <b title="0">0<\/b> = <b class="out"/);
  const value = at(OUT.norm, [2, 1, 1], null);
  assert.ok(shown.includes(`title="${String(value).replace("-", "−")}"`));
});

/** What stands beside the lens: the list, the words, and what is said of the kernel. */
function facts(scene) {
  const context = new Proxy({}, { get: () => () => {}, set: () => true });
  const parts = { dl: {}, ".about": {}, ".kernel": { style: {}, getContext: () => context } };
  parts[".kernel"].setAttribute = (name, text) => {
    parts[".kernel"][name] = text;
  };
  const atlas = { colour: () => "#000" };
  const theme = { text: "#000", codeFont: "monospace" };
  drawFacts({ querySelector: (selector) => parts[selector] }, scene, atlas, theme);
  const kernel = parts[".kernel"];
  return {
    names: [...parts.dl.innerHTML.matchAll(/<dt>(.*?)<\/dt>/g)].map(([, name]) => name),
    words: parts[".about"].textContent,
    kernel: kernel.hidden ? null : kernel["aria-label"],
  };
}

test("the facts of a map list the learned numbers that it has, and no others", () => {
  const figures = ["min", "max", "mean", "zeros"];
  const stem = facts(look("stem"));
  assert.deepEqual(stem.names, [...figures, "bias"]);
  assert.equal(stem.words, "1 × 5 × 5 weights and a bias");
  assert.match(stem.kernel, /^Its kernel: 1 channel of 5 by 5 weights/);
  const pairs = facts(look("pairs"));
  assert.deepEqual(pairs.names, figures);
  assert.equal(pairs.words, "2 × 3 × 2 weights");
  assert.deepEqual(facts(look("norm")).names, [...figures, "μ", "σ²"]);
  assert.equal(facts(look("norm")).kernel, null);
  assert.match(
    facts(look("peaks", 5)).words,
    /^This map is constant on this picture: one value everywhere\. .* of 5 × 4 rows and columns/,
  );
});

test("the layer that Python names first is looked at first, where it says", () => {
  const scene = new Scene();
  scene.receive(passage, () => null);
  assert.deepEqual([scene.view.layer, ...scene.place], ["pairs", 2, 1, 3]);
  scene.choose("head");
  assert.equal(scene.unit(), "tram");
});

test("a value has seen the pixels that its windows lead back to, and none beyond the edge", () => {
  const field = (name, row, column) => receptiveField(passage.layers, name, [0, row, column]);
  assert.deepEqual(field("input", 3, 4), [3, 4, 4, 5]);
  assert.deepEqual(field("stem", 0, 0), [0, 0, 3, 3]);
  assert.deepEqual(field("cut", 2, 3), [2, 4, 7, 9]);
  // Rows 0, 2 and 4 and columns 1 and 3 of the layer before, and what those have seen.
  assert.deepEqual(field("pairs", 2, 1), [0, 0, 9, 9]);
  assert.deepEqual(field("head", 0, 0), [0, 0, 9, 12]);
});
