"""Exercises on pixels and tensors; the lecture's picture of 750 x 1000 comes first."""

import math

import numpy as np

from pages.ui.exercises import Exercise, Maker
from vizcore.images.tensors import IMAGENET, memory_place, standardise, to_unit

_CHANNELS = ("red", "green", "blue")
_BYTES = {"uint8": 1, "float32": 4}


def lecture_pixels(_: np.random.Generator) -> Exercise:
    """The lecture's picture: its count of pixels."""
    return _pixels(750, 1000)


def lecture_colours(_: np.random.Generator) -> Exercise:
    """The lecture's count of colours: 256 * 256 * 256."""
    return _colours(8)


def read_pixel(rng: np.random.Generator) -> Exercise:
    """Find a number by its row and column."""
    picture = rng.integers(0, 256, (4, 5))
    row, column = int(rng.integers(4)), int(rng.integers(5))
    lines = "\n".join(" ".join(f"{value:3d}" for value in line) for line in picture)
    answer = int(picture[row, column])
    return Exercise(
        f"A grey picture:\n```text\n{lines}\n```\n"
        f"Rows and columns are counted from 0, from the top left. What is the pixel "
        f"in row {row}, column {column}?",
        answer,
        f"Go down {row} and right {column}: `picture[{row}, {column}]` is {answer}. The other way "
        "round, x before y, is how drawing programs write it; a tensor has its row first.",
    )


def count_pixels(rng: np.random.Generator) -> Exercise:
    """How many numbers a colour picture is."""
    rows, columns = (int(n) * 10 for n in rng.integers(10, 120, 2))
    answer = math.prod((rows, columns, 3))
    return Exercise(
        f"A colour picture has {rows} rows and {columns} columns. "
        "How many numbers does the machine get?",
        answer,
        f"{rows} · {columns} = {rows * columns} pixels, 3 numbers each: "
        f"{rows * columns} · 3 = {answer}.",
    )


def place_in_memory(rng: np.random.Generator) -> Exercise:
    """Where a number lies, channels last or first."""
    rows, columns = (int(n) for n in rng.integers(4, 13, 2))
    row, column, channel = (int(rng.integers(n)) for n in (rows, columns, 3))
    last = bool(rng.integers(2))
    shape = (rows, columns, 3) if last else (3, rows, columns)
    index = (row, column, channel) if last else (channel, row, column)
    answer = memory_place(shape, index)
    return Exercise(
        f"A picture of shape {shape}, channels {'last' if last else 'first'}, lies in memory with "
        f"its last axis running fastest. How many numbers lie before the {_CHANNELS[channel]} of "
        f"row {row}, column {column}? All are counted from 0; red is channel 0.",
        answer,
        f"({index[0]} · {shape[1]} + {index[1]}) · {shape[2]} + {index[2]} = {answer}.",
    )


def bytes_of_batch(rng: np.random.Generator) -> Exercise:
    """How much memory a batch takes."""
    pictures = 2 ** int(rng.integers(1, 8))
    side = int(rng.choice([28, 32, 64, 224]))
    dtype = str(rng.choice(list(_BYTES)))
    answer = np.empty((pictures, 3, side, side), dtype).nbytes
    return Exercise(
        f"A batch of shape ({pictures}, 3, {side}, {side}) holds {dtype}. "
        "How many bytes does it take?",
        answer,
        f"{pictures} · 3 · {side} · {side} = {pictures * 3 * side * side} numbers, {_BYTES[dtype]} "
        f"byte{'s' if _BYTES[dtype] > 1 else ''} each: {answer}.",
    )


def standardised(rng: np.random.Generator) -> Exercise:
    """One value through /255, minus the mean, over the standard deviation."""
    value, channel = int(rng.integers(256)), int(rng.integers(3))
    mean, std = (part[channel] for part in IMAGENET)
    unit = to_unit(np.array([[[[value]]]], np.uint8))
    answer = float(standardise(unit, [mean], [std]).item())
    return Exercise(
        f"A pixel's {_CHANNELS[channel]} is {value} of 255. The network was trained on pictures "
        f"divided by 255, less the mean {mean}, divided by the standard deviation {std}. "
        "Which number goes in? To two places.",
        answer,
        f"({value} / 255 − {mean}) / {std} = ({unit.item():.4f} − {mean}) / {std} = {answer:.2f}.",
        0.005,
    )


def colours_of_bits(rng: np.random.Generator) -> Exercise:
    """How many colours a pixel of a few bits a channel can have."""
    return _colours(int(rng.integers(1, 8)))


#: In the order in which the page asks them.
MAKERS: tuple[Maker, ...] = (
    lecture_pixels,
    read_pixel,
    lecture_colours,
    place_in_memory,
    standardised,
    bytes_of_batch,
    count_pixels,
    colours_of_bits,
)


def _pixels(rows: int, columns: int) -> Exercise:
    answer = math.prod((rows, columns))
    return Exercise(
        f"A picture has {rows} rows and {columns} columns. How many pixels is that?",
        answer,
        f"{rows} · {columns} = {answer}.",
    )


def _colours(bits: int) -> Exercise:
    levels = 2**bits
    answer = levels**3
    return Exercise(
        f"Each of red, green and blue has {bits} bit{'s' if bits > 1 else ''}. "
        "How many colours can a pixel have?",
        answer,
        f"{bits} bit{'s' if bits > 1 else ''} give {levels} levels, and each goes with each: "
        f"{levels} · {levels} · {levels} = {answer}.",
    )
