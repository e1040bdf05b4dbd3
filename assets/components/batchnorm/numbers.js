// The arithmetic of the layer: which mean and variance it divides by, what becomes of a number, how averages run.

/** @typedef {{meta: import("./types").Payload, arrays: import("./types").Arrays}} Scene */
/**
 * What a person has chosen. `test` is how many batches the averages have seen, null while the layer is in training.
 * @typedef {object} State
 * @property {number} batch from 0
 * @property {number} channel
 * @property {number | null} test
 * @property {{picture: number} | {number: number}} value
 * @property {number} gamma
 * @property {number} beta
 * @property {number} momentum
 */
/** @typedef {{mean: number, variance: number}} Pair */

/** How many batches, channels and bins there are. @param {Scene} scene */
export function sizes({ arrays }) {
  const [batches, channels, bins] = arrays.counts.shape;
  return { batches, channels, bins };
}

/**
 * Mean and variance of a batch in a channel, and the variance divided by one less, which the averages take.
 * @param {Scene} scene
 * @param {number} batch
 * @param {number} channel
 */
export function statistics(scene, batch, channel) {
  const { mean, variance, numbers } = scene.arrays;
  const at = batch * sizes(scene).channels + channel;
  const n = numbers.data[batch];
  const biased = variance.data[at];
  return { mean: mean.data[at], variance: biased, unbiased: (biased * n) / (n - 1), n };
}

/**
 * The running averages before the first batch and after each: of a fresh layer they are 0 and 1.
 * @param {Scene} scene
 * @param {number} channel
 * @param {number} momentum the weight of the new value
 * @returns {Pair[]}
 */
export function averages(scene, channel, momentum) {
  const found = [{ mean: 0, variance: 1 }];
  for (let batch = 0; batch < sizes(scene).batches; batch++) {
    const { mean, unbiased } = statistics(scene, batch, channel);
    const before = found[batch];
    found.push({
      mean: (1 - momentum) * before.mean + momentum * mean,
      variance: (1 - momentum) * before.variance + momentum * unbiased,
    });
  }
  return found;
}

/**
 * Mean and variance that the layer uses: the batch's own in training, the averages at test time.
 * @param {Scene} scene
 * @param {State} state
 * @returns {Pair}
 */
export function used(scene, { batch, channel, test, momentum }) {
  if (test === null) return statistics(scene, batch, channel);
  return averages(scene, channel, momentum)[test];
}

/**
 * What the layer makes of a number.
 * @param {number} z
 * @param {Pair} pair
 * @param {{gamma: number, beta: number}} learnt
 * @param {number} eps
 */
export function normalised(z, { mean, variance }, { gamma, beta }, eps) {
  return ((z - mean) / Math.sqrt(variance + eps)) * gamma + beta;
}

/**
 * The number that is followed: of one of the batch's pictures, or any.
 * @param {Scene} scene
 * @param {import("../core/types").Packed} values
 * @param {State} state
 */
export function followed(scene, values, { batch, channel, value }) {
  if ("number" in value) return value.number;
  const [, channels] = values.shape;
  return values.data[members(scene, batch)[place(scene, batch, value)] * channels + channel];
}

/** Which of the batch's pictures is followed: a smaller batch may have fewer. */
export function place(scene, batch, value) {
  return "picture" in value ? Math.min(value.picture, members(scene, batch).length - 1) : -1;
}

/**
 * The pictures of a batch.
 * @param {Scene} scene
 * @param {number} batch
 */
export function members({ arrays: { members: all } }, batch) {
  const [, most] = all.shape;
  return Array.from(all.data.subarray(batch * most, (batch + 1) * most)).filter((i) => i >= 0);
}

/**
 * The bins of a channel in a batch: their counts, and where they begin and end.
 * @param {Scene} scene
 * @param {number} batch
 * @param {number} channel
 */
export function histogram(scene, batch, channel) {
  const { channels, bins } = sizes(scene);
  const { counts, low, high } = scene.arrays;
  const at = batch * channels + channel;
  return {
    counts: Array.from(counts.data.subarray(at * bins, (at + 1) * bins)),
    low: low.data[at],
    high: high.data[at],
  };
}
