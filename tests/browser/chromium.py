"""Finds and starts the Chromium of tests, benchmarks and pictures; run it to see where that is."""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright

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
_ONE_SITE = ("--disable-site-isolation-trials", "--renderer-process-limit=1")  # a tenth less work


def launch(playwright: Playwright) -> Browser:
    """Start it without a window."""
    return playwright.chromium.launch(executable_path=_found(), args=list(_FLAGS))


def launch_profile(playwright: Playwright, folder: str, *, touch: bool) -> BrowserContext:
    """Start it with a profile in `folder`, as a person has one, on a desk or on a phone."""
    return playwright.chromium.launch_persistent_context(
        folder,
        executable_path=_found(),
        args=[*_FLAGS, *_ONE_SITE],
        accept_downloads=True,
        has_touch=touch,
        is_mobile=touch,
    )


def _found() -> Path:
    path = find()
    assert path is not None, "a Chromium is needed; `make test` gets one"
    return path


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
