"""Finds the Chromium that the browser tests run in; as a command it prints where it is."""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PLACES = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path(
        os.environ.get("PROGRAMFILES", "C:/Program Files"), "Google/Chrome/Application/chrome.exe"
    ),
)


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
