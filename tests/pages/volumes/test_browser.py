"""The page Over volumes in a real browser: point, choose, step, share, on a phone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from pages.volumes.layers import random_depth, random_layer, random_volume
from tests.browser.fixtures import OpenPage
from tests.browser.player import messages_sent, wait_a_few_frames
from vizcore.steps.volume import DepthSettings, VolumeSettings

LAYER = random_layer(random_volume(3, 5, 0), 2, 3, seed=[0, 1], activation="relu")


def _figure(page: Page, address: str) -> Locator:
    page.goto(address)
    figure = page.locator(".volumes")
    expect(figure.locator(".products tr").first).to_be_visible(timeout=60_000)
    return figure


def _cell(figure: Locator, *name: object) -> Locator:
    return figure.locator(f"[data-cell='{' '.join(map(str, name))}']")


def _number(text: str) -> float:
    return float(text.strip("() ").replace("−", "-"))


def _expect_told(figure: Locator, layer: VolumeSettings | DepthSettings, place: tuple) -> None:
    """The line adds Python's partial sums and the bias, and every slice's products add up."""
    expect(figure).to_have_attribute("data-map", str(place[0]))
    expect(figure).to_have_attribute("data-cell", f"{place[1]} {place[2]}")
    _, sums, total = figure.locator(".sum").inner_text().split(" = ")
    parts = [_number(part.replace("(bias)", "")) for part in sums.split(" + ")]
    assert parts[:-1] == layer.partial[place[0], :, place[1], place[2]].tolist()
    assert _number(total.split(" → ")[0]) == layer.totals[place] == sum(parts)
    assert _number(total.split("ReLU: ")[1]) == layer.output[place]
    for row, partial in zip(figure.locator(".products tr").all(), parts[:-1], strict=True):
        terms, shown = row.locator("td").all_inner_texts()
        products = [term.split("·") for term in terms.rstrip("= ").split(" + ")]
        assert sum(_number(x) * _number(w) for x, w in products) == _number(shown) == partial


@pytest.mark.lecture("L13", page="volumes")
def test_pointing_at_an_output_shows_its_window_in_every_channel_without_the_server(
    open_page: OpenPage, server: str
) -> None:
    page = open_page()
    sent = messages_sent(page)
    figure = _figure(page, f"{server}/volumes")
    expect(figure.locator("[data-around=input]")).to_have_count(3)
    wait_a_few_frames(page)
    before = len(sent)
    _cell(figure, "output", 0, 2, 1).hover()
    _expect_told(figure, LAYER, (0, 2, 1))
    window, corner = figure.locator("[data-around=input]").first, _cell(figure, "input", 0, 2, 1)
    outline, cell = window.bounding_box(), corner.bounding_box()
    assert outline is not None
    assert cell is not None
    assert outline["x"] == pytest.approx(cell["x"], abs=2.5)
    assert outline["y"] == pytest.approx(cell["y"], abs=2.5)
    _cell(figure, "output", 1, 0, 2).hover()
    _expect_told(figure, LAYER, (1, 0, 2))
    figure.locator(".products").hover()
    _expect_told(figure, LAYER, (0, 0, 0))
    assert len(sent) == before


@pytest.mark.lecture("L14", page="volumes")
def test_a_chosen_filter_and_cell_are_in_the_address_and_come_back(
    open_page: OpenPage, server: str
) -> None:
    page = open_page()
    figure = _figure(page, f"{server}/volumes")
    figure.get_by_role("button", name="Filter 2").click()
    expect(page).to_have_url(re.compile(r"[?&]place=10\b"))
    _cell(figure, "output", 1, 2, 2).click()
    expect(page).to_have_url(re.compile(r"[?&]place=18\b"))
    again = _figure(open_page(), page.url)
    _expect_told(again, LAYER, (1, 2, 2))
    page.get_by_role("radio", name="Depthwise").click()
    expect(figure.locator(".products tr")).to_have_count(1)
    expect(figure.locator("[data-around=input]")).to_have_count(1)
    expect(page.get_by_text("Session State API")).to_have_count(0)


def test_keys_step_and_a_settled_step_is_spoken(open_page: OpenPage, server: str) -> None:
    page = open_page(dark=True)
    figure = _figure(page, f"{server}/volumes")
    figure.focus()
    for key in ("ArrowRight", "ArrowDown", "PageDown"):
        figure.press(key)
    _expect_told(figure, LAYER, (1, 1, 1))
    expect(figure.locator(".spoken")).to_have_text(figure.locator(".sum").inner_text())
    figure.press("End")
    figure.get_by_role("button", name="One step back").click()
    _expect_told(figure, LAYER, (1, 2, 1))
    figure.get_by_role("button", name="Play").click()
    _expect_told(figure, LAYER, (1, 2, 2))
    expect(figure.get_by_role("button", name="Play")).to_be_visible()


@pytest.mark.lecture("L7", page="volumes")
def test_in_three_dimensions_a_tap_moves_the_kernel_through_the_slices_on_a_phone(
    open_page: OpenPage, server: str
) -> None:
    page = open_page(width=390, height=844)
    figure = _figure(page, f"{server}/volumes?volumes_kind=3-D")
    played = random_depth(4, 2, 0, activation="relu")
    _cell(figure, "output", 2, 0, 1).click()
    _expect_told(figure, played, (2, 0, 1))
    names = figure.locator(".products th").all_inner_texts()
    assert names == ["z = 2", "z = 3"]
    chart = figure.locator(".chain").bounding_box()
    assert chart is not None
    assert chart["x"] >= 0
    assert chart["x"] + chart["width"] <= 390
