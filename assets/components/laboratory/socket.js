// One run over one socket: what it says is put into the run, and told on.

/** @typedef {import("./run").Run} Run @typedef {import("./run").Choice} Choice */

/** A run that nothing is known of yet. @param {Choice} choice @param {number} total epochs @returns {Run} */
export function newRun(choice, total) {
  return {
    choice,
    total,
    name: "",
    state: "waiting",
    how: "",
    says: "",
    before: 0,
    seconds: 0,
    steps: 0,
    losses: [],
    epochs: [],
    rates: [],
    filters: null,
    maps: null,
    weights: null,
    asked: performance.now(),
    begun: 0,
  }; // prettier-ignore
}

/**
 * Put a message of the server into a run; whether bytes that follow are its weights.
 * @param {Run} run
 * @param {any} news
 */
export function learn(run, news) {
  const { losses = [], epochs = [], rates = [], shapes = {}, ...plain } = news;
  Object.assign(run, plain);
  run.losses.push(...losses);
  run.epochs.push(...epochs);
  run.rates.push(...rates);
  if (!run.begun && run.losses.length) run.begun = performance.now();
  return shapes;
}

/** Bytes of kernels and maps, one after the other, as the server's shapes tell. */
export function tiles(shapes, bytes) {
  let from = 0;
  const next = ({ shape, limit }) => {
    const size = shape.reduce((product, count) => product * count, 1);
    const data = new Int8Array(bytes, from, size);
    from += size;
    return { shape, limit, data };
  };
  return { filters: next(shapes.filters), maps: next(shapes.maps) };
}

/**
 * Open a run's socket; `changed` is called whenever the run has changed.
 * @param {string} address
 * @param {object} first the first message: a start, or a name to watch
 * @param {Run} run
 * @param {() => void} changed
 */
export function connect(address, first, run, changed) {
  const socket = new WebSocket(address);
  socket.binaryType = "arraybuffer";
  /** @type {any} */
  let shapes = {};
  let over = false;
  socket.onopen = () => socket.send(JSON.stringify(first));
  socket.onmessage = ({ data }) => {
    if (typeof data === "string") {
      const news = JSON.parse(data);
      if ("losses" in news) shapes = learn(run, news);
      else Object.assign(run, news);
      over = ["refused", "gone"].includes(run.state);
    } else if (run.state === "ended" && data.byteLength !== expected(shapes)) {
      if (data.byteLength) run.weights = new Uint8Array(data); // a process that died left none
      over = true;
    } else if (data.byteLength) {
      Object.assign(run, tiles(shapes, data));
    }
    changed();
    if (over) socket.close();
  };
  socket.onclose = () => {
    if (run.state === "ended" || over) return;
    run.state = "lost";
    run.says = "The connection to the server is gone. Load the page again to find the run.";
    changed();
  };
  return {
    send: (order) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(order)),
    close: () => {
      socket.onclose = null;
      socket.close();
    },
  };
}

function expected({ filters, maps }) {
  if (!filters) return -1;
  return [filters, maps].reduce((sum, { shape }) => sum + shape.reduce((p, n) => p * n, 1), 0);
}
