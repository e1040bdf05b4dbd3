"""What a page is to those who use keys, ask for no motion, or have it read to them."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from playwright.sync_api import ElementHandle, Page, expect

from tests.browser.player import wait_a_few_frames
from tests.browser.tabs import messages_sent, wait_for_run

_PATIENCE = 8  # looks at what was still being fetched and drawn
#: Widgets whose change runs the page again, and the keys that change them.
_CONTROLS = (
    ("[data-testid=stNumberInput] input", ("ArrowUp", "Enter")),
    ("[data-testid=stSelectbox] [role=combobox]", ("ArrowDown", "ArrowDown", "Enter")),
    (".picker .tile:not([aria-pressed=true])", ("Enter",)),
    ("[data-testid=stButtonGroup] [role=radio]:not([aria-checked=true])", ("Enter",)),
    ("[data-testid=stCheckbox] input", ("Space",)),
)
_FOCUSED = """(element) => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active === element;
}"""
_ROOTS = """
  const roots = [document];
  const hosts = [...document.querySelectorAll("*")].filter((element) => element.shadowRoot);
  roots.push(...hosts.map((host) => host.shadowRoot));
"""
_MOVING = f"""() => {{{_ROOTS}
  const moving = roots.flatMap((root) => root.getAnimations())
    .filter(({{ playState, effect }}) =>
      playState === "running" && effect.getComputedTiming().activeDuration > 1);
  return moving.map(({{ effect }}) => effect.target.outerHTML.slice(0, 120));
}}"""
_DRAWN = f"""() => {{{_ROOTS}
  const canvases = roots.flatMap((root) => [...root.querySelectorAll("canvas")]);
  return canvases.filter(({{ width }}) => width).map((canvas) => canvas.toDataURL());
}}"""
_UNREAD = f"""() => {{{_ROOTS}
  const drawn = roots.slice(1).filter((root) => root.querySelector("canvas, svg.figure"));
  const bare = drawn.filter((root) => !root.querySelector(".numbers, table"));
  return bare.map((root) => root.querySelector("[class]").className);
}}"""
_ROWS = f"""() => {{{_ROOTS}
  const opened = roots.flatMap((root) => [...root.querySelectorAll(".numbers")]);
  const good = (table) => table.caption.textContent && table.tBodies[0].rows.length &&
    [...table.tHead.rows[0].cells].every((cell) => cell.scope === "col") &&
    [...table.tBodies[0].rows].every((row) => row.cells[0].scope === "row");
  return opened.map((panel) => {{
    const tables = [...panel.querySelectorAll("table")];
    return tables.every(good) ? tables.reduce((sum, table) => sum + table.rows.length, 0) : 0;
  }});
}}"""
_NAMED = (
    "application", "button", "checkbox", "combobox", "image", "link", "radio", "slider",
    "spinbutton", "switch", "textbox",
)  # fmt: skip


def misread(page: Page) -> list[str]:
    """What a screen reader meets wrong in the page: no name, a level left out, a heading twice."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    by_id = {node["nodeId"]: node for node in nodes}
    told = [(node["role"]["value"], node) for node in _read(nodes[0], by_id) if not node["ignored"]]
    bare = [role for role, node in told if role in _NAMED and not node["name"]["value"].strip()]
    heads = [node for role, node in told if role == "heading"]
    levels = [each["value"]["value"] for node in heads for each in node["properties"]
              if each["name"] == "level"]  # fmt: skip
    jumps = [f"h{a}, h{b}" for a, b in pairwise(levels) if b > a + 1]
    names = Counter(node["name"]["value"] for node in heads)
    return bare + jumps + [name for name, times in names.items() if times > 1]


def _read(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """A node and all below it, in the order in which they are read."""
    yield node
    for name in node.get("childIds", ()):
        if name in by_id:
            yield from _read(by_id[name], by_id)


def unread(page: Page) -> list[str]:
    """Pictures of components without a table that can be opened beside them."""
    found: list[str] = page.evaluate(_UNREAD)
    return found


def open_tables(page: Page) -> list[int]:
    """Open all by keyboard, and say how many rows each has that is as a table should be."""
    buttons = page.get_by_role("button", name="Read as a table")
    for button in buttons.all():
        button.press("Enter")
        expect(button).to_have_attribute("aria-expanded", "true")
    rows: list[int] = page.evaluate(_ROWS)
    assert len(rows) == buttons.count()
    return rows


def moves_by_itself(page: Page) -> list[str]:
    """What runs an animation or a transition, and whether a canvas is drawn anew all the time."""
    found: list[str] = page.evaluate(_MOVING)
    before = page.evaluate(_DRAWN)
    for _ in range(_PATIENCE):
        wait_a_few_frames(page)
        now = page.evaluate(_DRAWN)
        if now == before:
            return found
        before = now
    return [*found, "a canvas"]


def loses_focus(page: Page, most: int) -> list[str]:
    """Which of the page's first `most` kinds of controls lose the focus when a key changes them."""
    main = page.get_by_test_id("stMain")
    found = [(main.locator(names).first, keys) for names, keys in _CONTROLS]
    there = [(control, keys) for control, keys in found if control.count()][:most]
    return [
        str(control) for control, keys in there if not _kept(page, control.element_handle(), keys)
    ]


def _kept(page: Page, control: ElementHandle, keys: tuple[str, ...]) -> bool:
    control.focus()
    sent = messages_sent(page)
    for key in keys:
        page.keyboard.press(key)
        wait_a_few_frames(page)  # a list opens before a key can choose from it
    for _ in range(200):
        if sent:
            break
        page.wait_for_timeout(10)
    assert sent, "the page did not run"
    wait_for_run(page)
    wait_a_few_frames(page)
    return bool(control.evaluate(_FOCUSED))
