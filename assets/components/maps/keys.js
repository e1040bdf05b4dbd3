// Where the keys lead that choose one of many: in the strip, the sheet, the lens, the tiles and the choices.

/** Where an arrow key, Home or End leads in a row or grid of `count`; null for other keys. */
export function step(event, from, count, columns = 1) {
  const moves = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    Home: -from,
    End: count - 1 - from,
  };
  if (!(event.key in moves) || event.ctrlKey || event.metaKey || event.altKey) return null;
  event.preventDefault();
  const to = from + moves[event.key];
  return to >= 0 && to < count ? to : from;
}
