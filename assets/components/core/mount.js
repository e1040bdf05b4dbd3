// What Streamlit asks of every component, done once: an instance an element, its data unpacked, its end.

import { unpack } from "./payload.js";

/**
 * What a component's class is given beside its data.
 * @typedef {object} Host
 * @property {ShadowRoot} root where its markup lies
 * @property {(name: string, value: unknown) => void} set tell Python a state: it runs again
 * @property {(name: string, value: unknown) => void} fire tell Python of one act
 */

/**
 * A component: made once for its element, given every message that brings something new, closed at the end.
 * @typedef {object} Component
 * @property {(payload: any) => void} receive what `pack` sent, as { meta, arrays }, or plain JSON as it is
 * @property {() => void} close
 */

/**
 * The render function for Streamlit of a class of components.
 * @param {new (host: Host) => Component} Type
 * @param {string} html
 * @param {CSSStyleSheet} styles
 */
export function mount(Type, html, styles) {
  /** @type {WeakMap<object, {component: Component, host: Host}>} */
  const instances = new WeakMap();
  return ({ data, parentElement, setStateValue, setTriggerValue }) => {
    let instance = instances.get(parentElement);
    if (!instance) {
      parentElement.adoptedStyleSheets = [...parentElement.adoptedStyleSheets, styles];
      const frame = document.createElement("div");
      frame.innerHTML = html;
      parentElement.append(...frame.childNodes);
      const host = { root: parentElement, set: setStateValue, fire: setTriggerValue };
      instance = { component: new Type(host), host };
      instances.set(parentElement, instance);
    }
    Object.assign(instance.host, { set: setStateValue, fire: setTriggerValue });
    instance.component.receive(data instanceof Uint8Array ? unpack(data) : data);
    const { component } = instance;
    return () => {
      component.close();
      instances.delete(parentElement);
    };
  };
}
