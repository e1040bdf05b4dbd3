// Streamlit's list of pages has its sections between the list and its items, where no screen reader looks for them: here
// each section is a group with a name, and the links in it are links.

/** @param {ParentNode} root */
function describe(root) {
  for (const list of root.querySelectorAll("[data-testid=stSidebarNavItems]")) {
    for (const part of [list, ...list.querySelectorAll("li")]) part.setAttribute("role", "none");
    for (const section of list.querySelectorAll(":scope > div")) {
      section.setAttribute("role", "group");
      section.setAttribute("aria-label", section.querySelector("header p")?.textContent ?? "");
    }
  }
}

/** Do so now, and whenever the sidebar is drawn again; returns a function that ends it. */
export function describeSidebar() {
  describe(document);
  const sidebar = document.querySelector("[data-testid=stSidebar]");
  const watch = new MutationObserver(() => describe(document));
  if (sidebar) watch.observe(sidebar, { childList: true, subtree: true });
  return () => watch.disconnect();
}
