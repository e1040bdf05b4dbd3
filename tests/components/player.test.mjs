import assert from "node:assert/strict";
import { test } from "node:test";
import {
  css,
  greyColour,
  inkOn,
  luminance,
  mix,
  PALETTES,
  parseColour,
  signedColour,
} from "../../assets/components/core/colours.js";
import { exact, short } from "../../assets/components/core/number.js";
import { unpack } from "../../assets/components/core/payload.js";
import {
  cellAt,
  field,
  inputsOfWeight,
  isBeyond,
  isInside,
  outputsUsing,
  positionOf,
  stepOf,
  windowCells,
} from "../../assets/components/core/windows.js";
import {
  defaultSpeed,
  motionTime,
  phases,
  SPEEDS,
  stepAt,
} from "../../assets/components/player/clock.js";
import { stepNamed } from "../../assets/components/player/component.js";
import { drawFrame } from "../../assets/components/player/drawing.js";
import { layout } from "../../assets/components/player/geometry.js";
import { explainHover } from "../../assets/components/player/hover.js";
import { Playback } from "../../assets/components/player/playback.js";
import {
  explain,
  inputValue,
  weightValue,
  winningCell,
} from "../../assets/components/player/sentence.js";

/** A spec as Python sends it; every number for rows and for columns. */
function makeSpec(setting) {
  const spec = {
    kind: "conv",
    axes: 2,
    channels: 1,
    channelNames: [],
    bias: 0,
    activation: "",
    input: [5, 5],
    window: [3, 3],
    stride: [1, 1],
    dilation: [1, 1],
    pads: [
      [0, 0],
      [0, 0],
    ],
    ...setting,
  };
  const span = (axis) => spec.dilation[axis] * (spec.window[axis] - 1) + 1;
  spec.output ??= [0, 1].map((axis) => {
    const padded = spec.pads[axis][0] + spec.input[axis] + spec.pads[axis][1];
    return Math.floor((padded - span(axis)) / spec.stride[axis]) + 1;
  });
  return spec;
}

const SPECS = [
  {},
  { input: [7, 8], stride: [2, 2] },
  {
    input: [6, 4],
    window: [2, 3],
    stride: [1, 3],
    pads: [
      [1, 2],
      [0, 3],
    ],
  },
  {
    input: [9, 7],
    window: [3, 2],
    dilation: [2, 3],
    stride: [2, 1],
    pads: [
      [2, 1],
      [3, 0],
    ],
  },
  { input: [6, 6], window: [1, 1], stride: [4, 3] },
  {
    input: [1, 9],
    window: [1, 3],
    stride: [1, 2],
    axes: 1,
    pads: [
      [0, 0],
      [1, 1],
    ],
  },
  { input: [6, 7], window: [3, 2], stride: [2, 3], output: [3, 3] }, // ceil mode hangs over
  {
    channels: 3,
    channelNames: ["R", "G", "B"],
    window: [2, 2],
    pads: [
      [1, 1],
      [1, 1],
    ],
  },
].map(makeSpec);

/** Every { output, weight, input } that belongs together, straight from the definition. */
function contacts(spec) {
  const found = [];
  for (let oy = 0; oy < spec.output[0]; oy++)
    for (let ox = 0; ox < spec.output[1]; ox++)
      for (let ky = 0; ky < spec.window[0]; ky++)
        for (let kx = 0; kx < spec.window[1]; kx++) {
          const y = oy * spec.stride[0] + ky * spec.dilation[0] - spec.pads[0][0];
          const x = ox * spec.stride[1] + kx * spec.dilation[1] - spec.pads[1][0];
          found.push({ output: [oy, ox], weight: [ky, kx], input: [y, x] });
        }
  return found;
}

const same = (a, b) => a[0] === b[0] && a[1] === b[1];
const sorted = (cells) => cells.map(String).sort();

/** Every cell of the field that windows move over, in the input's coordinates. */
function fieldCells(spec) {
  const [rows, columns] = field(spec);
  const cells = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      cells.push([row - spec.pads[0][0], column - spec.pads[1][0]]);
  return cells;
}

