// Marks that several drawings share: a frame, a stroke for what says nothing, a patch of coloured cells.

/** A frame of two pixels around an area. */
export function frame(context, x, y, width, height, colour) {
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.strokeRect(x - 0.5, y - 0.5, width + 1, height + 1);
}

/** The strokes over a map that says nothing: two where it is dead on every picture, a dashed one where nearly constant. */
export function strike(context, x, y, size, silence, colour) {
  context.setLineDash(silence === "nearly" ? [3, 3] : []);
  cross(context, x, y, size, colour);
  context.setLineDash([]);
  if (silence !== "dead") return;
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + size, y + size);
  context.stroke();
}

/** A diagonal stroke: padding, and maps that say nothing. */
export function cross(context, x, y, size, colour) {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(x, y + size);
  context.lineTo(x + size, y);
  context.stroke();
}

/** A patch of cells, `columns` across, each in `colour(value)`; null is padding. */
export function patch(context, x, y, cell, columns, values, colour, hatch) {
  values.forEach((value, i) => {
    const [left, top] = [x + (i % columns) * cell, y + Math.floor(i / columns) * cell];
    context.fillStyle = colour(value ?? 0);
    context.fillRect(left, top, cell, cell);
    if (value === null) cross(context, left, top, cell, hatch);
  });
}

/** The largest distance from zero in lists of numbers; null is padding. */
export function largest(lists) {
  let top = 0;
  for (const list of lists) for (const value of list) top = Math.max(top, Math.abs(value ?? 0));
  return top;
}
