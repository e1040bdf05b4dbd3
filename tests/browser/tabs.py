"""Tabs that tests hand on to one another, with nothing in them of the test before."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from playwright.sync_api import BrowserContext, Page, WebSocket, expect

from tests.browser.forgetful import FORGOTTEN

_USES = 40  # of one tab, before another takes its place

# As Back does it: the entry that is wanted, one more, and back. Streamlit runs the page and is not
# loaded again.
_ARRIVE = """(address) => new Promise((arrived) => {
  const push = (place) => History.prototype.pushState.call(history, null, "", place);
  push(address);
  push("#");
  const drawn = () => requestAnimationFrame(() => requestAnimationFrame(arrived));
  addEventListener("popstate", drawn, { once: true });
  history.back();
})"""
_FORGET = """() => {
  if (!location.protocol.startsWith("http")) return;
  localStorage.clear();
  sessionStorage.clear();
}"""


#: Who wants to hear what a page sends to the server.
_listening: WeakKeyDictionary[Page, list[list[object]]] = WeakKeyDictionary()


@dataclass
class _Tab:
    page: Page
    kind: tuple[bool, bool]  # touch, dark: a page does not change its theme while it is open
    uses: int = 0


@dataclass
class Tabs:
    """Those of one process, all on one server that can forget.

    Parameters
    ----------
    server : str
        Its address.
    profile : callable
        Gives the browser of a desk or, for True, that of a phone.
    """

    server: str
    profile: Callable[[bool], BrowserContext]
    _idle: list[_Tab] = field(default_factory=list)
    _taken: list[_Tab] = field(default_factory=list)

    def take(self, *, touch: bool, dark: bool) -> Page:
        """An idle tab, or a new one."""
        kind = (touch, dark)
        tab = next((tab for tab in self._idle if tab.kind == kind), None)
        if tab:
            self._idle.remove(tab)
        else:
            tab = _Tab(new_tab(self.profile(touch)), kind)
        self._taken.append(tab)
        tab.uses += 1
        return tab.page

    def give_back(self, *, usable: bool) -> None:
        """Empty the tabs that were taken; close those that are worn or cannot be trusted."""
        for tab in self._taken:
            if usable and tab.uses < _USES and tab.page.url.startswith(self.server):
                self._empty(tab.page)
                self._idle.append(tab)
            else:
                tab.page.close()
        self._taken.clear()

    def is_idle(self, page: Page) -> bool:
        """Whether the next test may take it."""
        return any(tab.page == page for tab in self._idle)

    def _empty(self, page: Page) -> None:
        page.unroute_all()
        _listening[page].clear()
        page.mouse.move(0, 0)  # what lies under the pointer of one test is pointed at in the next
        forget(page)
        arrive(page, f"{self.server}/?forget")
        expect(page.get_by_text(FORGOTTEN)).to_be_visible()


def new_tab(context: BrowserContext) -> Page:
    """An empty tab whose messages can be counted."""
    page = context.new_page()
    listening: list[list[object]] = []
    _listening[page] = listening

    def on_sent(payload: object) -> None:
        for heard in listening:
            heard.append(payload)

    def on_socket(socket: WebSocket) -> None:
        if "_stcore" in socket.url:
            socket.on("framesent", on_sent)

    page.on("websocket", on_socket)
    return page


def messages_sent(page: Page) -> list[object]:
    """A list that grows with every message that the page sends to Streamlit from now on."""
    heard: list[object] = []
    _listening[page].append(heard)
    return heard


def arrive(page: Page, address: str) -> None:
    """Go to an address, by the history where the app is already open in the tab."""
    if page.url == "about:blank":
        page.goto(address)
    else:
        page.bring_to_front()
        page.evaluate(_ARRIVE, address)
        wait_for_run(page)


def wait_for_run(page: Page) -> None:
    """Wait until the page has run to its end."""
    expect(page.locator('[data-test-script-state="notRunning"]')).to_be_attached(timeout=60_000)


def forget(page: Page) -> None:
    """Empty what a page has stored."""
    page.evaluate(_FORGET)


def forget_cookies(context: BrowserContext) -> None:
    """Delete all but the one that Streamlit gives with a page, which open tabs still need."""
    context.clear_cookies(name=re.compile(r"^(?!_streamlit_xsrf$)"))
