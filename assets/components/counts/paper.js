// The words of the columns on a canvas, for the picture that a person takes away.

import { columns } from "./words.js";

const LINE = 22;

export function drawColumns(pen, state, figure, theme) {
  pen.textAlign = "left";
  pen.textBaseline = "alphabetic";
  pen.fillStyle = theme.text;
  for (const [i, column] of columns(state).entries()) {
    const x = figure.squares[i].x;
    const lines = [
      [column.name, `600 16px ${theme.font}`],
      [column.says, `14px ${theme.font}`],
      [`Parameters ${column.parameters}`, `600 14px ${theme.font}`],
      [column.parametersProduct, `13px ${theme.codeFont}`],
      [`Multiply-adds ${column.work}`, `600 14px ${theme.font}`],
      [column.workProduct, `13px ${theme.codeFont}`],
      [`In memory, float32: ${column.memory}`, `14px ${theme.font}`],
      [`Twice the side: ${column.twice} parameters`, `14px ${theme.font}`],
    ];
    for (const [row, [text, font]] of lines.entries()) {
      pen.font = font;
      pen.fillText(text, x, figure.height + (row + 1) * LINE, figure.column + figure.gap - 8);
    }
  }
}
