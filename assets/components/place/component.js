// Nothing to see: it carries what pages/ui/place.py says of the address to its owner in the browser.

import { tell } from "../core/place.js";

export default class Place {
  /** @param {import("./types").Payload} news */
  receive(news) {
    if (news.run >= 0) tell(news);
  }

  close() {}
}
