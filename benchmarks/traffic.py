"""What goes over the wire, counted in the browser: `python -m benchmarks.traffic`.

First visits, second visits and single acts of a person, in bytes; and how long the first figure
takes on a line with a delay of 50 ms. `--app FOLDER` starts another checkout, so that two
can be compared in one sitting: `git worktree add /tmp/before COMMIT`, then run it for each.
"""

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.browser.chromium import launch
from tests.browser.server import running_app

DELAY = 50  # milliseconds
SETTLED = 1.2  # seconds without a byte
BUDGETS = {
    "first visit, start page": 2_000_000,
    "one number, In two dimensions": 25_000,
    "another kernel, cat": 500_000,
    "another kernel, astronaut": 1_500_000,
    "another crop, Feature maps": 700_000,
}


class Meter:
    """Bytes that a page has received: over HTTP as encoded, and in messages."""

    def __init__(self, page: Page) -> None:
        self.http = self.messages = 0
        self._last = time.monotonic()
        session: CDPSession = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._loaded)
        session.on("Network.webSocketFrameReceived", self._received)
        self.session = session
        self._page = page

    def _loaded(self, event: dict[str, float]) -> None:
        self.http += int(event["encodedDataLength"])
        self._last = time.monotonic()

    def _received(self, event: dict[str, dict[str, str]]) -> None:
        data = event["response"]["payloadData"]
        self.messages += len(data) * 3 // 4  # Chromium tells binary frames as base64
        self._last = time.monotonic()

    def settle(self) -> int:
        """Wait until nothing comes any more; all bytes so far."""
        self._last = time.monotonic()
        while time.monotonic() - self._last < SETTLED:
            self._page.wait_for_timeout(100)
        return self.http + self.messages


def visits(browser: Browser, address: str, path: str) -> tuple[int, int]:
    """Bytes of a first visit, and of a second one by the same browser."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    counted = []
    for _ in range(2):
        page = context.new_page()
        meter = Meter(page)
        page.goto(f"{address}/{path}")
        page.get_by_role("heading", level=1).wait_for()
        counted.append(meter.settle())
        page.close()
    context.close()
    return counted[0], counted[1]


def act(browser: Browser, url: str, ready: str, do: Callable[[Page], None]) -> int:
    """Bytes that one act brings, on a page that has come to rest."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    meter = Meter(page)
    page.goto(url)
    page.locator(ready).first.wait_for()
    before = meter.settle()
    do(page)
    after = meter.settle()
    context.close()
    return after - before


def first_figure(browser: Browser, url: str, ready: str) -> float:
    """Seconds to the first figure of a page on a line with a delay, nothing cached."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    meter = Meter(page)
    conditions = {"offline": False, "latency": DELAY, "downloadThroughput": -1}
    meter.session.send("Network.emulateNetworkConditions", {**conditions, "uploadThroughput": -1})
    started = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.locator(ready).first.wait_for()
    passed = time.perf_counter() - started
    context.close()
    return passed


def _stride(page: Page) -> None:
    field = page.get_by_role("spinbutton", name="Stride ↓", exact=True)
    field.fill("2")
    field.press("Enter")


def _kernel(page: Page) -> None:
    page.get_by_role("radio", name="Laplacian").click()


def _crop(page: Page) -> None:
    page.locator(".photo").focus()
    page.keyboard.press("-")


def _pin(page: Page) -> None:
    page.locator(".zoom").click(position={"x": 40, "y": 40})


ACTS: dict[str, tuple[str, str, Callable[[Page], None]]] = {
    "one number, In two dimensions": ("convolution", ".player[data-step]", _stride),
    "another kernel, cat": ("kernels", "canvas.picture[data-painted]", _kernel),
    "another kernel, astronaut": (
        "kernels?picture=astronaut",
        "canvas.picture[data-painted]",
        _kernel,
    ),
    "another crop, Feature maps": ("feature_maps", ".maps[data-painted]", _crop),
    "a pinned value, Feature maps": ("feature_maps", ".maps[data-painted]", _pin),
}
FIGURES = {
    "In two dimensions": ("convolution", ".player[data-step]"),
    "Kernels": ("kernels", "canvas.picture[data-painted]"),
    "Feature maps": ("feature_maps", ".maps[data-painted]"),
}


def measure(folder: Path | None, rounds: int) -> dict[str, float]:
    """Everything for one checkout."""
    found: dict[str, float] = {}
    with running_app(folder=folder) as address, sync_playwright() as playwright:
        browser = launch(playwright)
        for name, path in (("start page", ""), ("Feature maps", "feature_maps")):
            visits(browser, address, path)  # the server compresses and imports what it needs, once
            first, second = visits(browser, address, path)
            found |= {f"first visit, {name}": first, f"second visit, {name}": second}
        for name, (path, ready, do) in ACTS.items():
            found[name] = act(browser, f"{address}/{path}", ready, do)
        for name, (path, ready) in FIGURES.items():
            url = f"{address}/{path}"
            times = [first_figure(browser, url, ready) for _ in range(rounds)]
            found[f"seconds to the figure at {DELAY} ms, {name}"] = min(times)
        browser.close()
    return found


def main() -> None:
    """Print one line a figure, and write them as JSON where asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--app", type=Path, help="a checkout of the app; this one if left out")
    parser.add_argument("--rounds", type=int, default=3, help="visits with a delay, each")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    options = parser.parse_args()
    found = measure(options.app, options.rounds)
    print("| what | this app | budget |\n|:--|--:|--:|")
    for name, figure in found.items():
        text = f"{figure:.2f} s" if name.startswith("seconds") else f"{figure / 1000:,.0f} kB"
        budget = f"{BUDGETS[name] / 1000:,.0f} kB" if name in BUDGETS else ""
        print(f"| {name} | {text} | {budget} |")
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