/** A scene whose arrays hold 1, 2, 3, ... */
function makeScene(spec) {
  const count = (length, first = 1) => ({
    data: Float64Array.from({ length }, (_, i) => i + first),
  });
  const outputs = spec.output[0] * spec.output[1];
  const arrays = {
    input: count(spec.channels * spec.input[0] * spec.input[1]),
    output: count(outputs, 100),
    total: count(outputs, 100),
    divisor: { data: Int32Array.from({ length: outputs }, () => 4) },
  };
  if (spec.kind === "conv")
    arrays.weight = count(spec.channels * spec.window[0] * spec.window[1], -2);
  return { spec, arrays };
}

test("steps count positions in reading order, there and back", () => {
  for (const spec of SPECS) {
    const steps = spec.output[0] * spec.output[1];
    for (let step = 0; step < steps; step++)
      assert.equal(stepOf(positionOf(step, spec), spec), step);
    assert.deepEqual(positionOf(spec.output[1] - 1, spec), [0, spec.output[1] - 1]);
    assert.deepEqual(positionOf(steps - 1, spec), [spec.output[0] - 1, spec.output[1] - 1]);
  }
});

test("a window covers, in the kernel's order, what the definition says", () => {
  for (const spec of SPECS) {
    const all = contacts(spec);
    for (let step = 0; step < spec.output[0] * spec.output[1]; step++) {
      const position = positionOf(step, spec);
      const expected = all.filter(({ output }) => same(output, position)).map(({ input }) => input);
      assert.deepEqual(windowCells(position, spec), expected);
    }
  }
});

test("the outputs that use a cell are the inverse of the cells under each window", () => {
  for (const spec of SPECS) {
    const all = contacts(spec);
    for (const cell of fieldCells(spec)) {
      const expected = all.filter(({ input }) => same(input, cell)).map(({ output }) => output);
      assert.deepEqual(sorted(outputsUsing(cell, spec)), sorted(expected));
      for (const output of outputsUsing(cell, spec)) {
        assert.ok(windowCells(output, spec).some((covered) => same(covered, cell)));
      }
    }
  }
});

test("a weight meets one input for each output, padding left out", () => {
  for (const spec of SPECS) {
    const all = contacts(spec);
    for (const { weight } of all.filter(({ output }) => same(output, [0, 0]))) {
      const met = all.filter((contact) => same(contact.weight, weight)).map(({ input }) => input);
      const expected = met.filter(
        ([y, x]) => y >= 0 && x >= 0 && y < spec.input[0] && x < spec.input[1],
      );
      assert.deepEqual(sorted(inputsOfWeight(weight, spec)), sorted(expected));
    }
  }
});

test("the field holds every cell that a window reaches, and the padding", () => {
  for (const spec of SPECS) {
    const cells = new Set(fieldCells(spec).map(String));
    for (const { input } of contacts(spec)) assert.ok(cells.has(String(input)));
    assert.ok(
      cells.has(String([spec.input[0] + spec.pads[0][1] - 1, spec.input[1] + spec.pads[1][1] - 1])),
    );
  }
});

test("a cell is input, padding or, past both, overhang", () => {
  const spec = makeSpec({
    input: [2, 3],
    pads: [
      [1, 2],
      [0, 1],
    ],
    window: [1, 1],
  });
  assert.ok(isInside([0, 0], spec) && isInside([1, 2], spec));
  for (const cell of [
    [-1, 0],
    [2, 0],
    [0, 3],
  ])
    assert.ok(!isInside(cell, spec) && !isBeyond(cell, spec));
  for (const cell of [
    [4, 0],
    [0, 4],
  ])
    assert.ok(!isInside(cell, spec) && isBeyond(cell, spec));
});

