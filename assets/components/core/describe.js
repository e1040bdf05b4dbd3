// What Streamlit leaves unsaid to those who do not see the page or have no mouse.

/** Name the sections of the list of pages, and let keys reach tables and programs that scroll. */
export function describe() {
  for (const list of document.querySelectorAll("[data-testid=stSidebarNavItems]")) {
    // Its sections stand between the list and its items, where no screen reader looks for them.
    for (const part of [list, ...list.querySelectorAll("li")]) set(part, "role", "none");
    for (const section of list.querySelectorAll(":scope > div")) {
      set(section, "role", "group");
      set(section, "aria-label", section.querySelector("header p")?.textContent ?? "");
    }
  }
  for (const wide of document.querySelectorAll(".stMarkdown table, .stCode pre"))
    set(wide, "tabindex", "0");
}

/** @param {Element} element @param {string} name @param {string} value */
function set(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Do so whenever the sidebar or the page is drawn again, a program late; returns a function that ends it. */
export function describeFromNowOn() {
  const watch = new MutationObserver(describe);
  for (const part of document.querySelectorAll("[data-testid=stSidebar], [data-testid=stMain]"))
    watch.observe(part, { childList: true, subtree: true });
  return () => watch.disconnect();
}
