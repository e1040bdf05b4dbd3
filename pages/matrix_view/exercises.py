"""Exercises on convolution as a matrix product: sizes, copies, one entry."""

import numpy as np

from pages.ui.exercises import Exercise, Maker
from vizcore import ops
from vizcore.geometry import axis_windows
from vizcore.steps.unrolled import UnrolledSettings


def entries(rng: np.random.Generator) -> Exercise:
    """How many numbers the matrix of windows holds."""
    n, k, c = int(rng.integers(6, 33)), int(rng.choice([2, 3, 5])), int(rng.choice([1, 3, 16]))
    s = int(rng.integers(1, 3))
    out = ops.output_size(n, k, stride=s)
    answer = out * out * k * k * c
    return Exercise(
        f"{n}×{n} cells, {_channels(c)}, kernels of {k}×{k}, stride {s}, no padding. Each window "
        "becomes a row (im2col). How many numbers are in the matrix?",
        answer,
        f"There are {out} · {out} = {out * out} windows of {k} · {k} · {c} = {k * k * c} numbers: "
        f"{out * out} · {k * k * c} = {answer}.",
    )


def copies(rng: np.random.Generator) -> Exercise:
    """How often one cell of the input is copied."""
    n, k = int(rng.integers(5, 10)), int(rng.integers(2, 5))
    row, column = (int(place) for place in rng.integers(0, n, 2))
    layer = UnrolledSettings(np.zeros((1, n, n)), np.zeros((1, 1, k, k)))
    axis = layer.axes[0]
    down, across = (sum(at in axis.touched(s) for s in axis.starts) for at in (row, column))
    answer = int(layer.copies[0, row, column])
    return Exercise(
        f"{n}×{n} cells, a kernel of {k}×{k}, stride 1, no padding; rows and columns are counted "
        f"from 0. In how many rows of the im2col matrix does the cell at row {row}, column "
        f"{column} stand?",
        answer,
        f"Along the rows {down} of the {axis.count} places of the window cover it, along the "
        f"columns {across}: {down} · {across} = {answer}.",
    )


def entry(rng: np.random.Generator) -> Exercise:
    """Which number stands in a place of the matrix of windows."""
    x, k = rng.permutation(np.arange(10, 26)).reshape(4, 4), 2
    layer = UnrolledSettings(x[None], np.ones((1, 1, k, k)))
    row, column = int(rng.integers(len(layer.rows))), int(rng.integers(k * k))
    answer = int(layer.rows[row, column])
    (top, left), (down, across) = divmod(row, 3), divmod(column, k)
    return Exercise(
        f"Input `{_matrix(x)}`, a kernel of 2×2, stride 1, no padding. Windows become rows in "
        f"reading order; rows and columns are counted from 0. What stands in row {row}, column "
        f"{column} of the matrix?",
        answer,
        f"Row {row} is the window that begins at row {top}, column {left}. Its cell {column} lies "
        f"{down} further down and {across} further right: x[{top + down}, {left + across}] = "
        f"{answer}.",
    )


def zeros(rng: np.random.Generator) -> Exercise:
    """How many entries of the matrix of kernels are zero."""
    n, k = int(rng.integers(4, 13)), int(rng.integers(2, 4))
    out = axis_windows(n, k).count
    answer = out * out * (n * n - k * k)
    return Exercise(
        f"A kernel of {k}×{k}, no weight of it zero, on {n}×{n} cells, stride 1, no padding, "
        "written as one matrix that multiplies the flattened input. How many of its entries are "
        "zero?",
        answer,
        f"It has {out} · {out} = {out * out} rows of {n} · {n} = {n * n} entries; in each stand "
        f"{k} · {k} = {k * k} weights: {out * out} · ({n * n} − {k * k}) = {answer}.",
    )


#: In the order in which the page asks them.
MAKERS: tuple[Maker, ...] = (entries, copies, entry, zeros)


def _channels(count: int) -> str:
    return "one channel" if count == 1 else f"{count} channels"


def _matrix(values: np.ndarray) -> str:
    return "; ".join(" ".join(str(int(value)) for value in row) for row in values)