test("hovering explains all three directions with the sets of the definition", () => {
  for (const spec of SPECS) {
    const scene = makeScene(spec);
    const all = contacts(spec);
    for (const { output, weight, input } of all) {
      const onOutput = explainHover(scene, { role: "output", channel: 0 }, output);
      assert.equal(onOutput.step, stepOf(output, spec));

      const shifted = [input[0] + spec.pads[0][0], input[1] + spec.pads[1][0]];
      const onInput = explainHover(scene, { role: "input", channel: 0 }, shifted);
      const users = all
        .filter((contact) => same(contact.input, input))
        .map((contact) => contact.output);
      assert.deepEqual(onInput.marks.input, [input]);
      assert.deepEqual(sorted(onInput.marks.output), sorted(users));
      assert.match(onInput.text, new RegExp(` is used by ${users.length} outputs?$`));

      const onWeight = explainHover(scene, { role: "kernel", channel: 0 }, weight);
      const met = all
        .filter((contact) => same(contact.weight, weight))
        .map((contact) => contact.input);
      assert.deepEqual(
        sorted(onWeight.marks.input),
        sorted(met.filter((cell) => isInside(cell, spec))),
      );
    }
  }
});

test("a hovered weight says how often it meets the padding", () => {
  const text = (setting, cell) =>
    explainHover(makeScene(makeSpec(setting)), { role: "kernel", channel: 0 }, cell).text;
  assert.equal(
    text({}, [0, 1]),
    "w[0, 1] = −1 is multiplied with 9 input values, one for each output",
  );
  const padded = {
    input: [2, 2],
    pads: [
      [1, 1],
      [1, 1],
    ],
  };
  assert.equal(
    text(padded, [0, 0]),
    "w[0, 0] = −2 is multiplied with 1 input value; in 3 outputs it meets the padding",
  );
});

test("a hovered cell of the padding, of the overhang or one that no window reaches is named as such", () => {
  const text = (setting, cell) =>
    explainHover(makeScene(makeSpec(setting)), { role: "input", channel: 0 }, cell).text;
  assert.equal(
    text(
      {
        pads: [
          [1, 1],
          [1, 1],
        ],
      },
      [0, 0],
    ),
    "This cell of the padding is used by 1 output",
  );
  const ceil = { kind: "max", input: [3, 3], window: [2, 2], stride: [2, 2], output: [2, 2] };
  assert.equal(text(ceil, [3, 3]), "This cell past the padding is used by 1 output");
  assert.equal(
    text({ input: [7, 8], stride: [2, 2] }, [2, 7]),
    "x[2, 7] = 24: no window reaches it",
  );
});

test("one axis has one index, several channels have the channel in front", () => {
  const line = makeScene(makeSpec({ input: [1, 6], window: [1, 2], axes: 1 }));
  assert.equal(
    explainHover(line, { role: "input", channel: 0 }, [0, 5]).text,
    "x[5] = 6 is used by 1 output",
  );
  assert.match(explainHover(line, { role: "kernel", channel: 0 }, [0, 1]).text, /^w\[1\] = −1 /);
  const colour = makeScene(makeSpec({ channels: 3, channelNames: ["R", "G", "B"] }));
  assert.match(
    explainHover(colour, { role: "input", channel: 2 }, [0, 0]).text,
    /^x\[2, 0, 0\] = 51 /,
  );
  assert.match(
    explainHover(colour, { role: "kernel", channel: 1 }, [0, 0]).text,
    /^w\[1, 0, 0\] = 7 /,
  );
});

test("a hovered product names its two factors at the step on show", () => {
  const scene = makeScene(
    makeSpec({
      pads: [
        [1, 1],
        [1, 1],
      ],
    }),
  );
  const hover = explainHover(scene, { role: "products", channel: 0 }, [1, 2], 6);
  assert.equal(hover.text, "x[1, 2] · w[1, 2] = 8 · 3 = 24");
  assert.deepEqual(hover.marks, {
    input: [[1, 2]],
    window: [[1, 2]],
    kernel: [[1, 2]],
    products: [[1, 2]],
  });
  assert.equal(
    explainHover(scene, { role: "products", channel: 0 }, [0, 0], 0).text,
    "padding · w[0, 0] = 0 · −2 = 0",
  );
  const seen = explainHover(scene, { role: "window", channel: 0 }, [1, 2], 6);
  assert.equal(seen.text, "x[1, 2] = 8 is used by 9 outputs");
  assert.deepEqual(seen.marks.window, [[1, 2]]);
});

