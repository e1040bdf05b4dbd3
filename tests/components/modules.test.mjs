import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";

const HOME = new URL("../../assets/components/", import.meta.url);
const FILES = readdirSync(HOME, { recursive: true })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith(".js"))
  .sort();
globalThis.MODULES = []; // core/loader.js stands behind a list of all the others
const COMPONENTS = FILES.filter((file) => file.endsWith("/component.js"));

test("there are modules of every component", () => {
  assert.ok(FILES.includes("core/place.js"));
  assert.ok(COMPONENTS.includes("maps/component.js"));
});

for (const file of FILES) {
  test(`${file} needs nothing of a browser to be loaded`, async () => {
    const module = await import(new URL(file, HOME));
    assert.ok(Object.keys(module).length > 0, `${file} exports nothing`);
  });
}

for (const file of COMPONENTS) {
  test(`${file} is a component: it takes messages and can be closed`, async () => {
    const { default: Component } = await import(new URL(file, HOME));
    assert.equal(typeof Component?.prototype.receive, "function");
    assert.equal(typeof Component.prototype.close, "function");
  });
}

for (const file of COMPONENTS) {
  test(`beside ${file} lie its markup, its styles and the types of what it is sent`, () => {
    const folder = new URL(".", new URL(file, HOME));
    const names = readdirSync(folder);
    for (const name of ["component.html", "component.css", "types.d.ts"])
      assert.ok(names.includes(name), name);
  });
}
