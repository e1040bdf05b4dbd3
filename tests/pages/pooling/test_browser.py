"""The moving picture of the Pooling page: its slider works in the browser alone."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.tabs import arrive, messages_sent


def opened(page: Page, server: str, query: str = "lesson=shift") -> Page:
    arrive(page, f"{server}/pooling?{query}")
    expect(figure(page)).to_have_attribute("data-shift", re.compile("."), timeout=60_000)
    return page


def figure(page: Page) -> Locator:
    return page.locator(".shift")


def slider(page: Page) -> Locator:
    return page.get_by_role("slider", name="Shifted to the right by")


def click_mark(page: Page, shift: int) -> None:
    """Click the slider above one of its marks."""
    mark = figure(page).locator(".marks span").nth(shift).bounding_box()
    track = slider(page).bounding_box()
    assert mark is not None
    assert track is not None
    page.mouse.click(mark["x"] + mark["width"] / 2, track["y"] + track["height"] / 2)


def test_the_mouse_moves_the_picture_without_the_server(open_page, server):
    page = open_page()
    sent = messages_sent(page)
    opened(page, server)
    rows = page.get_by_role("table").first.get_by_role("row")
    canvas = figure(page).locator("canvas")
    expect(figure(page)).to_have_attribute("data-shift", "0")
    page.wait_for_load_state("networkidle")
    assert sent, "the page did speak with the server before"
    sent.clear()
    slider(page).scroll_into_view_if_needed()
    for shift in (3, 0, 1):
        click_mark(page, shift)
        expect(canvas).to_have_attribute("data-painted", str(shift))
        pixels, pooled = rows.nth(shift + 1).get_by_role("cell").all_inner_texts()[1:3]
        shares = f": {pixels} of the pixels and {pooled} of the pooled values stay."
        expect(canvas).to_have_attribute("aria-label", re.compile(re.escape(shares)))
    canvas.hover(position={"x": 4, "y": 50})
    expect(figure(page).locator(".told")).to_have_text(
        re.compile(r"^Picture, row 0, column 0: \d+, (as without a shift|without a shift \d+)\.$")
    )
    assert not sent


def test_keys_move_the_picture_and_its_link_reopens_it(open_page, server):
    page = open_page()
    sent = messages_sent(page)
    opened(page, server)
    page.wait_for_load_state("networkidle")
    sent.clear()
    entries = page.evaluate("history.length")
    slider(page).focus()
    for key, shift in [("ArrowRight", "1"), ("End", "4"), ("Home", "0"), ("End", "4")]:
        page.keyboard.press(key)
        expect(figure(page)).to_have_attribute("data-shift", shift)
    page.keyboard.press("ArrowLeft")
    expect(figure(page).locator(".by")).to_have_text("3 pixels")
    expect(figure(page).locator(".spoken")).to_contain_text("Shifted to the right by 3 pixels")
    expect(page).to_have_url(re.compile(r"\?lesson=shift&shift=3$"))
    assert page.evaluate("history.length") == entries
    assert not sent
    other = opened(open_page(), server, "lesson=shift&shift=3")
    expect(slider(other)).to_have_value("3")
    expect(other).to_have_url(page.url)


def test_the_shift_stays_under_another_pooling(open_page, server):
    page = opened(open_page(), server, "lesson=shift&shift=2")
    canvas = figure(page).locator("canvas")
    before = canvas.get_attribute("aria-label")
    page.get_by_role("radio", name="Average").click()
    expect(canvas).not_to_have_attribute("aria-label", before or "")
    expect(slider(page)).to_have_value("2")
    expect(page).to_have_url(re.compile(r"shift=2"))


def test_on_a_phone_both_pictures_stand_side_by_side(open_page, server):
    page = opened(open_page(width=390, height=844), server)
    box = figure(page).locator("canvas").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert 300 < box["width"] <= 390 - box["x"]
    track = slider(page).bounding_box()
    assert track is not None
    assert track["width"] == box["width"]


def test_the_figure_can_be_saved(open_page, server):
    page = opened(open_page(), server)
    with page.expect_download() as caught:
        figure(page).locator(".save").click()
    assert caught.value.suggested_filename == "shift.png"


def test_a_lesson_is_in_the_link_and_a_reload_keeps_it(open_page, server):
    page = opened(open_page(), server)
    page.get_by_role("radio", name="Global pooling").click()
    expect(page.get_by_text("One window over the whole map")).to_be_visible()
    page.get_by_role("radio", name="The lecture's photograph").click()
    expect(page.get_by_text("The lecture's TensorFlow example")).to_be_visible()
    expect(page).to_have_url(re.compile("lesson=photograph"))
    page.reload()
    expect(page.get_by_text("The lecture's TensorFlow example")).to_be_visible(timeout=60_000)
