// The draw queue: however often something asks to be drawn, it is drawn once, in the next frame.

/**
 * A function that asks for `part` to be drawn; `draw` is called in the next frame with the set of all parts asked for.
 * @template {string} Part
 * @param {(parts: Set<Part>) => void} draw
 */
export function drawQueue(draw) {
  /** @type {Set<Part>} */
  let waiting = new Set();
  let frame = 0;
  /** @param {Part} [part] */
  const request = (part) => {
    waiting.add(part ?? /** @type {Part} */ ("all"));
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      const parts = waiting;
      waiting = new Set();
      draw(parts);
    });
  };
  const cancel = () => {
    cancelAnimationFrame(frame);
    frame = 0;
    waiting.clear();
  };
  return Object.assign(request, { cancel });
}