test("no two grids overlap and none leaves the given width", () => {
  const sizes = [];
  for (const [rows, columns] of [
    [1, 1],
    [5, 5],
    [7, 8],
    [1, 64],
    [64, 1],
    [33, 64],
    [64, 64],
  ])
    for (const window of [
      [1, 1],
      [3, 3],
      [1, 31],
      [31, 1],
      [31, 31],
    ])
      for (const pad of [0, 1, 32])
        for (const stride of [1, 3, 16])
          sizes.push({
            input: [rows, columns],
            window,
            stride: [stride, stride],
            pads: [
              [pad, pad],
              [pad, pad],
            ],
          });
  const line = [1, 14, 64, 160].map((length) => ({
    axes: 1,
    input: [1, length],
    window: [1, 1],
    pads: [
      [0, 0],
      [16, 16],
    ],
  }));
  let checked = 0;
  for (const setting of [...sizes, ...line])
    for (const kind of ["conv", "max", "average"])
      for (const channels of kind === "conv" ? [1, 3] : [1]) {
        const spec = makeSpec({ ...setting, kind, channels });
        if (Math.min(...spec.output) < 1) continue;
        for (const width of [326, 340, 500, 679, 680, 700, 760, 900, 1160, 1200]) {
          checkLayout(layout(spec, width), spec, width);
          checked++;
        }
      }
  assert.ok(checked > 5000);
});

function checkLayout({ grids, height, operators }, spec, width) {
  const named = JSON.stringify({ ...spec, width });
  const windows = spec.kind === "conv" ? 3 : 1;
  assert.equal(grids.length, spec.channels * (1 + windows) + 1, named);
  const boxes = grids.map((grid) => {
    assert.ok(
      grid.cell >= 1 &&
        Number.isInteger(grid.cell) &&
        Number.isInteger(grid.x) &&
        Number.isInteger(grid.y),
      named,
    );
    return {
      left: grid.x,
      right: grid.x + grid.columns * grid.cell,
      top: grid.y - 16,
      bottom: grid.y + grid.rows * grid.cell,
    };
  });
  for (const [i, a] of boxes.entries()) {
    assert.ok(
      a.left >= 2 && a.right <= width - 2 && a.top >= 0 && a.bottom <= height,
      `${named} ${JSON.stringify(grids[i])}`,
    );
    for (const b of boxes.slice(i + 1)) {
      const apart =
        a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
      assert.ok(apart, `${named} ${JSON.stringify([a, b])}`);
    }
  }
  for (const { x, y } of operators) assert.ok(x > 0 && x < width && y > 0 && y < height, named);
}

test("grids have the shapes of what they show", () => {
  const spec = makeSpec({
    input: [7, 8],
    window: [3, 2],
    pads: [
      [1, 0],
      [2, 2],
    ],
  });
  for (const width of [400, 1000]) {
    for (const { role, rows, columns } of layout(spec, width).grids) {
      const expected = { input: [8, 12], output: spec.output }[role] ?? [3, 2];
      assert.deepEqual([rows, columns], expected, role);
    }
  }
});

test("a point belongs to the cell it lies in and to none outside the grid", () => {
  const grid = { x: 10, y: 20, cell: 8, rows: 3, columns: 2 };
  assert.deepEqual(cellAt(grid, 10, 20), [0, 0]);
  assert.deepEqual(cellAt(grid, 25.9, 43.9), [2, 1]);
  for (const [x, y] of [
    [9.9, 20],
    [26, 20],
    [10, 19.9],
    [10, 44],
  ])
    assert.equal(cellAt(grid, x, y), null);
});

