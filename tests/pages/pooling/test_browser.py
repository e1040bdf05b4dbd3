"""The moving picture of the Pooling page: its slider works in the browser alone."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.player import messages_sent


def _open(page: Page, server: str) -> Page:
    page.goto(f"{server}/pooling?pool_lesson=Shift+the+picture")
    expect(_chart(page).locator(".slider-label").first).to_be_visible(timeout=60_000)
    return page


def _chart(page: Page) -> Locator:
    return page.get_by_test_id("stPlotlyChart")


def _move_to(page: Page, shift: int) -> None:
    label = _chart(page).locator(".slider-label", has_text=re.compile(f"^{shift}$"))
    label.scroll_into_view_if_needed()
    box, track = (
        label.bounding_box(),
        _chart(page).locator(".slider-rail-touch-rect").bounding_box(),
    )
    assert box is not None
    assert track is not None
    page.mouse.click(box["x"] + box["width"] / 2, track["y"] + track["height"] / 2)


def test_the_slider_moves_the_picture_without_the_server(open_page, server):
    page = open_page()
    sent = messages_sent(page)
    _open(page, server)
    shares = _chart(page).locator(".annotation-text")
    rows = page.get_by_role("table").first.get_by_role("row")
    page.wait_for_load_state("networkidle")
    assert sent, "the page did speak with the server before"
    sent.clear()
    for shift in (3, 0, 1):
        _move_to(page, shift)
        pixels, pooled = rows.nth(shift + 1).get_by_role("cell").all_inner_texts()[1:]
        whole = [f"{float(share.rstrip(' %')):.0f} %" for share in (pixels, pooled)]
        expect(shares.nth(0)).to_contain_text(f"Picture: {whole[0]}")
        expect(shares.nth(1)).to_contain_text(f"Pooled: {whole[1]}")
    assert not sent


def test_on_a_phone_both_pictures_stand_side_by_side(open_page, server):
    page = _open(open_page(width=390, height=844), server)
    boxes = [plot.bounding_box() for plot in _chart(page).locator(".heatmaplayer .hm").all()]
    assert len(boxes) == 4
    for box in boxes:
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["width"] > 100


def test_a_lesson_is_in_the_link_and_a_reload_keeps_it(open_page, server):
    page = _open(open_page(), server)
    page.get_by_role("tab", name="Global pooling").click()
    expect(page.get_by_text("One window over the whole map")).to_be_visible()
    page.get_by_role("tab", name="The lecture's photograph").click()
    expect(page.get_by_text("The lecture's TensorFlow example")).to_be_visible()
    expect(page).to_have_url(re.compile("pool_lesson=The"))
    page.reload()
    expect(page.get_by_text("The lecture's TensorFlow example")).to_be_visible(timeout=60_000)
