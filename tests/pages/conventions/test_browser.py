"""The Padding conventions page in a real browser: point, step, save, on a phone."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from pages.conventions.rows import row
from pages.conventions.rules import conventions
from tests.browser.fixtures import OpenPage
from tests.browser.player import wait_a_few_frames
from tests.browser.tabs import arrive, messages_sent
from vizcore.serve import script_address

_PLACE = """async (frame, {script, meta, row, index}) => {
  const {use} = await import(new URL(script, document.baseURI));
  const {layout, pieces} = await use("windows/geometry.js");
  const figure = layout(meta, Math.floor(frame.clientWidth));
  const start = meta.rows[row].starts[index];
  const [x, width] = pieces(start, start + meta.span - 1, figure.cells)[0];
  const lane = (index % figure.lane.count) * figure.lane.step;
  return {x: figure.left + x + width / 2, y: figure.rows[row].bars + lane + 1};
}"""
SAME = 5  # row of TensorFlow SAME


def _figure(page: Page, address: str) -> Locator:
    arrive(page, address)
    figure = page.locator(".windows")
    expect(figure.locator("canvas[data-painted]")).to_be_visible(timeout=60_000)
    return figure


def _point(figure: Locator, index: int) -> dict[str, float]:
    """Middle of a bar of TensorFlow SAME in the setting 13, 6, 5."""
    rows = [row(outcome) for outcome in conventions(13, 6, stride=5)]
    meta = {"size": 13, "window": 6, "span": 6, "stride": 5, "dilation": 1, "rows": rows}
    argument = {"script": script_address(), "meta": meta, "row": SAME, "index": index}
    return figure.evaluate(_PLACE, argument)


@pytest.mark.parametrize("width", [1440, 390])
def test_pointing_at_a_window_tells_its_cells_without_the_server(
    open_page: OpenPage, server: str, width: int
) -> None:
    page = open_page(width=width, height=900)
    sent = messages_sent(page)
    figure = _figure(page, f"{server}/conventions")
    wait_a_few_frames(page)
    before = len(sent)
    figure.locator("canvas").hover(position=_point(figure, 0))
    line = figure.locator(".told")
    expect(line).to_have_text(
        "TensorFlow SAME: window 1 of 3 covers cells −1 to 4; 1 of them is outside the input."
    )
    figure.locator("canvas").hover(position=_point(figure, 1))
    expect(line).to_have_text("TensorFlow SAME: window 2 of 3 covers cells 4 to 9.")
    figure.locator("canvas").press("End")
    expect(line).to_contain_text("window 3 of 3 covers cells 9 to 14; 2 of them are outside")
    assert len(sent) == before


def test_a_preset_draws_both_ends_of_a_long_axis_and_the_address_keeps_it(
    open_page: OpenPage, server: str
) -> None:
    page = open_page()
    figure = _figure(page, f"{server}/conventions")
    page.get_by_role("radio", name="224, 7, 2").click()
    canvas = figure.locator("canvas")
    expect(canvas).to_have_attribute("data-painted", re.compile("^224 cells, window 7, stride 2"))
    expect(canvas).to_have_attribute("aria-label", re.compile("TensorFlow SAME: 112"))
    expect(page).to_have_url(re.compile(r"[?&]size=224"))
    canvas.press("End")  # the row with the most windows: a pooling
    expect(figure.locator(".told")).to_contain_text("window 113 of 113 covers cells 221 to 227")
    canvas.press("Escape")
    expect(figure.locator(".told")).to_contain_text("Point at a window")


@pytest.mark.parametrize("width", [1440, 390])
def test_the_largest_numbers_draw_input_padding_and_windows_in_little_room(
    open_page: OpenPage, server: str, width: int
) -> None:
    page = open_page(width=width, height=900)
    query = "size=512&window=16&stride=1&dilation=8&padding=32"
    figure = _figure(page, f"{server}/conventions?{query}")
    canvas = figure.locator("canvas")
    told = figure.locator(".told")
    expect(told).to_contain_text("its first and its last window")
    box = canvas.bounding_box()
    assert box is not None
    assert box["height"] < 900
    with page.expect_download() as download:
        figure.get_by_role("button", name="Save the figure as PNG").click()
    picture = Image.open(io.BytesIO(download.value.path().read_bytes())).convert("RGB")
    colours = {colour: count for count, colour in picture.getcolors(1 << 20) or []}
    assert colours[0x2E, 0x8B, 0x57] > 200  # windows
    assert colours[0x2F, 0x6D, 0xB5] > 200  # frames of the input
    canvas.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(told).to_contain_text("window 2 of ")
    expect(told).to_contain_text("in steps of 8")
    canvas.hover(position={"x": box["width"] / 2, "y": 50})
    expect(told).to_contain_text("covers cells")


def test_the_figure_is_saved_as_it_is_on_screen(open_page: OpenPage, server: str) -> None:
    page = open_page()
    figure = _figure(page, f"{server}/conventions")
    # A page that is still being built changes its width once more.
    expect(page.get_by_role("heading", name="The same in code")).to_be_visible()
    wait_a_few_frames(page)
    box = figure.locator("canvas").bounding_box()
    assert box is not None
    with page.expect_download() as download:
        figure.get_by_role("button", name="Save the figure as PNG").click()
    assert download.value.suggested_filename == "conventions.png"
    picture = Image.open(io.BytesIO(download.value.path().read_bytes())).convert("RGB")
    assert picture.size == (round(box["width"]), round(box["height"]))
    colours = {colour for _, colour in picture.getcolors(1 << 20) or []}
    assert (0x2E, 0x8B, 0x57) in colours  # the windows
    assert (255, 255, 255) in colours  # a ground, not transparency
