"""Convolution and Pooling on a phone: the figure first, pairs together, nothing too wide."""

import re

import pytest
import torch
import torch.nn.functional as F
from playwright.sync_api import Locator, Page, expect

from pages.convolution.examples import EXAMPLES
from tests.browser.fixtures import OpenPage
from tests.browser.player import Player
from vizcore.matrix_text import parse_matrix
from vizcore.steps import ConvSettings, PoolSettings

PHONE = {"width": 390, "height": 844}
WORKED = ConvSettings(
    parse_matrix(EXAMPLES["worked"].input)[None], parse_matrix(EXAMPLES["worked"].kernel)[None]
)
PAGES = {
    "convolution": (WORKED, ["Stride", "Dilation"]),
    "pooling": (PoolSettings(parse_matrix(EXAMPLES["same"].input), 2), ["Window", "Stride"]),
}


def box(locator: Locator) -> dict[str, float]:
    found = locator.bounding_box()
    assert found
    return found


def number(page: Page, label: str) -> Locator:
    return page.get_by_role("spinbutton", name=label, exact=True)


@pytest.mark.parametrize("name", PAGES)
def test_a_phone_shows_the_whole_input_first_and_the_settings_below_the_figure(
    open_page: OpenPage, server: str, name: str
):
    settings, labels = PAGES[name]
    page = open_page(f"{server}/{name}", **PHONE)
    player = Player(page, settings)
    canvas = box(player.root.locator("canvas"))
    rows, columns = (axis.size for axis in settings.axes)
    assert canvas["y"] + player.point("input", rows - 1, columns - 1)["y"] < PHONE["height"]
    formula = page.locator("[class*='_output_size'] .katex").first
    assert canvas["y"] + canvas["height"] < box(formula)["y"]
    for label in labels:
        down, across = box(number(page, f"{label} ↓")), box(number(page, f"{label} →"))
        assert box(formula)["y"] < down["y"] == across["y"]
        assert down["x"] + down["width"] < across["x"]


@pytest.mark.parametrize("name", PAGES)
def test_a_wide_screen_shows_the_settings_above_the_figure(
    open_page: OpenPage, server: str, name: str
):
    settings, labels = PAGES[name]
    page = open_page(f"{server}/{name}")
    player = Player(page, settings)
    assert box(number(page, f"{labels[0]} ↓"))["y"] < box(player.root)["y"]


def test_long_formulas_stay_within_a_phone(open_page: OpenPage, server: str):
    page = open_page(
        f"{server}/convolution?conv_padding=Same&conv_dilation_rows=2&conv_stride_columns=2",
        **PHONE,
    )
    parts = page.locator("[class*='_output_size'] .katex")
    expect(parts).to_have_count(5)  # the sum, and two parts for each axis
    for part in parts.all():
        assert box(part)["x"] + box(part)["width"] <= PHONE["width"]
    assert page.get_by_test_id("stMain").evaluate("(main) => main.scrollWidth") <= PHONE["width"]


@pytest.mark.lecture("L7", page="convolution")
def test_the_switch_turns_the_kernel_by_half_a_turn_and_the_sums_are_torchs(
    open_page: OpenPage, server: str
):
    page = open_page(f"{server}/convolution")
    player = Player(page, WORKED)
    page.locator("label", has_text="Flip the kernel").click()
    expect(page).to_have_url(re.compile(r"\?flip=true$"))
    x, w = (torch.from_numpy(array)[None] for array in (WORKED.x, WORKED.weight))
    y = F.conv2d(x, torch.flip(w, (2, 3)))[0, 0]
    for step in range(9):
        expect(player.root.locator(".sum")).to_have_text(
            re.compile(rf"^y\[{step // 3}, {step % 3}\] = .* = {y.flatten()[step]:g}$")
        )
        player.root.press("ArrowRight")
    assert not torch.equal(y, F.conv2d(x, w)[0, 0])
