// The arithmetic behind one value, from the arrays that Python sent and the facts of its layer: pairs are multiplied here
// because both factors are on screen beside their product; the value they add up to is always the network's own.

/** Where a window that is asked for at [row, column] of a layer's output lies: [row, column] of the source, cell by cell. */
export function windowCells({ window, stride, padding, dilation }, row, column) {
  const cells = [];
  for (let y = 0; y < window[0]; y++)
    for (let x = 0; x < window[1]; x++)
      cells.push([
        row * stride[0] - padding[0] + y * dilation[0],
        column * stride[1] - padding[1] + x * dilation[1],
      ]);
  return cells;
}

/** Values of one channel under a window; null where it hangs over the edge. */
function under({ shape: [, height, width], data }, channel, cells) {
  return cells.map(([y, x]) =>
    y >= 0 && y < height && x >= 0 && x < width ? data[(channel * height + y) * width + x] : null,
  );
}

/** The source's channels that kernel `k` of a convolution sees, in order. */
export function seenBy(layer, source, k) {
  const each = source.shape[0] / layer.groups;
  const first = Math.floor(k / (layer.shape[0] / layer.groups)) * each;
  return Array.from({ length: each }, (_, i) => first + i);
}

/** Kernel `k` of a convolution as a list of weights for each channel that it sees. */
export function kernelOf({ shape: [, channels, rows, columns], data }, k) {
  const size = rows * columns;
  return Array.from({ length: channels }, (_, channel) => {
    const start = (k * channels + channel) * size;
    return Array.from(data.subarray(start, start + size));
  });
}

/** One value of a convolution taken apart: the windows, the kernel, the products, their sum per channel and in all. */
export function traceConv(layer, source, weight, bias, k, row, column) {
  const cells = windowCells(layer, row, column);
  const seen = seenBy(layer, source, k);
  const windows = seen.map((channel) => under(source, channel, cells));
  const kernel = kernelOf(weight, k);
  const products = windows.map((values, channel) =>
    values.map((value, i) => (value ?? 0) * kernel[channel][i]),
  );
  const partial = products.map((list) => list.reduce((sum, product) => sum + product, 0));
  return {
    cells,
    seen,
    windows,
    kernel,
    products,
    partial,
    sum: partial.reduce((a, b) => a + b, 0),
    bias: bias?.data[k] ?? 0,
  };
}

/** The numbers of test-time batch norm at one value of channel `c`. */
export function traceNorm(x, parameters, c, epsilon) {
  const [mean, variance] = ["mean", "variance"].map((name) => parameters[name].data[c]);
  const [gamma, beta] = [parameters.gamma?.data[c] ?? 1, parameters.beta?.data[c] ?? 0];
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

/** The cells that a maximum chose from: { value, cell: [row, column] }; padding is left out. */
export function poolWindow(layer, source, channel, row, column) {
  const cells = windowCells(layer, row, column);
  const values = under(source, channel, cells);
  return cells.map((cell, i) => ({ cell, value: values[i] })).filter(({ value }) => value !== null);
}

/** The values that a maximum chose from, and which of them won. */
export function tracePool(layer, source, channel, row, column) {
  const cells = poolWindow(layer, source, channel, row, column);
  const values = cells.map(({ value }) => value);
  return { cells, winner: values.indexOf(Math.max(...values)) };
}

/** The `count` terms weight x value furthest from zero, the sum of all others and of everything. */
export function traceDense(x, weight, bias, unit, count) {
  const size = x.data.length;
  const all = Array.from({ length: size }, (_, place) => {
    const w = weight.data[unit * size + place];
    return { place, x: x.data[place], weight: w, product: w * x.data[place] };
  });
  return summary(all, bias?.data[unit] ?? 0, count);
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
  const added = bias?.data[unit] ?? 0;
  const sum = value - added;
  return { top, others: x.data.length - top.length, rest: sum - shown, sum, bias: added };
}

function summary(all, bias, count) {
  const top = [...all].sort((a, b) => Math.abs(b.product) - Math.abs(a.product)).slice(0, count);
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
