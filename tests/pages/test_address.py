"""The address: every setting reopens from its link, and Back and Forward walk through choices.

Each test acts as a person does, with mouse and keyboard, and counts the browser's own entries.
"""

import re
from collections.abc import Callable
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from pages.convolution.examples import EXAMPLES
from tests.browser.fixtures import OpenPage
from tests.browser.player import Player
from vizcore.matrix_text import parse_matrix
from vizcore.steps import ConvSettings

WORKED = ConvSettings(
    parse_matrix(EXAMPLES["worked"].input)[None], parse_matrix(EXAMPLES["worked"].kernel)[None]
)


def entries(page: Page) -> int:
    """How many entries the tab's history has."""
    return int(page.evaluate("history.length"))


def expect_query(page: Page, query: str) -> None:
    """Wait until the address has exactly these parameters."""
    expect(page).to_have_url(re.compile(rf"^[^?]*{re.escape(query)}$"))


def sidebar(page: Page, title: str) -> Locator:
    return page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True)


def heading(page: Page) -> Locator:
    return page.get_by_role("heading", level=1)


def value(page: Page, label: str) -> Locator:
    return page.get_by_role("spinbutton", name=label, exact=True)


def set_number(page: Page, label: str, number: int) -> None:
    value(page, label).fill(str(number))
    value(page, label).press("Enter")


def click_cell(canvas: Locator, across: float, down: float) -> None:
    """Click a canvas at a share of its width and height."""
    box = canvas.bounding_box()
    assert box is not None
    canvas.click(position={"x": across * box["width"], "y": down * box["height"]})


def test_opening_a_page_makes_no_entry_beside_its_own(open_page: OpenPage, server: str) -> None:
    page = open_page(fresh=True)
    before = entries(page)
    page.goto(f"{server}/convolution?conv_padding=Same&conv_stride_rows=2")
    expect_query(page, "?stride_rows=2&padding=same")
    assert entries(page) == before + 1


def test_a_preset_that_sets_many_things_is_one_entry(open_page: OpenPage, server: str) -> None:
    page = open_page(f"{server}/convolution", fresh=True)
    expect(value(page, "Stride ↓")).to_have_value("1")
    before = entries(page)
    page.get_by_role("radio", name="Same padding, 7×7").click()
    expect_query(
        page, "?example=same&stride_rows=2&stride_columns=2&padding=same&kernel=1+1+1;+1+1+1;+1+1+1"
    )
    assert entries(page) == before + 1
    page.go_back()
    expect_query(page, "/convolution")
    expect(value(page, "Stride ↓")).to_have_value("1")
    expect(page.get_by_role("radio", name="Worked 3×3")).to_be_checked()
    page.go_forward()
    expect(value(page, "Stride ↓")).to_have_value("2")
    expect(page.get_by_role("radio", name="Same padding, 7×7")).to_be_checked()


def test_back_and_forward_walk_through_choices_and_pages_one_press_each(
    open_page: OpenPage, server: str
) -> None:
    page = open_page(f"{server}/convolution", fresh=True)
    expect(heading(page)).to_have_text("Convolution in two dimensions")
    start = entries(page)
    stations: list[tuple[str, Callable[[], None]]] = [
        (
            "/convolution?stride_rows=2",
            lambda: set_number(page, "Stride ↓", 2),
        ),
        (
            "/convolution?stride_rows=2&relu=true",
            lambda: page.get_by_text("ReLU", exact=True).first.click(),
        ),
        ("/kernels", lambda: sidebar(page, "Kernels").click()),
        ("/kernels?preset=laplacian", lambda: page.get_by_role("radio", name="Laplacian").click()),
        (
            "/kernels?preset=laplacian&display=clip",
            lambda: page.get_by_role("radio", name="Clip").click(),
        ),
        ("/pooling", lambda: sidebar(page, "Pooling").click()),
        ("/pooling?kind=average", lambda: page.get_by_role("radio", name="Average").click()),
    ]
    passed = ["/convolution"]
    for query, act in stations:
        act()
        expect_query(page, query)
        passed.append(query)
        assert entries(page) == start + len(passed) - 1
    for query in reversed(passed[:-1]):
        page.go_back()
        expect_query(page, query)
    expect(heading(page)).to_have_text("Convolution in two dimensions")
    expect(value(page, "Stride ↓")).to_have_value("1")
    for query in passed[1:]:
        page.go_forward()
        expect_query(page, query)
    expect(page.get_by_role("radio", name="Average")).to_be_checked()
    assert entries(page) == start + len(passed) - 1


