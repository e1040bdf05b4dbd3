"""A signal in a real browser: the player along one axis, the sound, what a link keeps."""

import re

import pytest
from playwright.sync_api import expect

LECTURE = [0.5, 1.5, 1.5, 0.5, 0.5, 1.0, 0.5]


@pytest.mark.lecture("L8", page="signals")
def test_the_lectures_seven_outputs_come_out_step_by_step(open_page, server):
    page = open_page(f"{server}/signals")
    player = page.locator(".player")
    expect(player.locator(".count")).to_have_text("1 / 7", timeout=60_000)
    for step, value in enumerate(LECTURE):
        expect(player.locator(".count")).to_have_text(f"{step + 1} / 7")
        expect(player.locator(".sum")).to_have_text(re.compile(rf"^y\[{step}\] = .* = {value:g}$"))
        player.press("ArrowRight")


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_is_wider_than_the_screen(open_page, server, width):
    page = open_page(f"{server}/signals?signals_example=Spike", width=width, height=844)
    canvas = page.locator(".player canvas")
    expect(page.locator(".player .count")).to_have_text("1 / 14", timeout=60_000)
    box = canvas.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def test_a_preset_replaces_everything_and_the_link_brings_it_back(open_page, server):
    page = open_page(f"{server}/signals?signals_stride=3")
    count = page.locator(".player .count")
    expect(count).to_have_text("1 / 5", timeout=60_000)
    page.get_by_role("radio", name="Spike").or_(page.get_by_role("button", name="Spike")).click()
    expect(count).to_have_text("1 / 14")
    expect(page).to_have_url(re.compile("example=spike"))
    page.reload()
    expect(count).to_have_text("1 / 14", timeout=60_000)
    expect(page.locator(".player .sum")).to_contain_text("0·1 + 0·2 + 0·3")
