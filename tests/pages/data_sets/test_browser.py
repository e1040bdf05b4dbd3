"""Data sets as a person uses it: point, keys, and a cell of the matrix."""

import os
import re

import pytest
from playwright.sync_api import expect


@pytest.mark.lecture("L28", page="data_sets")
def test_a_set_is_found_by_pointing_and_by_keys_and_a_cell_opens_its_pictures(open_page, server):
    page = open_page(f"{server}/data_sets", width=1280, height=720)
    told = page.locator(".scales .told")
    expect(told).to_contain_text("CIFAR-10: animals and vehicles. 50,000", timeout=60_000)
    canvas = page.locator(".scales canvas")
    box = canvas.bounding_box()
    assert box["y"] + box["height"] < 720
    page.mouse.move(box["x"] + 2, box["y"] + box["height"] - 60)
    expect(told).to_contain_text("ImageNet (ILSVRC 2012): things of all kinds. 1,281,167")
    canvas.press("Home")
    expect(told).to_contain_text("MNIST: handwritten digits. 60,000 images to learn from")
    expect(page).to_have_url(re.compile("set=1"))
    page.get_by_role("button", name="times cat taken for dog").click()
    there = bool(os.environ.get("CONVSCOPE_CIFAR10"))
    title = page.locator(".confusion .title")
    said = "Cat, taken for dog" if there else "not on this server"
    expect(title).to_contain_text(said, timeout=120_000)
    expect(page).to_have_url(re.compile("cell=3-5"))
    if there:
        expect(page.locator(".confusion li").first).to_contain_text("cat; it says dog")
