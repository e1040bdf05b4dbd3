"""Batch after batch in a real browser: every step, switch and slider without the server."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.player import wait_a_few_frames
from tests.browser.tabs import arrive, messages_sent

_READ = """(canvas) => {
  const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const seen = new Set();
  for (let i = 0; i < data.length; i += 4) seen.add(`${data[i]},${data[i + 1]},${data[i + 2]}`);
  return seen.size;
}"""


def figure(page: Page) -> Locator:
    return page.locator(".batchnorm").first


def ready(page: Page, path: str) -> Locator:
    arrive(page, path)
    found = figure(page)
    expect(found.locator("canvas")).to_have_attribute(
        "data-painted", re.compile(r"^\d+ \d+"), timeout=60_000
    )
    page.wait_for_load_state("networkidle")
    return found


def told(found: Locator, name: str) -> Locator:
    return found.locator(f".{name}")


@pytest.mark.lecture("L24", page="batch_norm")
def test_steps_switch_and_sliders_ask_nothing_of_the_server(open_page, server):
    page = open_page()
    sent = messages_sent(page)
    found = ready(page, f"{server}/batch_norm")
    sent.clear()
    expect(told(found, "count")).to_have_text("Batch 1 of 28: 8 pictures")
    expect(told(found, "update")).to_contain_text("running σ²: 0.90 · 1.000")
    found.get_by_role("button", name="One on").click()
    found.get_by_role("button", name="One on").click()
    expect(told(found, "count")).to_have_text("Batch 3 of 28: 8 pictures")
    found.get_by_role("radio", name="Test").click()
    expect(told(found, "update")).to_contain_text("Running averages after 3 batches stay")
    found.get_by_role("slider", name="gamma").fill("2")
    found.get_by_role("slider", name="beta").fill("-1")
    expect(told(found, "value")).to_contain_text("· 2.00 + (−1.00)")
    found.get_by_role("slider", name="Momentum").fill("0.5")
    expect(told(found, "of-momentum")).to_have_text("0.50 (Keras 0.50)")
    expect(page).to_have_url(re.compile(r"\?batch=3&test=3&gamma=2&beta=-1&momentum=0\.5$"))
    assert not sent
    other = open_page(page.url)
    expect(told(figure(other), "value")).to_have_text(
        told(found, "value").inner_text(), timeout=60_000
    )


@pytest.mark.lecture("L24", page="batch_norm")
def test_keys_go_through_batches_and_channels_and_the_layer_can_be_made_fresh(page, server):
    found = ready(page, f"{server}/batch_norm?test=0")
    expect(told(found, "update")).to_contain_text("of a fresh layer stay: μ 0.000")
    numbers = told(found, "value").inner_text().split(": ")[1]
    before, after = numbers.split(" − ")[0].strip("("), numbers.split("≈ ")[1]
    assert before == after, "the identity, to three decimals"
    canvas = found.locator("canvas")
    canvas.focus()
    page.keyboard.press("End")
    expect(told(found, "count")).to_contain_text("Batch 28 of 28")
    page.keyboard.press("ArrowLeft")
    expect(told(found, "count")).to_contain_text("Batch 27 of 28")
    page.keyboard.press("ArrowUp")
    expect(told(found, "value")).to_contain_text("Channel 12")
    page.keyboard.press("Shift+ArrowRight")
    expect(told(found, "value")).to_contain_text("Channel 12, z")
    expect(told(found, "spoken")).to_contain_text("Channel 12 of 32")
    page.keyboard.press("Home")
    page.keyboard.press(" ")
    expect(told(found, "count")).to_contain_text("Batch 3 of 28")
    page.keyboard.press(" ")


def test_a_finger_chooses_pictures_and_channels_on_a_phone(open_page, server):
    page = open_page(width=390, height=844, dark=True)
    found = ready(page, f"{server}/batch_norm")
    canvas = found.locator("canvas")
    box = canvas.bounding_box()
    assert box is not None
    assert box["width"] <= 390
    canvas.click(position={"x": 2.5 * (box["width"] // 8 or 1), "y": 12})
    expect(told(found, "value")).to_contain_text("middle of picture 3")
    side = min(40, box["width"] // 8)
    canvas.click(position={"x": 6, "y": side + 10 + 8})
    expect(told(found, "value")).to_contain_text("Channel 0,")
    wait_a_few_frames(page)
    assert canvas.evaluate(_READ) > 50


def test_another_batch_size_keeps_the_channel_and_the_picture_is_saved(open_page, server):
    page = open_page()
    found = ready(page, f"{server}/batch_norm?channel=3")
    page.get_by_role("radio", name="32", exact=True).click()
    expect(told(found, "count")).to_have_text("Batch 1 of 28: 32 pictures")
    expect(told(found, "value")).to_contain_text("Channel 3,")
    expect(page).to_have_url(re.compile(r"size=32&channel=3$"))
    with page.expect_download() as caught:
        told(found, "save").click()
    assert caught.value.suggested_filename == "batch-norm.png"


@pytest.mark.lecture("L23", page="batch_norm")
def test_the_film_is_stepped_in_the_browser(open_page, server):
    page = open_page()
    sent = messages_sent(page)
    arrive(page, f"{server}/batch_norm?lesson=film")
    film = page.locator(".batchnorm.frames")
    expect(film.locator(".count")).to_contain_text("After 0 steps", timeout=60_000)
    expect(film.locator("canvas")).to_have_attribute("data-painted", "0 1 null")
    page.wait_for_load_state("networkidle")
    sent.clear()
    film.get_by_role("slider", name="Moment").press("End")
    expect(film.locator(".count")).to_contain_text("After 15,708 steps")
    expect(page).to_have_url(re.compile(r"lesson=film&frame=17$"))
    assert not sent
