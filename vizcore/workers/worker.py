"""One of several processes that each run the whole app."""

import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from typing import Any

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG, linux/prctl.h


class Worker:
    """Starts a process, passes on what it prints, and knows whether it answers.

    Parameters
    ----------
    number : int
        From 1; it stands before each line that the process prints, in one log.
    port : int
        On the loopback.
    environment : mapping
        What all workers share.
    """

    def __init__(self, number: int, port: int, environment: Mapping[str, str]) -> None:
        self.number, self.port = number, port
        self.begun = time.monotonic()
        self._log = logging.getLogger(f"worker {number}")
        self._process = begin(
            [sys.executable, "-m", "vizcore.workers", str(port)],
            env={
                **os.environ,
                **environment,
                "CONVSCOPE_WORKER": str(number),
                "PYTHONUNBUFFERED": "1",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        threading.Thread(target=self._pass_on, daemon=True).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def code(self) -> int | None:
        """How it ended; None while it runs."""
        return self._process.poll()

    def answers(self, timeout: float = 5) -> bool:
        """Whether it says that it is well."""
        try:
            with urllib.request.urlopen(f"http://{self.address}/healthz", timeout=timeout) as found:
                return bool(found.status == 200)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def end(self, patience: float = 10) -> None:
        """Ask it to end, and make it end after `patience` seconds."""
        end(self._process, signal.SIGINT, patience)

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()
        self._process.wait()

    def _pass_on(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._log.info("%s", line.rstrip())


def begin(command: Sequence[str], **options: Any) -> subprocess.Popen[str]:
    """Start a process that is gone when this one is; Ctrl-C is for the one who watches over it."""
    return subprocess.Popen(
        command,
        text=True,
        start_new_session=True,
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        **options,
    )


def end(process: subprocess.Popen[str], how: signal.Signals, patience: float) -> None:
    """Ask a process to end, and make it end after `patience` seconds."""
    if process.poll() is None:
        process.send_signal(how)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _die_with_parent() -> None:
    """Have the kernel end this process when the one that started it is gone, however it went."""
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)
