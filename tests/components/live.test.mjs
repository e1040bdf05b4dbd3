// Live: bytes on the line, blocks of pixels, ways over a picture, the socket's manners, sheets, words.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bestOf } from "../../assets/components/live/classes.js";
import { coloured } from "../../assets/components/live/drawing.js";
import {
  cellAt,
  fieldOf,
  indexOf,
  rectOf,
  shapeOf,
  sheetOf,
} from "../../assets/components/live/layout.js";
import { layerLimit, limitsOf } from "../../assets/components/live/limit.js";
import Line, { pauseBefore } from "../../assets/components/live/line.js";
import Pace from "../../assets/components/live/pace.js";
import { alongStrip, aroundPicture } from "../../assets/components/live/path.js";
import { blockMeans, sideRead } from "../../assets/components/live/shot.js";
import {
  frameBytes,
  PIXELS,
  reaches,
  readAnswer,
  spreads,
} from "../../assets/components/live/wire.js";
import {
  fixed,
  float32,
  paceWords,
  percent,
  readout,
  sizeWords,
  table,
  told,
  withoutCamera,
} from "../../assets/components/live/words.js";

const CONV = { name: "conv1", shape: [32, 32, 32], field: [3, 1, 1] };
const POOL = { name: "pool2", shape: [64, 8, 8], field: [16, 4, 6] };
const FC = { name: "fc1", shape: [512], field: [] };
const LAST = { name: "fc2", shape: [10], field: [] };

/** An answer as the server writes it: two maps of one row and two columns. */
function answerBytes(number, exact) {
  const classes = [0.25, 0.75];
  const size = 4;
  const buffer = new ArrayBuffer(24 + 8 + (exact ? 4 * size : 4 * 2 + size + 2));
  const view = new DataView(buffer);
  view.setUint32(0, number, true);
  view.setUint8(4, 3);
  view.setUint8(5, exact ? 1 : 0);
  for (const [i, count] of [2, 1, 2, 2].entries()) view.setUint16(6 + 2 * i, count, true);
  view.setFloat32(14, 1.5, true);
  view.setFloat32(18, 2.5, true);
  view.setUint16(22, 7, true);
  for (const [i, share] of classes.entries()) view.setFloat32(24 + 4 * i, share, true);
  if (exact) for (let i = 0; i < size; i++) view.setFloat32(32 + 4 * i, i - 1.5, true);
  else {
    for (const [i, scale] of [0.5, 0.25].entries()) view.setFloat32(32 + 4 * i, scale, true);
    for (const [i, step] of [10, 12, 0, 255].entries()) view.setUint8(40 + i, step);
    for (const [i, zero] of [10, 100].entries()) view.setUint8(44 + i, zero);
  }
  return buffer;
}

test("a frame is a head of 8 bytes and the pixels", () => {
  const rgb = Uint8Array.from({ length: PIXELS }, (_, i) => i % 251);
  const bytes = frameBytes({ number: 258, layer: 4, exact: true }, rgb);
  assert.deepEqual([...bytes.subarray(0, 8)], [2, 1, 0, 0, 4, 1, 0, 0]);
  assert.deepEqual(bytes.subarray(8), rgb);
  assert.equal(bytes.length, 3080);
});

test("an answer is read with its steps, or with its exact numbers", () => {
  const rough = readAnswer(answerBytes(9, false));
  assert.deepEqual([rough.number, rough.layer, rough.together], [9, 3, 7]);
  assert.deepEqual([rough.waited, rough.took], [1.5, 2.5]);
  assert.deepEqual([...rough.probabilities], [0.25, 0.75]);
  assert.deepEqual([...rough.bytes.steps], [10, 12, 0, 255]);
  assert.deepEqual([...reaches(rough)], [0.5 * 245, 0.25 * 155]);
  const exact = readAnswer(answerBytes(9, true));
  assert.deepEqual([...exact.values], [-1.5, -0.5, 0.5, 1.5]);
  assert.deepEqual([...reaches(exact)], [1.5, 1.5]);
});

test("steps and exact numbers have the signed colours, zero the neutral one", () => {
  const ramp = Uint32Array.from({ length: 511 }, (_, i) => i); // 255 is zero
  const rough = readAnswer(answerBytes(1, false));
  assert.deepEqual([...coloured(rough, [1, 38.75], ramp)], [255, 510, 255 - 165, 510]);
  const exact = readAnswer(answerBytes(1, true));
  assert.deepEqual([...coloured(exact, [1.5, 3], ramp)], [0, 170, 298, 383]);
});

