"""How long until a page's heading is painted, beside an empty Streamlit app in the same run.

Run with `python -m benchmarks.first_paint`; `--app FOLDER` takes another checkout into the run. The
servers are warm, as for the second student of a lecture; every visit is a browser that has nothing
in its cache. The browser itself says when: the end of the frame in which the heading first is.
"""

import argparse
import contextlib
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from pages.ui.sections import SECTIONS
from tests.browser.chromium import launch
from tests.browser.server import LAUNCHER, running_app

ROUNDS = 7
PAGES = [page.lesson if section else "" for section, pages in SECTIONS.items() for page in pages]
PAINTED = """new MutationObserver((_, observer) => {
  if (!document.querySelector("h1")) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.painted = performance.now(); }));
}).observe(document, { childList: true, subtree: true })"""
EMPTY = "import streamlit as st\nst.title('Empty')\n"


def visit(browser: Browser, url: str) -> float:
    """Milliseconds from asking for a page until its heading is painted, without a cache."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(PAINTED)
    page.goto(url, wait_until="commit")
    passed = float(page.wait_for_function("() => window.painted").json_value())
    context.close()
    return passed


def main() -> None:
    """Print one line a page: median milliseconds and the ratio to the empty app."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--app", type=Path, help="another checkout, for a comparison")
    other = parser.parse_args().app
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        Path(folder, "empty.py").write_text(EMPTY, encoding="utf-8")
        bare = (sys.executable, "-m", "streamlit", "run", "empty.py", "--server.headless=true")
        empty = running_app(bare, port_option="--server.port={port}", folder=folder)
        apps = {"empty": stack.enter_context(empty)}
        for name, place in {"here": None, **({"there": other} if other else {})}.items():
            apps[name] = stack.enter_context(running_app(LAUNCHER, folder=place))
        urls = {("empty", ""): apps.pop("empty")}
        urls |= {(name, page): f"{url}/{page}" for page in PAGES for name, url in apps.items()}
        browser = launch(stack.enter_context(sync_playwright()))
        for url in urls.values():
            visit(browser, url)
        times: dict[tuple[str, str], list[float]] = {key: [] for key in urls}
        for _ in range(ROUNDS):
            for key, url in urls.items():
                times[key].append(visit(browser, url))
        browser.close()
    medians = {key: statistics.median(values) for key, values in times.items()}
    base = medians["empty", ""]
    columns = [
        f"{title}, {name}" for name in apps for title in ("ms to the heading", "times empty")
    ]
    print(f"| page | {' | '.join(columns)} |\n|:--|{'--:|' * len(columns)}")
    print(f"| empty app | {' | '.join([f'{base:.0f} | 1.00'] * len(apps))} |")
    for page in PAGES:
        cells = [f"{medians[name, page]:.0f} | {medians[name, page] / base:.2f}" for name in apps]
        print(f"| /{page} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
