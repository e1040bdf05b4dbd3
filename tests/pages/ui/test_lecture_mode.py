"""Lecture mode: larger type, only the figure, until it is switched off."""

import re

from playwright.sync_api import expect

from tests.browser.fixtures import OpenPage


def test_lecture_mode_stays_on_from_page_to_page(open_page: OpenPage, server: str) -> None:
    page = open_page(f"{server}/convolution?lecture=true")
    switch = page.get_by_role("switch", name="Lecture").or_(
        page.get_by_role("checkbox", name="Lecture")
    )
    expect(switch).to_be_checked()
    page.get_by_role("link", name="Pooling").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Pooling")
    expect(switch).to_be_checked()
    expect(page).to_have_url(re.compile(r"/pooling\?.*lecture=true"))
