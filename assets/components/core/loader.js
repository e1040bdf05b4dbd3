// Makes modules of the files in this script, and of a folder of them a component. vizcore/serve/components.py puts two
// names before this text, both by name: MODULES, sources in which imports read "module:<name>", and TEXTS, markup and
// styles.

/* global MODULES, TEXTS */

/** @type {Map<string, string>} */
const addresses = new Map();

/** Where the module `name` is, after all that it imports: what nobody asks for is never made. */
function addressOf(name) {
  let address = addresses.get(name);
  if (!address) {
    const linked = MODULES[name].replaceAll(
      /"module:([^"]+)"/g,
      (_, imported) => `"${addressOf(imported)}"`,
    );
    const parts = [linked, `\n//# sourceURL=convscope/${name}`];
    address = URL.createObjectURL(new Blob(parts, { type: "text/javascript" }));
    addresses.set(name, address);
  }
  return address;
}

/** The module in the file `name`, such as "core/place.js". */
export function use(name) {
  return import(addressOf(name));
}

/**
 * The render function that Streamlit calls, of the component in the folder `name`. Its class may name style sheets of other
 * folders that come before its own, as `static sheets`.
 */
export async function load(name) {
  const [{ describeFromNowOn }, { default: Component }, { mount }] = await Promise.all([
    use("core/describe.js"),
    use(`${name}/component.js`),
    use("core/mount.js"),
  ]);
  describeFromNowOn();
  const styles = new CSSStyleSheet();
  const sheets = ["core/base.css", ...(Component.sheets ?? []), `${name}/component.css`];
  styles.replaceSync(sheets.map((sheet) => TEXTS[sheet]).join("\n"));
  return mount(Component, TEXTS[`${name}/component.html`], styles);
}
