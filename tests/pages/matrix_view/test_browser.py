"""The matrix product in a real browser: a window and its row, copies, keys, the link."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.tabs import arrive, messages_sent
from vizcore.serve import script_address

_POINT = """async (root, {module, view, role, cell}) => {
  const {use} = await import(new URL(module, document.baseURI));
  const {layout} = await use("unrolled/layout.js");
  const pair = (n) => [n, n];
  const spec = {view, channels: 1, filters: 1, input: pair(5), window: pair(3), output: pair(3),
    stride: pair(1), dilation: pair(1), pads: [pair(0), pair(0)]};
  const {grids} = layout(spec, Math.floor(root.clientWidth));
  const grid = grids.find((each) => each.role === role);
  return {x: grid.x + (cell[1] + 0.5) * grid.cell, y: grid.y + (cell[0] + 0.5) * grid.cell};
}"""


def point(page: Page, role: str, row: int, column: int, view: str = "windows") -> dict[str, float]:
    """Middle of a cell of the lecture's example, in pixels of the canvas."""
    argument = {"module": script_address(), "view": view, "role": role, "cell": [row, column]}
    return page.locator(".unrolled").evaluate(_POINT, argument)


def test_rows_windows_and_copies_find_each_other_without_the_server(open_page, server):
    page = open_page()
    sent = messages_sent(page)
    arrive(page, f"{server}/matrix_view")
    told, canvas = page.locator(".unrolled .told"), page.locator(".unrolled canvas")
    expect(told).to_contain_text("Row 4: y[1, 1]", timeout=60_000)
    expect(page.get_by_role("heading", name="The same in code")).to_be_visible()
    before = len(sent)
    canvas.hover(position=point(page, "matrix", 0, 2))
    expect(told).to_have_text("Row 0, column 2: x[0, 2] meets w[0, 2]: 2 · 2 = 4")
    canvas.hover(position=point(page, "map", 0, 2))
    expect(told).to_have_text(re.compile(r"^Row 2: y\[0, 2\] = .* = 17$"))
    canvas.hover(position=point(page, "input", 2, 2))
    expect(told).to_contain_text("x[2, 2] = 2 is copied 9 times")
    canvas.hover(position=point(page, "kernels", 3, 0))
    expect(told).to_contain_text("meets column 3 of the windows")
    assert len(sent) == before


def test_keys_move_the_window_and_the_link_keeps_it(open_page, server):
    page = open_page(f"{server}/matrix_view?view=kernels&filters=2")
    told, canvas = page.locator(".unrolled .told"), page.locator(".unrolled canvas")
    expect(told).to_contain_text("Row 4: y[0, 1, 1]", timeout=60_000)
    canvas.press("ArrowRight")
    expect(told).to_contain_text("Row 5: y[0, 1, 2]")
    canvas.press("PageDown")
    expect(told).to_contain_text("Row 14: y[1, 1, 2]")
    canvas.press("Home")
    expect(page).to_have_url(re.compile(r"at=1$"))
    page.reload()
    expect(told).to_contain_text("Row 0: y[0, 0, 0]", timeout=60_000)


def test_the_link_leads_to_the_transpose_and_back(open_page, server):
    page = open_page(f"{server}/matrix_view?view=kernels")
    page.get_by_role("link", name="Its transpose").click(timeout=60_000)
    expect(page).to_have_url(re.compile("/transposed$"))
    page.get_by_text("Is it the inverse?").click(timeout=60_000)
    page.get_by_role("link", name="See the matrix itself").click()
    expect(page).to_have_url(re.compile("/matrix_view"))
    expect(page.locator(".unrolled .told")).to_contain_text("Row 4", timeout=60_000)


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)])
def test_the_figure_is_on_the_first_screen(open_page, server, width, height):
    page = open_page(f"{server}/matrix_view", width=width, height=height)
    expect(page.locator(".unrolled .told")).to_contain_text("Row 4", timeout=60_000)
    canvas = page.locator(".unrolled canvas").bounding_box()
    assert canvas["y"] + point(page, "matrix", 8, 8)["y"] < height
