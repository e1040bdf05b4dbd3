"""Fully connected in a real browser: cells, orders and sums are pointed at without the server."""

import re

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from pages.dense.scenes import toy_numbers
from pages.ui.picture import sample_picture
from tests.browser.tabs import arrive, messages_sent
from vizcore.images import to_network_input
from vizcore.nets import load_minivgg, record


def started(page: Page, address: str) -> list[object]:
    """Open the page and wait until it rests; returns the list of what it sends from then on."""
    sent = messages_sent(page)
    arrive(page, address)
    expect(page.locator(".dense[data-painted]")).to_be_visible(timeout=60_000)
    page.wait_for_load_state("networkidle")
    sent.clear()
    return sent


def said(page: Page, what: str) -> Locator:
    return page.locator(f".dense {what}")


def total(page: Page) -> float:
    return float(page.locator(".dense").get_attribute("data-total") or "nan")


@pytest.fixture(scope="module")
def outputs():
    model = load_minivgg("cpu")
    pixels = to_network_input(sample_picture("cat").preview)
    return {name: x[0].numpy() for name, x in record(model, model.prepare(pixels[None])).items()}


@pytest.mark.lecture("L19", page="dense")
def test_a_cell_shows_its_place_in_both_orders_without_the_server(open_page, server):
    page = open_page(width=1280, height=720)
    sent = started(page, f"{server}/dense")
    maps = said(page, ".panel.maps")
    maps.hover(position={"x": 2 * 35 + 5 * 4 + 2, "y": 35 + 3 * 4 + 2})  # 35 pixels a map
    expect(said(page, ".told .cell")).to_have_text("Map 10, row 3, column 5")
    expect(said(page, ".told .pytorch")).to_have_text("10·64 + 3·8 + 5 = 669")
    expect(said(page, ".told .keras")).to_have_text("(3·8 + 5)·64 + 10 = 1,866")
    said(page, ".panel.row").hover(position={"x": 4 * 6 + 1, "y": 4 * 10 + 1})
    expect(said(page, ".told .cell")).to_have_text("Map 10, row 0, column 6")
    page.get_by_role("radio", name="Keras’ order").check()
    said(page, ".panel.row").hover(position={"x": 4 * 6 + 2, "y": 4 * 10 + 2})
    expect(said(page, ".told .keras")).to_have_text("(1·8 + 2)·64 + 6 = 646")
    expect(page).to_have_url(re.compile(r"/dense\?cell=6,1,2&order=keras$"))
    maps.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    expect(said(page, ".told .cell")).to_have_text("Map 6, row 0, column 1")
    assert not sent


@pytest.mark.lecture("L19", page="dense")
def test_a_unit_is_taken_apart_and_its_sum_is_torchs(page, server, outputs):
    started(page, f"{server}/dense")
    page.locator(".dense .panel.units").click(position={"x": 10 * 5 + 4, "y": 10 * 3 + 4})
    expect(said(page, ".sum")).to_contain_text("unit 53")  # 16 in a line
    expect(page).to_have_url(re.compile(r"/dense\?unit=53$"))
    assert total(page) == pytest.approx(float(outputs["fc1"][53]), abs=1e-4)
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save all products as CSV").click()
    rows = np.genfromtxt(caught.value.path(), delimiter=",", names=True)
    np.testing.assert_array_equal(rows["input"].astype(np.float32), outputs["pool2"].ravel())
    bias = float(load_minivgg("cpu").layers.fc1.bias[53])
    assert rows["product"].sum() + bias == pytest.approx(total(page), abs=1e-4)
    first = said(page, ".list .up button").first
    best = rows[rows["product"].argmax()]
    first.hover()
    where = f"Map {best['map']:.0f}, row {best['row']:.0f}, column {best['column']:.0f}"
    expect(said(page, ".told .cell")).to_have_text(where)
    page.go_back()
    expect(said(page, ".sum .name")).not_to_have_text("unit 53")
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save the figure as PNG").click()
    assert caught.value.suggested_filename == "dense.png"


@pytest.mark.lecture("L19", page="dense")
def test_a_class_is_taken_apart_into_units_and_its_link_reopens_it(open_page, server, outputs):
    page = open_page()
    sent = started(page, f"{server}/dense")
    rows = page.locator(".dense .panel.outputs")
    box = rows.bounding_box()
    assert box is not None
    rows.click(position={"x": 40, "y": box["height"] / 10 * 3.5})
    expect(said(page, ".sum .name")).to_have_text("cat")
    assert total(page) == pytest.approx(float(outputs["fc2"][3]), abs=1e-5)
    page.keyboard.press("ArrowDown")
    expect(said(page, ".sum .name")).to_have_text("deer")
    expect(page).to_have_url(re.compile(r"/dense\?output=4$"))
    assert not sent
    other = open_page(page.url, width=390, height=844, dark=True)
    expect(said(other, ".sum .name")).to_have_text("deer")
    said(other, ".list .up button").first.click()
    expect(said(other, ".sum .name")).to_have_text(re.compile(r"unit \d+"))
    expect(other).to_have_url(re.compile(r"/dense\?unit=\d+$"))


@pytest.mark.lecture("L19", page="dense")
def test_the_toys_sums_are_exact_and_a_program_follows(page, server):
    started(page, f"{server}/dense?kind=toy&seed=3")
    maps, weights, bias = toy_numbers(3)
    said(page, ".panel.outputs").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(said(page, ".sum .name")).to_have_text("output 2")
    assert total(page) == maps.ravel() @ weights[2] + bias[2]
    text = said(page, ".sum").inner_text().replace("−", "-")
    assert "=" in text
    assert "≈" not in text
    page.get_by_role("radio", name="NumPy").click()
    program = page.get_by_test_id("stCode")
    expect(program).to_contain_text("rng = np.random.default_rng(3)")
    expect(program).to_contain_text("weights[2]")
    page.get_by_role("radio", name="The network on your picture").click()
    expect(said(page, ".sum .name")).to_have_text(re.compile(r"unit \d+"))
    expect(page).to_have_url(re.compile(r"/dense\?seed=3&code=numpy$|/dense\?code=numpy$"))


def test_a_finger_points_at_a_cell(open_page, server):
    page = open_page(width=390, height=844, touch=True)
    sent = started(page, f"{server}/dense")
    said(page, ".panel.maps").tap(position={"x": 43 + 5 * 2 + 2, "y": 2})  # 43 pixels a map
    expect(said(page, ".told .cell")).to_have_text("Map 1, row 0, column 2")
    assert not sent
