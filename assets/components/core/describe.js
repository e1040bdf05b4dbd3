// What Streamlit leaves unsaid to those who do not see the page or have no mouse.

import { isPlain } from "./keys.js";

/** Name the sections of the list of pages, and let keys reach them, and tables and programs that scroll. */
function describe() {
  for (const list of document.querySelectorAll("[data-testid=stSidebarNavItems]")) {
    // Its sections stand between the list and its items, where no screen reader looks for them.
    for (const part of [list, ...list.querySelectorAll("li")]) set(part, "role", "none");
    for (const section of list.querySelectorAll(":scope > div")) describeSection(section);
  }
  for (const wide of document.querySelectorAll(".stMarkdown table, .stCode pre, .stHtml pre"))
    set(wide, "tabindex", "0");
}

/** @param {Element} section Of the list of pages: a head, which folds it, and its items. */
function describeSection(section) {
  const head = section.querySelector("header");
  set(section, "role", "group");
  set(section, "aria-label", head?.querySelector("p")?.textContent ?? "");
  if (!head) return;
  set(head, "role", "button");
  set(head, "tabindex", "0");
  set(head, "aria-expanded", String(section.querySelector("li") !== null));
}

/** @param {Element} element @param {string} name @param {string} value */
function set(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Fold a section by Enter and Space as by a click. @param {KeyboardEvent} event */
function fold(event) {
  const { target, key } = event;
  if (!(target instanceof HTMLElement && target.dataset.testid === "stNavSectionHeader")) return;
  if (!isPlain(event) || (key !== "Enter" && key !== " ")) return;
  event.preventDefault();
  target.click();
}

/** A link, seen when it has the focus, over the list of pages; the address stays as it is. */
function skip() {
  const link = document.createElement("a");
  link.className = "skip";
  link.textContent = "Skip the list of pages";
  link.href = "#";
  link.addEventListener("click", (event) => {
    event.preventDefault();
    /** @type {HTMLElement | null} */ (document.querySelector("[data-testid=stMain]"))?.focus();
  });
  return link;
}

let begun = false;

/** Do so now and whenever anything is drawn again, a program late; the first component of a tab asks for it. */
export function describeFromNowOn() {
  if (begun) return;
  begun = true;
  new MutationObserver(describe).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("keydown", fold);
  document.body.prepend(skip());
  describe();
}
