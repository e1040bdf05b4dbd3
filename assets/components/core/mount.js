// What Streamlit asks of every component, done once: an instance an element, its data unpacked, its end.

import { unpack } from "./payload.js";
import { offerTables } from "./reading.js";

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
 * @property {() => import("./table").Table[]} [tables] what its pictures show, for whoever reads it as tables
 */

/**
 * The render function for Streamlit of a class of components.
 * @param {new (host: Host) => Component} Type
 * @param {string} html
 * @param {CSSStyleSheet} styles
 */
export function mount(Type, html, styles) {
  /** @type {WeakMap<object, ReturnType<typeof build>>} */
  const instances = new WeakMap();
  return ({ data, parentElement, setStateValue, setTriggerValue }) => {
    const host = { root: parentElement, set: setStateValue, fire: setTriggerValue };
    const instance = instances.get(parentElement) ?? build(host);
    instances.set(parentElement, instance);
    Object.assign(instance.host, host);
    instance.component.receive(data instanceof Uint8Array ? unpack(data) : data);
    instance.reading?.changed();
    instance.messages += 1;
    const message = instance.messages;
    return () => {
      // Streamlit also ends a message that a later one has overtaken while the module was on its way.
      if (message === instance.messages) end(instance);
    };
  };

  /** @param {Host} host */
  function build(host) {
    const { root } = host;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, styles];
    const frame = document.createElement("div");
    frame.innerHTML = html;
    const nodes = [...frame.childNodes];
    root.append(...nodes);
    const places = placesAround(root.host);
    for (const place of places) place.setAttribute("data-mounted", "");
    const component = new Type(host);
    const reading = component.tables && offerTables(root, () => component.tables?.() ?? []);
    return { component, host, nodes, places, reading, messages: 0 };
  }

  function end({ component, host: { root }, nodes, places, reading }) {
    component.close();
    for (const place of places)
      if (!place.querySelector("[data-mounted]")) place.removeAttribute("data-mounted");
    reading?.close();
    for (const node of [...nodes, ...(reading?.nodes ?? [])]) node.remove();
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== styles);
    instances.delete(root);
  }
}

/**
 * An element and all around it that have a name in Python: app.css keeps a place of the usual height for them until they
 * hold something. The innermost comes first.
 * @param {Element | null | undefined} host
 */
function placesAround(host) {
  /** @type {Element[]} */
  const places = [];
  for (let place = host; place; place = place.parentElement?.closest('[class*="st-key-"]'))
    places.push(place);
  return places;
}
