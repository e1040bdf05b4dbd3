"""How long until a page's heading and its figure are painted, beside an empty app in the same run.

Run with `python -m benchmarks.first_paint`; `--app FOLDER` takes another checkout into the run. The
servers are warm, as for the second student of a lecture; every visit is a browser that has nothing
in its cache. The browser itself says when: the end of the frame in which the heading first is.
"""

import argparse
import contextlib
import math
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
PAINTED = """(() => {
  const there = {
    heading: () => document.querySelector("h1"),
    figure: () => [...document.querySelectorAll("[data-mounted]")]
      .some(({ shadowRoot }) => shadowRoot?.querySelector("canvas, svg.figure")),
  };
  window.painted = {};
  new MutationObserver((_, observer) => {
    for (const [name, isThere] of Object.entries(there)) {
      if (!isThere()) continue;
      delete there[name];
      requestAnimationFrame(() => setTimeout(() => { painted[name] = performance.now(); }));
    }
    if (!Object.keys(there).length) observer.disconnect();
  }).observe(document, { childList: true, subtree: true, attributeFilter: ["data-mounted"] });
})()"""
EMPTY = "import streamlit as st\nst.title('Empty')\n"


def visit(browser: Browser, url: str, last: str = "heading") -> dict[str, float]:
    """Milliseconds from asking for a page, uncached, until its parts are painted, `last` included.

    The parts are the heading and, on a page that has one, the figure.
    """
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(PAINTED)
    page.goto(url, wait_until="commit")
    painted = page.wait_for_function("(last) => painted[last] && painted", arg=last).json_value()
    context.close()
    return dict(painted)


def main() -> None:
    """Print one line a page: medians, and the ratio to the empty app."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--app", type=Path, help="another checkout, for a comparison")
    parser.add_argument("--pages", nargs="*", default=PAGES, metavar="PAGE")
    options = parser.parse_args()
    other, pages = options.app, options.pages
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        Path(folder, "empty.py").write_text(EMPTY, encoding="utf-8")
        bare = (sys.executable, "-m", "streamlit", "run", "empty.py", "--server.headless=true")
        empty = running_app(bare, port_option="--server.port={port}", folder=folder)
        apps = {"empty": stack.enter_context(empty)}
        for name, place in {"here": None, **({"there": other} if other else {})}.items():
            apps[name] = stack.enter_context(running_app(LAUNCHER, folder=place))
        urls = {("empty", ""): (apps.pop("empty"), "heading")}
        urls |= {
            (name, page): (f"{url}/{page}", "figure" if page else "heading")
            for page in pages
            for name, url in apps.items()
        }
        browser = launch(stack.enter_context(sync_playwright()))
        for url, last in urls.values():
            visit(browser, url, last)
        times: dict[tuple[str, str], list[dict[str, float]]] = {key: [] for key in urls}
        for _ in range(ROUNDS):
            for key, (url, last) in urls.items():
                times[key].append(visit(browser, url, last))
        browser.close()

    def median(key: tuple[str, str], part: str) -> float:
        return statistics.median(visit.get(part, math.nan) for visit in times[key])

    base = median(("empty", ""), "heading")
    titles = ("ms to the heading", "times empty", "ms to the figure")
    columns = [f"{title}, {name}" for name in apps for title in titles]
    print(f"| page | {' | '.join(columns)} |\n|:--|{'--:|' * len(columns)}")
    print(f"| empty app | {' | '.join([f'{base:.0f} | 1.00 | '] * len(apps))} |")
    for page in pages:
        cells = []
        for name in apps:
            heading, figure = (median((name, page), part) for part in ("heading", "figure"))
            cells += [f"{heading:.0f}", f"{heading / base:.2f}", f"{figure:.0f}" if page else ""]
        print(f"| /{page} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
