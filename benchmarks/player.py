"""Frames a second, messages and latency of the step player at its largest, in a real browser.

Run with `python -m benchmarks.player` on a machine that does nothing else: a 64 x 64 input, a
3 x 3 kernel, 3,844 steps.
"""

import statistics

from playwright.sync_api import sync_playwright

from pages.convolution.examples import EXAMPLES
from pages.ui.matrices import random_matrix
from tests.browser.chromium import launch
from tests.browser.player import Player, messages_sent
from tests.browser.server import running_app
from vizcore.matrix_text import parse_matrix
from vizcore.steps import ConvSettings

SECONDS = 5
PAGE = "convolution?conv_example=Random+numbers&conv_rows=64&conv_columns=64"
SPEEDS = (2, 30, 60, 240)
KEYS = ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "End", "Home") * 10


def main() -> None:
    """Print frames a second and messages for each speed, then the latency of a step."""
    kernel = parse_matrix(EXAMPLES["worked"].kernel)[None]
    settings = ConvSettings(random_matrix(64, 64, 0)[None], kernel)
    with running_app() as address, sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        sent = messages_sent(page)
        page.goto(f"{address}/{PAGE}")
        player = Player(page, settings)
        page.wait_for_selector('[data-test-script-state="notRunning"]')
        print("| steps a second | frames a second | steps passed | messages to the server |")
        print("|--:|--:|--:|--:|")
        for speed in SPEEDS:
            print(f"| {speed} | {_play(player, speed, sent)} |")
        latencies = [latency.milliseconds for latency in player.latencies(KEYS)]
        browser.close()
    middle, worst = statistics.median(latencies), max(latencies)
    print(
        f"\nKey to the next frame: median {middle:.1f} ms, worst {worst:.1f} ms, n = {len(KEYS)}."
    )


def _play(player: Player, speed: int, sent: list[object]) -> str:
    player.root.locator(".speed").select_option(str(speed))
    player.press("Home")
    before = len(sent)
    player.press(" ")
    rate = player.frames_a_second(SECONDS)
    step = player.root.get_attribute("data-step")
    player.press(" ")
    return f"{rate:.1f} | {step} | {len(sent) - before}"


if __name__ == "__main__":
    main()
