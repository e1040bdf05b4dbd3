"""The pictures of the README, taken of the running app: `python -m docs.pictures.make`."""

import io
import itertools
import time
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import launch
from tests.browser.server import LAUNCHER, running_app

HERE = Path(__file__).parent


def film(page: Page, address: str) -> None:
    """The worked 3x3 example, played once, as a GIF."""
    page.set_viewport_size({"width": 1180, "height": 900})
    page.goto(f"{address}/convolution")
    player = page.locator(".player")
    player.locator(".speed").select_option("0.5")
    player.locator(".play").click()
    frames, times, done = [], [], False
    while not done:
        done = player.get_attribute("data-step") == "8"
        times.append(time.perf_counter())
        shot = Image.open(io.BytesIO(player.screenshot(animations="allow")))
        frames.append(shot.convert("RGB").resize((shot.width * 3 // 4, shot.height * 3 // 4)))
    lasts = [round(1000 * (b - a)) for a, b in itertools.pairwise([*times, times[-1] + 2])]
    palette = frames[len(frames) // 2].quantize(192)
    small = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
    small[0].save(
        HERE / "player.gif",
        save_all=True,
        append_images=small[1:],
        duration=lasts,
        loop=0,
        optimize=True,
    )


def main() -> None:
    """Start the app and take every picture."""
    with running_app(LAUNCHER) as address, sync_playwright() as playwright:
        browser = launch(playwright)
        film(browser.new_page(color_scheme="light"), address)
        browser.close()


if __name__ == "__main__":
    main()
