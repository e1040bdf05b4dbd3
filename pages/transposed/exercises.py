"""Exercises on transposed convolution: sizes, overlaps, one value."""

import numpy as np

from pages.ui.exercises import Exercise, Maker
from vizcore import ops
from vizcore.steps.transposed import TransposedSettings


def size(rng: np.random.Generator) -> Exercise:
    """How large the output is."""
    n, k, s = int(rng.integers(3, 33)), int(rng.integers(2, 7)), int(rng.integers(2, 5))
    p, o = int(rng.integers(0, (k + 1) // 2)), int(rng.integers(0, 2))
    answer = ops.transposed_size(n, k, stride=s, padding=p, output_padding=o)
    return Exercise(
        f"A transposed convolution: {n} cells, a kernel of {k}, stride {s}, padding {p}, output "
        f"padding {o}. How many cells does the output have?",
        answer,
        f"({n} − 1) · {s} − 2 · {p} + ({k} − 1) + {o} + 1 = {answer}.",
    )


def padding_to_double(rng: np.random.Generator) -> Exercise:
    """The padding with which a stride of 2 makes the output exactly twice as large."""
    n, p = int(rng.integers(4, 65)), int(rng.integers(1, 5))
    k = 2 * p + 2
    return Exercise(
        f"{n} cells, a kernel of {k}, stride 2, no output padding. With which padding has the "
        f"output exactly {2 * n} cells?",
        p,
        f"Without padding it has ({n} − 1) · 2 + {k} = {2 * n + k - 2} cells, "
        f"{k - 2} too many: half of them at each end, {k - 2} / 2 = {p}.",
    )


def written(rng: np.random.Generator) -> Exercise:
    """How many stamps write to one place far from the border."""
    k, s = int(rng.integers(2, 8)), int(rng.integers(2, 4))
    place = 10 * s + int(rng.integers(s))
    first = -(-(place - k + 1) // s)
    stamps = list(range(first, place // s + 1))
    listed = ", ".join(str(stamp * s) for stamp in stamps)
    begins = f"They begin at {listed}" if stamps else "None does"
    return Exercise(
        f"One axis, a long input, no padding; cells are counted from 0. A kernel of {k} is stamped "
        f"with stride {s}. How many stamps write to output cell {place}?",
        len(stamps),
        f"A stamp begins at every multiple of {s} and covers {k} cells, so it reaches cell {place} "
        f"if it begins from {place - k + 1} to {place}. {begins}: {len(stamps)}.",
    )


def one_value(rng: np.random.Generator) -> Exercise:
    """One output of overlapping stamps, by hand."""
    x, w = rng.integers(-3, 6, 4), rng.integers(-2, 4, 3)
    layer = TransposedSettings(x[None], w[None], stride=2)
    at = 2 * int(rng.integers(1, 4))
    left, right = at // 2 - 1, at // 2
    answer = int(layer.output[0, at])
    return Exercise(
        f"The row `{_row(x)}` is stamped with the kernel `{_row(w)}`, stride 2, no padding. "
        f"What is in output cell {at}, counted from 0?",
        answer,
        f"Two stamps reach it: input cell {left} with the kernel's last weight, input cell {right} "
        f"with its first: {_signed(x[left])} · {_signed(w[2])} + {_signed(x[right])} · "
        f"{_signed(w[0])} = {answer}.",
    )


#: In the order in which the page asks them.
MAKERS: tuple[Maker, ...] = (size, written, one_value, padding_to_double)


def _row(values: np.ndarray) -> str:
    return " ".join(str(int(value)) for value in values)


def _signed(value: int) -> str:
    return f"({value})" if value < 0 else str(value)
