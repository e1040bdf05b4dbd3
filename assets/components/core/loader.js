// Makes modules of the files in this script, and of a folder of them a component. vizcore/serve/components.py puts two
// names before this text: MODULES, a list of [name, source] in which every module stands after those that it imports,
// as "module:<name>"; and TEXTS, markup and styles by name.

/* global MODULES, TEXTS */

/** @type {Record<string, string>} */
const addresses = {};
for (const [name, source] of MODULES) {
  const linked = source.replaceAll(
    /"module:([^"]+)"/g,
    (_, imported) => `"${addresses[imported]}"`,
  );
  const parts = [linked, `\n//# sourceURL=convscope/${name}`];
  addresses[name] = URL.createObjectURL(new Blob(parts, { type: "text/javascript" }));
}

/** The module in the file `name`, such as "core/place.js". */
export function use(name) {
  return import(addresses[name]);
}

/**
 * The render function that Streamlit calls, of the component in the folder `name`. Its class may name style sheets of other
 * folders that come before its own, as `static sheets`.
 */
export async function load(name) {
  const [{ default: Component }, { mount }] = await Promise.all([
    use(`${name}/component.js`),
    use("core/mount.js"),
  ]);
  const styles = new CSSStyleSheet();
  const sheets = ["core/base.css", ...(Component.sheets ?? []), `${name}/component.css`];
  styles.replaceSync(sheets.map((sheet) => TEXTS[sheet]).join("\n"));
  return mount(Component, TEXTS[`${name}/component.html`], styles);
}
