// The divider between before and after: a slider that lies over the picture, moved by hand or by keys.

import { arrow, isPlain } from "../core/keys.js";

const NUDGE = 0.02; // share of the picture that an arrow key moves it
const ENDS = { Home: -1, End: 1 };

/** The share of the picture that stays before, after a key; null where the key is none of the divider's. */
export function shareAfter(event, share) {
  if (!isPlain(event)) return null;
  const nudge = ENDS[event.key] ?? (arrow(event)?.[1] ?? 0) * NUDGE * (event.shiftKey ? 5 : 1);
  return nudge ? hold(share + nudge) : null;
}

const hold = (share) => Math.min(1, Math.max(0, share));

export class Divider {
  /** Lies at `share` of the canvas; calls `moved` when that has changed. */
  constructor(handle, canvas, moved) {
    this.handle = handle;
    this.share = 0.5;
    const move = (share) => {
      this.share = share;
      moved();
    };
    handle.onpointerdown = (event) => handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (event) => {
      if (!handle.hasPointerCapture(event.pointerId)) return;
      const box = canvas.getBoundingClientRect();
      move(hold((event.clientX - box.left) / box.width));
    };
    handle.onkeydown = (event) => {
      const share = shareAfter(event, this.share);
      if (share === null) return;
      event.preventDefault();
      move(share);
    };
  }

  /** Stand at `left` on a stage of this height, or be away where nothing is divided. */
  place(shown, left, height) {
    this.handle.hidden = !shown;
    this.handle.style.cssText = shown ? `left:${left}px;height:${height}px` : "display:none";
    this.handle.setAttribute("aria-valuenow", Math.round(this.share * 100));
  }
}
