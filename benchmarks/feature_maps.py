"""From the click on a picture to all maps of all layers: `python -m benchmarks.feature_maps`.

Measured in a real browser, with the app as a person starts it. The clock starts with the click's
own time stamp and stops when the browser has presented the frame in which every layer was drawn.
"""

import argparse
import json
import statistics
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import launch
from tests.browser.server import running_app

SAMPLES = ("rocket", "coffee", "astronaut", "china", "flower", "camera")
OUT = Path("docs/benchmarks")
BUDGET = 400  # milliseconds

_START = """() => addEventListener("click", (event) => {
  globalThis.clicked = performance.timeOrigin + event.timeStamp;
}, true)"""


def main() -> None:
    """Choose pictures one after the other; print each time, their median and what was sent."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="3 pictures, nothing written")
    parser.add_argument("--out", type=Path, default=OUT, help="folder for feature_maps.json")
    options = parser.parse_args()
    with running_app() as address, sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        received: list[int] = []
        page.on("websocket", lambda socket: _count(socket, received))
        page.goto(f"{address}/feature_maps")
        page.locator(".maps[data-painted]").wait_for(timeout=60_000)
        page.evaluate(_START)
        _choose(page, SAMPLES[-1])  # the gallery is opened once
        received.clear()
        times = [
            _choose(page, SAMPLES[i % len(SAMPLES)]) for i in range(3 if options.quick else 10)
        ]
        sent = sum(received) / len(times)
        browser.close()
    result = {
        "milliseconds": [round(time) for time in times],
        "median": round(statistics.median(times)),
        "budget": BUDGET,
        "kilobytes_received_each": round(sent / 1000),
    }
    print("| picture | click to all maps painted, ms |\n|---|---|")
    for i, time in enumerate(times):
        print(f"| {SAMPLES[i % len(SAMPLES)]} | {time:.0f} |")
    print(f"| **median of {len(times)}** | **{result['median']}** (budget {BUDGET}) |")
    print(f"\n{result['kilobytes_received_each']} kB received for each picture.")
    if not options.quick:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "feature_maps.json").write_text(json.dumps(result, indent=1) + "\n")


def _choose(page: Page, name: str) -> float:
    """Choose a sample; the milliseconds until its maps were on screen."""
    maps, tile = page.locator(".maps"), page.locator(f'.tile[data-name="{name}"]')
    page.wait_for_load_state("networkidle")
    tile.click()
    page.locator(f'.maps[data-painted^="sample-{name}/"]').wait_for()
    painted = float(maps.get_attribute("data-painted-at") or "nan")
    return painted - float(page.evaluate("globalThis.clicked"))


def _count(socket: object, received: list[int]) -> None:
    socket.on("framereceived", lambda frame: received.append(len(frame)))  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
