// Tells Python what some of the browser's own settings are, when they have come to rest. It shows nothing.
//
// It stands on a page only while something there needs to know: a program that follows what was dragged.

import { follow, read, watch } from "../core/place.js";

/**
 * The settings that the address holds, in the order of their names.
 * @param {string[]} names
 * @param {(name: string) => string | null} read
 * @returns {Record<string, string>}
 */
export function held(names, read) {
  const found = names.map((name) => [name, read(name)]).filter(([, text]) => text !== null);
  return Object.fromEntries(found);
}

export default class Report {
  /** @type {string[]} */
  names;
  /** What Python knows, as text. @type {string | undefined} */
  told;

  constructor(host) {
    this.host = host;
    this.watching = [follow(() => this.tell()), watch(() => this.tell())];
  }

  close() {
    for (const stop of this.watching) stop();
  }

  /** @param {import("./types").Payload} payload */
  receive({ names, known }) {
    this.names = names;
    this.told ??= JSON.stringify(held(names, (name) => known[name] ?? null));
    this.tell();
  }

  tell() {
    if (!this.names) return;
    const values = held(this.names, read);
    const text = JSON.stringify(values);
    if (text === this.told) return;
    this.told = text;
    this.host.set("told", { values, at: Date.now() });
  }
}
