"""Pairs of what is measured side by side: what the project does, and what that stands on.

Each function gives names and how many times as much the first of a pair costs as the second.
"""

import asyncio
import contextlib
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from benchmarks.filtering import by_convscope, by_opencv, of_size
from benchmarks.processes import cpu_seconds
from benchmarks.visitor import Visitor
from tests.browser.server import LAUNCHER, running_process
from vizcore.images import KERNELS

ROUNDS = 15
PAGES = ("convolution", "kernels", "pooling", "activations", "feature_maps", "network", "unit")
ACTIONS = 40
IMAGES = 256
EMPTY = """import streamlit as st
st.title("Empty")
@st.fragment
def part():
    st.text(st.number_input("A number", 0, 9))
part()
"""


def side_by_side(
    one: Callable[[], object], other: Callable[[], object], rounds: int = ROUNDS
) -> float:
    """How many times as long as the other the one takes: the median of pairs."""
    one(), other()
    return statistics.median(_time(one) / _time(other) for _ in range(rounds))


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


def trainings() -> dict[str, float]:
    """A mini-batch of 32 in the loop that ships, against loops as tutorials have them."""
    import torch

    from benchmarks.training import keras_turn, our_turn, plain_turn, random_images

    torch.set_num_threads(1)
    data, cpu = random_images(IMAGES), torch.device("cpu")
    ours = our_turn(data, 32, cpu)
    others = {"a plain PyTorch loop": plain_turn(data, 32, cpu), "Keras on torch": keras_turn(data)}
    return {
        f"training, batch 32 / {name}": side_by_side(ours, other, 5)
        for name, other in others.items()
    }


@contextlib.contextmanager
def empty_app() -> Iterator[tuple[str, int]]:
    """The address and process of a Streamlit app of one number, as its makers let it start."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "empty.py").write_text(EMPTY, encoding="utf-8")
        bare = (sys.executable, "-m", "streamlit", "run", "empty.py", "--server.headless=true")
        option = "--server.port={port}"
        with running_process(bare, port_option=option, folder=Path(folder)) as running:
            yield running


def actions() -> dict[str, float]:
    """Processor time and bytes of an action on a page, against one on an empty app."""
    with empty_app() as empty, running_process(LAUNCHER) as app:
        least = asyncio.run(_an_action(*empty, ""))
        found = {page: asyncio.run(_an_action(*app, page)) for page in PAGES}
    return {
        f"{what} of an action on {page} / on an empty app": each[i] / least[i]
        for i, what in enumerate(("time", "bytes"))
        for page, each in found.items()
    }


async def _an_action(address: str, process: int, lesson: str) -> tuple[float, float]:
    """Seconds of processor time, and bytes, once the page is warm."""
    visitor = Visitor(address, lesson, random.Random(1))
    async with visitor.visit():
        for _ in range(10):
            await visitor.act()
        before, visitor.received = cpu_seconds(process), 0
        for _ in range(ACTIONS):
            await visitor.act()
        return (cpu_seconds(process) - before) / ACTIONS, visitor.received / ACTIONS
