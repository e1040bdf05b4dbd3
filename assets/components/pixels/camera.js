// What the address can say of a picture: the channels shown, the pixel kept and its size; and the glide to the numbers.

import * as shared from "../core/camera.js";
import { centred, stageSize, zoomView } from "../core/view.js";
import { between, parsePlace, placeText } from "./values.js";

export const NUMBERS = 48; // screen pixels of a pixel once "Zoom to the numbers" is done

/** @typedef {import("../core/types").Pair} Pair */

export class Camera extends shared.Camera {
  /** The channels shown: one of VIEWS. @type {string} */
  view;
  /** Row and column, in the array that places are told in, of the first pixel. @type {Pair} */
  origin;
  /** Screen pixels of a pixel that the address asks for, until there is a stage. @type {number} */
  opened;

  /**
   * A picture of rows x columns, opened at a place as it stands in the address; "" is the whole of it.
   * @param {number[]} size
   * @param {string} place
   * @param {Pair} [origin]
   */
  constructor(size, place, origin = [0, 0]) {
    super(size);
    const { view, pinned, spot = this.spot, scale = 0 } = parsePlace(place, this.size, origin);
    Object.assign(this, { view, pinned, spot, opened: scale, origin });
  }

  /** Take the width and the height that are there; what is in the middle stays there, as large as it was. */
  arrange(available, tallest) {
    const enlarged = this.enter(stageSize(this.size, available, tallest, 1, 0));
    if (enlarged) this.lookAt(enlarged.middle, enlarged.scale);
    if (this.opened) this.lookAt(this.spot, this.opened);
    this.opened = 0;
  }

  /** What the address says of it: the channels, the pixel that is kept or is in the middle, its size. */
  get place() {
    const { view, pinned, isWhole } = this;
    const spot = this.told(pinned ? this.spot : this.middle);
    return placeText({ view, pinned, whole: isWhole, spot, scale: this.at.scale });
  }

  /**
   * A pixel as it is counted in the whole array.
   * @param {Pair} spot
   * @returns {Pair}
   */
  told([row, column]) {
    return [row + this.origin[0], column + this.origin[1]];
  }

  /** The pixel that is kept, as text; "" where none is. */
  get kept() {
    return this.pinned ? this.told(this.spot).join("-") : "";
  }

  /** The pixel in the middle of the pane. @returns {Pair} */
  get middle() {
    const { x, y } = this.toPicture(this.stage.pane / 2, this.stage.height / 2);
    const clamp = (value, length) => Math.min(length - 1, Math.max(0, Math.floor(value)));
    return [clamp(y, this.size[0]), clamp(x, this.size[1])];
  }

  /**
   * A pixel in the middle, at a scale that zooming can reach.
   * @param {Pair} spot
   * @param {number} scale
   */
  lookAt(spot, scale) {
    const factor = scale / this.fitted.scale;
    super.lookAt(spot, zoomView(this.fitted, factor, 0, 0, this.fitted).scale);
  }

  /**
   * Keep the pixel so many cells further, wholly in view where there is room for it.
   * @param {Pair} cells
   */
  step(cells) {
    super.step(cells, Math.min(24, this.at.scale / 2) + 1);
  }

  /** A function of 0..1 that glides to the numbers around the pixel, or back to the whole picture. */
  glide(toNumbers) {
    const { pane, height } = this.stage;
    const from = this.at;
    const goal = toNumbers ? this.held(centred(this.spot, NUMBERS, pane, height)) : this.fitted;
    /** @type {Pair} */
    const middle = [this.spot[1] + 0.5, this.spot[0] + 0.5];
    return (share) => {
      const eased = share * share * (3 - 2 * share);
      this.at = share < 1 ? between(from, goal, eased, middle) : goal;
    };
  }
}
