// What part of a picture is seen, and which pixel of it is read. No drawing; places are CSS pixels of the pane.

import { centred, fitView, holdView, zoomView } from "./view.js";

const WHOLE = 1.001; // a scale this close to the fitted one shows the whole picture

const clamp = (value, length) => Math.min(length - 1, Math.max(0, value));

/** @typedef {import("./types").Pair} Pair @typedef {import("./types").View} View */

export class Camera {
  /** What is seen, nothing before there is a stage. @type {View} */
  at;
  /** The view of the whole picture. @type {View} */
  fitted;
  /** @type {import("./types").Stage} */
  stage;

  /**
   * A picture of rows x columns; it reads the pixel in the middle, and sees nothing before it has a stage.
   * @param {number[]} size
   */
  constructor([rows, columns]) {
    /** @type {Pair} */
    this.size = [rows, columns];
    /** @type {Pair} */
    this.spot = [Math.floor(rows / 2), Math.floor(columns / 2)];
    this.pinned = false; // a pixel that is kept is not taken away by the pointer
  }

  /**
   * Show the whole picture on a stage; returns what was enlarged before: its middle, scale and zoom, or null.
   * @param {import("./types").Stage} stage
   */
  enter(stage) {
    /** @type {{middle: Pair, scale: number, zoom: number} | null} */
    let before = null;
    if (this.at && !this.isWhole) {
      const { x, y } = this.toPicture(this.stage.pane / 2, this.stage.height / 2);
      const { scale } = this.at;
      before = { middle: [y - 0.5, x - 0.5], scale, zoom: scale / this.fitted.scale };
    }
    this.stage = stage;
    this.fitted = fitView(this.size, stage.pane, stage.height);
    this.at = this.fitted;
    return before;
  }

  get isWhole() {
    return this.at.scale <= this.fitted.scale * WHOLE;
  }

  toPicture(x, y) {
    return { x: (x - this.at.x) / this.at.scale, y: (y - this.at.y) / this.at.scale };
  }

  /**
   * The middle of the pixel that is read.
   * @returns {Pair}
   */
  get spotOnScreen() {
    const [row, column] = this.spot;
    return [this.at.x + (column + 0.5) * this.at.scale, this.at.y + (row + 0.5) * this.at.scale];
  }

  /** @param {Pair} spot @param {number} scale */
  lookAt(spot, scale) {
    this.at = this.held(centred(spot, scale, this.stage.pane, this.stage.height));
  }

  /** @param {View} at */
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

  /**
   * Keep the pixel so many cells further, and bring it into view, `margin` away from the edges.
   * @param {Pair} cells
   * @param {number} margin
   */
  step([down, right], margin) {
    this.pinned = true; // the mouse lying on the picture must not take the pixel away
    this.spot = [
      clamp(this.spot[0] + down, this.size[0]),
      clamp(this.spot[1] + right, this.size[1]),
    ];
    const [x, y] = this.spotOnScreen;
    const missing = (at, room) => Math.max(0, margin - at) - Math.max(0, at - room + margin);
    this.pan(missing(x, this.stage.pane), missing(y, this.stage.height));
  }
}
