"""Many people on one server: `make load`, or `python -m benchmarks.load --help`.

Each of them changes a real control of a page (a number, a pill, a switch, a list; on Feature maps
the crop) once a second. The client runs on the same machine and is no browser: the figures are
what one server process does, without the work of drawing. `--app FOLDER` measures another checkout
in the same run; `--knee` finds how many people a page carries; `--soak MINUTES` lets people come
and go and prints the memory.
"""

import argparse
import asyncio
import os
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.visitor import Visitor
from pages.ui.sections import LESSONS, SECTIONS
from tests.browser.server import LAUNCHER, running_process

PAGES = tuple(entry.lesson for name, pages in SECTIONS.items() for entry in pages if name)
MIXED = "all, mixed"
PACE = 1.0  # seconds between two actions of a person
KNEE = 1.0  # seconds that the 95th percentile may reach
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Figures:
    """What one measurement found."""

    times: Sequence[float]
    cpu: float  # seconds of the server, in all
    received: int
    memory: float  # MB that each person costs
    errors: Sequence[str]

    def quantile(self, percent: int) -> float:
        """Milliseconds."""
        return 1000 * statistics.quantiles(self.times, n=100, method="inclusive")[percent - 1]


def cpu_seconds(process: int) -> float:
    """What a process has used so far, all its threads together."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def megabytes(process: int) -> float:
    """The memory that a process holds now."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def person(
    address: str, lesson: str, seed: int, start: float, seconds: float, pace: float
) -> tuple[Visitor, list[float]]:
    """Come at a moment of one's own, then change something every `pace` seconds until the end."""
    rng = random.Random(seed)
    visitor = Visitor(address, lesson, rng)
    times: list[float] = []
    await asyncio.sleep(rng.uniform(0, start / 2))
    async with visitor.visit():
        begin = time.perf_counter()
        await asyncio.sleep(max(0.0, start / 2) + rng.uniform(0, pace))
        received = visitor.received
        due = time.perf_counter()
        while due < begin + start + seconds:
            times.append(await visitor.act())
            due += pace
            if (rest := due - time.perf_counter()) > 0:
                await asyncio.sleep(rest)
            else:
                due = time.perf_counter()
        visitor.received -= received
    return visitor, times


async def crowd(
    address: str, process: int, lessons: Sequence[str], people: int, seconds: float
) -> Figures:
    """`people` on the pages `lessons`, in turn."""
    start = max(2.0, people / 10)
    for lesson in lessons:  # the server has been visited before
        await person(address, lesson, 0, 0, 1, PACE)
    memory, begin = megabytes(process), time.perf_counter()
    tasks = [
        asyncio.create_task(person(address, lessons[i % len(lessons)], 1 + i, start, seconds, PACE))
        for i in range(people)
    ]
    await asyncio.sleep(max(0.0, begin + start - time.perf_counter()))
    cpu = cpu_seconds(process)
    watcher = asyncio.create_task(_most(process, tasks))
    done = await asyncio.gather(*tasks)
    return Figures(
        times=[time for _, times in done for time in times],
        cpu=cpu_seconds(process) - cpu,
        received=sum(visitor.received for visitor, _ in done),
        memory=(await watcher - memory) / people,
        errors=[error for visitor, _ in done for error in visitor.errors],
    )


async def _most(process: int, tasks: Sequence[asyncio.Task[object]]) -> float:
    most = 0.0
    while not all(task.done() for task in tasks):
        most = max(most, megabytes(process))
        await asyncio.sleep(0.5)
    return most


def measure(app: Path | None, lessons: Sequence[str], people: int, seconds: float) -> Figures:
    """One crowd on a server of its own."""
    with running_process(LAUNCHER, folder=app) as (address, process):
        return asyncio.run(crowd(address, process, lessons, people, seconds))


