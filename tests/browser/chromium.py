"""Finds and starts the Chromium of tests, benchmarks and pictures; run it to see where that is."""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PLACES = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path(
        os.environ.get("PROGRAMFILES", "C:/Program Files"), "Google/Chrome/Application/chrome.exe"
    ),
)
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",  # a camera, for those whom a test allows one
)


def launch(playwright: Playwright) -> Browser:
    """Start it without a window."""
    path = find()
    assert path is not None, "a Chromium is needed; `make test` gets one"
    return playwright.chromium.launch(executable_path=path, args=list(_FLAGS))


def find() -> Path | None:
    """The system's Chromium or Chrome, else the one that Playwright fetched, else None."""
    for name in _NAMES:
        if path := shutil.which(name):
            return Path(path)
    with sync_playwright() as playwright:
        fetched = Path(playwright.chromium.executable_path)
    return next((path for path in (fetched, *_PLACES) if path.exists()), None)


if __name__ == "__main__":
    chromium = find()
    if chromium is None:
        sys.exit(1)
    print(f"Chromium: {chromium}")
