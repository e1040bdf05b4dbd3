"""Memory while people come and go, and of who lost the connection: `python -m benchmarks.soak`.

`--minutes 10 --people 10 --workers 2` lets ten at a time be on all pages, half a minute each, an
action a second, and prints the memory of all processes minute by minute and after all have gone.
`--dropped 400` lets so many come, one after the other, and cuts each off: what the server holds for
those who may be back, and what is left when it has waited long enough.
"""

import argparse
import asyncio
import random
import time

from benchmarks.load import PAGES, command, person
from benchmarks.processes import megabytes
from tests.browser.server import running_process

FORGOTTEN = 150  # seconds; Streamlit keeps a session that was cut off for two minutes


async def soak(address: str, process: int, people: int, minutes: float) -> None:
    """`people` at a time on all pages; each stays for half a minute, then another one comes."""
    await _everywhere(address, people)
    begin, visits, seeds = time.perf_counter(), 0, iter(range(1, 10**9))
    print("| minute | visits ended | MB |\n|--:|--:|--:|", flush=True)
    print(f"| 0 | 0 | {megabytes(process):.0f} |", flush=True)

    async def seat(lesson: str) -> None:
        nonlocal visits
        while time.perf_counter() < begin + 60 * minutes:
            visitor = (await person(address, lesson, next(seeds)).stay(2, 28, 1)).visitor
            visits += 1
            assert not visitor.errors, visitor.errors
            lesson = random.choice(PAGES)

    seats = [asyncio.create_task(seat(PAGES[i % len(PAGES)])) for i in range(people)]
    for minute in range(1, int(minutes) + 1):
        await asyncio.sleep(max(0.0, begin + 60 * minute - time.perf_counter()))
        print(f"| {minute} | {visits} | {megabytes(process):.0f} |", flush=True)
    await asyncio.gather(*seats)
    await asyncio.sleep(FORGOTTEN)
    print(f"| all gone | {visits} | {megabytes(process):.0f} |", flush=True)


async def dropped(address: str, process: int, people: int) -> None:
    """`people` come and are cut off, one after the other."""
    await _everywhere(address, 1)
    before = megabytes(process)
    for i in range(people):
        await person(address, PAGES[i % len(PAGES)], i).stay(0, 0.2, 1)
    held = megabytes(process)
    await asyncio.sleep(FORGOTTEN)
    print("| people cut off | MB before | MB held | MB each | MB after two minutes |")
    print("|--:|--:|--:|--:|--:|")
    each, left = (held - before) / people, megabytes(process)
    print(f"| {people} | {before:.0f} | {held:.0f} | {each:.2f} | {left:.0f} |")


async def _everywhere(address: str, people: int) -> None:
    """Every page has been visited by some, so that what all share is there in every worker."""
    for lesson in PAGES:
        await asyncio.gather(*(person(address, lesson, i).stay(0, 1, 1) for i in range(people)))


def main() -> None:
    """Read the options, start a server, let people in."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--people", type=int, default=10)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--dropped", type=int, metavar="PEOPLE")
    options = parser.parse_args()
    with running_process(command(options.workers)) as (address, process):
        if options.dropped:
            asyncio.run(dropped(address, process, options.dropped))
        else:
            asyncio.run(soak(address, process, options.people, options.minutes))


if __name__ == "__main__":
    main()
