"""Architectures as a person uses it: point, click, keys, and a network of one's own."""

import csv
import re

import pytest
from playwright.sync_api import expect

FIGURE = ".architecture"


def figure(open_page, server, query="", **size):
    page = open_page(f"{server}/architectures{query}", **size)
    expect(page.locator(f"{FIGURE} .told")).to_contain_text(":", timeout=60_000)
    return page


@pytest.mark.lecture("L30", page="architectures")
def test_a_layer_is_found_by_pointing_by_keys_and_in_the_table_and_stands_in_the_link(
    open_page, server
):
    page = figure(open_page, server, width=1280, height=720)
    told, canvas = page.locator(f"{FIGURE} .told"), page.locator(f"{FIGURE} canvas")
    expect(told).to_contain_text("fc1 (fc 4096): 4096. Parameters (25,088 + 1)·4096 = 102,764,544")
    box = canvas.bounding_box()
    assert box["y"] + box["height"] < 720
    page.mouse.move(box["x"] + 70, box["y"] + 150)
    expect(told).to_contain_text("conv1 (conv 64 3x3 padding 1): 64 × 224 × 224")
    page.mouse.move(box["x"] + 70, box["y"] - 300)
    expect(told).to_contain_text("fc1")
    canvas.press("Home")
    canvas.press("ArrowRight")
    canvas.press("ArrowRight")
    expect(told).to_contain_text("conv2")
    expect(page).to_have_url(re.compile("layer=conv2"))
    page.locator(f"{FIGURE} tbody tr").nth(4).click()
    expect(told).to_contain_text("pool1 (pool 2x2): 64 × 112 × 112")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the table as CSV").click()
    rows = list(csv.DictReader(saved.value.path().read_text().splitlines()))
    assert sum(int(row["parameters"]) for row in rows) == 138_357_544
    again = figure(open_page, server, "?which=vgg16&layer=pool1", width=390, height=844)
    expect(again.locator(f"{FIGURE} .told")).to_contain_text("pool1")


def test_a_network_of_ones_own_is_written_and_a_wrong_line_is_explained(open_page, server):
    page = figure(open_page, server, width=1440, height=900)
    page.get_by_role("radio", name="Your own").click()
    field = page.get_by_role("textbox", name="A layer a line")
    told = page.locator(f"{FIGURE} .told")
    expect(told).to_contain_text("fc1 (fc 512)")
    field.fill("input 3x32x32\nconv 8 3x3 padding 1\npool 2\nfc 10")
    field.press("Control+Enter")
    expect(page.get_by_text("put a line flatten before it")).to_be_visible()
    expect(told).to_contain_text("fc1 (fc 512)")
    field.fill("input 3x32x32\nconv 8 3x3 padding 1\npool 2\nflatten\nfc 10")
    field.press("Control+Enter")
    expect(told).to_contain_text("fc1 (fc 10): 10. Parameters (2048 + 1)·10 = 20,490")
    expect(page.get_by_text("put a line flatten before it")).to_have_count(0)
    expect(page).to_have_url(re.compile("text=input"))
