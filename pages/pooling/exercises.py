"""Exercises on pooling; the first is the lecture's own."""

import numpy as np

from pages.ui.exercises import Exercise, Maker
from vizcore import ops
from vizcore.geometry import axis_windows
from vizcore.steps import PoolSettings
from vizcore.text import many, with_article


def lecture_half(_: np.random.Generator) -> Exercise:
    """The lecture's map of 224 x 224."""
    return _rows(224, 2, 2)


def one_value(rng: np.random.Generator) -> Exercise:
    """One cell of a pooled map, maximum or mean."""
    x = rng.integers(-9, 10, (4, 6))
    row, column = int(rng.integers(2)), int(rng.integers(3))
    kind = str(rng.choice(["max", "average"]))
    answer = float(ops.pool(x[None, None], 2, kind=kind)[0, 0, row, column])
    window = x[2 * row : 2 * row + 2, 2 * column : 2 * column + 2].ravel().tolist()
    listed = ", ".join(_signed(n) for n in window)
    worked = (
        f"The largest of {listed} is {_signed(answer)}."
        if kind == "max"
        else f"({' + '.join(_signed(n) for n in window)}) / 4 = {_signed(answer)}."
    )
    table = "\n".join(" ".join(f"{_signed(int(n)):>3}" for n in line) for line in x)
    return Exercise(
        f"{kind.capitalize()} pooling with a 2×2 window and stride 2:\n```text\n{table}\n```\n"
        f"Rows and columns of the result are counted from 0. "
        f"What is the value in row {row}, column {column}?",
        answer,
        worked,
        0.0 if kind == "max" else 0.005,
    )


def pooled_size(rng: np.random.Generator) -> Exercise:
    """How many rows are left, windows overlapping or not."""
    window = int(rng.integers(2, 5))
    return _rows(int(rng.integers(12, 230)), window, int(rng.integers(1, window + 1)))


def windows_of_cell(rng: np.random.Generator) -> Exercise:
    """How many windows use one cell."""
    size, window = int(rng.integers(7, 12)), int(rng.integers(2, 5))
    stride, cell = int(rng.integers(1, window)), int(rng.integers(size))
    axis = axis_windows(size, window, stride=stride)
    starts = [start for start in axis.starts if cell in axis.touched(start)]
    listed = ", ".join(map(str, starts)) or "none"
    return Exercise(
        f"A row of {size} cells, numbered from 0, is pooled with a window of {window} and stride "
        f"{stride}, without padding. How many windows use cell {cell}?",
        len(starts),
        f"Windows begin at {', '.join(map(str, axis.starts))} and reach {window} cells. "
        f"Those with cell {cell} begin at {listed}: {len(starts)}.",
    )


def divisor_at_border(rng: np.random.Generator) -> Exercise:
    """How many cells a mean counts where its window hangs over the border."""
    size, window = int(rng.integers(5, 9)), int(rng.integers(2, 4))
    counted = bool(rng.integers(2))
    x = np.zeros((size, size), np.int64)
    pooling = PoolSettings(x, window, "average", 1, 1, count_include_pad=counted)
    row, column = (int(rng.choice([0, n - 1, n // 2])) for n in pooling.shape)
    answer = int(pooling.divisors[row, column])
    rows, columns = (
        axis.counted(padding=counted)[place]
        for axis, place in zip(pooling.axes, (row, column), strict=True)
    )
    return Exercise(
        f"Average pooling of {with_article(f'{size}×{size}')} map: {window}×{window} window, "
        f"stride 1, one cell of padding on each side, which "
        f"{'counts' if counted else 'does not count'}. The result is "
        f"{pooling.shape[0]}×{pooling.shape[1]}, counted from 0. By how many cells is the sum "
        f"divided in row {row}, column {column}?",
        answer,
        f"The window has {many(rows, 'row')} and {many(columns, 'column')} that count: "
        f"{rows} · {columns} = {answer}.",
    )


def whole_map(rng: np.random.Generator) -> Exercise:
    """Global average pooling: one number for one map."""
    x = rng.integers(0, 10, (2, 4))
    answer = float(ops.global_pool(x[None, None]).item())
    table = "\n".join(" ".join(map(str, line)) for line in x.tolist())
    return Exercise(
        f"Global average pooling of one map:\n```text\n{table}\n```\nWhich number is left?",
        answer,
        f"The sum of all 8 is {x.sum()}, and {x.sum()} / 8 = {answer:g}.",
        0.005,
    )


def numbers_left(rng: np.random.Generator) -> Exercise:
    """What pooling leaves of a volume."""
    side, channels = 2 * int(rng.integers(3, 30)), 2 ** int(rng.integers(3, 10))
    half = ops.output_size(side, 2, stride=2)
    answer = half * half * channels
    return Exercise(
        f"{channels} maps of {side}×{side} are pooled with a 2×2 window and stride 2. "
        "How many numbers are left?",
        answer,
        f"Each map becomes {half}×{half}, and their number stays: "
        f"{half}·{half}·{channels} = {answer}.",
    )


#: In the order in which the page asks them.
MAKERS: tuple[Maker, ...] = (
    lecture_half,
    one_value,
    windows_of_cell,
    divisor_at_border,
    pooled_size,
    whole_map,
    numbers_left,
)


def _rows(size: int, window: int, stride: int) -> Exercise:
    answer = ops.output_size(size, window, stride=stride)
    return Exercise(
        f"A map of {size}×{size} is pooled with a window of {window}×{window} and stride {stride}, "
        "without padding. How many rows has the result?",
        answer,
        f"⌊({size} − {window}) / {stride}⌋ + 1 = {answer}.",
    )


def _signed(number: int | float) -> str:
    return f"{number:g}".replace("-", "−")