def test_a_page_that_was_left_is_as_it_was(open_page: OpenPage, server: str) -> None:
    page = open_page(f"{server}/pooling")
    page.get_by_role("radio", name="Average").click()
    expect_query(page, "?kind=average")
    page.locator(".player").focus()
    page.keyboard.press("ArrowRight")
    expect_query(page, "?kind=average&at=2")
    sidebar(page, "Kernels").click()
    expect(heading(page)).to_have_text("Kernels")
    expect_query(page, "/kernels")
    sidebar(page, "Pooling").click()
    expect_query(page, "/pooling?kind=average&at=2")
    expect(page.get_by_role("radio", name="Average")).to_be_checked()
    expect(page.locator(".player")).to_have_attribute("data-step", "1")


def test_a_pinned_step_is_an_entry_and_one_in_passing_is_not(
    open_page: OpenPage, server: str
) -> None:
    page = open_page(f"{server}/convolution", fresh=True)
    player = page.locator(".player")
    expect(player).to_have_attribute("data-step", "0")
    before = entries(page)
    player.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect_query(page, "?at=4")
    assert entries(page) == before
    Player(page, WORKED).click("output", 2, 0)
    expect_query(page, "?step=7")
    assert entries(page) == before + 1
    page.go_back()
    expect_query(page, "?at=4")
    expect(player).to_have_attribute("data-step", "3")
    expect(player).to_have_attribute("data-pinned", "")


def test_layer_map_and_value_are_entries_and_reopen(open_page: OpenPage, server: str) -> None:
    page = open_page(f"{server}/feature_maps", fresh=True)
    expect(page.locator(".maps[data-painted]")).to_be_visible()
    before = entries(page)
    page.locator('[data-layer="conv2"]').click()
    expect_query(page, "?layer=conv2")
    click_cell(page.locator(".zoom"), 10.5 / 32, 20.5 / 32)
    expect(page).to_have_url(re.compile(r"\?layer=conv2&channel=\d+&cell=20,10$"))
    page.get_by_role("radio", name="network").click()
    expect(page).to_have_url(re.compile(r"cell=20,10&scale=network$"))
    assert entries(page) == before + 3
    link = page.url
    page.go_back()
    page.go_back()
    expect_query(page, "?layer=conv2")
    page.go_back()
    expect_query(page, "/feature_maps")
    expect(page.locator(".title")).to_contain_text("conv1")
    other = open_page(link)
    expect(other.locator(".lens h3")).to_contain_text("row 20, column 10")
    expect(other.locator(".title")).to_contain_text("conv2")
    expect(other).to_have_url(link)


def test_what_is_seen_of_a_picture_reopens_from_its_link(open_page: OpenPage, server: str) -> None:
    page = open_page(f"{server}/kernels", fresh=True)
    canvas = page.locator(".compare canvas.picture")
    expect(canvas).to_have_attribute("data-painted", re.compile("."))
    before = entries(page)
    page.locator('[data-zoom="in"]').click()
    expect(page).to_have_url(re.compile(r"[?&]zoom=1\.4-\d+-\d+$"))
    assert entries(page) == before  # it is only looked at
    page.get_by_role("button", name="Side by side").click()
    expect(page).to_have_url(re.compile(r"view=side"))
    click_cell(canvas, 0.2, 0.4)
    expect(page).to_have_url(re.compile(r"pixel=\d+-\d+"))
    assert entries(page) == before + 2
    where = page.locator(".compare .where").inner_text()
    percent = page.locator(".compare .zooms output").inner_text()
    other = open_page(page.url)
    expect(other.locator(".compare .where")).to_have_text(where)
    expect(other.locator(".compare .zooms output")).to_have_text(percent)


