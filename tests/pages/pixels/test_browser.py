"""The Pixels page in a real browser: zoom to the numbers, keep a pixel, mix, edit a letter."""

import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.fixtures import OpenPage
from tests.browser.player import wait_until_it_fits
from tests.browser.tabs import arrive, messages_sent, wait_for_run
from vizcore.images import SAMPLES, luma
from vizcore.images.tensors import memory_place


def _open(open_page: OpenPage, server: str, query: str = "", **options: object) -> Page:
    page = open_page(f"{server}/pixels{query}", **options)
    expect(_picture(page)).to_be_visible(timeout=60_000)
    return page


def _picture(page: Page) -> Locator:
    return page.locator(".pixels:not(.plain) .picture[data-painted]")


def _hover(page: Page, across: float, down: float) -> None:
    """Point at a place between the corners of the picture, past its indices."""
    box = _picture(page).bounding_box()
    assert box is not None
    x, y = 44 + across * (box["width"] - 58), 38 + down * (box["height"] - 38)
    _picture(page).hover(position={"x": x, "y": y})


def _place(page: Page) -> tuple[int, int]:
    row, column = re.findall(r"\d+", page.locator(".place").first.inner_text())
    return int(row), int(column)


def _numbers(page: Page) -> list[list[int]]:
    """Value, place with channels last, place with channels first; red, green, blue."""
    rows = page.locator(".pixels:not(.plain) tbody tr").all()
    return [
        [int(cell.replace(",", "")) for cell in row.locator("td").all_inner_texts()] for row in rows
    ]


def _python(row: int, column: int) -> list[list[int]]:
    china = SAMPLES["china"].load()
    return [
        [
            int(china[row, column, channel]),
            memory_place((427, 640, 3), (row, column, channel)),
            memory_place((3, 427, 640), (channel, row, column)),
        ]
        for channel in range(3)
    ]


@pytest.mark.lecture("L1", page="pixels")
@pytest.mark.lecture("L2", page="pixels")
def test_from_the_picture_to_its_numbers_and_back(open_page, server):
    page = _open(open_page, server, "?picture=china")
    _hover(page, 0.25, 0.75)
    expect(page.locator(".place").first).not_to_have_text("(213, 320)")
    row, column = _place(page)
    assert (row, column) == (pytest.approx(0.75 * 427, abs=2), pytest.approx(0.25 * 640, abs=2))
    assert _numbers(page) == _python(row, column)
    grey = luma(SAMPLES["china"].load())[row, column]
    expect(page.locator(".where .grey").first).to_have_text(f"grey {grey}")
    expect(page.locator(".other figcaption").first).to_contain_text("What the machine gets")
    page.get_by_role("button", name="Zoom to the numbers").first.click()
    expect(page.locator(".zooms output").first).to_have_text("4800 %")
    expect(page.locator(".other figcaption").first).to_have_text("What a person sees")
    page.get_by_role("button", name="Back to the picture").first.click()
    expect(page.get_by_role("button", name="Whole picture").first).to_be_disabled()


def test_a_kept_pixel_walks_by_arrow_keys_and_a_link_reopens_it(open_page, server):
    page = _open(open_page, server, "?picture=china&pixels_place=colour-120-300-48&code=PyTorch")
    expect(page.locator(".place").first).to_have_text("(120, 300)")
    page.locator(".views").get_by_role("button", name="Red").first.click()
    _picture(page).focus()
    for key in ("ArrowDown", "Shift+ArrowRight", "-"):
        page.keyboard.press(key)
    expect(page.locator(".place").first).to_have_text("(121, 310)")
    assert _numbers(page) == _python(121, 310)
    expect(page).to_have_url(re.compile(r"[?&]place=red-121-310-34"))
    expect(page.locator("code").filter(has_text="image[121, 310]").first).to_be_visible()
    page.reload()
    expect(page.locator(".place").first).to_have_text("(121, 310)", timeout=60_000)
    expect(page.locator(".zooms output").first).to_have_text("3400 %")
    expect(_picture(page)).to_have_attribute("data-painted", "sample-china red")
    _picture(page).press("Escape")
    page.locator(".views").get_by_role("button", name="Colour").first.click()
    expect(page).to_have_url(re.compile(r"[?&]place=\w+-at121-310-34$"))  # seen, not kept


