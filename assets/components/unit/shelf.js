// The cards' files: fetched when a unit of theirs is looked at, kept for good.

/** @typedef {import("./scene").Part} Part @typedef {import("./scene").Climb} Climb */

export default class Shelf {
  /** @type {Map<string, Promise<any>>} */
  asked = new Map();
  /** What has come. @type {Map<string, any>} */
  here = new Map();

  /**
   * @param {string} address
   * @param {() => void} changed something has come
   */
  constructor(address, changed) {
    this.address = new URL(`${address}/`, document.baseURI);
    this.changed = changed;
  }

  /**
   * Units of a layer if they are here; asked for if they are not.
   * @returns {Part | undefined}
   */
  part(layer, number) {
    return this.get(`${layer}-${number}`, async (name) => {
      const [facts, sheet] = await Promise.all([this.json(`${name}.json`), this.image(name)]);
      return { ...facts, sheet };
    });
  }

  /** When the units of a part are here. @returns {Promise<Part>} */
  async arrival(layer, number) {
    this.part(layer, number);
    return this.asked.get(`${layer}-${number}`);
  }

  /**
   * What climbs of all units of a layer made.
   * @returns {ImageBitmap | undefined}
   */
  climbed(layer) {
    return this.get(layer, (name) => this.image(name));
  }

  /**
   * A climb with some regularisers.
   * @param {string} layer
   * @param {number} unit
   * @param {string[]} held
   * @returns {Climb | {says: string} | undefined}
   */
  climb(layer, unit, held) {
    return this.get(`climb/${layer}/${unit}/${held.join(",") || "nothing"}`, async (name) => {
      const found = await this.json(name);
      const bytes = Uint8Array.from(atob(found.stages), (letter) => letter.charCodeAt(0));
      return { ...found, stages: await createImageBitmap(new Blob([bytes])) };
    });
  }

  get(name, make) {
    if (!this.asked.has(name)) {
      this.here.delete(name);
      const coming = make(name).then(
        (made) => made,
        (error) => ({ says: String(error.message) }),
      );
      this.asked.set(name, coming);
      coming.then((made) => {
        this.here.set(name, made);
        if (made.says) this.asked.delete(name); // so that it is asked for again
        this.changed();
      });
    }
    return this.here.get(name);
  }

  async json(name) {
    const answer = await fetch(new URL(name, this.address));
    const told = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error(told.says ?? "The server did not answer.");
    return told;
  }

  async image(name) {
    const answer = await fetch(new URL(`${name}.webp`, this.address));
    if (!answer.ok) throw new Error("The pictures did not come.");
    return createImageBitmap(await answer.blob());
  }
}
