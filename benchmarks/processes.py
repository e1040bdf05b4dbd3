"""What a process and all that it has started have used, and hold (Linux)."""

import os
from collections.abc import Iterator
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def family(process: int) -> Iterator[int]:
    """A process and its descendants that live."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except FileNotFoundError:
        return
    yield process
    for child in children:
        yield from family(int(child))


def cpu_seconds(process: int) -> float:
    """What they have used so far, all threads together."""
    return sum(_cpu(each) for each in family(process))


def megabytes(process: int) -> float:
    """The memory that they hold now; what they share counts for each."""
    return sum(_resident(each) for each in family(process))


def _cpu(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def _resident(process: int) -> float:
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