def test_a_part_of_a_large_picture_moves_by_the_mouse_and_keeps_the_pictures_own_places(
    open_page, server
):
    page = _open(open_page, server, "?picture=retina&code=numpy")
    expect(page.get_by_text("Rows 465 to 944, columns 385 to 1024 of 1411 × 1411")).to_be_visible()
    row = page.get_by_test_id("stNumberInput").filter(has_text="First row")
    row.get_by_test_id("stNumberInputStepUp").click()
    expect(page.get_by_text("Rows 585 to 1064, columns 385 to 1024")).to_be_visible()
    expect(page).to_have_url(re.compile(r"[?&]top=585(&|$)"))
    expect(_picture(page)).to_have_attribute("data-painted", "sample-retina-585-385 colour")
    _picture(page).click(position={"x": 200, "y": 200})
    expect(page.get_by_text("This pixel is kept")).to_be_visible()
    spot = _place(page)
    assert 585 <= spot[0] < 1065
    assert 385 <= spot[1] < 1025
    full = SAMPLES["retina"].load()
    assert [line[0] for line in _numbers(page)] == full[spot].tolist()
    places = [memory_place((1411, 1411, 3), (*spot, channel)) for channel in range(3)]
    assert [line[1] for line in _numbers(page)] == places
    expect(
        page.locator("code").filter(has_text=f"image[{spot[0]}, {spot[1]}]").first
    ).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="picture.png").click()
    np.testing.assert_array_equal(np.array(Image.open(download.value.path())), full)
    page.reload()
    expect(page.locator(".place").first).to_have_text(f"({spot[0]}, {spot[1]})", timeout=60_000)
    page.get_by_role("radio", name="Whole, as a copy").click()
    expect(page.get_by_text("A smaller copy: 1024 × 1024 of 1411 × 1411 pixels")).to_be_visible()


@pytest.mark.lecture("L3", page="pixels")
def test_a_slid_colour_is_shown_at_once_and_stands_in_the_link(open_page, server):
    page = _open(open_page, server, "?pixels_tab=Colour+mixer")
    mixer = page.locator(".mixer")
    expect(mixer).to_have_attribute("data-colour", "#fcc6bc")
    mixer.get_by_role("button", name="Cyan-blue").click()
    expect(mixer).to_have_attribute("data-colour", "#169fe6")
    expect(mixer.locator(".sum")).to_have_text(
        "(22 × 256 + 159) × 256 + 230 = 1,482,726 of 16,777,216"
    )
    expect(page).to_have_url(re.compile("[?&]colour=169fe6"))
    mixer.get_by_role("slider", name="Red").press("ArrowRight")
    expect(mixer).to_have_attribute("data-colour", "#179fe6")
    middle = mixer.locator(".lamps").evaluate(
        "canvas => [...canvas.getContext('2d').getImageData(canvas.width / 2,"
        " canvas.height * 0.6, 1, 1).data].slice(0, 3)"
    )
    assert middle == [23, 159, 230]
    expect(page).to_have_url(re.compile("[?&]colour=179fe6"))
    page.reload()
    expect(mixer).to_have_attribute("data-colour", "#179fe6", timeout=60_000)


@pytest.mark.lecture("L4", page="pixels")
def test_a_number_typed_into_the_letter_is_a_pixel_of_its_picture(open_page, server):
    page = _open(open_page, server, "?tab=letter", width=390, height=844)
    letter = page.locator(".pixels.plain")
    expect(letter.locator(".place")).to_have_text("(6, 6)")
    expect(letter.locator("td").first).to_have_text("30")
    cell = page.locator(".matrix").get_by_label("row 7, column 7", exact=True)
    cell.click()
    page.keyboard.type("200")
    page.keyboard.press("Enter")
    expect(letter.locator("td").first).to_have_text("200")
    expect(letter.locator("td").nth(1)).to_have_text(str(6 * 12 + 6))
    expect(page).to_have_url(re.compile("[?&]letter="))


@pytest.mark.lecture("L3", page="pixels")
def test_lamps_are_switched_one_by_one_and_stand_in_the_link(open_page, server):
    page = _open(open_page, server, "?picture=china&place=colour-120-300-48")
    lamps = page.locator(".pixels:not(.plain) .lamps")
    lamps.get_by_role("button", name="Blue").click()
    expect(_picture(page)).to_have_attribute("data-painted", "sample-china yellow")
    expect(lamps.locator("output")).to_have_text(
        "The red and green numbers: yellow where both are high."
    )
    expect(page).to_have_url(re.compile("[?&]place=yellow-120-300-48"))
    middle = _picture(page).evaluate(
        "canvas => [...canvas.getContext('2d').getImageData(canvas.width / 2 + 30,"
        " canvas.height / 2 + 20, 1, 1).data]"
    )
    assert middle[2] == 0
    red, green, _ = SAMPLES["china"].load()[120, 300]
    expect(page.locator(".pixels:not(.plain) tbody tr").first).to_contain_text("I[120, 300, 0]")
    assert [line[0] for line in _numbers(page)][:2] == [red, green]


