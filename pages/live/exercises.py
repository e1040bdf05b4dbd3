"""Exercises on a stream of pictures: bytes, rates, steps, passes."""

import numpy as np

from pages.ui.exercises import Exercise, Maker
from vizcore.images.scenes import SCENES
from vizcore.serve.messages import LAYERS
from vizcore.text import fixed, number

_MAPS = [name for name, shape in LAYERS.items() if len(shape) == 3]


def bytes_a_second(rng: np.random.Generator) -> Exercise:
    """What a layer's maps take on the line."""
    layer, rate = str(rng.choice(_MAPS)), int(rng.choice([10, 12, 15, 20, 24, 25, 30]))
    maps, rows, columns = LAYERS[layer]
    one = maps * rows * columns
    return Exercise(
        f"`{layer}` puts out {maps} maps of {rows} × {columns}. Each value travels as one byte, "
        f"{rate} pictures a second. How many bytes a second are the values alone?",
        one * rate,
        f"{maps} × {rows} × {columns} × {rate} = {one} × {rate} = {one * rate}.",
    )


def value_of_a_step(rng: np.random.Generator) -> Exercise:
    """From a byte back to a value."""
    zero, step = int(rng.integers(0, 200)), int(rng.integers(0, 256))
    scale = float(rng.choice([0.01, 0.02, 0.025, 0.05, 0.1]))
    answer = (step - zero) * scale
    return Exercise(
        f"A map is sent in steps of {number(scale)}; step {zero} means 0. What value does step "
        f"{step} mean, to three places after the point?",
        answer,
        f"({step} − {zero}) × {number(scale)} = {number(step - zero)} × {number(scale)} = "
        f"{fixed(answer, 3)}.",
        tolerance=0.0005,
    )


def pictures_in_flight(rng: np.random.Generator) -> Exercise:
    """How the delay bounds the rate."""
    delay, ahead = int(rng.choice([20, 40, 50, 80, 100, 125, 200])), int(rng.integers(1, 4))
    most = 1000 * ahead / delay
    words = "one picture is" if ahead == 1 else f"{ahead} pictures are"
    return Exercise(
        f"An answer comes {delay} ms after its picture was sent, and at most {words} on the way at "
        "a time. How many pictures a second can there be at most, if nothing else holds them up?",
        most,
        f"1000 / {delay} × {ahead} = {number(most)}.",
        tolerance=0.005,
    )


def mean_of_a_block(rng: np.random.Generator) -> Exercise:
    """What one of the network's pixels is made of."""
    values = rng.integers(0, 256, 4)
    total = int(values.sum())
    return Exercise(
        "A square of 64 × 64 pixels becomes 32 × 32: each new pixel is the mean of a block. A "
        f"block's reds are `{' '.join(map(str, values))}`. What is the new pixel's red, to two "
        "places, before it is rounded?",
        total / 4,
        f"({' + '.join(map(str, values))}) / 4 = {total} / 4 = {fixed(total / 4, 2)}.",
        tolerance=0.005,
    )


def rate_of_each(rng: np.random.Generator) -> Exercise:
    """What a common pass is good for."""
    people = int(rng.integers(2, 11))
    start, each = int(rng.integers(1, 6)), int(rng.choice([2, 3, 4, 5]))
    took = start + each * people
    answer = 1000 / took
    return Exercise(
        f"A pass through the network takes {start} ms and {each} ms more for each picture in it. "
        f"{people} people have one picture each in every pass, one pass follows the other. How "
        "many pictures a second does each of them get, to one place?",
        answer,
        f"1000 / ({start} + {each} × {people}) = 1000 / {took} = {fixed(answer, 1)}.",
        tolerance=0.05,
    )


def even_answer(rng: np.random.Generator) -> Exercise:
    """What a softmax leaves for the others."""
    best = int(rng.integers(12, 100))
    others = len(SCENES) - 1
    answer = (100 - best) / others
    return Exercise(
        f"A frozen picture is a ship with {best} %; the other {others} classes share the rest "
        "equally. How many percent has each of them, to two places?",
        answer,
        f"(100 − {best}) / {others} = {100 - best} / {others} = {fixed(answer, 2)}.",
        tolerance=0.005,
    )


#: In the order in which the page asks them.
MAKERS: tuple[Maker, ...] = (
    bytes_a_second,
    value_of_a_step,
    pictures_in_flight,
    mean_of_a_block,
    rate_of_each,
    even_answer,
)