test("the address counts steps from one, and what names none of them is none", () => {
  assert.equal(stepNamed("1", 12), 0);
  assert.equal(stepNamed("12", 12), 11);
  for (const text of [null, "", "0", "13", "-1", "2.5", "1e1", "x", "99999999"])
    assert.equal(stepNamed(text, 12), null, text);
});

test("the clock reaches every step up to the speed of the screen, and always the last", () => {
  for (const speed of SPEEDS)
    for (const steps of [1, 2, 9, 100]) {
      const shown = [];
      for (let frame = 0; shown.at(-1) !== steps - 1; frame++) {
        assert.ok(frame < 60 * (steps / speed + 1), `speed ${speed} never ends`);
        shown.push(stepAt(5 + frame / 60, { from: 0, since: 5, speed, steps }));
      }
      assert.ok(shown.every((step, i) => i === 0 || step >= shown[i - 1]));
      if (speed <= 60) assert.equal(new Set(shown).size, steps, `speed ${speed} left steps out`);
    }
});

test("the clock never goes past the last step or back before the first", () => {
  const play = { from: 3, since: 10, speed: 30, steps: 9 };
  assert.equal(stepAt(10_000, play), 8);
  assert.equal(stepAt(10, play), 3);
  assert.equal(stepAt(9.985, play), 3); // a frame that began before the click
});

test("the default speed is one of the list and plays most outputs in about twenty seconds", () => {
  for (const steps of [1, 9, 16, 100, 900, 3844, 4096])
    assert.ok(SPEEDS.includes(defaultSpeed(steps)));
  assert.equal(defaultSpeed(9), 1);
  assert.equal(defaultSpeed(3844), 60);
});

test("motion is shorter than a step and leaves where it would only flicker or is not wanted", () => {
  for (const speed of SPEEDS) {
    assert.ok(motionTime(speed, false) < 1 / speed);
    assert.equal(motionTime(speed, true), 0);
  }
  assert.equal(motionTime(60, false), 0);
});

test("the phases of a motion each go from 0 to 1, one after the other", () => {
  assert.deepEqual(phases(0), { glide: 0, products: 0, landing: 0 });
  assert.deepEqual(phases(1), { glide: 1, products: 1, landing: 1 });
  for (let share = 0; share < 1; share += 0.01) {
    const [now, next] = [phases(share), phases(share + 0.01)];
    for (const part of Object.keys(now))
      assert.ok(now[part] <= next[part] && now[part] >= 0 && next[part] <= 1);
    assert.ok(now.glide >= now.products && now.products >= now.landing);
  }
});

test("a sentence is the products, the bias, the total that Python sent and the activation", () => {
  const spec = makeSpec({ input: [2, 2], window: [2, 2], bias: -0.5, activation: "ReLU" });
  const scene = makeScene(spec);
  scene.arrays.total.data[0] = -1 / 3;
  scene.arrays.output.data[0] = 0;
  assert.deepEqual(explain(scene, [0, 0]), {
    place: "y[0, 0]",
    sum: "1·(−2) + 2·(−1) + 3·0 + 4·1 + (−0.5) (bias)",
    sign: "=",
    total: "−1/3",
    exact: "−0.3333333333333333",
    activated: " → ReLU: 0",
  });
});

test("the terms of a sentence are the window's values times the weights, in every setting", () => {
  for (const spec of SPECS) {
    const scene = makeScene(spec);
    for (let step = 0; step < spec.output[0] * spec.output[1]; step++) {
      const position = positionOf(step, spec);
      const cells = windowCells(position, spec);
      const number = (text) => {
        const [above, below = 1] = text.replaceAll("−", "-").replace(/[()]/g, "").split("/");
        return Number(above) / Number(below);
      };
      const sum = explain(scene, position)
        .sum.split(" + ")
        .reduce((all, term) => {
          const [value, weight] = term.split("·").map(number);
          return all + value * weight;
        }, 0);
      let expected = 0;
      for (let channel = 0; channel < spec.channels; channel++)
        cells.forEach((cell, k) => {
          const weight = weightValue(scene, channel, [
            Math.floor(k / spec.window[1]),
            k % spec.window[1],
          ]);
          expected += inputValue(scene, channel, cell) * weight;
        });
      assert.equal(sum, expected);
    }
  }
});

