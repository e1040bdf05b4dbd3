"""Live: pictures a second a person, from the shutter to the answer, and what the server pays.

`python -m benchmarks.live`; client and server share the machine. First 1 and 10 people without a
browser, each as a browser does it: a picture every 33 ms at most, no more than two on their way.
Then one in Chromium with its own moving picture as the camera, where the delay goes to the frame
that shows the answer. `--seconds` and `--people` say how long and how many.
"""

import argparse
import asyncio
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from playwright.sync_api import sync_playwright
from websockets.asyncio.client import ClientConnection, connect

from benchmarks.load import cpu_seconds
from tests.browser import chromium
from tests.browser.server import running_process
from vizcore.serve.messages import PIXELS, Frame, frame_bytes

PACE = 1 / 30  # seconds between two pictures of a camera
AHEAD = 2  # pictures that may be on their way

_READ = """() => {
  const roots = [...document.querySelectorAll("*")].map((element) => element.shadowRoot);
  const box = roots.find((root) => root?.querySelector(".live")).querySelector(".live");
  const words = (name) => parseFloat(box.querySelector(name).textContent);
  return [Number(box.dataset.painted), words(".rate"), words(".delay")];
}"""


@dataclass
class Person:
    """What one person saw."""

    answers: int = 0
    received: int = 0
    delays: list[float] = field(default_factory=list)  # milliseconds
    together: list[int] = field(default_factory=list)


async def watch(address: str, layer: str, seconds: float, seed: int) -> Person:
    """Send pictures for some seconds as a browser does, and take the answers."""
    rng, seen = np.random.default_rng(seed), Person()
    sent: dict[int, float] = {}
    socket = f"{address.replace('http', 'ws')}/live/frames"
    async with connect(socket, max_size=None, compression=None) as line:
        free = asyncio.Semaphore(AHEAD)
        taking = asyncio.create_task(_take(line, seen, sent, free))
        end, due, number = time.perf_counter() + seconds, time.perf_counter(), 0
        while time.perf_counter() < end:
            await free.acquire()
            number += 1
            pixels = rng.integers(0, 256, PIXELS, np.uint8).tobytes()
            sent[number] = time.perf_counter()
            await line.send(frame_bytes(Frame(number, layer, False, pixels)))
            due = max(due + PACE, time.perf_counter())
            await asyncio.sleep(due - time.perf_counter())
        taking.cancel()
    return seen


async def _take(
    line: ClientConnection, seen: Person, sent: dict[int, float], free: asyncio.Semaphore
) -> None:
    async for message in line:
        assert isinstance(message, bytes), message
        number = int.from_bytes(message[:4], "little")
        seen.delays.append(1000 * (time.perf_counter() - sent[number]))
        seen.together.append(int.from_bytes(message[22:24], "little"))
        seen.answers += 1
        seen.received += len(message)
        for settled in [known for known in sent if known <= number]:
            del sent[settled]
            free.release()


async def crowd(
    address: str, process: int, layer: str, people: int, seconds: float
) -> tuple[Sequence[Person], float]:
    """Some people at once, and the server's seconds of processor time."""
    await watch(address, layer, 0.5, 0)  # the network has been loaded
    cpu = cpu_seconds(process)
    found = await asyncio.gather(*(watch(address, layer, seconds, i) for i in range(people)))
    return found, cpu_seconds(process) - cpu


def without_browser(people: Sequence[int], layers: Sequence[str], seconds: float) -> None:
    """One line for each layer and crowd."""
    print(
        "| layer | people | pictures a second each: least, mean, most | delay p50 ms | p95 ms | "
        "server CPU ms a picture | cores | bytes a picture | pictures a pass |\n"
        "|:--|--:|--:|--:|--:|--:|--:|--:|--:|",
        flush=True,
    )
    for layer in layers:
        for count in people:
            with running_process() as (address, process):
                found, cpu = asyncio.run(crowd(address, process, layer, count, seconds))
            rates = [person.answers / seconds for person in found]
            delays = [delay for person in found for delay in person.delays]
            answers = sum(person.answers for person in found)
            cuts = statistics.quantiles(delays, n=100, method="inclusive")
            together = statistics.mean(n for person in found for n in person.together)
            spread = f"{min(rates):.1f}, {statistics.mean(rates):.1f}, {max(rates):.1f}"
            print(
                f"| {layer} | {count} | {spread} | {cuts[49]:.1f} | {cuts[94]:.1f} | "
                f"{1000 * cpu / answers:.2f} | {cpu / seconds:.2f} | "
                f"{sum(person.received for person in found) / answers:.0f} | {together:.1f} |",
                flush=True,
            )


def in_browser(layers: Sequence[str], seconds: float) -> None:
    """One person with a camera."""
    print("\n| layer | pictures a second | delay to the screen, p50 ms | server CPU ms a picture |")
    print("|:--|--:|--:|--:|", flush=True)
    with sync_playwright() as playwright, running_process() as (address, process):
        browser = chromium.launch(playwright)
        for layer in layers:
            context = browser.new_context(permissions=["camera"])
            page = context.new_page()
            page.goto(f"{address}/live?layer={layer}")
            page.locator(".live[data-painted]").wait_for(timeout=60_000)
            page.get_by_role("button", name="Camera", exact=True).click()
            page.locator(".live[data-source=camera]").wait_for()
            page.wait_for_timeout(3000)
            cpu, begin = cpu_seconds(process), time.perf_counter()
            first, _, _ = page.evaluate(_READ)
            delays = []
            while time.perf_counter() < begin + seconds:
                page.wait_for_timeout(500)
                delays.append(page.evaluate(_READ)[2])
            last, passed = page.evaluate(_READ)[0], time.perf_counter() - begin
            cost = 1000 * (cpu_seconds(process) - cpu) / (last - first)
            rate, delay = (last - first) / passed, statistics.median(delays)
            print(f"| {layer} | {rate:.1f} | {delay:.0f} | {cost:.2f} |", flush=True)
            context.close()
        browser.close()


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[1, 10])
    parser.add_argument("--layers", nargs="+", default=["conv1", "conv3", "softmax"])
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--no-browser", action="store_true")
    options = parser.parse_args()
    without_browser(options.people, options.layers, options.seconds)
    if not options.no_browser:
        in_browser(options.layers, options.seconds)


if __name__ == "__main__":
    main()
