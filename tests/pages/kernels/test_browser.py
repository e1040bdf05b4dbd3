"""The Kernels page in a real browser: choose, type, paste, point, zoom, share."""

import re
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from pages.kernels.views import Settings
from pages.ui.picture import Picture, sample_picture, uploaded_picture
from tests.browser.fixtures import OpenPage
from tests.browser.player import wait_until_it_fits
from tests.browser.tabs import arrive, messages_sent, wait_for_run
from tests.pages.kernels.pictures import live_view
from vizcore.images import KERNELS, apply_kernel
from vizcore.matrix_text import parse_matrix


def _open(open_page: OpenPage, server: str, query: str = "", **options: object) -> Page:
    page = open_page(f"{server}/kernels{query}", **options)
    expect(page.locator(".picture[data-painted]")).to_be_visible(timeout=60_000)
    _settle(page)
    return page


def _settle(page: Page) -> None:
    """Wait until nothing on the page moves any more.

    Streamlit fetches the code of each kind of element, of app.css too, when the first of its kind
    arrives: until then something else holds the place, and the picture may be painted already.
    """
    wait_for_run(page)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=60_000)
    # The picture takes its new size in the frame after.
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )


def _choose(page: Page, title: str) -> None:
    before = page.locator(".picture").get_attribute("data-painted") or ""
    page.get_by_role("radio", name=title, exact=True).click()
    expect(page.locator(".picture")).not_to_have_attribute("data-painted", before)


def _cell(page: Page, row: int, column: int) -> Locator:
    return page.locator(".matrix").get_by_label(f"row {row}, column {column}", exact=True)


def _place(page: Page) -> tuple[int, int]:
    words = page.locator(".where").inner_text()
    row, column = re.search(r"Result \((\d+), (\d+)\)", words).groups()
    return int(row), int(column)


def _sums(page: Page) -> list[float]:
    buttons = page.locator(".channels button").all()
    return [float(button.get_attribute("data-value") or "nan") for button in buttons]


def _python(
    picture: Picture, weights: np.ndarray, page: Page, settings: Settings | None = None
) -> list[float]:
    """What Python says of the pixel that the page speaks of."""
    result = live_view(picture, weights, settings or Settings()).result
    return np.atleast_1d(result[_place(page)]).tolist()


def _hover(page: Page, across: float, down: float) -> None:
    canvas = page.locator(".picture")
    box = canvas.bounding_box()
    assert box is not None
    canvas.hover(position={"x": across * box["width"], "y": down * box["height"]})


@pytest.mark.parametrize(("across", "down"), [(0.2, 0.3), (0.8, 0.6), (0.002, 0.002), (0.99, 0.99)])
def test_the_sum_under_the_pointer_is_pythons(open_page, server, across, down):
    page = _open(open_page, server, "?picture=china")
    start = _place(page)
    _hover(page, across, down)
    expect(page.locator(".where")).not_to_contain_text(f"Result ({start[0]}, {start[1]})")
    assert _place(page)[0] == pytest.approx(down * 427, abs=2)
    assert _place(page)[1] == pytest.approx(across * 640, abs=2)
    expected = _python(sample_picture("china"), KERNELS["sharpen"].weights, page)
    assert _sums(page) == expected


def test_a_kernel_on_an_uploaded_jpeg_gives_pythons_numbers(open_page, server):
    file = BytesIO()
    noise = np.random.default_rng(3).integers(0, 256, (60, 80, 3), np.uint8)
    Image.fromarray(noise).resize((800, 600), Image.Resampling.BICUBIC).save(file, "JPEG")
    page = _open(open_page, server)
    before = page.locator(".picture").get_attribute("data-painted") or ""
    page.get_by_role("button", name="Your own").click()
    page.get_by_role("radio", name="File").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "noise.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}
    )
    expect(page.locator(".picture")).not_to_have_attribute("data-painted", before)
    _choose(page, "Gaussian blur, 5×5")
    _hover(page, 0.3, 0.7)
    expected = _python(
        uploaded_picture("noise.jpg", file.getvalue()), KERNELS["gaussian"].weights, page
    )
    assert _sums(page) == pytest.approx(expected, abs=1e-12)


