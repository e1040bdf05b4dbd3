"""Starts the app as a person does, on a free port, and waits until it answers."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

_PATIENCE = 60.0  # seconds
COMMAND = (sys.executable, "-c", "from vizcore.cli import main; main()")
LAUNCHER = (*COMMAND, "--workers=1")


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def running_app(
    command: Sequence[str] = LAUNCHER,
    *,
    port_option: str = "--port={port}",
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """Start a fresh server and yield its address; Ctrl-C ends it.

    A server that dies or never answers fails the test with what it printed.
    """
    with running_process(
        command, port_option=port_option, folder=folder, environment=environment
    ) as (address, _):
        yield address


@contextmanager
def running_process(
    command: Sequence[str] = LAUNCHER,
    *,
    port_option: str = "--port={port}",
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[tuple[str, int]]:
    """As `running_app`, and the server's process id beside its address."""
    port = free_port()
    process = subprocess.Popen(
        [*command, port_option.format(port=port)],
        cwd=folder,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, process)
        yield address, process.pid
    finally:
        output = interrupt(process)
    assert "Traceback" not in output, f"the server printed:\n{output}"


def interrupt(process: subprocess.Popen[str]) -> str:
    """Send Ctrl-C, wait for the end, return everything that was printed."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
    try:
        return process.communicate(timeout=20)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        return process.communicate()[0]


def _wait_for(address: str, process: subprocess.Popen[str]) -> None:
    start = time.monotonic()
    while not _is_healthy(address):
        if process.poll() is not None or time.monotonic() - start > _PATIENCE:
            raise AssertionError(f"the app did not start:\n{interrupt(process)}")
        time.sleep(0.05)


def _is_healthy(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5) as answer:
            return answer.read() == b"ok"
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
