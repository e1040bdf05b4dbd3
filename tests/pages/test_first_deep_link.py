"""The first visitor of a fresh server may come by a link to any page.

Streamlit takes a folder `pages` beside the main script for its own old kind of app until it is
told otherwise. A server that is told too late greets this visitor with "Page not found".
"""

import re
import sys

import pytest
from playwright.sync_api import Browser, expect

from pages.ui.sections import SECTIONS, Entry
from tests.browser.fixtures import OpenPage
from tests.browser.server import LAUNCHER, running_app
from vizcore.locations import APP

STREAMLIT = (
    sys.executable,
    *("-m", "streamlit", "run", str(APP / "app.py")),
    *("--server.headless=true", "--server.address=127.0.0.1"),
)

#: The first, one in the middle and the last: how a server starts does not know of pages.
PAGES = [page for name, section in SECTIONS.items() if name for page in section]
PAGES = [PAGES[0], PAGES[len(PAGES) // 2], PAGES[-1]]


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.title)
def test_first_deep_link_on_a_fresh_server_opens_that_page(
    entry: Entry, open_page: OpenPage
) -> None:
    with running_app(LAUNCHER) as address:
        _expect_clean(entry, open_page, address)


def test_streamlit_run_is_as_clean_as_the_launcher(open_page: OpenPage) -> None:
    with running_app(STREAMLIT, port_option="--server.port={port}") as address:
        _expect_clean(PAGES[-2], open_page, address)


def test_an_address_that_no_page_has_is_told_so(browser: Browser, server: str) -> None:
    # The control: this is the dialog that the other tests must not see.
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{server}/no_such_page")
        expect(page.get_by_role("dialog")).to_contain_text("Page not found")


def _expect_clean(entry: Entry, open_page: OpenPage, address: str) -> None:
    link = f"{address}/{entry.lesson}"
    page = open_page(link)
    expect(page).to_have_title(f"{entry.title} · ConvScope")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    chosen = page.get_by_test_id("stSidebarNav").get_by_role("link", name=entry.title, exact=True)
    expect(chosen).to_have_attribute("aria-current", "page")
    expect(page).to_have_url(re.compile(re.escape(link)))  # a page may note its setting behind it
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.close()  # before its server goes