def test_a_typed_weight_changes_the_picture_and_the_link(open_page, server):
    page = _open(open_page, server)
    before = page.locator(".picture").get_attribute("data-painted") or ""
    _cell(page, 2, 2).click()
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    expect(page.locator(".picture")).not_to_have_attribute("data-painted", before)
    expect(page).to_have_url(re.compile(r"[?&]text=0.*9"))
    expect(page.get_by_role("radio", name="Your own")).to_be_checked()
    weights = parse_matrix("0 -1 0; -1 9 -1; 0 -1 0")
    assert _sums(page) == _python(sample_picture("cat"), weights, page)
    page.reload()
    expect(_cell(page, 2, 2)).to_have_value("9")
    expect(page.locator(".picture[data-painted]")).to_be_visible()
    assert _sums(page) == _python(sample_picture("cat"), weights, page)


def test_nonsense_in_a_cell_is_marked_and_the_number_before_stays(open_page, server):
    page = _open(open_page, server)
    before = page.locator(".picture").get_attribute("data-painted") or ""
    _cell(page, 1, 1).click()
    page.keyboard.type("abc")
    page.keyboard.press("Tab")
    expect(page.locator(".message")).to_have_text(
        "“abc” in row 1, column 1 is not a number; 0 stays."
    )
    expect(_cell(page, 1, 1)).to_have_attribute("aria-invalid", "true")
    assert page.locator(".picture").get_attribute("data-painted") == before


def test_the_grid_is_one_stop_of_the_tab_key_and_arrows_move_inside_it(open_page, server):
    page = _open(open_page, server)
    _cell(page, 1, 1).click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(_cell(page, 2, 2)).to_be_focused()
    expect(page.locator('.matrix .cell[tabindex="0"]')).to_have_count(1)
    page.keyboard.press("Tab")
    expect(page.locator(".matrix .cell:focus")).to_have_count(0)
    page.keyboard.press("Shift+Tab")
    expect(_cell(page, 2, 2)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_label("more columns")).to_be_focused()


def test_a_grid_that_shrinks_can_still_be_reached_by_the_tab_key(open_page, server):
    page = _open(open_page, server)
    _cell(page, 3, 3).click()
    page.get_by_label("fewer columns").click()
    page.get_by_label("fewer rows").click()
    expect(page.locator(".matrix .cell")).to_have_count(4)
    expect(page.locator('.matrix .cell[tabindex="0"]')).to_have_count(1)
    expect(_cell(page, 2, 2)).to_have_attribute("tabindex", "0")


def test_on_a_phone_the_picture_comes_before_the_controls(open_page, server):
    page = _open(open_page, server, width=390, height=844)
    picture, matrix = (page.locator(name).bounding_box() for name in (".picture", ".matrix"))
    assert picture["y"] + picture["height"] < 844
    assert picture["y"] + picture["height"] < matrix["y"]


def test_a_portrait_picture_stands_in_the_middle_of_its_panel(open_page, server):
    page = _open(open_page, server)
    page.get_by_role("button", name="Your own").click()
    page.get_by_role("radio", name="File").click()
    before = page.locator(".picture").get_attribute("data-painted") or ""
    file = BytesIO()
    Image.new("RGB", (300, 400), "teal").save(file, "PNG")
    page.locator("input[type=file]").set_input_files(
        {"name": "tall.png", "mimeType": "image/png", "buffer": file.getvalue()}
    )
    expect(page.locator(".picture")).not_to_have_attribute("data-painted", before)
    panel, picture = (page.locator(name).bounding_box() for name in (".compare", ".picture"))
    assert picture["width"] < panel["width"] / 2 + 64
    middle = picture["x"] + picture["width"] / 2
    assert middle == pytest.approx(panel["x"] + panel["width"] / 2, abs=1)


