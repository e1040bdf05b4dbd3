"""From the click on a picture to all maps of all layers: `python -m benchmarks.feature_maps`.

Measured in a real browser, with the app as a person starts it, on *Feature maps* and on *The whole
network*, a picture on each in turn. The clock starts with the click's own time stamp and stops when
the browser has presented the frame in which every layer was drawn. On the whole network the frames
of a second of zooming in and out are counted too.
"""

import argparse
import json
import statistics
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import launch
from tests.browser.server import running_app

SAMPLES = ("rocket", "coffee", "astronaut", "china", "flower", "camera")
OUT = Path("docs/benchmarks")
PAGES = {"feature_maps": ".maps", "network": ".network"}
BUDGETS = {"feature_maps": 400, "network": 150}  # milliseconds

_FRAMES = """(canvas) => new Promise((done) => {
  const {left, top, width, height} = canvas.getBoundingClientRect();
  const [clientX, clientY] = [left + width / 2, top + height / 2];
  const start = performance.now();
  let frames = 0;
  const frame = (now) => {
    if (now - start > 1000) return done(frames);
    frames += 1;
    const inwards = now - start < 500;
    canvas.dispatchEvent(new WheelEvent("wheel", {
      deltaY: inwards ? -40 : 40, ctrlKey: true, clientX, clientY, cancelable: true,
    }));
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})"""
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
        tabs = {name: Tab(browser, address, name) for name in PAGES}
        for i in range(3 if options.quick else 10):
            for tab in tabs.values():
                tab.choose(SAMPLES[i % len(SAMPLES)])
        frames = tabs["network"].frames()
        browser.close()
    result = {name: tab.result() for name, tab in tabs.items()}
    result["network"]["frames_a_second"] = frames
    print(
        "| page | click to all maps painted, ms (median) | budget | kB a picture "
        "|\n|:--|--:|--:|--:|"
    )
    for name, each in result.items():
        print(f"| {name} | {each['median']} | {each['budget']} | {each['kilobytes_each']} |")
    print(f"\nFrames a second on the whole network, zooming in and out: {frames}.")
    if not options.quick:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "feature_maps.json").write_text(json.dumps(result, indent=1) + "\n")


class Tab:
    """One page in a tab of its own, with what it received and how long each picture took."""

    def __init__(self, browser: Browser, address: str, name: str) -> None:
        self.name, self.times, self.received = name, list[float](), list[int]()
        self.page = browser.new_page(viewport={"width": 1440, "height": 900})
        self.page.on("websocket", lambda socket: _count(socket, self.received))
        self.page.goto(f"{address}/{name}")
        self.page.locator(f"{PAGES[name]}[data-painted]").wait_for(timeout=60_000)
        self.page.evaluate(_START)
        self.choose(SAMPLES[-1])  # the gallery is opened once
        self.times.clear()
        self.received.clear()

    def choose(self, name: str) -> None:
        """Choose a sample, and keep the milliseconds until its maps were on screen."""
        self.page.bring_to_front()
        self.times.append(_choose(self.page, PAGES[self.name], name))

    def frames(self) -> int:
        """Frames in a second in which the wheel turns at every frame, in and out again."""
        self.page.bring_to_front()
        return int(self.page.locator(".stage canvas").evaluate(_FRAMES))

    def result(self) -> dict[str, object]:
        """What is kept of it."""
        return {
            "milliseconds": [round(time) for time in self.times],
            "median": round(statistics.median(self.times)),
            "budget": BUDGETS[self.name],
            "kilobytes_each": round(sum(self.received) / len(self.times) / 1000),
        }


def _choose(page: Page, root: str, name: str) -> float:
    """Choose a sample; the milliseconds until its maps were on screen."""
    maps, tile = page.locator(root), page.locator(f'.tile[data-name="{name}"]')
    page.wait_for_load_state("networkidle")
    tile.click()
    page.locator(f'{root}[data-painted^="sample-{name}/"]').wait_for()
    painted = float(maps.get_attribute("data-painted-at") or "nan")
    return painted - float(page.evaluate("globalThis.clicked"))


def _count(socket: object, received: list[int]) -> None:
    socket.on("framereceived", lambda frame: received.append(len(frame)))  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