@pytest.mark.lecture("L4", page="pixels")
def test_a_painting_by_mouse_and_by_keys_is_used_and_found_on_other_pages(open_page, server):
    page = _open(open_page, server, "?tab=paint")
    painter = page.locator(".painter")
    canvas = painter.locator("canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    cell = box["width"] / 12
    page.mouse.move(box["x"] + 1.5 * cell, box["y"] + 2.5 * cell)
    page.mouse.down()
    page.mouse.move(box["x"] + 9.5 * cell, box["y"] + 2.5 * cell)
    page.mouse.up()
    expect(painter).to_have_attribute("data-painted", "9")
    expect(painter.locator(".read")).to_have_text("I[2, 9] = 0")
    canvas.focus()
    for key in ("ArrowDown", " ", "ArrowUp", "Delete"):
        page.keyboard.press(key)
    expect(painter).to_have_attribute("data-painted", "9")
    painter.get_by_role("button", name="16 × 16").click()
    expect(painter).to_have_attribute("data-painted", "0")
    painter.get_by_role("button", name="12 × 12").click()
    expect(painter).to_have_attribute("data-painted", "9")
    painter.get_by_role("button", name="Use this picture").click()
    expect(page.get_by_text("12 rows × 12 columns")).to_be_visible()
    expect(page.get_by_text("Painted, 12 × 12").first).to_be_visible()
    page.get_by_role("link", name="Kernels").first.click()
    expect(page.get_by_text("Painted, 12 × 12").first).to_be_visible(timeout=30_000)


def test_the_slider_shrinks_both_copies_without_the_server(open_page, server):
    page = open_page()
    sent = messages_sent(page)
    arrive(page, f"{server}/pixels?tab=shrink")
    figure = page.locator(".sampling")
    expect(figure).to_have_attribute("data-painted", "4", timeout=60_000)
    wait_for_run(page)
    before = len(sent)
    slider = figure.get_by_role("slider")
    slider.press("ArrowRight")
    expect(figure).to_have_attribute("data-painted", "5")
    expect(figure.locator("figcaption").first).to_have_text("Every 5th pixel: 52 × 52")
    figure.locator(".means").focus()
    page.keyboard.press("Home")
    plate = SAMPLES["zone_plate"].load()[..., 0]
    mean = int(plate[:5, :5].mean() + 0.5)
    expect(figure.locator(".told")).to_have_text(
        f"Cell (0, 0): I[0, 0] = {plate[0, 0]}; the mean of I[0:5, 0:5] is {mean}."
    )
    expect(page).to_have_url(re.compile("[?&]every=5"))
    assert len(sent) == before


def test_nothing_on_a_phone_jumps_while_the_page_loads(open_page, server):
    page = open_page(width=390, height=844, fresh=True)
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => {"
        "for (const entry of list.getEntries()) window.moved += entry.value;"
        "}).observe({ type: 'layout-shift', buffered: true });"
    )
    page.goto(f"{server}/pixels")
    expect(_picture(page)).to_be_visible(timeout=60_000)
    wait_for_run(page)
    assert page.evaluate("window.moved") < 0.05


@pytest.mark.parametrize("touch", [True, False])
def test_the_hint_speaks_of_what_is_at_hand(open_page, server, touch):
    page = open_page(f"{server}/pixels", touch=touch)
    expect(_picture(page)).to_be_visible(timeout=60_000)
    word = "Tap a pixel" if touch else "Hover to read a pixel"
    expect(page.locator(".pixels:not(.plain) .hint")).to_contain_text(word)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("question", ["letter", "paint", "mixer", "batch", "shrink", "variants"])
def test_no_question_is_wider_than_a_phone(open_page, server, question, dark):
    page = _open(open_page, server, f"?tab={question}", width=390, height=844, dark=dark)
    wait_for_run(page)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=60_000)
    wait_until_it_fits(page)
