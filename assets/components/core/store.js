// Large arrays that several messages need are sent once, under a name, in a message of their own. It may come first or last.

const KEPT = 6; // the latest, by name
/** @type {Map<string, {arrived: Promise<any>, resolve: (value: any) => void}>} */
const shelf = new Map();

function slot(name) {
  let entry = shelf.get(name);
  if (!entry) {
    let resolve = (_) => {};
    const arrived = new Promise((done) => {
      resolve = done;
    });
    entry = { arrived, resolve };
  }
  shelf.delete(name); // the latest is the last
  shelf.set(name, entry);
  for (const old of [...shelf.keys()].slice(0, -KEPT)) shelf.delete(old);
  return entry;
}

/** Keep `value` under `name`. */
export function keep(name, value) {
  slot(name).resolve(value);
}

/** A promise of what is kept under `name`, whenever it comes. */
export function arrivalOf(name) {
  return slot(name).arrived;
}
