"""How long until a page's heading is there, beside an empty Streamlit app in the same run.

Run with `python -m benchmarks.first_paint`. The servers are warm, as for the second student of a
lecture; every visit is a browser that has nothing in its cache.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from pages.ui.sections import SECTIONS
from tests.browser.chromium import launch
from tests.browser.server import LAUNCHER, running_app

ROUNDS = 7
PAGES = [page.lesson if section else "" for section, pages in SECTIONS.items() for page in pages]
EMPTY = "import streamlit as st\nst.title('Empty')\n"


def visit(browser: Browser, url: str) -> float:
    """Seconds from asking for a page to its heading, without a cache."""
    context = browser.new_context()
    page = context.new_page()
    started = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.wait_for_selector("h1")
    passed = time.perf_counter() - started
    context.close()
    return passed


def main() -> None:
    """Print one line a page: median seconds and the ratio to the empty app."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        script = Path(folder, "empty.py")
        script.write_text(EMPTY, encoding="utf-8")
        bare = (sys.executable, "-m", "streamlit", "run", str(script), "--server.headless=true")
        with (
            running_app(bare, port_option="--server.port={port}", folder=Path(folder)) as empty,
            running_app(LAUNCHER) as app,
        ):
            browser = launch(playwright)
            urls = {"empty app": empty, **{f"/{name}": f"{app}/{name}" for name in PAGES}}
            for url in urls.values():
                visit(browser, url)
            times: dict[str, list[float]] = {name: [] for name in urls}
            for _ in range(ROUNDS):
                for name, url in urls.items():
                    times[name].append(visit(browser, url))
            browser.close()
    base = statistics.median(times["empty app"])
    print("| page | median s to the heading | times the empty app |\n|:--|--:|--:|")
    for name, seconds in times.items():
        middle = statistics.median(seconds)
        print(f"| {name} | {middle:.2f} | {middle / base:.2f} |")


if __name__ == "__main__":
    main()