test("a pooling sentence lists the input under the window and leaves padding out", () => {
  const setting = {
    input: [2, 2],
    window: [2, 2],
    pads: [
      [1, 0],
      [1, 0],
    ],
  };
  const max = makeScene(makeSpec({ ...setting, kind: "max" }));
  assert.equal(explain(max, [0, 0]).sum, "max(1)");
  assert.equal(explain(max, [1, 1]).sum, "max(1, 2, 3, 4)");
  assert.equal(inputValue(max, 0, [-1, 0]), Number.NEGATIVE_INFINITY);
  const mean = makeScene(makeSpec({ ...setting, kind: "average" }));
  assert.equal(explain(mean, [0, 1]).sum, "(1 + 2) / 4");
  assert.equal(inputValue(mean, 0, [-1, 0]), 0);
  const empty = makeScene(
    makeSpec({
      kind: "average",
      input: [1, 1],
      window: [1, 1],
      pads: [
        [0, 1],
        [0, 0],
      ],
    }),
  );
  assert.equal(explain(empty, [1, 0]).sum, "(0) / 4");
});

test("a long sum is cut short and says how many products there are", () => {
  const scene = makeScene(makeSpec({ input: [9, 9], window: [8, 8] }));
  const { sum } = explain(scene, [0, 0]);
  assert.equal(sum.split("·").length - 1, 8);
  assert.match(sum, / \+ … \(64 products\)$/);
});

test("short numbers have few digits, a true minus and no zeros to spare", () => {
  for (const [value, text] of [
    [0, "0"],
    [-0, "0"],
    [1 / 3, "0.333"],
    [-12, "−12"],
    [1.5e-7, "1.5e−7"],
    [-2e-5, "−2e−5"],
    [123456, "123456"],
    [1e6, "1e6"],
    [-1234567, "−1.23e6"],
    [0.5, "0.5"],
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "∞"],
    [Number.NEGATIVE_INFINITY, "−∞"],
  ]) {
    assert.equal(short(value), text);
  }
  assert.equal(short(Math.PI, 6), "3.14159");
});

test("short numbers are right to the digits they show", () => {
  for (let i = 1; i < 2000; i++) {
    const value = Math.sin(i) * 10 ** ((i % 17) - 8);
    const read = Number(short(value).replaceAll("−", "-"));
    assert.ok(
      Math.abs(read - value) <= 0.0051 * Math.abs(value),
      `${value} shown as ${short(value)}`,
    );
  }
});

test("exact numbers can be read back to the last bit", () => {
  for (const value of [0.1, -1 / 3, 2 ** -30, 12345.678, -7]) {
    assert.equal(Number(exact(value).replaceAll("−", "-")), value);
  }
  assert.equal(exact(Number.NEGATIVE_INFINITY), "−∞");
});

test("zero is the neutral colour and the limits are the full colours, in both themes", () => {
  for (const palette of Object.values(PALETTES)) {
    assert.deepEqual(signedColour(0, 5, palette), parseColour(palette.neutral));
    assert.deepEqual(signedColour(5, 5, palette), parseColour(palette.positive));
    assert.deepEqual(signedColour(-9, 5, palette), parseColour(palette.negative));
    assert.deepEqual(signedColour(1, 0, palette), parseColour(palette.neutral));
    assert.deepEqual(
      signedColour(Number.NEGATIVE_INFINITY, 1, palette),
      parseColour(palette.neutral),
    );
  }
});

