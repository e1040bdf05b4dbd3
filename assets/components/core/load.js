// Brings a component to the page: its module, its markup and its styles, each fetched once and kept by the browser.

import { mount } from "./mount.js";

/**
 * The render function that Streamlit calls, of the component in the folder `name`.
 * @param {string} name
 */
export async function load(name) {
  const [{ default: Component }, html, css] = await Promise.all([
    import(`../${name}/component.js`),
    text(`../${name}/component.html`),
    text(`../${name}/component.css`),
  ]);
  const styles = new CSSStyleSheet();
  styles.replaceSync(css);
  return mount(Component, html, styles);
}

/** @param {string} file */
async function text(file) {
  const answer = await fetch(new URL(file, import.meta.url));
  if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
  return answer.text();
}
