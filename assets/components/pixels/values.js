// Pixels into colours, numbers, places in memory and words. Pure functions; a pixel is counted from 0.

/** @typedef {import("../core/types").Colour} Colour @typedef {import("../core/types").Packed} Packed */

/** What a colour picture can be shown as in small; the name stands in the address. */
export const VIEWS = ["colour", "red", "green", "blue", "grey"];

/** Which of a pixel's three lamps are on in each view; two of them make a colour with a name. */
const LAMPS = {
  colour: "RGB",
  red: "R",
  green: "G",
  blue: "B",
  yellow: "RG",
  magenta: "RB",
  cyan: "GB",
  dark: "",
};

/** The lamps that are on, such as "RG"; none in grey, which is no light of one lamp. */
export function lampsOf(view) {
  return LAMPS[view] ?? "";
}

/** The view with one more lamp on, or one off. */
export function switched(view, lamp) {
  const on = lampsOf(view);
  const next = [..."RGB"].filter((name) => on.includes(name) !== (name === lamp)).join("");
  return Object.keys(LAMPS).find((name) => LAMPS[name] === next) ?? "colour";
}

/** ITU-R BT.601 luma in whole thousandths, a half rounded up: vizcore.images.tensors.luma says the same. */
export function luma(red, green, blue) {
  return Math.floor((299 * red + 587 * green + 114 * blue + 500) / 1000);
}

/**
 * The colour, [r, g, b], that a pixel is shown in.
 * @param {number[]} pixel
 * @param {string} view
 * @returns {Colour}
 */
export function shownAs([red, green, blue], view) {
  if (view === "grey") {
    const grey = luma(red, green, blue);
    return [grey, grey, grey];
  }
  const on = lampsOf(view);
  return [on.includes("R") ? red : 0, on.includes("G") ? green : 0, on.includes("B") ? blue : 0];
}

/**
 * RGBA bytes of an array of shape (rows, columns, 1 or 3) as the view shows it.
 * @param {Packed} array
 * @param {string} view
 */
export function viewBytes({ data, shape: [rows, columns, channels] }, view) {
  const out = new Uint8ClampedArray(rows * columns * 4).fill(255);
  const [green, blue] = channels === 1 ? [0, 0] : [1, 2];
  const grey = view === "grey" && channels === 3;
  const on = channels === 1 ? "RGB" : lampsOf(view);
  const [red, lime, navy] = [..."RGB"].map((lamp) => on.includes(lamp));
  for (let i = 0, from = 0; i < out.length; i += 4, from += channels) {
    const [r, g, b] = [data[from], data[from + green], data[from + blue]];
    if (grey) out[i] = out[i + 1] = out[i + 2] = luma(r, g, b);
    else {
      out[i] = red ? r : 0;
      out[i + 1] = lime ? g : 0;
      out[i + 2] = navy ? b : 0;
    }
  }
  return out;
}

/**
 * The numbers of one pixel: three, or one of a grey picture.
 * @param {Packed} array
 * @param {number} row
 * @param {number} column
 */
export function pixelAt({ data, shape: [, columns, channels] }, row, column) {
  const from = (row * columns + column) * channels;
  return [...data.subarray(from, from + channels)];
}

/**
 * The numbers that are written on a cell in a view.
 * @param {number[]} pixel
 * @param {string} view
 */
export function writtenOn(pixel, view) {
  if (pixel.length === 1) return pixel;
  const [red, green, blue] = pixel;
  if (view === "grey") return [luma(red, green, blue)];
  return pixel.filter((_, channel) => lampsOf(view).includes("RGB"[channel]));
}

/**
 * How many numbers lie in memory before each channel of a pixel, channels last and channels first.
 * @param {number[]} shape
 * @param {number} row
 * @param {number} column
 */
export function placesInMemory([rows, columns, channels], row, column) {
  const all = Array.from({ length: channels }, (_, channel) => channel);
  return {
    last: all.map((channel) => (row * columns + column) * channels + channel),
    first: all.map((channel) => (channel * rows + row) * columns + column),
  };
}

/** Cells from one written index to the next: 1, 2, 5, 10, 20 ... so that they stand at least `least` pixels apart. */
export function tickStep(scale, least) {
  for (let power = 1; ; power *= 10) {
    for (const digit of [1, 2, 5]) if (digit * power * scale >= least) return digit * power;
  }
}

/** Indices along an edge that can be seen, with the middle of their cell in pixels of the screen; the first is `from`. */
export function ticks(origin, scale, count, room, least, from = 0) {
  const step = tickStep(scale, least);
  const first = Math.max(from, from - origin / scale - 0.5);
  const places = [];
  for (let index = Math.ceil(first / step) * step; index < from + count; index += step) {
    const at = origin + (index - from + 0.5) * scale;
    if (at > room) break;
    places.push({ index, at });
  }
  return places;
}

/** The view a share of the way from one to another; the pixel that is read moves straight, the scale evenly in steps of zoom. */
export function between(from, to, share, [x, y]) {
  const scale = from.scale * (to.scale / from.scale) ** share;
  const on = (axis, place) => {
    const start = from[axis] + place * from.scale;
    return start + (to[axis] + place * to.scale - start) * share - place * scale;
  };
  return { scale, x: on("x", x), y: on("y", y) };
}

/**
 * What stands in the address: "", "red", "red-120-300-48" with a pixel that is kept (view, row, column, screen pixels of
 * a pixel), or the same with "at" before the row where the picture is only enlarged around that pixel.
 */
export function placeText({ view, pinned, whole, spot, scale }) {
  if (!pinned && whole) return view === "colour" ? "" : view;
  const place = [...spot, Math.max(1, Math.round(scale))].join("-");
  return `${view}-${pinned ? "" : "at"}${place}`;
}

/**
 * The reverse of placeText; what makes no sense for a picture of rows x columns is left out. The pixel is counted from
 * the first one that is shown, which stands at `origin` of the whole array.
 * @param {string} text
 * @param {import("../core/types").Pair} size
 * @param {import("../core/types").Pair} [origin]
 * @returns {{view: string, pinned: boolean, spot?: import("../core/types").Pair, scale?: number}}
 */
export function parsePlace(text, [rows, columns], [top, left] = [0, 0]) {
  const [name, ...numbers] = text.replace("-at", "-").split("-");
  const view = name in LAMPS || name === "grey" ? name : "colour";
  const [down, across, scale] = numbers.map((word) => (/^\d{1,5}$/.test(word) ? Number(word) : -1));
  const [row, column] = [down - top, across - left];
  const inside = row >= 0 && row < rows && column >= 0 && column < columns && scale > 0;
  if (!inside) return { view, pinned: false };
  return { view, pinned: !text.includes("-at"), spot: [row, column], scale };
}
