"""Exercises on one convolution: its values, its windows, its weights."""

import numpy as np

from pages.ui.exercises import Exercise, Maker
from vizcore import ops
from vizcore.geometry import axis_windows
from vizcore.matrix_text import matrix_text


def one_output(rng: np.random.Generator) -> Exercise:
    """One value of the output, worked out by hand."""
    x, w = rng.integers(-2, 5, (4, 4)), rng.integers(-2, 3, (2, 2))
    row, column = (int(n) for n in rng.integers(0, 3, 2))
    window = x[row : row + 2, column : column + 2]
    answer = int((window * w).sum())
    terms = " + ".join(
        f"{_factor(a)}·{_factor(b)}"
        for a, b in zip(window.ravel().tolist(), w.ravel().tolist(), strict=True)
    )
    return Exercise(
        f"The input is\n```text\n{_table(x)}\n```\nand the kernel\n```text\n{_table(w)}\n```\n"
        f"Stride 1, no padding; rows and columns are counted from 0. What is y[{row}, {column}]?",
        answer,
        f"The window begins at row {row}, column {column}: {terms} = {_factor(answer)}.",
    )


def uses_of_a_cell(rng: np.random.Generator) -> Exercise:
    """How many outputs read one cell of the input."""
    size, window = int(rng.integers(5, 10)), int(rng.integers(2, 5))
    stride = int(rng.integers(1, 3))
    row, column = (int(n) for n in rng.integers(0, size, 2))
    axis = axis_windows(size, window, stride=stride)
    down, across = (
        sum(cell in axis.touched(start) for start in axis.starts) for cell in (row, column)
    )
    return Exercise(
        f"A {window}×{window} kernel slides over {size}×{size} cells with stride {stride}, without "
        f"padding. How many outputs use the cell in row {row}, column {column}, counted from 0?",
        down * across,
        f"Windows begin at {', '.join(map(str, axis.starts))}, down and across. Row {row} lies in "
        f"{down} of them, column {column} in {across}: {down} · {across} = {down * across}.",
    )


def spread_kernel(rng: np.random.Generator) -> Exercise:
    """How many rows a dilated kernel covers."""
    window, dilation = int(rng.integers(2, 8)), int(rng.integers(2, 5))
    span = dilation * (window - 1) + 1
    return Exercise(
        f"A {window}×{window} kernel has dilation {dilation}. How many rows does its window span?",
        span,
        f"Between its {window} rows are {window - 1} steps of {dilation}: "
        f"{dilation} · ({window} − 1) + 1 = {span}.",
    )


def zeros_for_same(rng: np.random.Generator) -> Exercise:
    """The padding that keeps the size, at stride 1."""
    window, dilation = 2 * int(rng.integers(1, 6)) + 1, int(rng.integers(1, 4))
    zeros = dilation * (window - 1) // 2
    return Exercise(
        f"A {window}×{window} kernel with dilation {dilation} and stride 1 is to give as many rows "
        "as the input has. How many rows of zeros must be added on each side?",
        zeros,
        f"The window spans {dilation} · ({window} − 1) + 1 = {2 * zeros + 1} rows and loses "
        f"{2 * zeros}, half of them on each side: {2 * zeros} / 2 = {zeros}.",
    )


def products_in_all(rng: np.random.Generator) -> Exercise:
    """How many products a whole output takes."""
    size, window = int(rng.integers(6, 16)), int(rng.integers(2, 6))
    stride = int(rng.integers(1, 4))
    count = axis_windows(size, window, stride=stride).count
    total = count**2 * window**2
    return Exercise(
        f"A {window}×{window} kernel slides over {size}×{size} cells with stride {stride}, without "
        "padding. How many products does the whole output take?",
        total,
        f"There are {count} · {count} outputs of {window} · {window} products each: "
        f"{count**2} · {window**2} = {total}.",
    )


def weight_found(rng: np.random.Generator) -> Exercise:
    """What a kernel of a single 1 makes of an input: a shift."""
    x = rng.integers(0, 10, (3, 5))
    place = int(rng.integers(3))
    w = np.eye(3, dtype=int)[place][None]
    column = int(rng.integers(3))
    answer = int(ops.conv(x[None, None], w[None, None])[0, 0, 1, column])
    return Exercise(
        f"The kernel `{matrix_text(w)}` slides over\n```text\n{_table(x)}\n```\nwithout padding. "
        f"What is y[1, {column}]?",
        answer,
        f"Only the weight in column {place} is not 0, so the output is the input moved by {place}: "
        f"y[1, {column}] = x[1, {column} + {place}] = {answer}.",
    )


MAKERS: tuple[Maker, ...] = (
    one_output,
    uses_of_a_cell,
    spread_kernel,
    weight_found,
    zeros_for_same,
    products_in_all,
)
"""The kinds in the order in which the page asks them."""


def _table(x: np.ndarray) -> str:
    return "\n".join(" ".join(f"{_plain(n):>3}" for n in line) for line in x)


def _plain(n: int) -> str:
    return str(n).replace("-", "−")


def _factor(n: int) -> str:
    return f"({_plain(n)})" if n < 0 else str(n)
