"""What a browser complains of while a test is on a page."""

import re

from playwright.sync_api import ConsoleMessage, Error, Page

# Streamlit asks for these beside the address of a deep link before it asks at the root; and a page
# that was left has no pictures any more, which the browser may still ask for. Whether a picture is
# broken on the page that is open, each test asks at its end.
_HARMLESS = re.compile(r"/[^/]+/_stcore/(health|host-config)$|/media/[0-9a-f]+\.\w+$")
_LOST_PICTURE = re.compile(r"Image source error - \S+/media/[0-9a-f]+\.\w+$")
_BROKEN_PICTURES = """[...document.images]
    .filter((image) => image.isConnected && image.complete && !image.naturalWidth && image.src)
    .map((image) => image.src)"""


class Complaints(list[str]):
    """Errors on consoles, exceptions that nobody caught, pictures broken at the end."""

    def listen(self, page: Page) -> None:
        page.on("console", self._on_console)
        page.on("pageerror", self._on_error)

    def end(self, page: Page) -> None:
        """Look at the pictures, and listen no more."""
        if page.is_closed():
            return
        self.extend(f"broken: {url}" for url in page.evaluate(_BROKEN_PICTURES))
        page.remove_listener("console", self._on_console)
        page.remove_listener("pageerror", self._on_error)

    def _on_console(self, message: ConsoleMessage) -> None:
        place = message.location.get("url", "")
        harmless = _HARMLESS.search(place) or _LOST_PICTURE.search(message.text)
        if message.type == "error" and not harmless:
            self.append(f"console: {message.text} ({place})")

    def _on_error(self, error: Error) -> None:
        self.append(f"uncaught: {error}")
