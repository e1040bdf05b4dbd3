// Tiles to one scale, in rows that fill a width: the smallest first.

/** @typedef {import("./types").Tile} Tile */

const GAP = 16;
const NAME = 44; // pixels for two lines below a tile
const NARROW = 84; // a name needs as much
const SHARE = 2.1; // a row's tiles may be this many times wider than the largest image, so the scale follows from the width

/**
 * Where each tile stands, at `scale` CSS pixels a pixel of an image.
 * @param {Tile[]} tiles
 * @param {number} width
 */
export function place(tiles, width) {
  const largest = Math.max(...tiles.map((tile) => tile.width));
  const scale = Math.min(0.32, (width - 2 * GAP) / (SHARE * largest));
  const order = tiles.map((_, i) => i).sort((a, b) => area(tiles[a]) - area(tiles[b]));
  const rows = [];
  let row = { boxes: /** @type {any[]} */ ([]), x: 0, tall: 0 };
  for (const i of order) {
    const wide = tiles[i].width * scale;
    const room = Math.max(NARROW, wide);
    if (row.x + room > width && row.boxes.length) {
      rows.push(row);
      row = { boxes: [], x: 0, tall: 0 };
    }
    row.boxes.push({ tile: i, x: row.x, room, wide, tall: tiles[i].height * scale });
    row.x += room + GAP;
    row.tall = Math.max(row.tall, tiles[i].height * scale);
  }
  rows.push(row);
  let y = 0;
  const boxes = rows.flatMap(({ boxes, tall }) => {
    const placed = boxes.map((box) => ({ ...box, y: y + tall - box.tall, foot: y + tall }));
    y += tall + NAME + GAP / 2;
    return placed;
  });
  return { boxes, height: y, scale };
}

const area = ({ width, height }) => width * height;
