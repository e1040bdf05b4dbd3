// The numbers that Python sent. The results are Python's; nothing here computes one.

/** The results as Python computed them: float32, or int16 where all are whole numbers. */
export function resultArray({ whole, shape }, { data }) {
  return { shape, data: whole ? new Int16Array(data.buffer) : data };
}

/** The number that a result is shown as, 0 to 255; in signed colours the result itself. */
export function displayed(value, display) {
  const moved = { clip: value, offset: value + 128, absolute: Math.abs(value), signed: value }[
    display
  ];
  return display === "signed" ? value : new Uint8ClampedArray([moved])[0]; // rounds and clips as the canvas does
}

/** The numbers of one window: source values, whether each is padding, weights and products, row by row. */
export function windowNumbers({ source, kernel, size, pad }, [top, left], channel) {
  const [rows, columns] = kernel.shape;
  const [, width, channels] = source.shape;
  const cells = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const [row, column] = [top + i, left + j];
      const at = ((row + pad[0]) * width + column + pad[1]) * channels + channel;
      const value = source.data[at];
      const weight = kernel.data[i * columns + j];
      const padding = row < 0 || column < 0 || row >= size[0] || column >= size[1];
      cells.push({ value, weight, product: value * weight, padding });
    }
  }
  return cells;
}

/** One number of an array of shape (height, width, channels). */
export function valueAt({ data, shape: [, width, channels] }, [row, column], channel) {
  return data[(row * width + column) * channels + channel];
}
