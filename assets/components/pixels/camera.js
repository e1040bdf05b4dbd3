// What part of the picture is seen, and which pixel is read. No drawing here; all places are in CSS pixels of the pane.

import { fitView, holdView, stageSize, zoomView } from "../compare/geometry.js";
import { between, centred, parsePlace, placeText } from "./values.js";

export const NUMBERS = 48; // screen pixels of a pixel once "Zoom to the numbers" is done

const WHOLE = 1.001; // a scale this close to the fitted one shows the whole picture

const clamp = (value, length) => Math.min(length - 1, Math.max(0, value));

export class Camera {
  /** A picture of rows x columns, opened at a place as it stands in the address; "" is the whole of it. */
  constructor([rows, columns], place) {
    const middle = [Math.floor(rows / 2), Math.floor(columns / 2)];
    const { view, pinned, spot = middle, scale = 0 } = parsePlace(place, [rows, columns]);
    Object.assign(this, { size: [rows, columns], view, pinned, spot, opened: scale, at: null });
  }

  /** Take the width and the height that are there; what is in the middle stays there. */
  arrange(available, tallest) {
    const middle = this.at && this.toPicture(this.stage.pane / 2, this.stage.height / 2);
    const zoomed = this.at && !this.isWhole ? this.at.scale : 0;
    this.stage = stageSize(this.size, available, tallest, 1, 0);
    this.fitted = fitView(this.size, this.stage.pane, this.stage.height);
    this.at = this.fitted;
    if (zoomed) this.lookAt([middle.y - 0.5, middle.x - 0.5], zoomed);
    if (this.opened) this.lookAt(this.spot, this.opened);
    this.opened = 0;
  }

  get isWhole() {
    return this.at.scale <= this.fitted.scale * WHOLE;
  }

  /** What the address says of it. */
  get place() {
    return placeText({ ...this, scale: this.at.scale });
  }

  toPicture(x, y) {
    return { x: (x - this.at.x) / this.at.scale, y: (y - this.at.y) / this.at.scale };
  }

  /** The middle of the pixel that is read. */
  get spotOnScreen() {
    const [row, column] = this.spot;
    return [this.at.x + (column + 0.5) * this.at.scale, this.at.y + (row + 0.5) * this.at.scale];
  }

  lookAt(spot, scale) {
    const factor = scale / this.fitted.scale;
    const allowed = zoomView(this.fitted, factor, 0, 0, this.fitted).scale;
    this.at = this.held(centred(spot, allowed, this.stage.pane, this.stage.height));
  }

  held(at) {
    return holdView(at, this.size, this.stage.pane, this.stage.height);
  }

  read(x, y) {
    const place = this.toPicture(x, y);
    this.spot = [
      clamp(Math.floor(place.y), this.size[0]),
      clamp(Math.floor(place.x), this.size[1]),
    ];
  }

  zoom(factor, x, y) {
    this.at = this.held(zoomView(this.at, factor, x, y, this.fitted));
  }

  pan(dx, dy) {
    this.at = this.held({ ...this.at, x: this.at.x + dx, y: this.at.y + dy });
  }

  /** Read the pixel so many cells further, and bring it into view. */
  step([down, right]) {
    this.pinned = true; // the mouse lying on the picture must not take the pixel away
    this.spot = [
      clamp(this.spot[0] + down, this.size[0]),
      clamp(this.spot[1] + right, this.size[1]),
    ];
    const [x, y] = this.spotOnScreen;
    const margin = Math.min(24, this.at.scale / 2) + 1;
    const missing = (at, room) => Math.max(0, margin - at) - Math.max(0, at - room + margin);
    this.pan(missing(x, this.stage.pane), missing(y, this.stage.height));
  }

  /** A function of 0..1 that glides to the numbers around the pixel, or back to the whole picture. */
  glide(toNumbers) {
    const { pane, height } = this.stage;
    const from = this.at;
    const goal = toNumbers ? this.held(centred(this.spot, NUMBERS, pane, height)) : this.fitted;
    const middle = [this.spot[1] + 0.5, this.spot[0] + 0.5];
    return (share) => {
      const eased = share * share * (3 - 2 * share);
      this.at = share < 1 ? between(from, goal, eased, middle) : goal;
    };
  }
}
