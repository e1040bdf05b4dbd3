"""Keeps the garbage collector off what never becomes garbage, and off the rest most of the time."""

import gc
import sys

# Python looks for garbage whenever 700 objects are new, so many times in one run of a page, when
# everything that it made is still in use: a thirteenth of a crowd's processor time went there.
_THRESHOLDS = 50_000, 20, 50

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
        gc.set_threshold(*_THRESHOLDS)