def table(apps: dict[str, Path | None], pages: Sequence[str], people: int, seconds: float) -> None:
    """Print one line a page."""
    titles = ("p50 ms", "p95 ms", "CPU ms an action", "kB an action", "MB a person", "errors")
    columns = [f"{title}, {name}" if len(apps) > 1 else title for title in titles for name in apps]
    print(f"{people} people, one action a second each, {seconds:g} s a page\n")
    print(f"| page | {' | '.join(columns)} |\n|:--|{'--:|' * len(columns)}", flush=True)
    errors: list[str] = []
    for page in pages:
        lessons = [lesson for lesson in PAGES if page in (lesson, MIXED)]
        found = [measure(app, _there(app, lessons), people, seconds) for app in apps.values()]
        rows = [
            [f"{figures.quantile(50):.0f}" for figures in found],
            [f"{figures.quantile(95):.0f}" for figures in found],
            [f"{1000 * figures.cpu / len(figures.times):.1f}" for figures in found],
            [f"{figures.received / len(figures.times) / 1000:.0f}" for figures in found],
            [f"{figures.memory:.2f}" for figures in found],
            [str(len(figures.errors)) for figures in found],
        ]
        cells = " | ".join(cell for row in rows for cell in row)
        print(f"| {LESSONS[page].title if page in LESSONS else page} | {cells} |", flush=True)
        errors += [error for figures in found for error in figures.errors]
    for error in sorted(set(errors)):
        print(f"error: {error}")


def _there(app: Path | None, lessons: Sequence[str]) -> list[str]:
    """Those of the lessons that another checkout has too."""
    return [lesson for lesson in lessons if app is None or (app / "pages" / lesson).is_dir()]


def knee(app: Path | None, page: str, seconds: float) -> tuple[int, float]:
    """The largest crowd that a page was seen to carry, to a tenth; with its p95 in milliseconds."""
    lessons = [lesson for lesson in PAGES if page in (lesson, MIXED)]
    carried, p95, too_many = 0, 0.0, None
    people = 50
    while too_many is None or too_many - carried > max(5, carried // 10):
        figures = measure(app, lessons, people, seconds)
        if figures.quantile(95) < 1000 * KNEE and not figures.errors:
            carried, p95 = people, figures.quantile(95)
        else:
            too_many = people
        people = (carried + too_many) // 2 if too_many else carried * 2
    return carried, p95


async def soak(address: str, process: int, people: int, minutes: float) -> Iterator[str]:
    """`people` at a time on all pages; each stays for half a minute, then another one comes."""
    for lesson in PAGES:
        await person(address, lesson, 0, 0, 1, PACE)
    begin, lines, seeds = time.perf_counter(), [], iter(range(1, 10**9))
    lines.append(f"| 0 | 0 | {megabytes(process):.0f} |")
    visits = 0

    async def seat(first: str) -> None:
        nonlocal visits
        lesson = first
        while time.perf_counter() < begin + 60 * minutes:
            visitor, _ = await person(address, lesson, next(seeds), 2, 28, PACE)
            visits += 1
            assert not visitor.errors, visitor.errors
            lesson = random.choice(PAGES)

    seats = [asyncio.create_task(seat(PAGES[i % len(PAGES)])) for i in range(people)]
    for minute in range(1, int(minutes) + 1):
        await asyncio.sleep(max(0.0, begin + 60 * minute - time.perf_counter()))
        print(f"| {minute} | {visits} | {megabytes(process):.0f} |", flush=True)
    await asyncio.gather(*seats)
    await asyncio.sleep(150)  # Streamlit keeps a session that was cut off for two minutes
    print(f"| all gone | {visits} | {megabytes(process):.0f} |", flush=True)
    return iter(lines)


def main() -> None:
    """Read the options and print tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--app", type=Path, help="another checkout, for a comparison")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=15, help="for each page")
    parser.add_argument("--pages", nargs="+", choices=(*PAGES, MIXED), default=(*PAGES, MIXED))
    parser.add_argument("--knee", action="store_true", help="how many people each page carries")
    parser.add_argument("--soak", type=float, metavar="MINUTES", help="people come and go")
    options = parser.parse_args()
    apps: dict[str, Path | None] = {"there": options.app} if options.app else {}
    apps["here"] = None
    if options.knee:
        print("| page | people carried | p95 ms |\n|:--|--:|--:|", flush=True)
        for page in options.pages:
            carried, p95 = knee(None, page, options.seconds)
            print(f"| {page} | {carried} | {p95:.0f} |", flush=True)
    elif options.soak:
        print("| minute | visits ended | MB |\n|--:|--:|--:|", flush=True)
        with running_process() as (address, process):
            asyncio.run(soak(address, process, options.people, options.soak))
    else:
        table(apps, options.pages, options.people, options.seconds)


if __name__ == "__main__":
    main()
