"""The memory of the server: what is never garbage, and what is given back."""

import ctypes
import gc
import sys

_seen = 0
_M_ARENA_MAX = -8  # malloc.h
_ARENAS = 2


def freeze_imports() -> None:
    """Take everything that is alive out of the collector's sight, whenever modules were imported.

    With pandas and torch loaded a full collection is about 50 ms in which nobody is served, nearly
    all of it spent on modules and functions that live as long as the program. They are frozen after
    the run that imported them, which happens a few times in the life of a server; what later runs
    make is collected as ever.
    """
    global _seen  # one number for the whole process
    if len(sys.modules) != _seen:
        _seen = len(sys.modules)
        gc.collect()
        gc.freeze()


def few_arenas() -> None:
    """Let threads share two heaps, where the C library has one for each of many threads.

    Every run of a page is a thread of its own. With glibc's eight heaps a core each of them grows
    to what its largest run needed: a person on Feature maps costs two and a half times as much.
    """
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none
        if mallopt is not None:
            mallopt(_M_ARENA_MAX, _ARENAS)
