// What is said of a run, and its history as a table.

import { many } from "../core/number.js";

/** @typedef {import("./run").Run} Run @typedef {import("./run").Choice} Choice */

/** A share in whole and tenths of percent: 97.5 %. */
export const percent = (share) => `${(100 * share).toFixed(1)} %`;

/** A learning rate as people write it: 0.001, 3e−6. */
export function rateText(rate) {
  return rate >= 1e-4 ? String(rate) : rate.toExponential().replace("e-", "e−");
}

/**
 * A run's settings in a line.
 * @param {Choice} choice
 * @param {{data: Record<string, string>, optimisers: Record<string, string>}} titles
 */
export function described(choice, { data, optimisers }) {
  const layers = [
    choice.batch_norm && "batch norm",
    choice.dropout && "dropout",
    choice.augmentation && "augmentation",
  ].filter(Boolean);
  const words = layers.length ? layers.join(", ") : "plain";
  return (
    `${data[choice.data]}: ${words}; ${optimisers[choice.optimiser]}, rate ${rateText(choice.rate)}, ` +
    `batch ${choice.batch_size}, seed ${choice.seed}`
  );
}

/** A run's settings and how well it does. @param {Run} run @param {Parameters<typeof described>[1]} titles */
export function summary(run, titles) {
  const last = run.epochs.at(-1);
  const right = last ? ` · ${percent(last.validation_accuracy)} of others right` : "";
  return described(run.choice, titles) + right;
}

/** How long: 40 s, 3 min. */
export function duration(seconds) {
  return seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`;
}

/**
 * The state of a run in a sentence.
 * @param {Run} run
 */
export function told(run) {
  const step = run.losses.length;
  const last = run.epochs.at(-1);
  const where = `Step ${step} of ${run.steps}`;
  const right = last
    ? `, epoch ${last.epoch}: ${percent(last.train_accuracy)} right of the images it learns from, ` +
      `${percent(last.validation_accuracy)} of others`
    : "";
  if (run.state === "waiting")
    return run.before > 1
      ? `${many(run.before - 1, "other run")} before yours: it begins in about ${duration(run.seconds)}.`
      : `Yours is next: it begins in about ${duration(run.seconds)}.`;
  if (run.state === "paused") return `Paused. ${where}${right}. A pause of two minutes ends it.`;
  if (run.state === "running")
    return step ? `${where}${right}.` : "A process is being prepared; the first steps come soon.";
  return step ? `${run.says} ${where}${right}.` : run.says;
}

/** Where the learning rate was another. */
function rateAt(run, step) {
  return run.rates.findLast(([from]) => from < step)?.[1] ?? run.choice.rate;
}

/**
 * All of a run as CSV: one line a step, the epoch's figures where one ends.
 * @param {Run} run
 */
export function table(run) {
  const ends = new Map(run.epochs.map((epoch) => [epoch.step, epoch]));
  const names = ["train_loss", "train_accuracy", "validation_loss", "validation_accuracy"];
  const lines = run.losses.map((loss, i) => {
    const epoch = ends.get(i + 1);
    const figures = names.map((name) => epoch?.[name] ?? "");
    return [i + 1, loss ?? "", rateAt(run, i + 1), epoch?.epoch ?? "", ...figures].join();
  });
  return `${["step,loss,learning_rate,epoch", ...names].join()}\n${lines.join("\n")}\n`;
}
