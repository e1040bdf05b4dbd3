"""Choosing a picture in a real browser: samples, uploads, what is refused, what a link keeps."""

import re
from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.fixtures import OpenPage


def _photograph(columns: int, rows: int, seed: int = 0) -> bytes:
    """A JPEG of smooth random colours."""
    coarse = np.random.default_rng(seed).integers(0, 256, (rows // 20, columns // 20, 3), np.uint8)
    file = BytesIO()
    Image.fromarray(coarse).resize((columns, rows), Image.Resampling.BICUBIC).save(file, "JPEG")
    return file.getvalue()


def _open(open_page: OpenPage, server: str, query: str = "", **options: object) -> Page:
    page = open_page(f"{server}/kernels{query}", **options)
    expect(page.locator(".picture[data-painted]")).to_be_visible(timeout=60_000)
    return page


def _painted(page: Page) -> str:
    return page.locator(".picture").get_attribute("data-painted") or ""


def _choices(page: Page, way: str) -> None:
    page.get_by_role("button", name="Your own").click()
    page.get_by_role("radio", name=way).click()


def _upload(page: Page, name: str, data: bytes, kind: str = "image/jpeg") -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": kind, "buffer": data}
    )


def _caption(page: Page):
    return page.locator(".picker .now")


def test_a_sample_is_one_click_away_and_named_in_the_url(open_page, server):
    page = _open(open_page, server)
    before = _painted(page)
    page.get_by_role("radio", name="Cup of coffee").click()
    expect(_caption(page)).to_contain_text("Cup of coffee")
    expect(page.locator(".picture")).not_to_have_attribute("data-painted", before)
    expect(page).to_have_url(re.compile(r"[?&]picture=coffee"))
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_real_jpeg_is_uploaded_shown_and_marked_in_the_url_for_this_session_alone(
    open_page, server
):
    page = _open(open_page, server, "?picture=china")
    before = _painted(page)
    _choices(page, "File")
    _upload(page, "my_holiday.jpg", _photograph(1600, 1200))
    expect(_caption(page)).to_contain_text("my_holiday.jpg")
    expect(_caption(page)).to_contain_text("1200 × 1600 × 3")
    expect(page.locator(".picture")).not_to_have_attribute("data-painted", before)
    expect(page).to_have_url(re.compile(r"[?&]picture=own-[0-9a-f]{8}$"))


def test_an_upload_that_is_no_picture_is_refused_and_the_picture_before_stays(open_page, server):
    page = _open(open_page, server, "?picture=china")
    before = _painted(page)
    _choices(page, "File")
    _upload(page, "notes.png", b"Dear diary, nothing to see here." * 9, "image/png")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(_caption(page)).to_contain_text("Temple in China")
    assert _painted(page) == before


def test_after_a_refusal_a_good_file_is_taken(open_page, server):
    page = _open(open_page, server)
    _choices(page, "File")
    _upload(page, "notes.png", b"no picture at all", "image/png")
    expect(page.get_by_role("alert")).to_be_visible()
    _upload(page, "good.jpg", _photograph(400, 300))
    expect(_caption(page)).to_contain_text("good.jpg")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_two_uploads_in_a_row_and_the_first_one_again(open_page, server):
    page = _open(open_page, server)
    first, second = _photograph(400, 300, seed=1), _photograph(300, 400, seed=2)
    seen = []
    for name, data in (("first.jpg", first), ("second.jpg", second), ("first.jpg", first)):
        before = _painted(page)
        _choices(page, "File")
        _upload(page, name, data)
        expect(_caption(page)).to_contain_text(name)
        expect(page.locator(".picture")).not_to_have_attribute("data-painted", before)
        expect(page.locator("input[type=file]")).to_have_count(0)
        seen.append(_painted(page))
    assert seen[0] == seen[2] != seen[1]


def test_the_upload_goes_along_to_other_pages_and_a_reload_returns_to_a_sample(open_page, server):
    page = _open(open_page, server)
    _choices(page, "File")
    _upload(page, "mine.jpg", _photograph(400, 300))
    expect(_caption(page)).to_contain_text("mine.jpg")
    page.get_by_role("link", name="Feature maps").click()
    expect(page.get_by_role("heading", name="Feature maps")).to_be_visible()
    expect(_caption(page)).to_contain_text("mine.jpg")
    page.reload()
    expect(_caption(page)).to_contain_text("Chelsea the cat")


def test_a_reload_keeps_the_sample(open_page, server):
    page = _open(open_page, server, "?picture=rocket")
    expect(_caption(page)).to_contain_text("Launch of DSCOVR")
    page.reload()
    expect(_caption(page)).to_contain_text("Launch of DSCOVR")


def test_a_sample_is_chosen_by_keyboard(open_page, server):
    page = _open(open_page, server)
    before = _painted(page)
    page.get_by_role("button", name="Your own").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio", name="Chelsea the cat")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(_caption(page)).to_contain_text("Cup of coffee")
    expect(page.locator(".picture")).not_to_have_attribute("data-painted", before)


def test_a_picture_that_was_brought_stays_one_click_away(open_page, server):
    page = _open(open_page, server)
    _choices(page, "File")
    _upload(page, "mine.jpg", _photograph(400, 300))
    expect(_caption(page)).to_contain_text("mine.jpg")
    page.get_by_role("radio", name="Cup of coffee").click()
    expect(_caption(page)).to_contain_text("Cup of coffee")
    page.get_by_role("radio", name="mine.jpg").click()
    expect(_caption(page)).to_contain_text("mine.jpg")


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("photo.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"x" * 99, "HEIC"),
        ("large.png", b"\x89PNG\r\n\x1a\n" + bytes(26_000_000), "26 MB and the limit is 25"),
    ],
)
def test_a_refusal_is_our_own_sentence_and_is_seen(open_page, server, name, data, sentence):
    page = _open(open_page, server)
    _choices(page, "File")
    _upload(page, name, data, "application/octet-stream")
    expect(page.get_by_role("alert").filter(has_text=sentence)).to_be_in_viewport()


def test_an_avif_picture_is_read(open_page, server):
    file = BytesIO()
    Image.new("RGB", (60, 40), (200, 30, 90)).save(file, "AVIF")
    page = _open(open_page, server)
    _choices(page, "File")
    _upload(page, "photo.avif", file.getvalue(), "image/avif")
    expect(_caption(page)).to_contain_text("40 × 60 × 3")


def test_the_shutter_of_the_camera_is_on_the_screen(open_page, server):
    page = _open(open_page, server, width=1440, height=900)
    _choices(page, "Camera")
    expect(page.get_by_role("button", name="Take Photo")).to_be_in_viewport()


@pytest.mark.parametrize("dark", [False, True])
def test_the_row_of_pictures_is_on_the_first_screen_of_a_phone(open_page, server, dark):
    page = _open(open_page, server, width=390, height=844, dark=dark)
    box = page.locator(".picker").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 400
    page.get_by_role("radio", name="Temple in China").click()
    expect(_caption(page)).to_contain_text("Temple in China")
    expect(page.locator(".picture")).to_be_in_viewport()
