"""The app where nothing can be written: the disk is closed, and what TMPDIR names is full."""

import asyncio
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

import pytest
from websockets.sync.client import ClientConnection, connect

from benchmarks.visitor import Visitor
from tests.browser.server import LAUNCHER, running_app
from vizcore.laboratory.settings import RunSettings
from vizcore.serve import units_address

#: Runs what follows it in mounts of its own; "$TMPDIR" is full, and no other folder is open.
_CLOSED = [
    "unshare", "--mount", "--map-root-user", "sh", "-ec",
    'mount -t tmpfs -o size=64k full "$TMPDIR"; head -c 99999 /dev/zero > "$TMPDIR/all" || :; '
    'for at in / /tmp /var/tmp "$HOME"; do '
    'if mountpoint -q "$at"; then mount -o remount,bind,ro "$at"; fi; done; exec "$@"', "sh",
]  # fmt: skip
_WRITE = "import tempfile; tempfile.gettempdir()"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    temporary = {"TMPDIR": str(tmp_path_factory.mktemp("full"))}
    found = subprocess.run(
        [*_CLOSED, sys.executable, "-c", _WRITE] if sys.platform == "linux" else ["false"],
        env={**os.environ, **temporary}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if "No usable temporary directory" not in found.stderr:
        pytest.skip(f"needs mounts of its own: {found.stderr[-200:]}")
    with running_app([*_CLOSED, *LAUNCHER], environment=temporary) as address:
        yield address


@pytest.fixture(scope="module")
def run(server: str) -> Iterator[ClientConnection]:
    """A run of the laboratory, whose process gets ready while others are tested."""
    with connect(f"{server.replace('http', 'ws')}/laboratory/run") as line:
        line.send(json.dumps({"start": RunSettings(batch_size=512).as_sent(), "person": "me"}))
        yield line


def test_a_page_with_the_network_opens_where_nothing_can_be_written(
    server: str, run: ClientConnection
) -> None:
    person = Visitor(server, "explain", random.Random(0))

    async def look() -> None:
        async with person.visit():
            await person.act()

    with ThreadPoolExecutor(1) as thread:  # a browser's loop may run in this one
        thread.submit(asyncio.run, look()).result()
    assert person.errors == []


def test_a_picture_is_climbed_to_where_nothing_can_be_written(server: str) -> None:
    with urlopen(f"{server}/{units_address()}/climb/conv1/3/nothing", timeout=60) as answer:
        assert json.loads(answer.read())["values"]


def test_the_laboratory_trains_where_nothing_can_be_written(run: ClientConnection) -> None:
    for message in run:
        if isinstance(message, str) and (told := json.loads(message))["losses"]:
            break
    assert told["state"] in ("running", "ended")
