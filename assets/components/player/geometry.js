// Where things are: which input cells a window covers, and where every grid lies on the canvas. Nothing here computes a value.

/** Rows and columns of the whole field that windows move over: padding, input and the overhang of ceil mode. */
export function field(spec) {
  return [0, 1].map((axis) => {
    const [before, after] = spec.pads[axis];
    const padded = before + spec.input[axis] + after;
    const reach =
      (spec.output[axis] - 1) * spec.stride[axis] +
      spec.dilation[axis] * (spec.window[axis] - 1) +
      1;
    return Math.max(padded, reach);
  });
}

/** Output position [row, column] of step 0, 1, ... in reading order. */
export function positionOf(step, spec) {
  return [Math.floor(step / spec.output[1]), step % spec.output[1]];
}

/** Step that fills output position [row, column]. */
export function stepOf([row, column], spec) {
  return row * spec.output[1] + column;
}

/** Input coordinate, along one axis, of cell `k` of the window at output `o`; below 0 or past the end it is padding. */
export function inputCoordinate(o, k, axis, spec) {
  return o * spec.stride[axis] + k * spec.dilation[axis] - spec.pads[axis][0];
}

/** Every [row, column] of the input that the window at an output position covers, in the kernel's order. */
export function windowCells(position, spec) {
  const cells = [];
  for (let ky = 0; ky < spec.window[0]; ky++) {
    for (let kx = 0; kx < spec.window[1]; kx++) {
      cells.push([
        inputCoordinate(position[0], ky, 0, spec),
        inputCoordinate(position[1], kx, 1, spec),
      ]);
    }
  }
  return cells;
}

/** Whether [row, column] is a cell of the input, not of the padding. */
export function isInside([row, column], spec) {
  return row >= 0 && column >= 0 && row < spec.input[0] && column < spec.input[1];
}

/** Whether [row, column] lies past the padding too, where only the overhang of ceil mode reaches. */
export function isBeyond(cell, spec) {
  return cell.some((at, axis) => at >= spec.input[axis] + spec.pads[axis][1]);
}

/** Every output [row, column] whose window covers an input cell. */
export function outputsUsing(cell, spec) {
  const [rows, columns] = [0, 1].map((axis) => {
    const hits = [];
    for (let o = 0; o < spec.output[axis]; o++) {
      for (let k = 0; k < spec.window[axis]; k++) {
        if (inputCoordinate(o, k, axis, spec) === cell[axis]) hits.push(o);
      }
    }
    return hits;
  });
  return rows.flatMap((row) => columns.map((column) => [row, column]));
}

/** Every input [row, column] that a cell of the kernel is multiplied with; padding is left out. */
export function inputsOfWeight([ky, kx], spec) {
  const cells = [];
  for (let oy = 0; oy < spec.output[0]; oy++) {
    for (let ox = 0; ox < spec.output[1]; ox++) {
      const cell = [inputCoordinate(oy, ky, 0, spec), inputCoordinate(ox, kx, 1, spec)];
      if (isInside(cell, spec)) cells.push(cell);
    }
  }
  return cells;
}

/** The step that a key leads to, or null for a key that is not ours. */
export function stepForKey(key, step, spec) {
  const last = spec.output[0] * spec.output[1] - 1;
  const moves = {
    ArrowRight: step + 1,
    ArrowLeft: step - 1,
    ArrowDown: step + spec.output[1],
    ArrowUp: step - spec.output[1],
    Home: 0,
    End: last,
  };
  if (!Object.hasOwn(moves, key)) return null;
  return moves[key] < 0 || moves[key] > last ? step : moves[key];
}

const TITLE = 24; // height of a grid's title
const GAP = 64; // room for an operator between two grids
const FRAME = 2; // what a grid's outline takes outside its cells
const SLIM = 20; // the same between the small grids of one window
const TALLEST = 400; // the tallest grid, so that the figure stays above the fold

/**
 * Where every grid lies. Three columns (input, window arithmetic, output) where there is room, one column otherwise.
 * Returns { height, grids: [{ role, channel, x, y, cell, rows, columns }], operators: [{ text, x, y }] }.
 */
export function layout(spec, width) {
  if (width >= 680 && spec.axes === 2) {
    const figure = inColumns(spec, width);
    if (figure.grids.every((grid) => grid.x + grid.columns * grid.cell + FRAME <= width))
      return figure;
  }
  return inOneColumn(spec, width);
}