def test_a_pasted_table_brings_its_own_size(open_page, server):
    page = _open(open_page, server)
    before = page.locator(".picture").get_attribute("data-painted") or ""
    _cell(page, 1, 1).evaluate(
        """cell => {
            cell.focus();
            const clipboardData = new DataTransfer();
            clipboardData.setData("text", "[[1, 2],\\n [3, 1/4]]");
            const how = {clipboardData, bubbles: true, cancelable: true};
            cell.dispatchEvent(new ClipboardEvent("paste", how));
        }"""
    )
    expect(page.locator(".matrix .cell")).to_have_count(4)
    expect(page.locator(".picture")).not_to_have_attribute("data-painted", before)
    assert _sums(page) == _python(sample_picture("cat"), parse_matrix("1 2; 3 1/4"), page)


def test_a_preset_wins_over_what_was_typed(open_page, server):
    page = _open(open_page, server)
    before = page.locator(".picture").get_attribute("data-painted") or ""
    _cell(page, 1, 1).click()
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="Your own")).to_be_checked()
    expect(page.locator(".picture")).not_to_have_attribute("data-painted", before)
    _choose(page, "Sharpen")
    expect(_cell(page, 1, 1)).to_have_value("0")
    expect(page).not_to_have_url(re.compile("[?&]text="))


def test_the_kernel_grows_around_its_centre(open_page, server):
    page = _open(open_page, server)
    page.locator(".matrix").get_by_label("more rows").click()
    page.locator(".matrix").get_by_label("more rows").click()
    expect(page.locator(".matrix .cell")).to_have_count(15)
    expect(_cell(page, 3, 2)).to_have_value("5")


def test_a_zero_sum_kernel_is_shown_signed_by_itself_and_a_blur_clipped(open_page, server):
    page = _open(open_page, server)
    ways = page.get_by_role("radiogroup", name="Negative results")
    expect(ways.get_by_role("radio", name="Clip")).to_be_checked()
    _choose(page, "Sobel, along the row")
    expect(ways.get_by_role("radio", name="Signed")).to_be_checked()
    expect(page.locator(".channels button")).to_have_count(1)
    _choose(page, "Gaussian blur, 5×5")
    expect(ways.get_by_role("radio", name="Clip")).to_be_checked()
    expect(ways.get_by_role("radio", name="Signed")).to_have_count(0)
    expect(page.get_by_text("The same with the factor in front")).to_be_visible()
    expect(page).to_have_url(re.compile(r"\?preset=gaussian$"))


def test_a_shared_link_restores_every_setting(open_page, server):
    page = _open(open_page, server, "?picture=coffee")
    _choose(page, "Laplacian")
    expect(page.get_by_role("radio", name="Signed")).to_be_checked()
    expect(page.locator(".channels button")).to_have_count(1)
    page.get_by_label("Stride").fill("2")
    page.get_by_label("Stride").press("Enter")
    expect(page).to_have_url(re.compile("[?&]stride=2"))
    settings = Settings(2, "zero", "signed")
    expected = live_view(sample_picture("coffee"), KERNELS["laplacian"].weights, settings)
    other = _open(open_page, server, page.url.split("/kernels")[1])
    expect(other.get_by_role("radio", name="Laplacian")).to_be_checked()
    expect(other.get_by_role("radio", name="Signed")).to_be_checked()
    expect(other.get_by_label("Stride")).to_have_value("2")
    assert _sums(other) == [expected.result[_place(other)]]


