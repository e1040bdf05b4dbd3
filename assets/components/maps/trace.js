// The arithmetic behind one value, from the arrays that Python sent: pairs are multiplied here because both factors
// are on screen beside their product; the value they add up to is always the network's own.

/** Values under a 3x3 kernel centred at (row, column) of each channel; null where the kernel hangs over the edge. */
export function windowsAt({ shape: [channels, height, width], data }, row, column) {
  return Array.from({ length: channels }, (_, channel) => {
    const cells = [];
    for (let y = row - 1; y <= row + 1; y++) {
      for (let x = column - 1; x <= column + 1; x++) {
        const inside = y >= 0 && y < height && x >= 0 && x < width;
        cells.push(inside ? data[(channel * height + y) * width + x] : null);
      }
    }
    return cells;
  });
}

/** Kernel `k` of a convolution as a list of nine weights for each input channel. */
export function kernelOf({ shape: [, channels], data }, k) {
  const start = k * channels * 9;
  return Array.from({ length: channels }, (_, channel) =>
    Array.from(data.subarray(start + channel * 9, start + channel * 9 + 9)),
  );
}

/** One value of a convolution taken apart: the windows, the kernel, the products, their sum per channel and in all. */
export function traceConv(source, weight, bias, k, row, column) {
  const windows = windowsAt(source, row, column);
  const kernel = kernelOf(weight, k);
  const products = windows.map((cells, channel) =>
    cells.map((cell, i) => (cell ?? 0) * kernel[channel][i]),
  );
  const partial = products.map((list) => list.reduce((sum, product) => sum + product, 0));
  return {
    windows,
    kernel,
    products,
    partial,
    sum: partial.reduce((a, b) => a + b, 0),
    bias: bias.data[k],
  };
}

/** The numbers of test-time batch norm at one value of channel `c`. */
export function traceNorm(x, parameters, c, epsilon) {
  const [mean, variance, gamma, beta] = ["mean", "variance", "gamma", "beta"].map(
    (name) => parameters[name].data[c],
  );
  const spread = Math.sqrt(variance + epsilon);
  const standard = (x - mean) / spread;
  return {
    x,
    mean,
    variance,
    gamma,
    beta,
    epsilon,
    spread,
    standard,
    value: gamma * standard + beta,
  };
}

/** The four values that a 2x2 maximum chose from, and which of them won. */
export function tracePool({ shape: [, height, width], data }, channel, row, column) {
  const start = (channel * height + 2 * row) * width + 2 * column;
  const cells = [data[start], data[start + 1], data[start + width], data[start + width + 1]];
  return { cells, winner: cells.indexOf(Math.max(...cells)) };
}

/** The `count` terms weight x value furthest from zero, the sum of all others and of everything. */
export function traceDense(x, weight, bias, unit, count) {
  const size = x.data.length;
  const all = Array.from({ length: size }, (_, place) => {
    const w = weight.data[unit * size + place];
    return { place, x: x.data[place], weight: w, product: w * x.data[place] };
  });
  return summary(all, all, bias.data[unit], count);
}

/** As `traceDense`, for a layer too large to send: Python names the places of the largest terms, and the total. */
export function traceNamed(x, { places, weights }, bias, unit, count, value) {
  const named = places.shape[1];
  const terms = Array.from({ length: named }, (_, i) => {
    const place = places.data[unit * named + i];
    const w = weights.data[unit * named + i];
    return { place, x: x.data[place], weight: w, product: w * x.data[place] };
  });
  const top = terms.slice(0, count);
  const shown = top.reduce((sum, term) => sum + term.product, 0);
  const sum = value - bias.data[unit];
  return { top, others: x.data.length - top.length, rest: sum - shown, sum, bias: bias.data[unit] };
}

function summary(all, terms, bias, count) {
  const top = [...terms].sort((a, b) => Math.abs(b.product) - Math.abs(a.product)).slice(0, count);
  const add = (list) => list.reduce((sum, term) => sum + term.product, 0);
  const sum = add(all);
  return { top, others: all.length - top.length, rest: sum - add(top), sum, bias };
}

/** Softmax as it is computed: each logit less the largest, its exponential, its share of all. */
export function traceSoftmax(logits) {
  const largest = Math.max(...logits);
  const powers = Array.from(logits, (logit) => Math.exp(logit - largest));
  const total = powers.reduce((a, b) => a + b, 0);
  return { largest, powers, total, shares: powers.map((power) => power / total) };
}
