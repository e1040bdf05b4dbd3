"""Dropout in a real browser: masks are drawn and their mean goes on without the server."""

import itertools
import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from pages.dropout.activations import activations_of
from pages.dropout.masks import Shown, mask, sums
from pages.dropout.toy import TOY
from pages.ui.picture import sample_picture
from tests.browser.tabs import arrive, messages_sent
from vizcore import ops
from vizcore.serve import script_address

_MASKS = """async ({module, cases}) => {
  const {use} = await import(new URL(module, document.baseURI));
  const {mask} = await use("dropout/masks.js");
  return cases.map(([seed, count, rate]) => [...mask(seed, count, rate)]);
}"""


def started(page: Page, address: str, figure: str = ".dropout") -> list[object]:
    """Open the page and wait until it rests; returns the list of what it sends from then on."""
    sent = messages_sent(page)
    arrive(page, address)
    expect(page.locator(f"{figure}[data-painted]")).to_be_visible(timeout=60_000)
    page.wait_for_load_state("networkidle")
    sent.clear()
    return sent


def told(page: Page, what: str) -> Locator:
    return page.locator(f".told .{what}")


def three(value: float) -> str:
    return f"{value + 0:.3f}".replace("-", "−")


@pytest.fixture(scope="module")
def real():
    return activations_of(sample_picture("cat"))


@pytest.mark.lecture("L26", page="dropout")
def test_the_browsers_masks_are_those_of_the_programs(page, server):
    started(page, f"{server}/dropout")
    cases = [(1, 4096, 0.25), (500, 4096, 0.9), (77, 64, 0.5), (3, 100, 0)]
    given = {"module": script_address(), "cases": cases}
    found = page.evaluate(_MASKS, given)
    for (seed, count, rate), ours in zip(cases, found, strict=True):
        np.testing.assert_array_equal(np.array(ours, bool), mask(seed, (count,), rate))


@pytest.mark.lecture("L26", page="dropout")
def test_masks_are_drawn_without_the_server_and_their_mean_is_that_of_ops(open_page, server, real):
    page = open_page(width=1280, height=720)
    sent = started(page, f"{server}/dropout")
    page.get_by_role("button", name="Draw a mask").click()
    z = sums(real.maps, real.weights[0], float(real.bias[0]), Shown(13))
    error = three(z.std(ddof=1) / 13**0.5)
    words = f"mask 13: {three(z[-1])}, mean of 13 {three(z.mean())} ± {error}"
    expect(told(page, "before")).to_contain_text(words)
    behind = np.maximum(z, 0)
    expect(told(page, "behind")).to_contain_text(f"mean of 13 {three(behind.mean())} ± ")
    page.get_by_role("radio", name="Channels").check()
    page.get_by_role("radio", name="Classic (lecture)").check()
    page.get_by_role("slider", name="Rate").focus()
    page.keyboard.press("ArrowRight")
    how = Shown(13, 0.3, channels=True, classic=True)
    z = sums(real.maps, real.weights[0], float(real.bias[0]), how)
    expect(told(page, "before")).to_contain_text(f"mean of 13 {three(z.mean())} ± ")
    expect(page).to_have_url(
        re.compile(r"\?masks=13&rate=0\.3&drop=channels&scaling=classic$"),
    )
    assert not sent
    other = open_page(page.url, width=390, height=844, dark=True)
    expect(told(other, "before")).to_contain_text(f"mean of 13 {three(z.mean())} ± ")


@pytest.mark.lecture("L26", page="dropout")
def test_a_cell_is_dropped_scaled_or_left_as_ops_says(page, server, real):
    sent = started(page, f"{server}/dropout?masks=3&rate=0.5&cell=2,3,4")
    kept = Shown(rate=0.5).kept(3, real.maps.shape)
    after = ops.dropout(real.maps.astype(np.float64), kept, rate=0.5)
    grid = page.locator(".dropout .grid")
    grid.focus()
    for column in (5, 6, 7):
        page.keyboard.press("ArrowRight")
        expect(told(page, "cell")).to_contain_text(f"map 2 [3, {column}]: ")
        state = "kept" if kept[2, 3, column] else "dropped"
        expect(told(page, "cell")).to_contain_text(state)
        expect(told(page, "cell").locator("b")).to_have_text(three(after[2, 3, column]))
    page.get_by_role("radio", name="Test", exact=True).check()
    expect(told(page, "cell").locator("b")).to_have_text(three(float(real.maps[2, 3, 7])))
    expect(page.locator(".dropout .head")).to_contain_text("At test time nothing is dropped.")
    grid.hover(position={"x": 1 + 43 + 2, "y": 2})  # the second map
    expect(told(page, "cell")).to_contain_text("map 1 [0, 0]: test")
    assert not sent


def test_playing_draws_more_and_more_and_a_program_follows(page, server):
    started(page, f"{server}/dropout?masks=400")
    page.get_by_role("button", name="Play").click()
    expect(page.locator(".dropout .count")).to_have_text("500 masks")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    page.get_by_role("radio", name="NumPy").click()
    program = page.get_by_test_id("stCode")
    expect(program).to_contain_text("for seed in range(1, 500 + 1):")
    page.get_by_role("radio", name="Far above").check()
    expect(page).to_have_url(re.compile("sum=above"))
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save sums and means as CSV").click()
    assert len(caught.value.path().read_text().splitlines()) == 502
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save the figure as PNG").click()
    assert caught.value.suggested_filename == "dropout.png"


@pytest.mark.lecture("L26", page="dropout")
def test_all_sixteen_networks_of_the_toy_have_the_test_output_as_their_mean(open_page, server):
    page = open_page(width=390, height=844, touch=True)
    sent = started(page, f"{server}/dropout?kind=toy&rate=0.5", ".subnets")
    figure = page.locator(".subnets")
    assert float(figure.get_attribute("data-mean") or "nan") == pytest.approx(1)
    assert figure.get_attribute("data-test") == "1"
    page.get_by_role("radio", name="ReLU of it").check()
    units, weights = TOY
    masks = np.array(list(itertools.product([True, False], repeat=4)))
    outputs = [max(0, ops.dropout(units, one, rate=0.5) @ weights) for one in masks]
    expect(told(page, "mean")).to_contain_text(f"{np.mean(outputs):.4g}; test: 1; apart")
    figure.locator("canvas").tap(position={"x": 150, "y": 40})
    expect(told(page, "output")).to_contain_text("(3 · 2 + 1 · (−3) + 2 · 1 + 0) / 0.5 = 10")
    assert not sent
