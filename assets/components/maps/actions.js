// What a person does: each act changes the scene, and the address, the spoken words, the drawing and the server follow.

import { short } from "../core/number.js";
import { write } from "../core/place.js";
import { writtenCrop, writtenView } from "./view.js";

/**
 * The acts on `scene`. `draw(what)` asks for "all" to be drawn or for the "sheet" or the "lens" alone, `colour()` for other
 * colours, `send(name, value)` tells the server; `live` is the element that screen readers speak.
 */
export function actions(scene, { draw, colour, send, live }) {
  const changed = ({ entry = true } = {}) => {
    write(writtenView(scene.view, scene.passage.facts.first), { entry });
    draw("all");
    live.textContent = reading(scene);
  };
  const sendSpot = () => {
    const { layer, channel, row, column } = scene.view;
    send("spot", { layer, channel, row, column });
  };

  return {
    choose(layer) {
      if (!layer || layer === scene.view.layer) return;
      scene.choose(layer);
      changed();
    },
    /** Another colour scale or order. */
    set(name, value) {
      if (!value || scene.view[name] === value) return;
      scene.view[name] = value;
      if (name === "scale") colour();
      changed();
    },
    pick(channel) {
      if (channel < 0) return;
      scene.pick(channel);
      changed();
      if (scene.size.flat) sendSpot();
    },
    /** Point at another map of the sheet, which only the sheet shows. */
    peek: () => draw("sheet"),
    hover(cell) {
      if (String(cell) === String(scene.hovered)) return;
      scene.hovered = cell;
      draw("lens");
    },
    move(cell) {
      scene.move(cell);
      scene.hovered = null; // the pointer rests where the view has left it
      changed({ entry: false });
    },
    /** Keep a value: unlike moving there, this tells the server. */
    pin(cell) {
      if (!cell) return;
      scene.move(cell);
      scene.hovered = null;
      changed();
      sendSpot();
    },
    focus(channel) {
      if (channel < 0 || channel === scene.focus) return;
      scene.focus = channel;
      draw("lens");
    },
    /** Go to the value that a number on screen came from: "conv1,3,8,8". */
    follow(place) {
      if (!place) return;
      const [layer, ...numbers] = place.split(",");
      scene.follow(layer, ...numbers.map(Number));
      changed();
      sendSpot();
    },
    crop(crop) {
      write(writtenCrop(crop), { entry: true });
      send("crop", { picture: scene.passage.meta.picture, crop });
    },
  };
}

function reading(scene) {
  const { layer, channel, row, column } = scene.view;
  const place = scene.size.flat ? scene.unit() : `map ${channel}, row ${row}, column ${column}`;
  return `${layer}, ${place}: ${short(scene.value)}`;
}
