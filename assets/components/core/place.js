// The address, and the only writer of it. pages/ui/place.py says what of it is the server's; the rest is the browser's.
//
// A person's choice makes an entry that Back undoes; what follows from the choice, and what is only looked at (a zoom, a
// step), changes the entry that is there. A page that is left and opened again finds its own settings as they were.

/** Short forms of pages' names that stood before a setting's; pages/ui/place.py has the same. */
const FORMER = { convolution: ["conv"], pooling: ["pool"] };
const SETTLED = 300; // milliseconds without a change until what is only looked at is written

/** What the browser's own settings were on each page, by its path. @type {Map<string, URLSearchParams>} */
const memory = new Map();
/** Called when Back or Forward has changed the address of the page that is open. @type {Set<() => void>} */
const watchers = new Set();
/** Called when the browser's own settings have come to rest. @type {Set<() => void>} */
const followers = new Set();
/** What the server told last. */
/** @type {{session: string, number: number, path: string, query: string, own: string[]}} */
let told = { session: "", number: -1, path: "", query: "", own: [] };
let path = "";
/** The query that Back or Forward has led to, until the server answers or the person goes on. @type {string | null} */
let awaited = null;
let timer = 0;
/** What is to be written with the entry of a choice. @type {Record<string, string | null>} */
let joined = {};
let joining = 0;

/** The browser's own settings of the page that is open; on arrival they are those of the address, if it has any. */
function settings() {
  if (location.pathname !== path) {
    path = location.pathname;
    if (location.search) memory.delete(path);
  }
  let params = memory.get(path);
  if (!params) {
    params = new URLSearchParams(location.search);
    memory.set(path, params);
  }
  return params;
}

/**
 * What the address says of one of the browser's own settings, or null. Links from before the names had no page in front
 * of them still hold "conv_step" where it is "step" today.
 * @param {string} name
 */
export function read(name) {
  return textOf(name, settings());
}

/** @param {string} name @param {URLSearchParams} params */
function textOf(name, params) {
  const key = [name, ...formerNames(name)].find((key) => params.has(key));
  return key === undefined ? null : params.get(key);
}

/** What a setting was called in links when its page's name, or a short form of it, stood in front. */
function formerNames(name) {
  const lesson = bare(location.pathname).split("/").at(-1) ?? "";
  return [lesson, ...(FORMER[lesson] ?? [])].map((prefix) => `${prefix}_${name}`);
}

/**
 * Put settings into the address; null takes one out.
 * @param {Record<string, string | null>} values
 * @param {{entry?: boolean}} [options] whether Back shall undo it
 */
export function write(values, { entry = false } = {}) {
  if (entry) settle();
  put(values);
  clearTimeout(timer);
  if (entry) rest(true);
  else timer = setTimeout(() => rest(false), SETTLED);
}

/**
 * Put settings into the address that follow from a choice of the server's: they stand in the entry that is about to be
 * made, and the one that is left stays as it is.
 * @param {Record<string, string | null>} values
 */
export function join(values) {
  joined = { ...joined, ...values };
  clearTimeout(joining);
  joining = setTimeout(() => write(takeJoined()), SETTLED);
}

function takeJoined() {
  clearTimeout(joining);
  const values = joined;
  joined = {};
  return values;
}

/** @param {Record<string, string | null>} values */
function put(values) {
  const params = settings();
  for (const [name, value] of Object.entries(values)) {
    for (const former of formerNames(name)) params.delete(former);
    if (value === null) params.delete(name);
    else params.set(name, value);
  }
}

function rest(entry) {
  show(entry);
  for (const follower of followers) follower();
}

