// Where pictures come from: a camera, or a picture that is moved. Each says what is to be looked at now.

import { alongStrip, aroundPicture } from "./path.js";

/** @typedef {import("./scene").Look} Look @typedef {import("./scene").Source} Source */

const FRAMES = 30; // a second
const WANTED = { width: { ideal: 320 }, height: { ideal: 240 }, frameRate: { ideal: FRAMES } };

/**
 * A picture of a file, moved by `path`.
 * @param {Uint8Array<ArrayBuffer>} file
 * @param {(time: number, image: ImageBitmap) => {x: number, y: number, side: number}} path
 * @returns {Promise<Source>}
 */
async function moved(file, path) {
  const image = await createImageBitmap(new Blob([file]));
  let begun = 0;
  let stopped = 0;
  return {
    look: (now) => {
      if (!begun) begun = now;
      return { image, ...path(now - begun, image) };
    },
    pause: (still, now) => {
      if (still) stopped ||= now;
      else if (stopped) {
        if (begun) begun += now - stopped; // it goes on where it stood
        stopped = 0;
      }
    },
    stop: () => image.close(),
  };
}

/** The strip of drawings, one after the other. @param {Uint8Array<ArrayBuffer>} file */
export function drawings(file) {
  return moved(file, (time, { width, height }) => {
    const count = Math.round(width / height) - 1; // the last is the first again
    return alongStrip(time, count, height);
  });
}

/** A square picture, looked at here and there. @param {Uint8Array<ArrayBuffer>} file */
export function picture(file) {
  return moved(file, (time, { height }) => aroundPicture(time, height));
}

/**
 * The camera, once the person has allowed it; `ended` is called when it goes away.
 * @param {() => void} ended
 * @returns {Promise<Source>}
 */
export async function camera(ended) {
  if (!navigator.mediaDevices) throw new DOMException("", "SecurityError");
  const stream = await navigator.mediaDevices.getUserMedia({ video: WANTED, audio: false });
  const video = document.createElement("video");
  Object.assign(video, { srcObject: stream, muted: true, playsInline: true });
  const [track] = stream.getVideoTracks();
  track.onended = ended;
  await video.play();
  return {
    look: () => {
      const { videoWidth, videoHeight } = video;
      const side = Math.min(videoWidth, videoHeight);
      if (!side) return null;
      const [x, y] = [(videoWidth - side) / 2, (videoHeight - side) / 2];
      return { image: video, x: Math.floor(x), y: Math.floor(y), side };
    },
    pause: (still) => {
      track.enabled = !(still && document.hidden); // who freezes a picture wants the next one at once
    },
    stop: () => {
      track.onended = null;
      track.stop();
      video.srcObject = null;
    },
  };
}
