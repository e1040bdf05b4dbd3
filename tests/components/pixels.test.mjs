import assert from "node:assert/strict";
import { test } from "node:test";
import { hex } from "../../assets/components/core/channels.js";
import { meaning } from "../../assets/components/core/hands.js";
import { centred } from "../../assets/components/core/view.js";
import { byte, colourNumber } from "../../assets/components/mixer/component.js";
import { Camera } from "../../assets/components/pixels/camera.js";
import { readable } from "../../assets/components/pixels/drawing.js";
import {
  indexed,
  lampWords,
  memorySum,
  pixelWords,
} from "../../assets/components/pixels/readout.js";
import {
  between,
  lampsOf,
  luma,
  parsePlace,
  pixelAt,
  placesInMemory,
  placeText,
  shownAs,
  switched,
  tickStep,
  ticks,
  VIEWS,
  viewBytes,
  writtenOn,
} from "../../assets/components/pixels/values.js";

const two = { data: Uint8Array.from([252, 198, 188, 22, 159, 230]), shape: [1, 2, 3] };

const camera = (place = "") => {
  const made = new Camera([100, 200], place);
  made.arrange(400, 400); // two screen pixels a pixel, a pane of 400 x 200
  return made;
};

test("each view shows the numbers that are written on the cells", () => {
  for (const view of VIEWS) {
    const bytes = viewBytes(two, view);
    for (const column of [0, 1]) {
      const pixel = pixelAt(two, 0, column);
      const shown = [...bytes.subarray(4 * column, 4 * column + 4)];
      assert.deepEqual(shown, [...shownAs(pixel, view), 255]);
      for (const value of writtenOn(pixel, view)) assert.ok(shown.includes(value));
    }
  }
});

test("red, green and blue light add up to the picture", () => {
  const parts = ["red", "green", "blue"].map((view) => viewBytes(two, view));
  const whole = viewBytes(two, "colour");
  for (const i of [0, 1, 2, 4, 5, 6])
    assert.equal(parts[0][i] + parts[1][i] + parts[2][i], whole[i]);
});

test("a grey picture is shown as it is and has one number", () => {
  const grey = { data: Uint8Array.from([30, 230]), shape: [1, 2, 1] };
  assert.deepEqual([...viewBytes(grey, "colour")], [30, 30, 30, 255, 230, 230, 230, 255]);
  assert.deepEqual(writtenOn(pixelAt(grey, 0, 1), "colour"), [230]);
});

test("luma is whole, and grey stays grey", () => {
  assert.deepEqual([luma(255, 0, 0), luma(0, 255, 0), luma(0, 0, 255)], [76, 150, 29]);
  for (let value = 0; value < 256; value++) assert.equal(luma(value, value, value), value);
});

test("places in memory count every number once, in both orders", () => {
  const [rows, columns] = [3, 4];
  for (const order of ["last", "first"]) {
    const places = [];
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        places.push(...placesInMemory([rows, columns, 3], row, column)[order]);
    places.sort((a, b) => a - b);
    assert.deepEqual(
      places,
      Array.from({ length: 36 }, (_, i) => i),
    );
  }
  assert.deepEqual(placesInMemory([4, 5, 3], 1, 2), { last: [21, 22, 23], first: [7, 27, 47] });
  assert.equal(memorySum([4, 5, 3], 1, 2), "(1 × 5 + 2) × 3 + 0 = 21");
  assert.equal(memorySum([12, 12, 1], 6, 6), "6 × 12 + 6 = 78");
});

test("a colour is written as six digits and said in words", () => {
  assert.equal(hex([252, 198, 188]), "#fcc6bc");
  assert.equal(
    pixelWords([22, 159, 230], 1, 2),
    "Pixel in row 1, column 2: red 22, green 159, blue 230, #169fe6.",
  );
  assert.equal(pixelWords([30], 5, 6), "Pixel in row 5, column 6: grey 30.");
});

test("indices keep their distance and lie on the middle of their cell", () => {
  assert.deepEqual(
    [0.5, 1, 2, 7, 40].map((scale) => tickStep(scale, 36)),
    [100, 50, 20, 10, 1],
  );
  const seen = ticks(-95, 10, 100, 60, 18);
  assert.deepEqual(
    seen.map(({ index }) => index),
    [10, 12, 14],
  );
  for (const { index, at } of seen) assert.equal(at, -95 + (index + 0.5) * 10);
  assert.equal(ticks(0, 40, 3, 1000, 36).length, 3);
});

test("the address holds the channels, the pixel and the zoom, and gives them back", () => {
  for (const place of ["", "red", "grey-99-199-48", "colour-0-0-2"]) {
    assert.equal(camera(place).place, place);
  }
  for (const wrong of ["red-100-0-48", "red-0-200-48", "red-1-1-0", "mauve", "red-a-b-c"])
    assert.equal(parsePlace(wrong, [100, 200]).pinned, false);
  assert.equal(placeText({ view: "red", pinned: true, spot: [1, 2], scale: 0.4 }), "red-1-2-1");
});

test("a link opens with its pixel inside the pane, at its zoom", () => {
  for (const place of ["red-0-0-48", "colour-99-199-48", "colour-50-100-48"]) {
    const opened = camera(place);
    const [x, y] = opened.spotOnScreen;
    assert.equal(opened.at.scale, 48);
    assert.ok(x > 0 && x < 400 && y > 0 && y < 200);
  }
});