/** Call `watcher` when Back or Forward has changed the address of this page; returns a function that ends it. */
export function watch(watcher) {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/** Call `follower` whenever the browser's own settings have come to rest; returns a function that ends it. */
export function follow(follower) {
  followers.add(follower);
  return () => followers.delete(follower);
}

/** Whether Back or Forward has led here and the server has not answered yet: the address then says what is to be shown. */
export function isReturning() {
  return awaited !== null;
}

/**
 * What the server says of the address: its own parameters as one text, in order, and the names of those that are the
 * browser's. `arrived` says that this run read them from the address or from its memory, so that nobody chose anything.
 * @param {import("../place/types").Payload} news
 */
export function tell(news) {
  if (bare(location.pathname) !== bare(news.path)) return; // it was left while the server was still at it
  const another = news.session !== told.session;
  const answers = isSame(news.asked, location.search);
  if (another && told.session && location.search && !answers) {
    // A server that has never seen this person: it is told where they are, as if they had come back.
    told = { ...told, session: news.session, number: -1 };
    runAgain();
    return;
  }
  if (!another && news.number < told.number) return; // a part of the page that has not heard of the latest
  if (awaited !== null && !isSame(news.asked, awaited)) return; // of a run from before Back was pressed
  const chosen = news.number > told.number && !news.arrived;
  awaited = null;
  if (chosen) settle();
  told = news;
  put(takeJoined());
  rest(chosen);
}

/** Have the server run the page from the address. */
function runAgain() {
  dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
}

/** A server that was away may be another one: it knows no part of the page before it has run the whole. */
function watchConnection(app) {
  let away = false;
  const look = () => {
    const connected = app.dataset.testConnectionState === "CONNECTED";
    if (connected && away) runAgain();
    away = !connected;
  };
  new MutationObserver(look).observe(app, { attributeFilter: ["data-test-connection-state"] });
}

/** Whether two queries say the same, however they are written. */
function isSame(one, other) {
  const pairs = (query) => [...new URLSearchParams(query ?? "")].sort().join();
  return one !== null && pairs(one) === pairs(other);
}

const bare = (text) => text.replace(/\/$/, "");

/** Write what was only looked at, if that still waits: it belongs to the entry that a choice is about to leave. */
function settle() {
  if (timer) rest(false);
}

/** Write the address, as an entry of its own or in the place of the one that is there. */
function show(entry) {
  clearTimeout(timer);
  timer = 0;
  if (!told.session || bare(location.pathname) !== bare(told.path)) return; // the server has yet to speak of this page
  const query = compose(told.query, told.own, settings());
  if (query === location.search) return;
  const address = `${path}${query}${location.hash}`;
  if (entry) history.pushState(history.state, "", address);
  else history.replaceState(history.state, "", address);
}

/**
 * The query of the server's parameters, then the browser's own in their order.
 * @param {string} query
 * @param {string[]} own
 * @param {URLSearchParams} values
 */
export function compose(query, own, values) {
  const params = new URLSearchParams(query);
  for (const name of own) {
    const value = textOf(name, values);
    if (value !== null) params.set(name, value);
  }
  const text = params
    .toString()
    .replaceAll("%2C", ",")
    .replaceAll("%3B", ";")
    .replaceAll("%2F", "/");
  return text && `?${text}`;
}

/** Back or Forward, before Streamlit hears of it. */
function goBack(event) {
  if (!event.isTrusted) return; // our own, for a new server
  clearTimeout(timer);
  timer = 0;
  takeJoined();
  const stays = location.pathname === path;
  path = location.pathname;
  memory.set(path, new URLSearchParams(location.search));
  awaited = location.search;
  if (stays) for (const watcher of watchers) watcher();
}

/**
 * Streamlit names a page in the address when a run of it begins. Where Back was pressed twice, the run of the page in
 * between may begin after that page was left, and would put it on top of what Back has reached.
 */
function withoutLatecomers(push) {
  return (state, title, address) => {
    const late =
      awaited !== null && new URL(address ?? "", location.href).pathname !== location.pathname;
    if (!late) push.call(history, state, title, address);
  };
}

/** A person who goes on before Back is answered has the next word: Streamlit then forgets that Back was pressed. */
function goOn(event) {
  const isBack =
    event.altKey || event.metaKey || event.button > 2 || ["Alt", "Meta"].includes(event.key);
  if (!isBack) awaited = null;
}

const app = globalThis.document?.querySelector?.("[data-test-connection-state]");
if (app) watchConnection(app);
if ("history" in globalThis) history.pushState = withoutLatecomers(history.pushState);
globalThis.addEventListener?.("popstate", goBack, { capture: true });
for (const name of ["pointerdown", "keydown"])
  globalThis.addEventListener?.(name, goOn, { capture: true, passive: true });
