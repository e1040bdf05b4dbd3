"""Why CNNs scale in a real browser: dragged, clicked and stepped as a person does it."""

import re

import pytest
from playwright.sync_api import Page, expect

from pages.scaling.counts import Sizes, counted
from pages.scaling.reach import LAYERS, ROWS, cells_at, measure
from pages.ui.picture import sample_picture
from tests.browser.tabs import arrive, messages_sent
from vizcore.architecture import receptive_field
from vizcore.images import to_network_input
from vizcore.serve import script_address

_PLACE = """async (frame, {module, name, cell}) => {
  const {use} = await import(new URL(module, document.baseURI));
  const {layout} = await use("field/layout.js");
  const figure = layout(Math.floor(frame.clientWidth), [32, 32, 16, 16, 16, 8], devicePixelRatio);
  const grid = name === "picture" ? figure.picture : figure.tiles[name];
  return [grid.x + (cell[1] + 0.5) * grid.cell, grid.y + (cell[0] + 0.5) * grid.cell];
}"""
_BOXES = """async ({module, layers, pixels}) => {
  const {use} = await import(new URL(module, document.baseURI));
  const {fieldOf} = await use("field/state.js");
  return pixels.map((pixel) => layers.map((layer) => fieldOf(layer, pixel)));
}"""


def started(page: Page, address: str, figure: str) -> list[object]:
    """Open the page and wait until it rests; returns the list of what it sends from then on."""
    sent = messages_sent(page)
    arrive(page, address)
    expect(page.locator(f".{figure} canvas[data-painted]")).to_be_visible(timeout=60_000)
    page.wait_for_load_state("networkidle")
    sent.clear()
    return sent


def click(page: Page, name: str | int, row: int, column: int) -> None:
    """Click a cell of the picture, or of the map of a layer."""
    given = {"module": script_address(), "name": name, "cell": [row, column]}
    x, y = page.locator(".field").evaluate(_PLACE, given)
    page.locator(".field canvas").click(position={"x": x, "y": y})


@pytest.mark.lecture("L22", page="scaling")
def test_sliders_change_the_counts_and_a_link_reopens_them(open_page, server):
    page = open_page(width=1280, height=720)
    started(page, f"{server}/scaling", "counts")
    totals = page.locator(".counts .columns .total")
    expect(totals.first).to_have_text("100,696,064")
    page.get_by_role("slider", name="Kernel side").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="× 2: twice the side").click()
    page.get_by_role("radio", name="Multiply-adds").check()
    counts = counted(Sizes(64, 3, 32, 4))
    expected = [
        text
        for count, memory, twice in zip(
            counts, ("6.44 GB", "25.7 MB", "6.27 kB"), ("≈ ×16", "×4", "×1"), strict=True
        )
        for text in (f"{count.parameters:,}", f"{count.multiply_adds:,}", memory, twice)
    ]
    expect(totals).to_have_text(expected)
    expect(page).to_have_url(re.compile(r"/scaling\?side=64&kernel=4&draw=work$"))
    expect(page.locator(".counts canvas")).to_be_in_viewport(ratio=1)
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save the counts as CSV").click()
    rows = [row.split(",") for row in caught.value.path().read_text().splitlines()[1:]]
    assert [(int(row[2]), int(row[4])) for row in rows] == [
        (count.parameters, count.multiply_adds) for count in counts
    ]
    page.get_by_role("radio", name="PyTorch").click()
    expect(page.get_by_test_id("stCode")).to_contain_text("= 64, 3, 32, 4")
    other = open_page(page.url)
    expect(other.locator(".counts .columns .total").first).to_have_text(f"{counts[0].parameters:,}")
    expect(other.get_by_role("radio", name="Multiply-adds")).to_be_checked()


@pytest.mark.lecture("L22", page="scaling")
@pytest.mark.lecture("L6", page="scaling")
def test_the_field_grows_layer_by_layer_without_the_server(page, server):
    sent = started(page, f"{server}/scaling?view=field&layer=conv1", "field")
    pixels = to_network_input(sample_picture("cat").preview)
    sizes = []
    for layer, found in zip(LAYERS, measure(pixels, (16, 16)), strict=True):
        expect(page.locator(".field .size")).to_contain_text(f"{layer} sees ")
        sizes.append(int(page.locator(".field .formula").inner_text().split(" = ")[0]))
        expect(page.locator(".field .measured")).to_contain_text(
            f"Half of it lies on {found.half} of {found.gradient.size}."
        )
        page.locator(".field .layer[aria-checked=true]").focus()
        page.keyboard.press("ArrowRight")
    assert sizes == [3, 5, 6, 10, 14, 16]
    assert not sent


@pytest.mark.lecture("L22", page="scaling")
def test_a_clicked_pixel_is_measured_and_back_returns(page, server):
    started(page, f"{server}/scaling?view=field", "field")
    click(page, "picture", 1, 30)
    pixels = to_network_input(sample_picture("cat").preview)
    found = measure(pixels, (1, 30))[-1]
    expect(page.locator(".field .place")).to_contain_text("Rows −6 to 9, columns 22 to 37")
    expect(page.locator(".field .measured")).to_contain_text(
        f"Half of it lies on {found.half} of {found.gradient.size}."
    )
    expect(page).to_have_url(re.compile(r"view=field&at=1,30$"))
    click(page, 2, 8, 4)  # a value of pool1
    expect(page.locator(".field .size")).to_have_text("pool1 sees 6 × 6 pixels")
    expect(page.locator(".field .place")).to_have_text("Rows 14 to 19, columns 6 to 11.")
    expect(page.locator(".field")).to_have_attribute("data-measured", "17,9")
    page.go_back()
    expect(page.locator(".field")).to_have_attribute("data-at", "pool2 1,30")
    expect(page.locator(".field")).to_have_attribute("data-measured", "1,30")


def test_the_browsers_boxes_are_vizcores(page, server):
    started(page, f"{server}/scaling?view=field", "field")
    layers = []
    for layer in LAYERS:
        first, second = (receptive_field(ROWS, layer, at, at) for at in (0, 1))
        jump = next(row.jump for row in ROWS if row.name == layer)
        fields = [[first.top, second.top - first.top, first.size[0]]]
        layers.append({"jump": jump, "fields": fields})
    spots = [[0, 0], [5, 30], [31, 16]]
    given = {"module": script_address(), "layers": layers, "pixels": spots}
    for spot, boxes in zip(spots, page.evaluate(_BOXES, given), strict=True):
        for (layer, cell), box in zip(cells_at((spot[0], spot[1])).items(), boxes, strict=True):
            expected = receptive_field(ROWS, layer, *cell)
            assert box == {name: getattr(expected, name) for name in box}


@pytest.mark.lecture("L22", page="scaling")
def test_a_finger_moves_the_picture_without_the_server(open_page, server):
    page = open_page(width=390, height=844, touch=True)
    sent = started(page, f"{server}/scaling?view=shift", "travel")
    slider = page.get_by_role("slider", name="Shifted to the right by")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    page.touchscreen.tap(box["x"] + 0.5 * box["width"], box["y"] + box["height"] / 2)
    expect(page.locator(".travel")).to_have_attribute("data-shift", "4")
    expect(page.locator(".travel .spoken")).to_contain_text(
        "conv1 100 %, pool1 100 %, pool2 100 %. Answer: cat,"
    )
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".travel .spoken")).to_contain_text("Shifted by 5 pixels")
    expect(page).to_have_url(re.compile(r"shift=5$"))
    assert not sent
