"""Many people on one server: `make load`, or `python -m benchmarks.load --help`.

Each of them changes a real control of a page (a number, a pill, a switch, a list; on Feature maps
the crop) once a second. The client runs on the same machine and is no browser: the figures are
what one server process does, without the work of drawing. `--app FOLDER` measures another checkout
in the same run; `--workers 2` puts two processes behind nginx, and `--kill` ends one of them half
way: its people come again, as a browser does. How many people a page carries is
`benchmarks.knee`'s to find, how memory goes over minutes and hours `benchmarks.soak`'s.
"""

import argparse
import asyncio
import dataclasses
import os
import random
import signal
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import uvloop
from websockets.exceptions import ConnectionClosed, InvalidStatus

from benchmarks.processes import cpu_seconds, family, megabytes
from benchmarks.visitor import Visitor
from pages.ui.sections import LESSONS, SECTIONS
from tests.browser.server import COMMAND, LAUNCHER, running_process

PAGES = tuple(entry.lesson for name, pages in SECTIONS.items() for entry in pages if name)
MIXED = "all, mixed"


@dataclass(frozen=True)
class Crowd:
    """How a server is run, and who comes."""

    people: int = 50
    seconds: float = 15
    pace: float = 1.0  # seconds between two actions of a person
    workers: int = 1
    kill: bool = False  # one of the workers, half way


@dataclass(frozen=True)
class Figures:
    """What one measurement found."""

    times: Sequence[float]
    cpu: float  # seconds of the server, in all
    received: int
    memory: float  # MB that each person costs
    errors: Sequence[str]
    again: int  # how often somebody lost the connection and came again

    def quantile(self, percent: int) -> float:
        """Milliseconds."""
        return 1000 * statistics.quantiles(self.times, n=100, method="inclusive")[percent - 1]


@dataclass
class Person:
    """Comes at a moment of their own, then changes something at a pace until the end."""

    visitor: Visitor
    times: list[float] = dataclasses.field(default_factory=list)
    again: int = 0

    async def stay(self, start: float, seconds: float, pace: float) -> "Person":
        """Come within `start` / 2 seconds, begin to act after `start`, go `seconds` later."""
        rng = self.visitor.rng
        await asyncio.sleep(rng.uniform(0, start / 2))
        end = time.perf_counter() + start + seconds
        pause = start / 2 + rng.uniform(0, pace)
        while time.perf_counter() < end:
            try:
                async with self.visitor.visit():
                    await asyncio.sleep(pause)
                    if not self.times:
                        self.visitor.received = 0
                    await self._act(end, pace)
            except (ConnectionClosed, OSError, InvalidStatus):
                self.again += 1
                pause = 0.5
                await asyncio.sleep(pause)
        return self

    async def _act(self, end: float, pace: float) -> None:
        due = time.perf_counter()
        while due < end:
            self.times.append(await self.visitor.act())
            due += pace
            if (rest := due - time.perf_counter()) > 0:
                await asyncio.sleep(rest)
            else:
                due = time.perf_counter()


def person(address: str, lesson: str, seed: int) -> Person:
    """Somebody on a page, who does the same things for the same seed."""
    return Person(Visitor(address, lesson, random.Random(seed)))


async def come(address: str, process: int, lessons: Sequence[str], crowd: Crowd) -> Figures:
    """The crowd on the pages `lessons`, in turn."""
    start = max(2.0, crowd.people / 10)
    for lesson in lessons:  # every worker has been visited before
        before = range(1 if crowd.workers == 1 else 3 * crowd.workers)
        await asyncio.gather(*(person(address, lesson, 0).stay(0, 1, 1) for _ in before))
    memory, begin = megabytes(process), time.perf_counter()
    everybody = [person(address, lessons[i % len(lessons)], 1 + i) for i in range(crowd.people)]
    tasks = [asyncio.create_task(each.stay(start, crowd.seconds, crowd.pace)) for each in everybody]
    await asyncio.sleep(max(0.0, begin + start - time.perf_counter()))
    cpu = cpu_seconds(process)
    watcher = asyncio.create_task(_most(process, tasks))
    if crowd.kill:
        await asyncio.sleep(crowd.seconds / 2)
        os.kill(_worker(process), signal.SIGKILL)
    done = await asyncio.gather(*tasks)
    return Figures(
        times=[seconds for each in done for seconds in each.times],
        cpu=cpu_seconds(process) - cpu,
        received=sum(each.visitor.received for each in done),
        memory=(await watcher - memory) / crowd.people,
        errors=[error for each in done for error in each.visitor.errors],
        again=sum(each.again for each in done),
    )