test("each pixel is the mean of its block, rounded, and a mirror turns left and right", () => {
  const rgba = new Uint8ClampedArray(64 * 64 * 4);
  for (const [at, red] of [
    [0, 10],
    [1, 20],
    [64, 30],
    [65, 41],
  ])
    rgba[4 * at] = red;
  assert.equal(blockMeans(rgba, 64)[0], 25);
  const mirrored = blockMeans(rgba, 64, true);
  assert.equal(mirrored[3 * 31], 25);
  assert.equal(mirrored[0], 0);
  assert.deepEqual(
    [sideRead(240), sideRead(480), sideRead(1080), sideRead(20)],
    [224, 480, 480, 32],
  );
});

test("a look never leaves the picture, and the strip ends where it begins", () => {
  for (let time = 0; time < 60_000; time += 137) {
    const { x, y, side } = aroundPicture(time, 256);
    assert.ok(x >= -1e-9 && y >= -1e-9 && x + side <= 256 + 1e-9 && y + side <= 256 + 1e-9);
    const strip = alongStrip(time, 10, 96);
    assert.ok(strip.x >= 0 && strip.x + strip.side <= 11 * 96 + 1e-9);
    assert.ok(strip.y >= 0 && strip.y + strip.side <= 96 + 1e-9);
  }
  assert.deepEqual(alongStrip(0, 10, 96), { x: 0, y: 0, side: 96 });
  assert.deepEqual(alongStrip(37_000, 10, 96), { x: 0, y: 0, side: 96 });
});

/** A line whose sockets are made here. */
function lineWith() {
  const sockets = [];
  const answers = [];
  const line = new Line(
    "ws://here",
    ({ number }) => answers.push(number),
    () => {},
    () => {
      const socket = {
        sent: [],
        send: (bytes) => socket.sent.push(bytes),
        close: () => socket.onclose?.(),
      };
      sockets.push(socket);
      return socket;
    },
  );
  return { line, sockets, answers };
}
const RGB = new Uint8Array(PIXELS);
const ROUGH = { layer: 0, exact: false };

test("no more than two frames are on their way, and an answer settles older ones", () => {
  const { line, sockets, answers } = lineWith();
  assert.equal(line.isFree(0), false);
  sockets[0].onopen();
  assert.ok(line.isFree(0));
  line.send(ROUGH, RGB, 0);
  assert.ok(line.isFree(1));
  line.send(ROUGH, RGB, 1);
  assert.equal(line.isFree(2), false);
  sockets[0].onmessage({ data: answerBytes(2, false) });
  assert.deepEqual(answers, [2]);
  assert.equal(line.waiting.length, 0);
});

test("after a break it tries again, later each time, and an answer makes it forget", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { line, sockets } = lineWith();
  line.open();
  for (const [i, pause] of [500, 1000, 2000].entries()) {
    sockets[i].close();
    assert.equal(line.state, "broken");
    t.mock.timers.tick(pause - 1);
    assert.equal(sockets.length, i + 1);
    t.mock.timers.tick(1);
    assert.equal(sockets.length, i + 2);
  }
  sockets[3].onopen();
  line.send(ROUGH, RGB);
  sockets[3].onmessage({ data: answerBytes(1, false) });
  assert.equal(line.failures, 0);
  assert.equal(pauseBefore(20), 8000);
});

test("a refusal is kept, an idle end is not told, and a frame without an answer ends the socket", () => {
  const { line, sockets } = lineWith();
  line.open();
  sockets[0].onmessage({ data: JSON.stringify({ says: "No.", again: null }) });
  sockets[0].close();
  assert.deepEqual([line.state, line.says], ["refused", "No."]);
  line.open();
  sockets[1].onmessage({ data: JSON.stringify({ says: "Idle.", again: 0 }) });
  sockets[1].close();
  assert.equal(line.state, "closed");
  line.isFree(0);
  sockets[2].onopen();
  line.send(ROUGH, RGB, 0);
  line.isFree(40_000);
  assert.equal(line.state, "broken");
  line.close();
  assert.equal(line.state, "closed");
});

test("the pace is that of the last two seconds", () => {
  const pace = new Pace();
  assert.equal(pace.figures(0), null);
  for (let i = 0; i < 100; i++) pace.note(50 * i, 20 + (i % 3));
  const { rate, delay } = pace.figures(4950);
  assert.equal(Math.round(rate), 20);
  assert.equal(delay, 21);
  assert.equal(pace.figures(9000), null);
  assert.deepEqual(paceWords({ rate: 19.6, delay: 21.4 }), [
    "20 pictures a second",
    "21 ms from shutter to screen",
  ]);
});

