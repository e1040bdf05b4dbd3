// Draws the numbers of one class: power, probability and gradient, each as text and as a bar.

import { css, mix, parseColour } from "../core/colours.js";
import { stroke, write } from "../core/ink.js";
import { NUMBER } from "./layout.js";
import { powerText, share, slope } from "./words.js";

export function drawNumbers(pen, scene, figure, theme, i, top) {
  const { powers, p, gradient } = scene.answer;
  const y = top + figure.numbers;
  const texts = [powerText(powers[i]), share(p[i]), slope(gradient[i])];
  for (const [j, column] of [figure.power, figure.share, figure.slope].entries()) {
    const x = column.left + (figure.narrow ? column.width : NUMBER);
    const size = figure.narrow ? 13 : 14;
    write(pen, theme, texts[j], x, y, { align: "right", code: true, bold: j === 1, size });
  }
}

/** Power and probability as lengths, the gradient on both sides of its zero. */
export function drawBars(pen, { answer, state }, figure, theme, i, top) {
  const { powers, p, gradient } = answer;
  const { power, share: shares, slope: slopes } = figure.bars;
  const { palette } = theme;
  const y = top + figure.middle;
  const pale = css(mix(parseColour(theme.background), parseColour(palette.output), 0.5));
  const largest = Math.max(...powers.filter(Number.isFinite), Number.MIN_VALUE);
  const endless = powers.includes(Number.POSITIVE_INFINITY);
  const tall = figure.bar;
  if (power) {
    const part = endless ? 0 : powers[i] / largest;
    drawLength(
      pen,
      theme,
      power,
      y,
      tall,
      powers[i] === Number.POSITIVE_INFINITY ? null : part,
      pale,
    );
  }
  drawLength(pen, theme, shares, y, tall, Number.isNaN(p[i]) ? null : p[i], palette.output);
  if (!slopes) return;
  const middle = slopes.left + slopes.width / 2;
  const length = (gradient[i] / Math.max(1, 1 / state.temperature)) * (slopes.width / 2);
  stroke(pen, palette.hatch, 1, [
    [Math.round(middle) + 0.5, y - tall / 2 - 4],
    [Math.round(middle) + 0.5, y + tall / 2 + 4],
  ]);
  if (Number.isNaN(length)) return;
  pen.fillStyle = length < 0 ? palette.negative : palette.positive;
  pen.fillRect(Math.min(middle, middle + length), y - tall / 2, Math.abs(length), tall);
}

/** A bar on a track; hatched where there is no number. */
function drawLength(pen, theme, { left, width }, y, tall, part, colour) {
  const top = y - tall / 2;
  pen.fillStyle = theme.palette.faint;
  pen.beginPath();
  pen.roundRect(left, top, width, tall, 3);
  pen.fill();
  pen.save();
  pen.clip();
  if (part === null) {
    for (let x = left - tall; x < left + width; x += 7)
      stroke(pen, theme.palette.hatch, 2, [
        [x, top + tall],
        [x + tall, top],
      ]);
  } else {
    pen.fillStyle = colour;
    pen.fillRect(left, top, part * width, tall);
  }
  pen.restore();
}
