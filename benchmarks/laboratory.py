"""The laboratory: how soon a run is seen to learn, and what its neighbours feel of it.

`python -m benchmarks.laboratory`; client and server share the machine. For the neighbours a crowd
as in `benchmarks.load` acts on a page while no run goes on, and while every worker has one.
"""

import argparse
import asyncio
import contextlib
import json
import time
import urllib.request
from dataclasses import dataclass

from websockets.asyncio.client import connect

from benchmarks.load import Figures, crowd
from tests.browser.server import running_process
from vizcore.laboratory.pool import workers_here
from vizcore.laboratory.settings import RunSettings

_LEARNT = 0.5  # right, of the images that are not learned from: five times as many as by guessing


@dataclass(frozen=True)
class Watched:
    """What one run felt like.

    Attributes
    ----------
    first, learnt, whole : float
        Seconds from Start to the first loss, to half of the others right, to the end.
    updates : float
        Messages a second in between.
    received : int
        Bytes of all of them.
    """

    first: float
    learnt: float
    whole: float
    updates: float
    received: int


async def watch(address: str, person: str, settings: RunSettings) -> Watched:
    """Start a run and follow it to its end."""
    begin, first, learnt = time.perf_counter(), 0.0, 0.0
    messages = received = 0
    async with connect(f"{address.replace('http', 'ws')}/laboratory/run", max_size=None) as line:
        await line.send(json.dumps({"start": settings.as_sent(), "person": person}))
        async for message in line:
            received += len(message)
            if isinstance(message, bytes):
                continue
            news, now = json.loads(message), time.perf_counter() - begin
            first = first or (now if news.get("losses") else 0.0)
            messages += 1
            if any(e["validation_accuracy"] > _LEARNT for e in news.get("epochs", [])):
                learnt = learnt or now
    whole = time.perf_counter() - begin
    return Watched(first, learnt, whole, messages / (whole - first), received)


async def one_run(address: str) -> None:
    """Print what a run feels like, with a new process and with one that was prepared."""
    print(
        "| process | first loss, s | half right, s | all 1,800 steps, s | updates a second | kB |"
    )
    print("|:--|--:|--:|--:|--:|--:|")
    for name in ("new", "prepared"):
        found = await watch(address, name, RunSettings())
        kilobytes = found.received / 1000
        print(
            f"| {name} | {found.first:.1f} | {found.learnt:.1f} | {found.whole:.1f} | "
            f"{found.updates:.1f} | {kilobytes:.0f} |",
            flush=True,
        )


async def without_end(address: str, person: str) -> None:
    """Keep a worker busy: another run whenever one ends."""
    while True:
        await watch(address, person, RunSettings(batch_size=4))


async def neighbours(address: str, process: int, page: str, people: int, *, busy: int) -> Figures:
    """A crowd on a page while `busy` runs go on."""
    runs = [asyncio.create_task(without_end(address, f"busy {i}")) for i in range(busy)]
    if runs:
        await asyncio.sleep(20)  # their processes have been started
    try:
        return await crowd(address, process, [page], people, 15)
    finally:
        for run in runs:
            run.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await run


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--pages", nargs="+", default=["convolution", "pooling"])
    options = parser.parse_args()
    with running_process() as (address, _):
        urllib.request.urlopen(f"{address}/healthz").close()
        asyncio.run(one_run(address))
    workers = workers_here()
    print(f"\n{options.people} people, one action a second each; workers: {workers}\n")
    print("| page | p50 ms, no run | p50 ms, all workers | p95 ms, no run | p95 ms, all workers |")
    print("|:--|--:|--:|--:|--:|", flush=True)
    for page in options.pages:
        found = []
        for busy in (0, workers):
            with running_process() as (address, process):
                story = neighbours(address, process, page, options.people, busy=busy)
                found.append(asyncio.run(story))
        cells = [f"{f.quantile(q):.0f}" for q in (50, 95) for f in found]
        print(f"| {page} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
