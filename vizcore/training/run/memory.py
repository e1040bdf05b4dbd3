"""Keeping freed memory: a training step takes and gives back the same large blocks each time."""

from vizcore.malloc import Setting, set_malloc


def keep_freed_memory() -> bool:
    """Let this process keep all that it frees; whether that could be done.

    >>> keep_freed_memory() in (True, False)
    True
    """
    return set_malloc(
        {Setting.MMAP_MAX: 0, Setting.TRIM_THRESHOLD: 2**31 - 1, Setting.TOP_PAD: 2**29}
    )
