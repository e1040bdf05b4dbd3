"""Runs the app in this process."""

import ctypes
import os
import runpy
import signal
import sys
import warnings

from vizcore.locations import APP
from vizcore.serve.embedding import frames_allowed

_M_ARENA_MAX = -8  # malloc.h
_ARENAS = 2


def run_app(host: str, port: int) -> None:
    """Run the app in this process until it is asked to end."""
    _share_heaps()
    _need_no_folder()
    signal.signal(signal.SIGINT, _end)
    sys.argv = ["streamlit", *_streamlit_arguments(host, port)]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)


def _end(*_: object) -> None:
    """A wish, not an error: no traceback, no word on what was about to begin."""
    warnings.simplefilter("ignore")
    sys.exit(0)


def _share_heaps() -> None:
    """Let all threads share two heaps; it must come before the first of them.

    Every run of a page is a thread. glibc gives threads up to eight heaps a core, and each grows to
    what its largest run needed: a person on Feature maps would cost two and a half times as much.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
        if mallopt is not None:
            mallopt(_M_ARENA_MAX, _ARENAS)


def _need_no_folder() -> None:
    """Let torch's optimisers take a folder that is there: they never write to it.

    They ask for one of their own in /tmp, for programs that are compiled. None is, and the disk may
    be full or closed. The laboratory's processes inherit it.
    """
    os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", str(APP))


def _streamlit_arguments(host: str, port: int) -> list[str]:
    return [
        "run",
        str(APP / "app.py"),
        f"--server.address={host}",
        f"--server.port={port}",
        "--server.headless=true",
        "--logger.hideWelcomeMessage=true",
        *(["--server.xsrfCookieSameSite=none"] if frames_allowed() else []),
    ]
