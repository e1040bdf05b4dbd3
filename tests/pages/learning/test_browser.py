"""The film of the training in a real browser: dragged, played and read without the server."""

import re

import pytest
from playwright.sync_api import Page, expect

from pages.learning.follow import operands_of
from pages.ui.inside.spots import Spot
from pages.ui.picture import sample_picture
from tests.browser.tabs import arrive, messages_sent
from vizcore.nets import film_card

FRAMES = film_card()["frames"]


def started(page: Page, address: str) -> list[object]:
    """Open the page and wait until it rests; returns the list of what it sends from then on."""
    sent = messages_sent(page)
    arrive(page, address)
    expect(page.locator(".learning[data-painted]")).to_be_visible(timeout=60_000)
    page.wait_for_load_state("networkidle")
    sent.clear()
    return sent


def told(page: Page):
    return page.locator(".learning .told")


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (390, True)])
def test_the_timeline_moves_everything_without_a_message(open_page, server, width, dark):
    page = open_page(width=width, height=844, dark=dark, touch=width < 400)
    sent = started(page, f"{server}/learning?frame=187")
    expect(told(page)).to_have_text("Step 187, epoch 1: 60.30 % right, loss 1.392")
    line = page.get_by_role("slider", name="Training step")
    line.scroll_into_view_if_needed()
    before = page.locator(".learning .equation code").text_content()
    box = line.bounding_box()
    assert box is not None
    if width < 400:
        page.touchscreen.tap(box["x"] + box["width"] - 82, box["y"] + 40)
    else:
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 40)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] - 80, box["y"] + 40, steps=5)
        page.mouse.up()
    expect(told(page)).to_have_text(re.compile("^Step 15,708, epoch 84: "))
    expect(page.locator(".learning")).to_have_attribute("data-painted", "conv1 15708")
    expect(page.locator(".learning .equation code")).not_to_have_text(str(before))
    cat, dog = 3, 5
    row = FRAMES[-1]["confusion"][cat]
    expect(page.locator(".pair")).to_have_text(f"cat taken for dog: {row[dog]} of {sum(row)}")
    expect(page).to_have_url(re.compile(r"frame=15708"))
    line.focus()
    line.press("ArrowLeft")
    expect(told(page)).to_have_text(re.compile("^Step 11,968"))
    line.press("Home")
    expect(told(page)).to_have_text(re.compile("^Step 0, epoch 0: 10.05 % right"))
    matrix = page.locator(".confusion canvas")
    matrix.focus()
    matrix.press("ArrowRight")
    row = FRAMES[0]["confusion"][cat]
    expect(page.locator(".pair")).to_have_text(f"cat taken for frog: {row[6]} of {sum(row)}")
    assert not sent
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0


@pytest.mark.lecture("L31", page="learning")
def test_another_cell_is_followed_and_its_link_reopens_it(open_page, server):
    page = open_page(width=1440, height=900)
    started(page, f"{server}/learning?frame=50&channel=4&cell=10,10")
    expect(page.locator(".equation b")).to_have_text(
        "conv1, map 4, row 10, column 10: 27 products + bias"
    )
    one = page.locator(".one canvas")
    one.focus()
    one.press("ArrowDown")
    one.press("ArrowRight")
    expect(page.locator(".equation b")).to_contain_text("map 4, row 11, column 11")
    sheet = page.locator(".maps canvas")
    sheet.click(position={"x": 8, "y": 8})
    expect(page.locator(".equation b")).to_contain_text("map 0, row 11, column 11")
    expect(page).to_have_url(re.compile(r"frame=50&channel=0&cell=11,11"))
    shown = operands_of(sample_picture("cat"), Spot("conv1", 0, 11, 11))["result"][2]
    text = f"{float(f'{shown:.4g}'):.10g}".replace("-", "−")
    expect(page.locator(".equation code")).to_have_text(re.compile(rf"≈ {re.escape(text)}$"))
    page.reload()
    expect(page.locator(".equation b")).to_contain_text("map 0, row 11", timeout=60_000)


def test_without_a_step_in_the_address_the_film_plays_once(open_page, server):
    page = open_page(width=1280, height=720)
    started(page, f"{server}/learning")
    play = page.locator(".learning .play")
    expect(told(page)).to_have_text(re.compile("^Step 15,708"), timeout=20_000)
    expect(play).to_have_text("Play")
    play.click()
    expect(play).to_have_text("Pause")
    play.click()
    expect(play).to_have_text("Play")
    with page.expect_download() as saved:
        page.locator(".learning .save").click()
    assert saved.value.suggested_filename == "how-it-learned.png"
