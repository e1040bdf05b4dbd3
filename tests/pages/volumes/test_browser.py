"""The page Over volumes in a real browser: point, choose, step, share, on a phone."""

import re

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from playwright.sync_api import Locator, Page, expect

from pages.volumes.layers import random_depth, random_layer, random_volume
from tests.browser.fixtures import OpenPage
from tests.browser.player import wait_a_few_frames
from tests.browser.tabs import arrive, messages_sent
from vizcore.steps.volume import DepthSettings, VolumeSettings

LAYER = random_layer(random_volume(3, 5, 0), 2, 3, seed=[0, 1], activation="relu")


def _figure(page: Page, address: str) -> Locator:
    arrive(page, address)
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


def _edited(page: Page, name: str) -> Locator:
    """The editor, opened by keyboard at the array of this title."""
    summary = page.locator("summary", has_text="Edit the input, the filters and the biases")
    grid = page.get_by_role("grid", name=name)
    if not page.get_by_role("combobox", name="Which numbers").is_visible():
        summary.focus()
        page.keyboard.press("Enter")
    page.get_by_role("combobox", name="Which numbers").focus()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(grid).to_be_visible()
    return grid


@pytest.mark.lecture("L13", page="volumes")
def test_a_channel_and_a_slice_typed_by_keyboard_give_torchs_sum(
    open_page: OpenPage, server: str
) -> None:
    page = open_page(fresh=True)  # Streamlit's list keeps in a tab what another test chose
    figure = _figure(page, f"{server}/volumes?activation=none")
    x, w = LAYER.x.astype(float), LAYER.weight.astype(float)
    x[1] = np.arange(25).reshape(5, 5) / 2 - 6
    w[0, 2] = [[0, 0.5, 0], [1, -2, 1], [0, 0.5, 0]]
    for name, matrix in [("Channel 2", x[1]), ("Filter 1, slice 3", w[0, 2])]:
        _edited(page, name)
        page.get_by_role("textbox", name=f"{name}, as text").focus()
        page.keyboard.type("[" + ", ".join(str(row) for row in matrix.tolist()) + "]")
        page.keyboard.press("ControlOrMeta+Enter")
    expect(page).to_have_url(re.compile("filter1_3=0"))
    tensors = (torch.from_numpy(array) for array in (x[None], w, LAYER.bias.astype(float)))
    y = F.conv2d(*tensors)[0]
    figure.focus()
    for key in ("ArrowRight", "ArrowDown"):
        figure.press(key)
    expect(figure).to_have_attribute("data-cell", "1 1")
    total = figure.locator(".sum b").last
    expect(total).to_have_attribute("title", f"{y[0, 1, 1].item():g}".replace("-", "−"))
    expect(page).to_have_url(re.compile(r"&place=5$"))
    again = _figure(open_page(), page.url)
    expect(again.locator(".sum")).to_have_text(figure.locator(".sum").inner_text())


def test_a_drag_paints_a_slice_and_shift_with_an_arrow_does_the_same(
    open_page: OpenPage, server: str
) -> None:
    page = open_page()
    figure = _figure(page, f"{server}/volumes?edit=filter1_1&filter1_1=7+0+0;0+0+0;0+0+0")
    grid = _edited(page, "Filter 1, slice 1")
    cell = {(i, j): grid.get_by_label(f"row {i}, column {j}") for i in (1, 2, 3) for j in (1, 2, 3)}
    grid.scroll_into_view_if_needed()
    cell[1, 1].hover()
    page.mouse.down()
    cell[1, 3].hover()
    cell[3, 3].hover()
    page.mouse.up()
    expect(page).to_have_url(re.compile(re.escape("filter1_1=7+7+7;+0+0+7;+0+0+7")))
    expect(_cell(figure, "kernel", 0, 0, 1, 2).locator("title")).to_have_text("7")
    cell[3, 1].focus()
    page.keyboard.type("4")
    page.keyboard.press("Shift+ArrowRight")
    expect(page).to_have_url(re.compile(re.escape("filter1_1=7+7+7;+0+0+7;+4+4+7")))
    page.go_back()
    page.go_back()
    expect(cell[1, 2]).to_have_value("7")
    expect(cell[3, 1]).to_have_value("0")


@pytest.mark.lecture("L14", page="volumes")
@pytest.mark.parametrize("width", [1440, 390])
def test_both_layers_stay_on_screen_each_with_its_own_arithmetic(
    open_page: OpenPage, server: str, width: int
) -> None:
    page = open_page(width=width)
    arrive(page, f"{server}/volumes?next=true")
    first, second = page.locator(".volumes").nth(0), page.locator(".volumes").nth(1)
    expect(second.locator(".products tr")).to_have_count(2, timeout=60_000)
    for figure in (first, second):
        chart = figure.locator(".chain").bounding_box()
        assert chart is not None
        assert chart["x"] + chart["width"] <= width
    expect(first.locator(".layer")).to_have_text("Layer 1")
    expect(second.locator(".layer")).to_have_text("Layer 2")
    second.get_by_role("button", name="Filter 2").click()
    expect(page).to_have_url(re.compile(r"[?&]place2=2\b"))
    expect(first).to_have_attribute("data-map", "0")
    after = random_layer(LAYER.output, 2, 3, seed=[0, 2], activation="relu")
    _expect_told(second, after, (1, 0, 0))
    _expect_told(first, LAYER, (0, 0, 0))


@pytest.mark.parametrize("kind", ["ordinary", "pointwise", "depthwise", "depth"])
def test_the_whole_figure_is_above_the_fold_of_a_small_laptop_in_numbers_that_can_be_read(
    open_page: OpenPage, server: str, kind: str
) -> None:
    page = open_page(width=1280, height=720)
    figure = _figure(page, f"{server}/volumes?kind={kind}")
    chart = figure.locator(".chain").bounding_box()
    assert chart is not None
    assert chart["y"] + chart["height"] <= 720
    sizes = [
        float(text.get_attribute("font-size") or 0)
        for text in figure.locator("[data-role=kernel] .number").all()
    ]
    assert min(sizes) >= 11
