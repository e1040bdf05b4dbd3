"""Lecture mode: larger type, only the figure, until it is switched off; all by mouse."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import axe
from tests.browser.fixtures import OpenPage

FIGURES = {
    "convolution": ".player canvas",
    "pooling": ".player canvas",
    "signals": ".player canvas",
    "activations": ".curve canvas",
    "batch_norm": ".batchnorm canvas",
    "kernels": ".picture",
}


def switch(page: Page) -> Locator:
    return page.get_by_role("switch", name="Lecture").or_(
        page.get_by_role("checkbox", name="Lecture")
    )


def press_the_switch(page: Page) -> None:
    """Where a hand would: on what is seen of it, whatever lies above."""
    box = page.locator(".st-key-lecture_switch label").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 16, box["y"] + box["height"] / 2)


@pytest.mark.parametrize("width", [1440, 1280, 1024, 800])
def test_a_mouse_turns_it_on_and_off_at_every_width(
    open_page: OpenPage, server: str, width: int
) -> None:
    page = open_page(f"{server}/convolution", width=width, height=768)
    expect(page.locator(".player canvas")).to_be_visible(timeout=60_000)
    label = page.locator(".st-key-lecture_switch label").bounding_box()
    assert label is not None
    assert label["height"] < 40, "the word stands on one line"
    press_the_switch(page)
    expect(page).to_have_url(re.compile("lecture=true"))
    expect(page.locator(".st-key-lead")).to_be_hidden()
    press_the_switch(page)
    expect(page).not_to_have_url(re.compile("lecture"))
    expect(page.locator(".st-key-lead")).to_be_visible()


@pytest.mark.parametrize("lesson", FIGURES)
def test_the_figure_is_larger_fits_a_projector_and_keeps_its_examples(
    open_page: OpenPage, server: str, lesson: str
) -> None:
    page = open_page(f"{server}/{lesson}?lecture=true", width=1280, height=720, fresh=True)
    figure = page.locator(FIGURES[lesson]).first
    expect(figure).to_be_visible(timeout=60_000)
    page.wait_for_timeout(500)
    box = figure.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 720
    expect(page.get_by_role("radiogroup").first).to_be_visible()
    zoom = figure.evaluate("canvas => canvas.width / canvas.clientWidth / devicePixelRatio")
    if lesson != "kernels":  # its canvas has the pixels of the picture
        assert zoom == pytest.approx(1.3, abs=0.01), "drawn at the resolution of the screen"
    sidebar = page.get_by_test_id("stSidebar")
    edge = sidebar.bounding_box()
    assert edge is not None
    assert edge["x"] + edge["width"] < 20
    page.mouse.move(4, 300)
    expect(page.get_by_role("link", name="Kernels")).to_be_in_viewport()


def test_a_cell_is_hit_where_it_is_seen(open_page: OpenPage, server: str) -> None:
    """The zoom of the figure does not move what a pointer hits."""
    page = open_page(f"{server}/convolution?lecture=true", width=1280, height=720)
    canvas = page.locator(".player canvas")
    expect(canvas).to_be_visible(timeout=60_000)
    page.wait_for_timeout(500)
    box = canvas.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] - 12, box["y"] + box["height"] / 2 + 90)
    expect(page.locator(".sum")).to_contain_text("y[2, 2]")


def test_it_stays_on_from_page_to_page(open_page: OpenPage, server: str) -> None:
    page = open_page(f"{server}/convolution?lecture=true", width=1280, height=720)
    expect(switch(page)).to_be_checked()
    page.mouse.move(4, 300)
    page.get_by_role("link", name="Pooling").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Pooling")
    expect(switch(page)).to_be_checked()
    expect(page).to_have_url(re.compile(r"/pooling\?.*lecture=true"))


def test_lecture_mode_and_an_open_dialog_are_accessible(open_page: OpenPage, server: str) -> None:
    page = open_page(f"{server}/kernels?lecture=true", width=1280, height=720, fresh=True)
    expect(page.locator(".picture[data-painted]")).to_be_visible(timeout=60_000)
    assert axe.findings(page) == []
    page.get_by_role("button", name="Your own").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.wait_for_timeout(500)  # until it has faded in
    assert axe.findings(page) == []
