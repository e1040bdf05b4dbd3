"""axe-core, the accessibility checker, fetched by npm in the version that is named here."""

import os
import subprocess
import tarfile
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from playwright.sync_api import Page

_PACKAGE = "axe-core@4.14.1"
_RUN = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.map(({ id, impact, nodes }) =>
    ({ id, impact, nodes: nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)) }));
}"""
_SERIOUS = ("serious", "critical")


def findings(page: Page) -> list[dict[str, Any]]:
    """What axe-core finds serious or critical in the page as it is now: names and examples."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_source())
    found: list[dict[str, Any]] = page.evaluate(_RUN)
    return [each for each in found if each["impact"] in _SERIOUS]


@cache
def _source() -> str:
    """Its one script; where npm cannot get it, the test is skipped on a desk and fails in CI."""
    with TemporaryDirectory() as folder:
        try:
            subprocess.run(
                ["npm", "pack", _PACKAGE, "--silent", "--pack-destination", folder],
                check=True, capture_output=True, timeout=120,
            )  # fmt: skip
        except (OSError, subprocess.SubprocessError) as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"npm cannot get {_PACKAGE}: {error}")
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as files:
            script = files.extractfile("package/axe.min.js")
            assert script is not None
            return script.read().decode()
