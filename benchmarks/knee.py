"""How many people a page carries: `python -m benchmarks.knee`, or with `--pages explain live`.

A hundred people have a page open and act ever faster, a quarter more every few seconds, until the
95th percentile of an answer leaves the budget twice: there the page's curve has its knee. Before
it a person's next action finds the last one answered; behind it actions wait for one another. The
answer is the highest rate that was carried, and how many people that is, each of them acting once
in five seconds. `--workers 1 2` says what one more process brings, where it has a core.
"""

import argparse
import asyncio
import random
import statistics
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass

import uvloop

from benchmarks.load import MIXED, PAGES, command, lessons_of, title_of
from benchmarks.visitor import Visitor
from tests.browser.server import running_process

BUDGET = 0.5  # seconds that 95 of 100 answers may take
EVERY = 5  # seconds between two actions of a person in a lecture
_PEOPLE = 100
_FIRST, _FASTER = 10.0, 1.25  # actions a second, and how many times more come next
_STAGE = 4  # seconds


@dataclass(frozen=True)
class Knee:
    """The highest rate that was carried.

    Attributes
    ----------
    rate : float
        Actions a second, all people together, as they were answered.
    p95 : float
        Seconds.
    """

    rate: float
    p95: float

    @property
    def people(self) -> int:
        """Who act once in `EVERY` seconds."""
        return int(self.rate * EVERY)


async def find(address: str, lessons: Sequence[str], workers: int) -> Knee:
    """Let a hundred people come to the pages in turn, then act ever faster."""
    async with AsyncExitStack() as doors:
        everybody = [
            Visitor(address, lessons[i % len(lessons)], random.Random(i)) for i in range(_PEOPLE)
        ]
        for few in range(0, _PEOPLE, 4 * workers):
            visits = (each.visit() for each in everybody[few : few + 4 * workers])
            await asyncio.gather(*(doors.enter_async_context(visit) for visit in visits))
        await _stage(everybody, _FIRST)  # what is made once is made
        carried, rate = Knee(0, 0), _FIRST
        while True:
            for _ in range(2):  # a shared machine hesitates at times
                answered, p95 = await _stage(everybody, rate)
                if p95 < BUDGET:
                    break
            errors = [error for each in everybody for error in each.errors]
            assert not errors, errors
            if p95 >= BUDGET:
                return carried
            carried, rate = Knee(answered, p95), rate * _FASTER


async def _stage(everybody: Sequence[Visitor], rate: float) -> tuple[float, float]:
    """Act for some seconds; how many actions a second were answered, and their p95."""
    begin = time.perf_counter()
    pause = len(everybody) / rate

    async def act(visitor: Visitor) -> list[float]:
        times, due = [], begin + visitor.rng.uniform(0, pause)
        while due < begin + _STAGE:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            times.append(await visitor.act())
            due = max(due + pause, time.perf_counter())
        return times

    times = [one for each in await asyncio.gather(*map(act, everybody)) for one in each]
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    return len(times) / (time.perf_counter() - begin), p95


def main() -> None:
    """Read the options, print one line a page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", nargs="+", choices=(*PAGES, MIXED), default=(*PAGES, MIXED))
    parser.add_argument("--workers", nargs="+", type=int, default=[1], help="one line each")
    options = parser.parse_args()
    print(f"| page | workers | actions a second | people, each every {EVERY} s | p95 ms |")
    print("|:--|--:|--:|--:|--:|", flush=True)
    for page in options.pages:
        for workers in options.workers:
            with running_process(command(workers)) as (address, _):
                found = uvloop.run(find(address, lessons_of(page), workers))
            line = f"{found.rate:.0f} | {found.people} | {1000 * found.p95:.0f}"
            print(f"| {title_of(page)} | {workers} | {line} |", flush=True)


if __name__ == "__main__":
    main()