test("a sheet is as large as fits, and every cell is found where it is drawn", () => {
  for (const layer of [CONV, POOL, FC, LAST]) {
    const sheet = sheetOf(layer, 10, [640, 400], 2);
    assert.ok(sheet.width <= 640 && sheet.height <= 400, layer.name);
    const [maps, rows, columns] = sheet.shape;
    for (const cell of [
      [0, 0, 0],
      [maps - 1, rows - 1, columns - 1],
    ]) {
      const [x, y, wide, high] = rectOf(sheet, cell);
      assert.deepEqual(cellAt(sheet, x + wide / 2, y + high / 2), cell, layer.name);
    }
  }
  assert.deepEqual(shapeOf(FC, 10), { kind: "units", shape: [1, 16, 32] });
  assert.deepEqual(shapeOf(LAST, 10), { kind: "named", shape: [1, 10, 1] });
  assert.equal(sheetOf(CONV, 10, [640, 400], 1).atlas.cell, 2);
  assert.equal(indexOf([2, 3, 4], [9, 10, 20]), 464);
});

test("a value sees its window, cut at the picture's edge", () => {
  assert.deepEqual(fieldOf(CONV, [0, 0, 5], 32), [0, 4, 2, 7]);
  assert.deepEqual(fieldOf(POOL, [0, 0, 7], 32), [0, 22, 10, 32]);
  assert.equal(fieldOf(FC, [0, 0, 7], 32), null);
});

test("a layer's colours fall slowly and rise at once", () => {
  assert.equal(layerLimit(0, [1, 4, 2]), 4);
  assert.equal(layerLimit(4, [1, 1]), 3.6);
  assert.equal(layerLimit(4, [9]), 9);
  const maps = { reaches: [1, 2, 2], spreads: [1, 2, 0.04] };
  assert.deepEqual(limitsOf("map", maps, 5), [1, 2, Infinity]);
  assert.deepEqual(limitsOf("layer", maps, 5), [5, 5, 5]);
});

test("how far the numbers of a map are apart", () => {
  const shape = [2, 1, 2];
  const bytes = { steps: [0, 100, 255, 255], scale: [0.5, 2], zero: [0, 0] };
  assert.deepEqual([...spreads({ shape, bytes })], [50, 0]);
  assert.deepEqual([...spreads({ shape, values: [-1, 2, 3, 3] })], [3, 0]);
});

test("numbers and places are said as they are", () => {
  assert.equal(float32(Math.fround(0.1)), "0.1");
  assert.equal(Math.fround(Number(float32(Math.fround(Math.PI)))), Math.fround(Math.PI));
  assert.equal(readout(CONV, [3, 1, 2], 32, [], -0.5), "conv1, map 3, row 1, column 2: −0.5");
  assert.equal(readout(FC, [0, 2, 3], 32, ["a"], 1.25), "fc1, unit 67: 1.25");
  assert.equal(readout({ ...LAST, shape: [2] }, [0, 1, 0], 1, ["cat", "dog"], 2), "fc2, dog: 2");
  assert.deepEqual(
    [percent(0), percent(0.004), percent(0.5), percent(0.996), percent(1)],
    ["0 %", "< 1 %", "50 %", "> 99 %", "100 %"],
  );
  assert.equal(fixed(-0.0001, 2), "0.00");
  assert.deepEqual([sizeWords(POOL), sizeWords(FC)], ["64 maps of 8 × 8", "512 units"]);
  assert.equal(bestOf([0.1, 0.6, 0.3]), 1);
});

test("what is wrong comes before what is seen", () => {
  const state = {
    source: "drawings",
    frozen: false,
    notice: "",
    line: "open",
    says: "",
    late: false,
    title: "",
  };
  assert.match(told(state), /^Ten drawings/);
  assert.match(told({ ...state, source: "camera" }), /nothing of it is kept\.$/);
  assert.match(told({ ...state, frozen: true }), /^Frozen/);
  assert.match(told({ ...state, late: true }), /being loaded/);
  assert.match(told({ ...state, line: "broken" }), /another try/);
  assert.equal(told({ ...state, says: "No." }), "No.");
  assert.match(
    withoutCamera("SecurityError"),
    /https or from this very computer.*The drawings move/,
  );
  assert.match(withoutCamera("Unknown"), /^The camera cannot be used here\./);
});

test("a layer's numbers are a table", () => {
  const maps = { name: "m", shape: [2, 1, 2], field: [] };
  assert.equal(
    table(maps, Float32Array.of(1, -2, 0.5, 0), []),
    "map,row,column,value\n0,0,0,1\n0,0,1,-2\n1,0,0,0.5\n1,0,1,0\n",
  );
  const units = { name: "u", shape: [2], field: [] };
  assert.equal(table(units, Float32Array.of(1, 2), ["cat", "dog"]), "unit,value\ncat,1\ndog,2\n");
});
