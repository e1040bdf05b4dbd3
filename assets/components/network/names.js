// What is written on the network: whose output a block is, and the lines of values that have names.

import { css, inkOn, parseColour, signedColour } from "../core/colours.js";
import { short } from "../core/number.js";
import { boxOf, NARROWEST, PICTURE } from "./layout.js";

const TEXT = { size: 12, small: 11, fold: 13 }; // pixels

/** Name and shape above every block on the stage; the name of what is enlarged stays on the stage. */
export function drawLabels(context, figure, blocks, theme) {
  context.textBaseline = "alphabetic";
  for (const block of blocks) {
    const { x, y, width, height } = figure.eye.onScreen(block);
    const left = Math.max(x, Math.min(4, x + width - 120));
    const low = Math.max(y - 6, Math.min(28, y + height));
    drawLabel(
      context,
      figure,
      block,
      { left, low, room: width - (left - x), inside: low > y },
      theme,
    );
  }
}

function drawLabel(context, { passage, folds, folded }, block, { left, low, room, inside }, theme) {
  const fold = folds.find(({ first }) => first === block.name);
  const free = Math.max(room, NARROWEST) - (fold ? TEXT.fold + 2 : 0);
  const bold = `600 ${TEXT.size}px ${theme.font}`;
  const plain = `${TEXT.size}px ${theme.font}`;
  const small = `${TEXT.small}px ${theme.codeFont}`;
  const [upper, lower] = wordsOf(block, passage);
  const wide = (text, font) => {
    context.font = font;
    return context.measureText(text).width;
  };
  const lead = upper.length > 1 ? upper[0] : "";
  const name = upper.at(-1) ?? "";
  const oneLine = wide(`${lead} ${name}`, bold) <= free;
  const shape = wide(lower, small) <= Math.max(room, NARROWEST) ? lower : "";
  if (inside) {
    context.fillStyle = css(parseColour(theme.background), 0.94);
    context.fillRect(left - 2, low - 24, Math.min(Math.max(room, 64), 190), 29);
  }
  context.textAlign = "left";
  const quiet = (font, text, x, y) => {
    Object.assign(context, { font, fillStyle: theme.text, globalAlpha: 0.8 });
    context.fillText(text, x, y);
    context.globalAlpha = 1;
  };
  const strong = (text, x, y) => {
    Object.assign(context, { font: bold, fillStyle: theme.text });
    context.fillText(text, x, y);
  };
  if (oneLine || !lead) {
    if (lead) quiet(plain, lead, left, low - 12);
    strong(name, left + (lead ? wide(`${lead} `, plain) : 0), low - 12);
    quiet(small, shape, left, low);
  } else {
    quiet(plain, lead, left, low - 12);
    strong(name, left, low);
  }
  if (fold)
    drawFold(
      context,
      left + Math.max(room, 62) - TEXT.fold,
      low - 22,
      folded.has(fold.stage),
      theme,
    );
}

/** ["output of", "conv1"], and the shape. */
function wordsOf({ name, size }, passage) {
  if (name === PICTURE) return [["picture"], `${size[1]}×${size[2]}`];
  const { shape, source } = passage.layer(name);
  return [source ? ["output of", name] : [name], shape.join("×")];
}

/** A square with a minus, where a stage can be folded, or a plus, where it is. */
function drawFold(context, x, y, closed, theme) {
  const side = TEXT.fold - 2;
  context.strokeStyle = theme.text;
  context.globalAlpha = 0.7;
  context.lineWidth = 1;
  context.strokeRect(Math.round(x) + 0.5, Math.round(y) + 0.5, side - 1, side - 1);
  context.beginPath();
  context.moveTo(x + 3, Math.round(y + side / 2));
  context.lineTo(x + side - 3, Math.round(y + side / 2));
  if (closed) {
    context.moveTo(Math.round(x + side / 2), y + 3);
    context.lineTo(Math.round(x + side / 2), y + side - 3);
  }
  context.stroke();
  context.globalAlpha = 1;
}

/** The stage whose folding mark is under a point, or null. */
export function foldAt({ eye, world, folds }, x, y) {
  for (const { first, stage } of folds) {
    const block = world.blocks.find(({ name }) => name === first);
    if (!block) continue;
    const box = eye.onScreen(block);
    const left = box.x + Math.max(box.width, NARROWEST) - TEXT.fold;
    if (x > left - 8 && x < left + 22 && y > box.y - 36 && y < box.y - 2) return stage;
  }
  return null;
}

/** The values of a block of classes, each in a line: its colour or its share, its name, its number. */
export function drawLines(context, { eye, passage, plain, texture }, block, theme) {
  const { palette } = theme;
  const share = passage.layer(block.name).kind === "softmax";
  const { data } = passage.values(block.name);
  const best = data.indexOf(Math.max(...data));
  for (let map = 0; map < block.size[0]; map++) {
    const { x, y, width, height } = eye.onScreen({ ...boxOf(block, map), width: block.width });
    const side = height;
    const size = Math.min(22, Math.max(8, side * 0.92));
    const font = `${map === best ? 600 : 400} ${size}px ${theme.font}`;
    if (share) {
      context.fillStyle = palette.faint;
      context.fillRect(x, y, width, side);
      context.fillStyle = palette.output;
      context.globalAlpha = 0.45;
      context.fillRect(x, y, width * data[map], side);
      context.globalAlpha = 1;
      const before = plain.values(block.name).data[map];
      if (before !== data[map]) {
        context.fillStyle = palette.kernel; // where it was before the changes
        context.fillRect(x + width * before - 1, y, 2, side);
      }
    } else {
      const fill = signedColour(data[map], texture.limit(block.name, map), palette);
      context.fillStyle = css(fill);
      context.fillRect(x, y, width, side);
      context.fillStyle = inkOn(fill);
    }
    if (share) context.fillStyle = theme.text;
    Object.assign(context, { font, textBaseline: "middle", textAlign: "left" });
    context.fillText(passage.unit(block.name, map), x + 4, y + side / 2 + 0.5);
    Object.assign(context, {
      font: `${size * 0.92}px ${theme.codeFont}`,
      textAlign: "right",
    });
    const text = share ? `${(100 * data[map]).toFixed(1)} %` : short(data[map], 3);
    context.fillText(text, x + width - 4, y + side / 2 + 0.5);
  }
}
