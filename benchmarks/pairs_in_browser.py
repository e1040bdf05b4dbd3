"""Pairs that a browser takes part in: first paint, frames, and a picture on its way to all maps."""

import statistics

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.feature_maps import SAMPLES, Tab
from benchmarks.first_paint import visit
from benchmarks.pairs import empty_app
from tests.browser.chromium import launch
from tests.browser.server import running_app

VISITS = 5
PAGES = ("", "convolution", "feature_maps", "network")
SECOND = """() => new Promise((done) => {
  const start = performance.now();
  let frames = 0;
  const frame = (now) => (now - start > 1000 ? done(frames) : (frames += 1, next()));
  const next = () => requestAnimationFrame(frame);
  next();
})"""

FOLLOWED = """() => {
  let start = 0;
  addEventListener("keydown", (event) => { start = event.timeStamp; }, true);
  globalThis.followed = new Promise((done) => {
    new MutationObserver((_, observer) => {
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
    }).observe(document.querySelector("[data-testid=stText]"), {
      childList: true, subtree: true, characterData: true,
    });
  });
}"""


def in_a_browser() -> dict[str, float]:
    """Against an empty Streamlit app, and against a page on which nothing moves."""
    with empty_app() as (empty, _), running_app() as address, sync_playwright() as playwright:
        browser = launch(playwright)
        found = _first_paints(browser, empty, address) | _pictures(browser, empty, address)
        browser.close()
    return found


def _first_paints(browser: Browser, empty: str, address: str) -> dict[str, float]:
    """How much later than an empty app's a page's heading is painted, nothing cached."""
    urls = [f"{address}/{page}" for page in PAGES]
    for url in (empty, *urls):
        visit(browser, url)
    rounds = [[visit(browser, url)["heading"] for url in (empty, *urls)] for _ in range(VISITS)]
    return {
        f"first paint of /{page} / of an empty app": statistics.median(
            times[i] / times[0] for times in rounds
        )
        for i, page in enumerate(PAGES, 1)
    }


def _pictures(browser: Browser, empty: str, address: str) -> dict[str, float]:
    """From a click to what it brings, and frames that zooming does not take from the screen."""
    tabs = {page: Tab(browser, address, page) for page in ("feature_maps", "network")}
    bare = browser.new_page()
    bare.goto(empty)
    bare.get_by_test_id("stText").wait_for()
    least = [_followed(bare, value) for value in range(1, 8)]
    for name in SAMPLES[:-1]:
        for tab in tabs.values():
            tab.choose(name)
    still, moving = float(bare.evaluate(SECOND)), tabs["network"].frames()
    return {
        f"picture to all maps on {page} / a number on an empty app": statistics.median(tab.times)
        / statistics.median(least)
        for page, tab in tabs.items()
    } | {"frames of a still page / of the whole network while it zooms": still / moving}


def _followed(page: Page, value: int) -> float:
    """Milliseconds from Enter until the empty app shows another number."""
    field = page.get_by_label("A number", exact=True)
    field.fill(str(value))
    page.evaluate(FOLLOWED)
    field.press("Enter")
    return float(page.evaluate("globalThis.followed"))
