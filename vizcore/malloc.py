"""What this process does with memory that it frees, where the C library is glibc.

glibc returns large blocks to the system at once, and the system clears each page anew before it
gives it again. Who makes arrays of the same size over and over is faster when they are kept.
"""

import ctypes
import platform
from collections.abc import Mapping
from enum import IntEnum


class Setting(IntEnum):
    """Numbers from glibc's malloc.h; sizes are in bytes."""

    TRIM_THRESHOLD = -1
    TOP_PAD = -2
    MMAP_THRESHOLD = -3
    MMAP_MAX = -4
    ARENA_MAX = -8


def set_malloc(settings: Mapping[Setting, int]) -> bool:
    """Change how memory is kept; whether that could be done.

    >>> set_malloc({Setting.MMAP_MAX: 65536}) in (True, False)
    True
    """
    if platform.libc_ver()[0] != "glibc":
        return False
    mallopt = ctypes.CDLL(None).mallopt
    return all(mallopt(name, value) for name, value in settings.items())
