// Nothing to see: it brings an array that other components name, and that is sent once.

import { keep } from "../core/store.js";

export default class Store {
  /** @param {{meta: import("./types").Payload, arrays: Record<string, any>}} payload */
  receive({ meta, arrays }) {
    keep(meta.name, meta.single ? arrays[meta.single] : { meta: meta.facts, arrays });
  }

  close() {}
}
