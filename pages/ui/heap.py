"""Keeps the garbage collector off what never becomes garbage."""

import gc
import sys

_seen = 0


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
