"""What things cost beside what they stand on, in one table: `python -m benchmarks.ratios`.

Each ratio is taken side by side in one run: a filter against OpenCV's general one, a pass that
keeps every output against a plain one, an action on a page against an action on an empty Streamlit
app. So it says the same on a slow machine as on a fast one. `--check` compares with what is written
in docs/benchmarks and fails where one is a third worse, having measured that one again.
"""

import argparse
import asyncio
import contextlib
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from benchmarks.filtering import by_convscope, by_opencv, of_size
from benchmarks.processes import cpu_seconds
from benchmarks.visitor import Visitor
from tests.browser.server import LAUNCHER, running_process
from vizcore.images import KERNELS

OUT = Path("docs/benchmarks")
WORSE = 4 / 3
LEAST = 0.3  # what cost next to nothing may cost twice as much
ROUNDS = 15
PAGES = ("convolution", "kernels", "pooling", "activations", "feature_maps", "network", "unit")
ACTIONS = 40
EMPTY = """import streamlit as st
@st.fragment
def part():
    st.text(st.number_input("A number", 0, 9))
part()
"""


def side_by_side(one: Callable[[], object], other: Callable[[], object]) -> float:
    """How many times as long as the other the one takes: the median of pairs."""
    one(), other()
    return statistics.median(_time(one) / _time(other) for _ in range(ROUNDS))


def _time(call: Callable[[], object]) -> float:
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def filters() -> dict[str, float]:
    """Kernels on two megapixels, against OpenCV's general filter."""
    image, found = of_size(2.0), {}
    for name in ("sharpen", "small_blur", "large_blur"):
        weights = KERNELS[name].weights.copy()
        found[f"filter {name.replace('_', ' ')} / OpenCV filter2D"] = side_by_side(
            lambda weights=weights: by_convscope(image, weights),
            lambda weights=weights: by_opencv(image, weights),
        )
    return found


def passes() -> dict[str, float]:
    """What keeping outputs, and taking a value apart, cost beside one plain pass."""
    import torch

    from vizcore.nets import load_minivgg, operate, parse_edit, record
    from vizcore.nets.layers import layers_of, parameters_of

    torch.set_num_threads(1)
    model = load_minivgg("cpu")
    x = model.prepare(np.random.default_rng(0).integers(0, 256, (1, 32, 32, 3), np.uint8))
    edit = parse_edit("off:conv3.5", layers_of(model), parameters_of(model))

    def plain() -> None:
        with torch.inference_mode():
            model(x)

    return {
        "pass with every output / plain pass": side_by_side(lambda: record(model, x), plain),
        "pass of an operated network / plain pass": side_by_side(
            lambda: operate(model, x, [edit]), plain
        ),
    }


def actions() -> dict[str, float]:
    """Processor time of an action on a page, against one on an empty app."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        Path(folder, "empty.py").write_text(EMPTY, encoding="utf-8")
        bare = (sys.executable, "-m", "streamlit", "run", "empty.py", "--server.headless=true")
        empty = stack.enter_context(
            running_process(bare, port_option="--server.port={port}", folder=folder)
        )
        app = stack.enter_context(running_process(LAUNCHER))
        least = asyncio.run(_an_action(*empty, ""))
        return {
            f"action on {page} / on an empty app": asyncio.run(_an_action(*app, page)) / least
            for page in PAGES
        }


async def _an_action(address: str, process: int, lesson: str) -> float:
    """Seconds of processor time, once the page is warm."""
    visitor = Visitor(address, lesson, random.Random(1))
    async with visitor.visit():
        for _ in range(10):
            await visitor.act()
        before = cpu_seconds(process)
        for _ in range(ACTIONS):
            await visitor.act()
        return (cpu_seconds(process) - before) / ACTIONS


GROUPS = (filters, passes, actions)


def worse(found: Mapping[str, float], before: Mapping[str, float]) -> list[str]:
    """Those that are a third worse than they were, and seen to be.

    >>> worse({"a": 1.3, "b": 2.7, "c": 0.2}, {"a": 1.0, "b": 2.0, "c": 0.1})
    ['b']
    """
    was = {name: before.get(name, ratio) for name, ratio in found.items()}
    return [
        name for name, ratio in found.items() if ratio > max(WORSE * was[name], was[name] + LEAST)
    ]


def table(found: Mapping[str, float], before: Mapping[str, float]) -> str:
    """One line a ratio, beside what it was."""
    lines = ["| what / what | times | written |", "|:--|--:|--:|"]
    for name, ratio in found.items():
        was = f"{before[name]:.2f}" if name in before else ""
        lines.append(f"| {name} | {ratio:.2f} | {was} |")
    return "\n".join(lines)


def plot(found: Mapping[str, float], path: Path) -> None:
    """A bar each, with a line at 1."""
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams |= {"svg.hashsalt": "convscope", "font.size": 10}
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(9, 0.34 * len(found) + 0.8), layout="constrained")
    names = list(reversed(found))
    bars = axes.barh(names, [found[name] for name in names], color="#2F6DB5", height=0.6)
    axes.bar_label(bars, fmt="%.2f", padding=4)
    axes.axvline(1, color="#1b2430", linewidth=1)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.set_xlabel("Times what it stands on (less is better)")
    figure.savefig(path, metadata={"Date": None})
    plt.close(figure)


def main() -> int:
    """Measure, print, and write or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    parser.add_argument("--quick", action="store_true", help="without a server; writes nothing")
    options = parser.parse_args()
    written = OUT / "ratios.json"
    before = json.loads(written.read_text()) if written.exists() else {}
    groups = GROUPS[:2] if options.quick else GROUPS
    found = {name: ratio for group in groups for name, ratio in group().items()}
    bad = worse(found, before)
    for group in groups if options.check and bad else ():
        again = group() if any(name in bad for name in found) else {}
        found |= {name: min(ratio, again.get(name, ratio)) for name, ratio in found.items()}
    print(table(found, before))
    bad = worse(found, before)
    if options.check:
        for name in bad:
            print(f"A third worse than it was: {name}")
        return int(bool(bad))
    if not options.quick:
        written.write_text(json.dumps({n: round(r, 3) for n, r in found.items()}, indent=1) + "\n")
        plot(found, OUT / "ratios.svg")
    return 0


if __name__ == "__main__":
    sys.exit(main())
