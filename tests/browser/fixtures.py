"""A real browser on the real app: one server and one profile a process, a fresh tab a test."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.browser import chromium
from tests.browser.server import running_app

# Streamlit asks for these beside the address of a deep link before it asks at the root; and a page
# that was left has no pictures any more, which the browser may still ask for. Whether a picture is
# broken on the page that is open, each test asks at its end.
_HARMLESS = re.compile(r"/[^/]+/_stcore/(health|host-config)$|/media/[0-9a-f]+\.\w+$")
_LOST_PICTURE = re.compile(r"Image source error - \S+/media/[0-9a-f]+\.\w+$")
_BROKEN_PICTURES = """[...document.images]
    .filter((image) => image.isConnected && image.complete && !image.naturalWidth && image.src)
    .map((image) => image.src)"""
_FORGET = """() => {
  if (!location.protocol.startsWith("http")) return;
  localStorage.clear();
  sessionStorage.clear();
}"""

expect.set_options(timeout=15_000)

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of one app for the whole session."""
    with running_app() as address:
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


@pytest.fixture
def open_page(profiles: Callable[[bool], BrowserContext]) -> Iterator[OpenPage]:
    """Open an address in a tab of its own: open_page(url, width=390, height=844, dark=True).

    `touch` makes it a phone, with a finger. At the end of the test any error on a console or any
    uncaught exception fails it.
    """
    opened: list[Page] = []
    complaints: list[str] = []

    def open_page(
        url: str | None = None,
        *,
        width: int = 1440,
        height: int = 900,
        dark: bool = False,
        touch: bool = False,
    ) -> Page:
        page = profiles(touch).new_page()
        opened.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.on("console", lambda message: complaints.extend(_complaint(message)))
        page.on("pageerror", lambda error: complaints.append(f"uncaught: {error}"))
        if url is not None:
            page.goto(url)
        return page

    yield open_page
    tabs = [tab for context in {page.context for page in opened} for tab in context.pages[1:]]
    for page in tabs:
        complaints += [f"broken: {url}" for url in page.evaluate(_BROKEN_PICTURES)]
        page.evaluate(_FORGET)
        page.close()
    for context in {page.context for page in opened}:
        context.clear_cookies()
        context.clear_permissions()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """An empty page of 1440 x 900 in the light theme."""
    return open_page()


def _complaint(message: ConsoleMessage) -> list[str]:
    place = message.location.get("url", "")
    harmless = _HARMLESS.search(place) or _LOST_PICTURE.search(message.text)
    if message.type != "error" or harmless:
        return []
    return [f"console: {message.text} ({place})"]
