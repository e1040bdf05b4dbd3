"""Transposed convolution in a real browser: stamps, keys, pointing, the link, touch."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.tabs import arrive, messages_sent
from vizcore.serve import script_address

_POINT = """async (root, {module, role, cell}) => {
  const {use} = await import(new URL(module, document.baseURI));
  const {stampsLayout} = await use("player/stamps-layout.js");
  const pair = (n) => [n, n];
  const spec = {input: pair(9), window: pair(3), output: pair(4), stride: pair(2),
    dilation: pair(1), pads: [pair(0), pair(0)]};
  const {grids} = stampsLayout(spec, Math.floor(root.clientWidth));
  const grid = grids.find((each) => each.role === role);
  return {x: grid.x + (cell[1] + 0.5) * grid.cell, y: grid.y + (cell[0] + 0.5) * grid.cell};
}"""


def point(page: Page, role: str, row: int, column: int) -> dict[str, float]:
    """Middle of a cell of the lesson's first preset, in pixels of the canvas."""
    argument = {"module": script_address(), "role": role, "cell": [row, column]}
    return page.locator(".player").evaluate(_POINT, argument)


def test_a_cell_of_the_output_tells_which_stamps_made_it(open_page, server):
    page = open_page()
    sent = messages_sent(page)
    arrive(page, f"{server}/transposed")
    told, canvas = page.locator(".player .sum"), page.locator(".player canvas")
    expect(page.locator(".player .count")).to_have_text("6 / 16", timeout=60_000)
    expect(page.get_by_role("heading", name="The same in code")).to_be_visible()
    before = len(sent)
    canvas.hover(position=point(page, "page", 2, 2))
    expect(told).to_have_text("y[2, 2] = 2·1 + 1·1 + 1·1 + 3·1 = 7: written 4 times")
    canvas.hover(position=point(page, "counts", 2, 3))
    expect(told).to_have_text(re.compile(r"written 2 times$"))
    canvas.hover(position=point(page, "resized", 3, 3))
    expect(told).to_contain_text("the sum of 9 products")
    canvas.hover(position=point(page, "cells", 0, 0))
    expect(told).to_contain_text("x[0, 0] · w = 2 · [1 1 1; 1 1 1; 1 1 1]")
    assert len(sent) == before  # the server heard nothing of it


def test_keys_step_and_a_click_pins_the_input_cell(open_page, server):
    page = open_page(f"{server}/transposed")
    player, count = page.locator(".player"), page.locator(".player .count")
    expect(count).to_have_text("6 / 16", timeout=60_000)
    player.press("ArrowRight")
    expect(count).to_have_text("7 / 16")
    player.press("Home")
    expect(page).to_have_url(re.compile(r"at=1$"))
    player.press("End")
    expect(player.locator(".sum")).to_contain_text("x[3, 3]")
    page.locator(".player canvas").click(position=point(page, "cells", 1, 2))
    expect(page).to_have_url(re.compile(r"step=7$"))
    page.reload()
    expect(count).to_have_text("7 / 16", timeout=60_000)
    expect(player.locator(".hint")).to_have_text(re.compile("input cell is pinned"))


def test_it_plays_to_the_end(open_page, server):
    page = open_page(f"{server}/transposed?at=13")
    expect(page.locator(".player .count")).to_have_text("13 / 16", timeout=60_000)
    page.locator(".player").press(" ")
    expect(page.locator(".player .count")).to_have_text("16 / 16")
    expect(page.locator(".player .play")).to_have_text("Play")


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)])
def test_the_figure_is_on_the_first_screen(open_page, server, width, height):
    page = open_page(f"{server}/transposed", width=width, height=height)
    expect(page.locator(".player .count")).to_have_text("6 / 16", timeout=60_000)
    canvas = page.locator(".player canvas").bounding_box()
    role, last = ("page", 8) if width > 680 else ("cells", 3)
    assert canvas["y"] + point(page, role, last, last)["y"] < height
