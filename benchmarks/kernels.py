"""The Kernels page as a person feels it: `python -m benchmarks.kernels`.

Choosing a kernel until the new picture is drawn, and giving it a 12-megapixel JPEG until the first
result is drawn, in a real browser.
"""

import io
import statistics

import numpy as np
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import launch
from tests.browser.server import running_app

NAMES = ("Laplacian", "Emboss", "Small blur, 7×7", "Outline", "Sharpen")
_WATCH = """() => {
  globalThis.started = null;
  const start = (event) => { globalThis.started = performance.now(); };
  addEventListener("pointerdown", start, true);
  addEventListener("change", start, true);
}"""
_PAINTED = """(before) => new Promise((done) => {
  const find = (root) => root.querySelector(".picture[data-painted]")
    ?? [...root.querySelectorAll("*")].map((e) => e.shadowRoot && find(e.shadowRoot)).find(Boolean);
  const look = () => {
    const picture = find(document);
    if (picture && picture.dataset.painted !== before) done(performance.now() - globalThis.started);
    else requestAnimationFrame(look);
  };
  look();
})"""


def main() -> None:
    """Print the median of ten choices and of five uploads."""
    with running_app() as address, sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(f"{address}/kernels")
        page.locator(".picture[data-painted]").wait_for(timeout=60_000)
        page.evaluate(_WATCH)
        choices = [_choose(page, NAMES[i % len(NAMES)]) for i in range(12)][2:]
        uploads = [_upload(page, photograph(seed)) for seed in range(6)][1:]
        browser.close()
    print("| what | median ms | fastest | n |\n|:--|--:|--:|--:|")
    for name, times in (("another kernel", choices), ("a 12-megapixel JPEG", uploads)):
        print(f"| {name} | {statistics.median(times):.0f} | {min(times):.0f} | {len(times)} |")


def photograph(seed: int) -> bytes:
    """A 4000 x 3000 JPEG with the detail of a photograph: noise at every scale."""
    rng = np.random.default_rng(seed)
    scales = [rng.integers(0, 256, (3 * s, 4 * s, 3), dtype=np.uint8) for s in (4, 40, 250)]
    layers = [Image.fromarray(s).resize((4000, 3000), Image.Resampling.BICUBIC) for s in scales]
    blend = Image.blend(Image.blend(layers[0], layers[1], 0.4), layers[2], 0.25)
    buffer = io.BytesIO()
    blend.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def _choose(page: Page, name: str) -> float:
    before = page.locator(".picture").get_attribute("data-painted")
    page.get_by_role("radio", name=name).or_(page.get_by_role("button", name=name)).first.click()
    return float(page.evaluate(_PAINTED, before))


def _upload(page: Page, data: bytes) -> float:
    before = page.locator(".picture").get_attribute("data-painted")
    page.get_by_role("button", name="Your own").click()
    field = page.locator("input[type=file]")
    field.set_input_files({"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": data})
    return float(page.evaluate(_PAINTED, before))


if __name__ == "__main__":
    main()
