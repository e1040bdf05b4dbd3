// Parameters and multiply-adds of three layers; pages/scaling/counts.py counts the same, and tests compare them with torch.
// The largest is (224·224·512)² < 2^53: every count is exact.

/** @typedef {import("./scene").State} State @typedef {import("./scene").Count} Count */

/** A whole number with its thousands apart: 100,696,064. */
export const grouped = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

/**
 * Fully connected, locally connected, convolution. A window is no larger than the image.
 * @param {State} state
 * @returns {[Count, Count, Count]}
 */
export function layersOf({ side, channels, filters, kernel }) {
  const k = Math.min(kernel, side);
  const places = side * side;
  const [seen, made, window] = [places * channels, places * filters, k * k * channels];
  const image = `${side}·${side}·${channels}`;
  const maps = `${side}·${side}·${filters}`;
  const weights = `${k}·${k}·${channels}`;
  return [
    {
      name: "Fully connected",
      says: `Each output sees ${grouped(seen)} numbers.`,
      parameters: (seen + 1) * made,
      work: seen * made,
      parametersProduct: `(${image} + 1) · ${maps}`,
      workProduct: `${image} · ${maps}`,
    },
    {
      name: "Locally connected",
      says: `Each output has ${grouped(window)} own ${window === 1 ? "weight" : "weights"}.`,
      parameters: (window + 1) * made,
      work: window * made,
      parametersProduct: `(${weights} + 1) · ${maps}`,
      workProduct: `${weights} · ${maps}`,
    },
    {
      name: "Convolution",
      says: `Each weight is used at ${grouped(places)} places.`,
      parameters: (window + 1) * filters,
      work: window * made,
      parametersProduct: `(${weights} + 1) · ${filters}`,
      workProduct: `${weights} · ${maps}`,
    },
  ];
}

/** How many times as many there are with twice the side, as a person reads it: ≈ ×16, ×4, ×1. */
export function growth(state, i, what) {
  const kernel = Math.min(state.kernel, state.side);
  const before = layersOf(state)[i][what];
  const times = layersOf({ ...state, kernel, side: 2 * state.side })[i][what] / before;
  return `${isExact(times) ? "" : "≈ "}×${factor(times)}`;
}

/** A factor in at most three digits, whole from a hundred on: 3.97, 16, 1,024. */
export function factor(value) {
  return value >= 100 ? grouped(Math.round(value)) : String(Number(value.toPrecision(3)));
}

/** Whether `factor` says just this. */
export const isExact = (value) => factor(value).replaceAll(",", "") === String(value);

/** What so many float32 take in memory: 3.58 kB, 403 MB. */
export function memory(numbers) {
  const units = ["B", "kB", "MB", "GB", "TB", "PB"];
  let value = 4 * numbers;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${Number(value.toPrecision(3))} ${units[unit]}`;
}