def _worker(process: int) -> int:
    """One of those that run the app for `process`."""
    for each in family(process):
        if "vizcore.workers" in Path(f"/proc/{each}/cmdline").read_text():
            return each
    raise SystemExit("--kill needs --workers 2 or more")


async def _most(process: int, tasks: Sequence[asyncio.Task[object]]) -> float:
    most = 0.0
    while not all(task.done() for task in tasks):
        most = max(most, megabytes(process))
        await asyncio.sleep(0.5)
    return most


def measure(app: Path | None, lessons: Sequence[str], crowd: Crowd) -> Figures:
    """One crowd on a server of its own."""
    with running_process(command(crowd.workers, app), folder=app) as (address, process):
        return uvloop.run(come(address, process, lessons, crowd))


def command(workers: int, app: Path | None = None) -> Sequence[str]:
    """How a server is started."""
    if app and not (app / "vizcore" / "workers").is_dir():
        return COMMAND  # from before there were several
    return (*COMMAND, f"--workers={workers}") if workers > 1 else LAUNCHER


def table(apps: dict[str, Path | None], pages: Sequence[str], crowd: Crowd) -> None:
    """Print one line a page."""
    titles = [
        *("p50 ms", "p95 ms", "CPU ms an action", "kB an action", "MB a person", "errors"),
        *(["came again"] if crowd.kill else []),
    ]
    columns = [f"{title}, {name}" if len(apps) > 1 else title for title in titles for name in apps]
    print(
        f"{crowd.people} people, an action every {crowd.pace:g} s each, {crowd.seconds:g} s a "
        f"page, workers: {crowd.workers}\n"
    )
    print(f"| page | {' | '.join(columns)} |\n|:--|{'--:|' * len(columns)}", flush=True)
    errors: list[str] = []
    for page in pages:
        found = [measure(app, _there(app, lessons_of(page)), crowd) for app in apps.values()]
        rows = [
            [f"{figures.quantile(50):.0f}" for figures in found],
            [f"{figures.quantile(95):.0f}" for figures in found],
            [f"{1000 * figures.cpu / len(figures.times):.1f}" for figures in found],
            [f"{figures.received / len(figures.times) / 1000:.0f}" for figures in found],
            [f"{figures.memory:.2f}" for figures in found],
            [str(len(figures.errors)) for figures in found],
            *([[str(figures.again) for figures in found]] if crowd.kill else []),
        ]
        cells = " | ".join(cell for row in rows for cell in row)
        print(f"| {title_of(page)} | {cells} |", flush=True)
        errors += [error for figures in found for error in figures.errors]
    for error in sorted(set(errors)):
        print(f"error: {error}")


def lessons_of(page: str) -> list[str]:
    """The one, or for `MIXED` all."""
    return [lesson for lesson in PAGES if page in (lesson, MIXED)]


def title_of(page: str) -> str:
    """As the list of pages has it."""
    return LESSONS[page].title if page in LESSONS else page


def _there(app: Path | None, lessons: Sequence[str]) -> list[str]:
    """Those of the lessons that another checkout has too."""
    return [lesson for lesson in lessons if app is None or (app / "pages" / lesson).is_dir()]


def main() -> None:
    """Read the options and print tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--app", type=Path, help="another checkout, for a comparison")
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=15, help="for each page")
    parser.add_argument("--pace", type=float, default=1, help="seconds between two actions")
    parser.add_argument("--workers", type=int, default=1, help="processes, with nginx before them")
    parser.add_argument("--kill", action="store_true", help="one of the workers, half way")
    parser.add_argument("--pages", nargs="+", choices=(*PAGES, MIXED), default=(*PAGES, MIXED))
    options = parser.parse_args()
    apps: dict[str, Path | None] = {"there": options.app} if options.app else {}
    apps["here"] = None
    crowd = Crowd(options.people, options.seconds, options.pace, options.workers, kill=options.kill)
    table(apps, options.pages, crowd)


if __name__ == "__main__":
    main()