def test_arrow_keys_move_the_pixel_and_it_is_read_out(open_page, server):
    page = _open(open_page, server)
    row, column = _place(page)
    page.locator(".picture").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".where")).to_contain_text(f"Result ({row + 10}, {column + 1})")
    expect(page.locator(".spoken")).to_contain_text(f"row {row + 10}, column {column + 1}: R ")
    assert _sums(page) == _python(sample_picture("cat"), KERNELS["sharpen"].weights, page)


def test_a_click_pins_a_pixel_until_escape(open_page, server):
    page = _open(open_page, server)
    _hover(page, 0.25, 0.25)
    page.mouse.down()
    page.mouse.up()
    expect(page.locator(".where")).to_contain_text("pinned")
    pinned = _place(page)
    _hover(page, 0.75, 0.75)
    assert _place(page) == pinned
    page.keyboard.press("Escape")
    expect(page.locator(".where")).not_to_contain_text("pinned")


def test_the_divider_moves_by_keyboard_and_by_hand(open_page, server):
    page = _open(open_page, server)
    divider = page.get_by_role("slider", name="Divider")
    expect(divider).to_have_attribute("aria-valuenow", "50")
    divider.focus()
    page.keyboard.press("ArrowRight")
    expect(divider).to_have_attribute("aria-valuenow", "52")
    box = page.locator(".picture").bounding_box()
    page.mouse.move(box["x"] + 0.52 * box["width"], box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.25 * box["width"], box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    expect(divider).to_have_attribute("aria-valuenow", "25")


def test_side_by_side_has_no_divider_and_one_zoom_for_both(open_page, server):
    page = _open(open_page, server)
    page.get_by_role("button", name="Side by side").click()
    expect(page.get_by_role("slider", name="Divider")).to_be_hidden()
    zoom = page.locator(".zooms output")
    before = zoom.inner_text()
    page.get_by_role("button", name="zoom in").click()
    expect(zoom).not_to_have_text(before)
    page.get_by_role("button", name="Fit").click()
    expect(zoom).to_have_text(before)


def test_hovering_zooming_and_dividing_send_nothing_to_the_server(open_page, server):
    page = open_page()
    sent = messages_sent(page)
    arrive(page, f"{server}/kernels")
    expect(page.locator(".picture[data-painted]")).to_be_visible(timeout=60_000)
    _settle(page)
    expect(page.get_by_text("All kernels on this picture")).to_be_visible()
    before = len(sent)
    for share in np.linspace(0.1, 0.4, 20):
        _hover(page, float(share), 0.5 * float(share))
    page.get_by_role("button", name="Side by side").click()
    page.get_by_role("button", name="zoom in").click()
    page.locator(".picture").focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".where")).to_contain_text("pinned")
    assert len(sent) == before


def test_a_tile_of_the_gallery_chooses_its_kernel(open_page, server):
    page = _open(open_page, server, "?lesson=all")
    before = page.locator(".picture").get_attribute("data-painted") or ""
    page.locator('.tile[data-name="emboss"]').click()
    expect(page.locator(".picture")).not_to_have_attribute("data-painted", before)
    expect(page.get_by_role("radio", name="Emboss")).to_be_checked()
    assert _sums(page) == _python(sample_picture("cat"), KERNELS["emboss"].weights, page)


def test_the_download_is_computed_at_full_size(open_page, server):
    page = _open(open_page, server, "?picture=hubble")
    with page.expect_download() as download:
        page.get_by_role("button", name="Result at full size").click()
    written = np.array(Image.open(download.value.path()))
    result = apply_kernel(sample_picture("hubble").full(), KERNELS["sharpen"].weights)
    np.testing.assert_array_equal(written, np.clip(np.rint(result), 0, 255).astype(np.uint8))


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_is_wider_than_the_screen(open_page, server, width, dark):
    page = _open(open_page, server, "?kernels_preset=Large+blur%2C+21×21", width=width, dark=dark)
    expect(page.get_by_text("All kernels on this picture")).to_be_visible()
    wait_until_it_fits(page)
    box = page.locator(".compare").bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= width