test("zooming keeps the place under the pointer and never leaves the picture", () => {
  const seen = camera();
  const before = seen.toPicture(130, 70);
  seen.zoom(8, 130, 70);
  const after = seen.toPicture(130, 70);
  assert.ok(Math.abs(after.x - before.x) < 1e-9 && Math.abs(after.y - before.y) < 1e-9);
  seen.pan(1e6, -1e6);
  assert.deepEqual([seen.at.x, seen.at.y], [0, 200 - 100 * seen.at.scale]);
  seen.zoom(0, 0, 0);
  assert.ok(seen.isWhole);
});

test("a pixel is read where the pointer is, and at the border beyond it", () => {
  const seen = camera();
  seen.read(10.9, 7.9);
  assert.deepEqual(seen.spot, [3, 5]);
  seen.read(-5, 999);
  assert.deepEqual(seen.spot, [99, 0]);
});

test("stepping moves the pixel, keeps it, stops at the border and stays in sight", () => {
  const seen = camera("colour-50-100-48");
  for (let i = 0; i < 12; i++) seen.step([0, 10]);
  assert.deepEqual([seen.spot, seen.pinned], [[50, 199], true]);
  const [x] = seen.spotOnScreen;
  assert.ok(x > 0 && x < 400);
});

test("the glide begins where one is, keeps the pixel on its way and ends at the numbers", () => {
  const seen = camera();
  const start = seen.at;
  const move = seen.glide(true);
  move(0);
  assert.deepEqual(seen.at, start);
  const scales = [0.2, 0.4, 0.6, 0.8, 1].map((share) => {
    move(share);
    return seen.at.scale;
  });
  assert.deepEqual(
    scales,
    [...scales].sort((a, b) => a - b),
  );
  assert.equal(seen.at.scale, 48);
  assert.deepEqual(seen.spotOnScreen, [200, 100]);
  seen.glide(false)(1);
  assert.ok(seen.isWhole);
});

test("half of the way is the geometric mean of the scales", () => {
  const [from, to] = [
    { scale: 1, x: 0, y: 0 },
    { scale: 64, x: -600, y: -300 },
  ];
  assert.equal(between(from, to, 0.5, [10, 5]).scale, 8);
  assert.deepEqual(between(from, to, 1, [10, 5]), to);
  assert.deepEqual(centred([2, 3], 10, 100, 60), { scale: 10, x: 15, y: 5 });
});

test("a wider window keeps the zoom and the middle", () => {
  const seen = camera("colour-50-100-48");
  const before = seen.toPicture(200, 100);
  seen.arrange(600, 400);
  const after = seen.toPicture(300, 150);
  assert.equal(seen.at.scale, 48);
  assert.ok(Math.abs(after.x - before.x) < 1e-9 && Math.abs(after.y - before.y) < 1e-9);
});

test("three numbers need more room than one", () => {
  assert.ok(readable(3, "colour") > readable(3, "red"));
  assert.equal(readable(1, "colour"), readable(3, "grey"));
});

test("keys step, zoom and let go; with Ctrl they are the browser's", () => {
  assert.deepEqual(meaning({ key: "ArrowDown" }), ["step", [1, 0]]);
  assert.deepEqual(meaning({ key: "ArrowLeft", shiftKey: true }), ["step", [0, -10]]);
  assert.deepEqual(meaning({ key: "0" }), ["zoom", 0]);
  assert.deepEqual(meaning({ key: "Escape" }), ["letGo"]);
  assert.equal(meaning({ key: "+", ctrlKey: true }), null);
  assert.equal(meaning({ key: "a" }), null);
});

test("the mixer's colour is a number of three bytes", () => {
  assert.equal(colourNumber([255, 255, 255]), 16_777_215);
  assert.equal(colourNumber([252, 198, 188]), 0xfcc6bc);
  assert.equal(hex([22, 159, 230]), "#169fe6");
  assert.deepEqual(["300", "-4", "12.6", "x", ""].map(byte), [255, 0, 13, 0, 0]);
});

test("of a part of a picture all places are those of the whole", () => {
  const part = new Camera([100, 200], "red-1050-520-48", [1000, 500]);
  part.arrange(400, 400);
  assert.deepEqual(
    [part.spot, part.told(part.spot), part.kept],
    [[50, 20], [1050, 520], "1050-520"],
  );
  assert.equal(part.place, "red-1050-520-48");
  const outside = new Camera([100, 200], "red-50-20-48", [1000, 500]);
  assert.equal(outside.pinned, false);
  const along = ticks(0, 10, 100, 300, 36, 1003);
  assert.deepEqual(along[0], { index: 1005, at: 25 });
  assert.ok(along.every(({ index }) => index % 5 === 0));
});

test("two lamps show two channels, and the third is 0", () => {
  assert.deepEqual([...viewBytes(two, "yellow")], [252, 198, 0, 255, 22, 159, 0, 255]);
  assert.deepEqual(writtenOn([252, 198, 188], "magenta"), [252, 188]);
  assert.deepEqual(shownAs([1, 2, 3], "cyan"), [0, 2, 3]);
  assert.deepEqual(shownAs([1, 2, 3], "dark"), [0, 0, 0]);
});

test("every set of lamps is reached by switching, and stands in the address", () => {
  const reached = new Set();
  for (const lamps of ["", "R", "G", "B", "RG", "RB", "GB", "RGB"]) {
    const view = [...lamps].reduce(switched, "dark");
    assert.equal(lampsOf(view), lamps);
    assert.equal(parsePlace(view, [9, 9]).view, view);
    reached.add(lampWords(view));
  }
  assert.equal(reached.size, 8);
  assert.equal(switched("colour", "B"), "yellow");
  assert.equal(switched("grey", "R"), "red");
});

test("a number is written with its index", () => {
  assert.equal(indexed(120, 300, 2), "I[120, 300, 2]");
  assert.equal(indexed(6, 5), "I[6, 5]");
});