test("colours are read in the ways a browser writes them", () => {
  assert.deepEqual(parseColour("#1f5fae"), [31, 95, 174]);
  assert.deepEqual(parseColour(" #fa0 "), [255, 170, 0]);
  assert.deepEqual(parseColour("rgb(1, 2, 3)"), [1, 2, 3]);
  assert.deepEqual(parseColour("rgba(1, 2, 3, 0.5)"), [1, 2, 3]);
  assert.equal(css([1, 2, 3]), "rgb(1,2,3)");
  assert.equal(css([1, 2, 3], 0.5), "rgba(1,2,3,0.5)");
});

test("grey goes from black to white and ink stands out from its ground", () => {
  assert.deepEqual(
    [greyColour(0, 0, 255), greyColour(300, 0, 255)],
    [
      [0, 0, 0],
      [255, 255, 255],
    ],
  );
  assert.deepEqual(mix([0, 10, 20], [10, 10, 0], 0.5), [5, 10, 10]);
  for (const value of [-5, -3, 0, 3, 5])
    for (const palette of Object.values(PALETTES)) {
      const fill = signedColour(value, 5, palette);
      const [a, b] = [luminance(parseColour(inkOn(fill))), luminance(fill)];
      assert.ok((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) >= 4.5);
    }
});

/** A payload written byte by byte, at an odd offset of a larger buffer. */
function handMade() {
  const header =
    '{"meta": {"kind": "conv", "n": 3}, "arrays": [{"name": "u", "type": "u1", "shape": [3]}, {"name": "f", "type": "f8", "shape": [1, 2]}, {"name": "i", "type": "i4", "shape": [1]}, {"name": "s", "type": "f4", "shape": [1]}, {"name": "none", "type": "f8", "shape": [0, 4]}]}';
  const text = new TextEncoder().encode(header);
  const start = Math.ceil((4 + text.length) / 8) * 8;
  const whole = new Uint8Array(3 + start + 8 + 16 + 8 + 8);
  const view = new DataView(whole.buffer, 3);
  view.setUint32(0, text.length, true);
  whole.set(text, 3 + 4);
  whole.set([1, 2, 255], 3 + start);
  view.setFloat64(start + 8, -0.1, true);
  view.setFloat64(start + 16, 1e300, true);
  view.setInt32(start + 24, -7, true);
  view.setFloat32(start + 32, 0.5, true);
  return whole.subarray(3);
}

test("a payload gives back its settings and arrays wherever it lies in memory", () => {
  const { meta, arrays } = unpack(handMade());
  assert.deepEqual(meta, { kind: "conv", n: 3 });
  assert.deepEqual(arrays.u, { shape: [3], data: Uint8Array.of(1, 2, 255) });
  assert.deepEqual(arrays.f, { shape: [1, 2], data: Float64Array.of(-0.1, 1e300) });
  assert.deepEqual(arrays.i, { shape: [1], data: Int32Array.of(-7) });
  assert.deepEqual(arrays.s, { shape: [1], data: Float32Array.of(0.5) });
  assert.equal(arrays.none.data.length, 0);
});

/** A max pooling, 2 by 2 without padding, whose winners are [1, 0] and [0, 3]; the last window has none. */
function pooled() {
  const scene = makeScene(
    makeSpec({ kind: "max", input: [2, 6], window: [2, 2], stride: [2, 2], output: [1, 3] }),
  );
  scene.arrays.winner = { data: Int32Array.of(6, 3, -1) };
  return scene;
}

test("the winner of a window is a cell of the input, or none where there is only padding", () => {
  const scene = pooled();
  assert.deepEqual(winningCell(scene, [0, 0]), [1, 0]);
  assert.deepEqual(winningCell(scene, [0, 1]), [0, 3]);
  assert.equal(winningCell(scene, [0, 2]), null);
});

/** The outlines in one colour that a frame draws: [x, y, width, height]. */
function outlines(scene, figure, colour, view) {
  const found = [];
  const ignore = () => {};
  const context = new Proxy(
    {
      strokeRect(...rect) {
        if (this.strokeStyle === colour) found.push(rect);
      },
    },
    { get: (target, name) => target[name] ?? ignore },
  );
  const fill = () => [0, 0, 0];
  const layers = { colours: { input: fill, window: fill }, hatches: {} };
  const theme = { palette: PALETTES.light, background: "#ffffff", text: "#000000" };
  drawFrame(context, scene, figure, layers, theme, { hover: null, revealed: 0, ...view }, 800);
  return found;
}