function inColumns(spec, width) {
  const [rows, columns] = field(spec);
  const small = smallCell(spec, spec.channels > 1 ? 88 : 120);
  const middle =
    spec.channels > 1 ? rowOfGrids(spec, 0, 0, small, 0) : stackOfGrids(spec, 0, 0, small);
  const room = width - middle.width - 2 * GAP - 2 * FRAME;
  const tallest = spec.channels > 1 ? 180 : TALLEST;
  const cell = clampCell(
    Math.min(room / (columns + spec.output[1]), tallest / rows, TALLEST / spec.output[0]),
  );
  const total = columns * cell + middle.width + spec.output[1] * cell + 2 * GAP;
  const left = Math.max(0, Math.floor((width - total) / 2));
  const band = Math.max(rows * cell + TITLE, spec.channels > 1 ? middle.height : 0) + 16;
  const height = Math.max(band * spec.channels, middle.height, spec.output[0] * cell + TITLE) + 8;
  const grids = [];
  const operators = [];
  const middleX = left + columns * cell + GAP;
  for (let channel = 0; channel < spec.channels; channel++) {
    const y = spec.channels > 1 ? channel * band : (height - rows * cell - TITLE) / 2;
    grids.push({ role: "input", channel, x: left, y: Math.round(y + TITLE), cell, rows, columns });
    const part =
      spec.channels > 1
        ? rowOfGrids(spec, middleX, y, small, channel)
        : stackOfGrids(spec, middleX, (height - middle.height) / 2, small);
    grids.push(...part.grids);
  }
  const outputX = middleX + middle.width + GAP;
  const outputY = Math.round((height - spec.output[0] * cell - TITLE) / 2 + TITLE);
  grids.push({
    role: "output",
    channel: 0,
    x: outputX,
    y: outputY,
    cell,
    rows: spec.output[0],
    columns: spec.output[1],
  });
  operators.push({ text: "→", x: middleX - GAP / 2, y: height / 2 + TITLE / 2 });
  const verb = { conv: "sum", max: "max", average: "mean" }[spec.kind];
  operators.push({ text: "→", label: verb, x: outputX - GAP / 2, y: height / 2 + TITLE / 2 });
  return { height: Math.ceil(height), grids, operators };
}

function inOneColumn(spec, width) {
  const [rows, columns] = field(spec);
  const widest = Math.max(columns, spec.output[1]);
  const cell = clampCell(
    Math.min((width - 2 * FRAME) / widest, 360 / Math.max(rows, spec.output[0])),
    48,
    1,
  );
  const perRow = windowRoles(spec).length;
  const small = smallCell(spec, (width - 2 * FRAME - (perRow - 1) * SLIM) / perRow);
  const grids = [];
  let y = 0;
  for (let channel = 0; channel < spec.channels; channel++) {
    const x = Math.floor((width - columns * cell) / 2);
    grids.push({ role: "input", channel, x, y: y + TITLE, cell, rows, columns });
    y += TITLE + rows * cell + 16;
    const part = rowOfGrids(spec, 0, y, small, channel);
    const shift = Math.floor((width - part.width) / 2);
    for (const grid of part.grids) grid.x += shift;
    grids.push(...part.grids);
    y += part.height + 16;
  }
  const x = Math.floor((width - spec.output[1] * cell) / 2);
  grids.push({
    role: "output",
    channel: 0,
    x,
    y: y + TITLE,
    cell,
    rows: spec.output[0],
    columns: spec.output[1],
  });
  return { height: Math.ceil(y + TITLE + spec.output[0] * cell + 8), grids, operators: [] };
}

function windowRoles(spec) {
  return spec.kind === "conv" ? ["window", "kernel", "products"] : ["window"];
}

function stackOfGrids(spec, x, y, cell) {
  const [rows, columns] = spec.window;
  const step = TITLE + rows * cell + 12;
  const width = Math.max(columns * cell, 96);
  const left = Math.floor(x + (width - columns * cell) / 2);
  const roles = windowRoles(spec);
  const grids = roles.map((role, i) => ({
    role,
    channel: 0,
    x: left,
    y: Math.floor(y + i * step + TITLE),
    cell,
    rows,
    columns,
  }));
  return { grids, width, height: roles.length * step - 12 };
}

function rowOfGrids(spec, x, y, cell, channel) {
  const [rows, columns] = spec.window;
  const step = Math.max(columns * cell, 64) + SLIM;
  const roles = windowRoles(spec);
  const grids = roles.map((role, i) => ({
    role,
    channel,
    x: Math.floor(x + i * step),
    y: Math.floor(y + TITLE),
    cell,
    rows,
    columns,
  }));
  return { grids, width: roles.length * step - SLIM, height: TITLE + rows * cell };
}

function smallCell(spec, room) {
  return clampCell(Math.min(room / spec.window[0], room / spec.window[1]), 44);
}

function clampCell(size, largest = 48, least = 2) {
  return Math.max(least, Math.min(largest, Math.floor(size)));
}

/** The cell [row, column] of a grid under a point, or null. */
export function cellAt(grid, x, y) {
  const row = Math.floor((y - grid.y) / grid.cell);
  const column = Math.floor((x - grid.x) / grid.cell);
  return row >= 0 && column >= 0 && row < grid.rows && column < grid.columns ? [row, column] : null;
}