@pytest.mark.parametrize(
    ("page_title", "query", "slider", "key", "there"),
    [
        ("Activations", "/activations", "x", "Home", "x=-4"),
        ("Pooling", "/pooling?lesson=shift", "Shifted to the right by", "End", "shift=4"),
    ],
)
def test_where_a_slider_stands_reopens_from_its_link_and_is_kept_while_away(
    open_page: OpenPage, server: str, page_title: str, query: str, slider: str, key: str, there: str
) -> None:
    page = open_page(f"{server}{query}", fresh=True)
    control = page.get_by_role("slider", name=slider, exact=True)
    control.focus()
    before = entries(page)
    page.keyboard.press(key)
    moved = f"{query}{'&' if '?' in query else '?'}{there}"
    expect_query(page, moved)
    assert entries(page) == before  # it is only looked at
    place = control.input_value()
    sidebar(page, "Kernels").click()
    expect(heading(page)).to_have_text("Kernels")
    expect_query(page, "/kernels")
    sidebar(page, page_title).click()
    expect_query(page, moved)
    expect(control).to_have_value(place)
    other = open_page(page.url)
    expect(other.get_by_role("slider", name=slider, exact=True)).to_have_value(place)
    expect_query(other, moved)


def test_a_picture_of_ones_own_is_found_again_by_back(open_page: OpenPage, server: str) -> None:
    page = open_page(f"{server}/kernels")
    file = BytesIO()
    Image.fromarray(np.full((40, 60, 3), 77, np.uint8)).save(file, "PNG")
    page.get_by_role("button", name="Your own").click()
    page.get_by_role("radio", name="File").click()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "mine.png", "mimeType": "image/png", "buffer": file.getvalue()}
    )
    chosen = page.locator(".picker .now")
    expect(chosen).to_contain_text("mine.png")
    expect(page).to_have_url(re.compile(r"\?picture=own-[0-9a-f]{8}$"))
    page.locator('.picker .tile[data-name="rocket"]').click()
    expect(chosen).to_contain_text("Launch of DSCOVR")
    expect_query(page, "?picture=rocket")
    page.go_back()
    expect(chosen).to_contain_text("mine.png")
    page.go_back()
    expect(chosen).to_contain_text("Chelsea the cat")


def test_the_colour_of_the_mixer_goes_back(open_page: OpenPage, server: str) -> None:
    page = open_page(f"{server}/pixels?tab=mixer")
    mixer = page.locator(".mixer")
    expect(mixer).to_have_attribute("data-colour", "#fcc6bc")
    page.get_by_role("button", name="Yellow").click()
    expect_query(page, "?tab=mixer&colour=ffff00")
    page.get_by_role("button", name="Black").click()
    expect_query(page, "?tab=mixer&colour=000000")
    page.go_back()
    expect(mixer).to_have_attribute("data-colour", "#ffff00")
    page.go_back()
    expect(mixer).to_have_attribute("data-colour", "#fcc6bc")


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("convolution?conv_example=Random+numbers&conv_seed=5&conv_step=4",
         "convolution?example=random&seed=5&step=4"),
        ("pooling?pool_kind=Average&pool_lesson=Shift+the+picture",
         "pooling?kind=average&lesson=shift"),
        ("kernels?kernels_preset=Laplacian&kernels_border=Replicate+the+edge",
         "kernels?preset=laplacian&border=replicate"),
        ("volumes?volumes_kind=3-D&volumes_place=3", "volumes?kind=depth&place=3"),
        ("pixels?pixels_place=red-120-300-48&picture=china",
         "pixels?picture=china&place=red-120-300-48"),
        ("feature_maps?layer=pool1&channel=3&cell=2,2&crop=0.4,0.5,0.8&code=NumPy",
         "feature_maps?code=numpy&layer=pool1&channel=3&cell=2,2&crop=0.4,0.5,0.8"),
    ],
)  # fmt: skip
def test_a_link_from_before_opens_the_same_and_is_written_as_today(
    open_page: OpenPage, server: str, former: str, today: str
) -> None:
    page = open_page(f"{server}/{former}")
    expect(page).to_have_url(f"{server}/{today}", timeout=20_000)
