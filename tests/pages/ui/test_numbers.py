"""Numbers out of range: the box and the figure agree, and a sentence says what was taken."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixtures import OpenPage
from tests.pages.helpers import fresh, opened

BOXES = [
    ("convolution", "Bias", "-1e9", "-100"),
    ("volumes", "Filters K", "77", None),
]


def type_into(page: Page, label: str, text: str) -> None:
    box = page.get_by_role("spinbutton", name=label, exact=True)
    box.click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)
    page.keyboard.press("Enter")


@pytest.mark.parametrize(("lesson", "label", "typed", "taken"), BOXES)
def test_a_number_out_of_range_becomes_the_nearest_and_a_sentence_says_so(
    open_page: OpenPage, server: str, lesson: str, label: str, typed: str, taken: str | None
) -> None:
    page = open_page(f"{server}/{lesson}")
    box = page.get_by_role("spinbutton", name=label, exact=True)
    expect(box).to_be_visible(timeout=60_000)
    type_into(page, label, typed)
    told = page.get_by_test_id("stToast")
    expect(told).to_contain_text(f"{label} goes from")
    match = re.search(r": (\S+) is taken", told.inner_text())
    assert match
    assert taken in (None, match[1].replace("−", "-"))
    expect(box).to_have_value(match[1])


def test_the_address_holds_what_was_taken():
    app = opened(fresh("convolution"))
    app.number_input(key="convolution_stride_rows").set_value(99).run()
    assert app.number_input(key="convolution_stride_rows").value == 16
    assert "99" not in str(dict(app.query_params))
