// The way to the card of the unit that is looked at.

const SAME = ["relu", "bn", "pool", "dropout", "softmax"]; // kinds of layers whose channels are those of the layer before

/**
 * The layer with weights that a layer's channels belong to, or null where there is none.
 * @param {{name: string, kind: string, source: string}[]} layers
 * @param {string} name
 */
export function unitsOf(layers, name) {
  const layer = layers.find((each) => each.name === name);
  if (layer && SAME.includes(layer.kind)) return unitsOf(layers, layer.source);
  return layer && ["conv", "fc"].includes(layer.kind) ? layer.name : null;
}

/**
 * A button that leads to the card of the unit that is looked at; call what it returns when that is another.
 * @param {HTMLButtonElement} button
 * @param {import("./scene.js").Scene} scene
 * @param {(card: {layer: string, channel: number}) => void} open
 */
export function cardButton(button, scene, open) {
  const unit = () => {
    const { layer, channel } = scene.view;
    return { layer: unitsOf(scene.passage.facts.layers, layer), channel };
  };
  button.onclick = () => {
    const { layer, channel } = unit();
    if (layer) open({ layer, channel });
  };
  return () => {
    const { layer, channel } = unit();
    button.hidden = !layer;
    button.textContent = `What ${layer}:${channel} looks for`;
  };
}
