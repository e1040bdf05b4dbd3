"""A real browser on the real app: one server and one profile a process, a fresh tab a test."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.browser import chromium
from tests.browser.complaints import Complaints
from tests.browser.server import running_app
from tests.browser.tabs import Tabs, arrive, forget, forget_cookies, new_tab

expect.set_options(timeout=15_000)

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of one app for the whole session, which can forget a person."""
    with running_app((sys.executable, "-m", "tests.browser.forgetful", "--workers=1")) as address:
        yield address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """For tests that want a context of their own, such as a first visit."""
    instance = chromium.launch(playwright)
    yield instance
    instance.close()


@pytest.fixture(scope="session")
def profiles(playwright: Playwright) -> Iterator[Callable[[bool], BrowserContext]]:
    """The browser of a desk and, once it is asked for, that of a phone, each with a profile.

    A profile keeps compiled scripts: a page then costs 3.5 seconds of processor time instead of
    5.7. What a test leaves in it is cleared after each.
    """
    with TemporaryDirectory() as folder:
        started: dict[bool, BrowserContext] = {}

        def profile(touch: bool) -> BrowserContext:
            if touch not in started:
                path = str(Path(folder) / ("phone" if touch else "desk"))
                started[touch] = chromium.launch_profile(playwright, path, touch=touch)
            return started[touch]

        yield profile
        for context in started.values():
            context.close()


@pytest.fixture(scope="session")
def tabs(server: str, profiles: Callable[[bool], BrowserContext]) -> Tabs:
    """What tests hand on to one another: a page then costs 0.7 seconds instead of 3.3."""
    return Tabs(server, profiles)


@pytest.fixture
def open_page(
    profiles: Callable[[bool], BrowserContext], tabs: Tabs, request: pytest.FixtureRequest
) -> Iterator[OpenPage]:
    """Open an address as a first visitor: open_page(url, width=390, height=844, dark=True).

    It may be a tab that another test has used; `arrive(page, url)` goes on in it. A `fresh` one is
    for scripts that must be there before a page loads. `touch` makes it a phone, with a finger. At
    the end of the test any error on a console or any uncaught exception fails it.
    """
    opened: list[Page] = []
    complaints = Complaints()
    failed = request.session.testsfailed

    def open_page(
        url: str | None = None,
        *,
        width: int = 1440,
        height: int = 900,
        dark: bool = False,
        touch: bool = False,
        fresh: bool = False,
    ) -> Page:
        known = not fresh and (url or tabs.server).startswith(tabs.server)
        page = tabs.take(touch=touch, dark=dark) if known else new_tab(profiles(touch))
        opened.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="null")
        complaints.listen(page)
        if url is not None:
            arrive(page, url)
        return page

    yield open_page
    for page in opened:
        complaints.end(page)
    tabs.give_back(usable=not complaints and request.session.testsfailed == failed)
    for context in {page.context for page in opened}:
        _leave(context, tabs)
    assert not complaints, "\n".join(complaints)


def _leave(context: BrowserContext, tabs: Tabs) -> None:
    """Close what the next test may not take, and forget what a profile keeps."""
    for page in context.pages[1:]:
        if not tabs.is_idle(page):
            forget(page)
            page.close()
    forget_cookies(context)
    context.clear_permissions()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A tab of 1440 x 900 in the light theme; `arrive(page, url)` opens an address in it."""
    return open_page()
