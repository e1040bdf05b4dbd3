// Joins the modules of one component in the browser. pages/ui/component.py puts MODULES before this text: a list of
// [name, source] in which every module stands after those that it imports, as "module:<name>".

/* global MODULES */

const addresses = {};
for (const [name, source] of MODULES) {
  const linked = source.replaceAll(
    /"module:([^"]+)"/g,
    (_, imported) => `"${addresses[imported]}"`,
  );
  const parts = [linked, `\n//# sourceURL=convscope/${name}`];
  addresses[name] = URL.createObjectURL(new Blob(parts, { type: "text/javascript" }));
}
const [main] = MODULES.at(-1);
const { default: render } = await import(addresses[main]);

export default render;
