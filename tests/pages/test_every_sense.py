"""Every lesson for those who use keys, who asked for no motion, or to whom it is read."""

import pytest
from playwright.sync_api import expect

from pages.ui.sections import LESSONS
from tests.browser import senses
from tests.browser.fixtures import OpenPage
from tests.browser.tabs import arrive


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_focus_stays_nothing_moves_by_itself_and_all_has_a_name(
    lesson: str, open_page: OpenPage, server: str
) -> None:
    page = open_page()
    page.emulate_media(reduced_motion="reduce")
    arrive(page, f"{server}/{'' if lesson == 'start' else lesson}")
    expect(page).to_have_title(f"{LESSONS[lesson].title} · ConvScope")
    expect(page.locator(".st-key-code [role=radio], .st-key-lecture input").first).to_be_visible()
    assert senses.loses_focus(page, most=2) == []
    assert senses.moves_by_itself(page) == []
    assert senses.misread(page) == []
