// Numbers into the colours they are shown in: one pixel, or a picture of them.

import { signedColour } from "../shared/palette.js";

/** RGBA bytes of an array of shape (height, width, channels), one or three channels. */
export function pixels({ data, shape: [height, width, channels] }, display, limit, palette) {
  const out = new Uint8ClampedArray(height * width * 4).fill(255);
  const [green, blue] = channels === 1 ? [0, 0] : [1, 2];
  if (display === "signed") {
    const paint = signedPainter(limit, palette);
    for (let i = 0, from = 0; i < out.length; i += 4, from += channels) paint(out, i, data[from]);
    return out;
  }
  const absolute = display === "absolute";
  const shift = display === "offset" ? 128 : 0;
  for (let i = 0, from = 0; i < out.length; i += 4, from += channels) {
    // a Uint8ClampedArray rounds and clips what is stored in it
    out[i] = absolute ? Math.abs(data[from]) : data[from] + shift;
    out[i + 1] = absolute ? Math.abs(data[from + green]) : data[from + green] + shift;
    out[i + 2] = absolute ? Math.abs(data[from + blue]) : data[from + blue] + shift;
  }
  return out;
}

function signedPainter(limit, palette) {
  const steps = 255; // a table: parsing colours for each pixel would take seconds
  const table = Array.from({ length: 2 * steps + 1 }, (_, i) =>
    signedColour(i - steps, steps, palette),
  );
  return (out, at, value) => {
    const share = limit ? Math.min(1, Math.max(-1, value / limit)) : 0;
    const [r, g, b] = table[steps + Math.round(share * steps)];
    out[at] = r;
    out[at + 1] = g;
    out[at + 2] = b;
  };
}

/** The colour, [r, g, b], that one pixel of an array is shown in. */
export function pixelColour(
  { data, shape: [, width, channels] },
  row,
  column,
  display,
  limit,
  palette,
) {
  const at = (row * width + column) * channels;
  const one = { data: data.subarray(at, at + channels), shape: [1, 1, channels] };
  return [...pixels(one, display, limit, palette).subarray(0, 3)];
}
