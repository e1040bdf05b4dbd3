"""A real browser on the real app: one server and one Chromium a process, a fresh page a test."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

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

expect.set_options(timeout=15_000)

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of one app for the whole session."""
    with running_app() as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        instance = chromium.launch(playwright)
        yield instance
        instance.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Open an address in a context of its own: open_page(url, width=390, height=844, dark=True).

    `touch` makes it a phone, with a finger.

    At the end of the test any error on a console or any uncaught exception fails it.
    """
    contexts, complaints = [], []

    def open_page(
        url: str | None = None,
        *,
        width: int = 1440,
        height: int = 900,
        dark: bool = False,
        touch: bool = False,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
            has_touch=touch,
            is_mobile=touch,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.extend(_complaint(message)))
        page.on("pageerror", lambda error: complaints.append(f"uncaught: {error}"))
        if url is not None:
            page.goto(url)
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:
            complaints += [f"broken: {url}" for url in page.evaluate(_BROKEN_PICTURES)]
        context.close()
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
