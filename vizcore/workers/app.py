"""Runs the app in this process."""

import os
import runpy
import signal
import sys
import warnings

from vizcore.locations import APP
from vizcore.malloc import Setting, set_malloc
from vizcore.serve.embedding import frames_allowed


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
    """Let all threads share two heaps, and keep some of what they free; before the first of them.

    Every run of a page is a thread. glibc gives threads up to eight heaps a core, and each grows to
    what its largest run needed: a person on Feature maps would cost two and a half times as much.
    What a run frees the next one takes again; only a block as large as a photograph goes back.
    """
    set_malloc(
        {
            Setting.ARENA_MAX: 2,
            Setting.MMAP_THRESHOLD: 16 * 2**20,
            Setting.TRIM_THRESHOLD: 64 * 2**20,
        }
    )


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
