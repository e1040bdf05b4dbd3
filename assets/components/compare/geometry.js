// Where things are: screen, picture, result and window. Pure functions; a view is { scale, x, y }: screen = origin + pixel * scale.

export const CLOSEST = 64; // screen pixels of one pixel at the highest zoom

const NARROWEST = 320; // a pane of a tall picture, so that there is room to zoom

const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

/** Size of the stage and of one pane on it: the picture as large as the width allows, not higher than `tallest`. */
export function stageSize([height, width], available, tallest, panes, gap) {
  const room = (available - gap * (panes - 1)) / panes;
  const stageHeight = Math.round(Math.min(tallest, (room * height) / width));
  const pane = Math.min(room, Math.max(NARROWEST, Math.round((stageHeight * width) / height)));
  return { width: pane * panes + gap * (panes - 1), pane, height: stageHeight };
}

/** The whole picture in the middle of its pane. */
export function fitView([height, width], pane, stageHeight) {
  const scale = Math.min(pane / width, stageHeight / height);
  return { scale, x: (pane - width * scale) / 2, y: (stageHeight - height * scale) / 2 };
}

/** The view without empty margins wider than the fitted one has. */
export function holdView(view, [height, width], pane, stageHeight) {
  const hold = (origin, room, length) =>
    length <= room ? (room - length) / 2 : clamp(origin, room - length, 0);
  return {
    scale: view.scale,
    x: hold(view.x, pane, width * view.scale),
    y: hold(view.y, stageHeight, height * view.scale),
  };
}

/** Zoom by `factor` around the screen point (x, y), between the fitted view and CLOSEST. */
export function zoomView(view, factor, x, y, fitted) {
  const scale = clamp(view.scale * factor, fitted.scale, Math.max(CLOSEST, fitted.scale));
  const change = scale / view.scale;
  return { scale, x: x - (x - view.x) * change, y: y - (y - view.y) * change };
}

/** Offset of the pixel that a result lies on within its window: the middle one, the upper left of them when there is none. */
export function anchor(size) {
  return Math.floor((size - 1) / 2);
}

/** Where the result lies on the picture, in pixels of the picture: each of its values covers stride x stride of them. */
export function resultRect({ stride, pad }, [kernelHeight, kernelWidth], [height, width]) {
  return {
    x: anchor(kernelWidth) - pad[1] - (stride - 1) / 2,
    y: anchor(kernelHeight) - pad[0] - (stride - 1) / 2,
    width: width * stride,
    height: height * stride,
  };
}

/** Row and column of the result whose window has its middle nearest to a pixel of the picture. */
export function outputAt(row, column, { stride, pad }, kernel, result) {
  const near = (pixel, axis) =>
    clamp(Math.round((pixel - anchor(kernel[axis]) + pad[axis]) / stride), 0, result[axis] - 1);
  return [near(row, 0), near(column, 1)];
}

/** First row and column of the window that makes result (row, column), in pixels of the picture; negative in the padding. */
export function windowStart(row, column, { stride, pad }) {
  return [row * stride - pad[0], column * stride - pad[1]];
}