test("the winner is marked in the input too, inside its cell and once the window has arrived", () => {
  const scene = pooled();
  for (const width of [30, 358, 1000]) {
    const figure = layout(scene.spec, width);
    const input = figure.grids.find((grid) => grid.role === "input");
    const marked = (step, share) =>
      outlines(scene, figure, PALETTES.light.output, { step, from: 0, phases: phases(share) })
        .map(([x, y, w, h]) => ({ at: cellAt(input, x + w / 2, y + h / 2), w, h }))
        .filter(({ at }) => at);
    for (const [step, cell] of [
      [0, [1, 0]],
      [1, [0, 3]],
    ]) {
      const [mark, ...others] = marked(step, 1);
      assert.deepEqual(mark.at, cell);
      assert.ok(mark.w > 0 && mark.w < input.cell && mark.h === mark.w);
      assert.equal(others.length, 0);
    }
    assert.equal(marked(2, 1).length, 0);
    assert.equal(marked(1, 0.1).length, 0);
  }
});

function playing(steps, step = 0) {
  const playback = new Playback(() => false);
  playback.load(steps, step);
  return playback;
}

test("a playback takes each step when it is due and is over when the last motion is", () => {
  const playback = playing(3);
  playback.setSpeed(2, 0);
  playback.play(10);
  assert.deepEqual([playback.playing, playback.step, playback.share(10)], [true, 0, 0]);
  assert.equal(playback.advance(10.4), false);
  assert.deepEqual([playback.step, playback.share(10.4)], [0, 1]);
  assert.equal(playback.advance(10.5), false);
  assert.deepEqual([playback.step, playback.from, playback.share(10.5)], [1, 0, 0]);
  assert.equal(playback.advance(11), false);
  assert.equal(playback.step, 2);
  assert.equal(playback.advance(11.5), true);
});

test("a playback that is at its end plays from the beginning", () => {
  const playback = playing(4, 3);
  playback.play(0);
  assert.equal(playback.step, 0);
  playback.go(1, 5);
  playback.play(6);
  assert.equal(playback.step, 1);
});

test("another speed counts on from the step on show", () => {
  const playback = playing(100);
  playback.setSpeed(1, 0);
  playback.play(0);
  playback.advance(3);
  playback.setSpeed(10, 3);
  playback.advance(3.5);
  assert.equal(playback.step, 8);
});

test("going to a step stops, stays within the steps and moves unless told otherwise", () => {
  const playback = playing(5);
  playback.play(0);
  playback.go(3, 1);
  assert.deepEqual([playback.playing, playback.step, playback.from], [false, 3, 0]);
  assert.ok(playback.isMoving(1.1));
  playback.go(9, 2, { move: false });
  assert.deepEqual([playback.step, playback.from, playback.isMoving(2)], [4, 4, false]);
  playback.go(7, 3);
  assert.deepEqual([playback.step, playback.isMoving(3)], [4, false]);
  playback.go(-1, 4);
  assert.equal(playback.step, 0);
});

test("new arrays keep the step and a chosen speed where they can", () => {
  const playback = playing(9, 7);
  playback.setSpeed(15, 0);
  playback.load(9, playback.step);
  assert.deepEqual([playback.step, playback.speed], [7, 15]);
  playback.load(4, playback.step);
  assert.deepEqual([playback.step, playback.speed], [3, defaultSpeed(4)]);
});

test("reduced motion shows a step at once, as soon as it is asked for", () => {
  let reduced = false;
  const playback = new Playback(() => reduced);
  playback.load(3, 0);
  playback.go(1, 0);
  assert.equal(playback.share(0), 0);
  reduced = true;
  assert.deepEqual([playback.share(0), playback.isMoving(0)], [1, false]);
});
