"""Output sizes: how many places a window has, and what padding and the end of the axis do to it."""

import numpy as np

from pages.ui.exercises import Exercise, Maker
from vizcore.geometry import Axis, axis_windows

LECTURE_CASES = (
    (4, 3, 1, 0),
    (5, 3, 2, 1),
    (7, 3, 2, 1),
    (7, 3, 2, 0),
    (8, 3, 2, 0),
    (14, 2, 2, 0),
    (14, 2, 3, 0),
    (224, 2, 2, 0),
)
"""(cells, window, stride, padding on each side) of the lecture's own examples and exercises."""


def lecture_size(rng: np.random.Generator) -> Exercise:
    """The output size of one of the lecture's examples."""
    n, k, s, p = LECTURE_CASES[int(rng.integers(len(LECTURE_CASES)))]
    return _size(
        axis_windows(n, k, stride=s, padding=p), f"The lecture's example: {_setting(n, k, s)}"
    )


def valid_size(rng: np.random.Generator) -> Exercise:
    """The output size without padding."""
    n, k, s = _numbers(rng)
    return _size(axis_windows(n, k, stride=s), _setting(n, k, s))


def padded_size(rng: np.random.Generator) -> Exercise:
    """The output size with padding and dilation."""
    n, k, s = _numbers(rng)
    p, d = int(rng.integers(1, k // 2 + 1)), int(rng.integers(1, 3))
    return _size(axis_windows(n, k, stride=s, padding=p, dilation=d), _setting(n, k, s))


def same_size(rng: np.random.Generator) -> Exercise:
    """The output size of TensorFlow's SAME."""
    n, k, s = _numbers(rng)
    count = axis_windows(n, k, stride=s, padding="same").count
    return Exercise(
        f"{_setting(n, k, s)}, TensorFlow's SAME padding. How many outputs are there?",
        count,
        "SAME pads just as much as is needed for an output at every place a stride leads to; the "
        f"window does not matter: $\\lceil {n} / {s} \\rceil = {count}$.",
    )


def zeros_after(rng: np.random.Generator) -> Exercise:
    """The zeros that SAME puts after the last cell."""
    n, k, s = _numbers(rng)
    axis = axis_windows(n, k, stride=s, padding="same")
    reach = (axis.count - 1) * s + k
    total = axis.before + axis.after
    return Exercise(
        f"{_setting(n, k, s)}, TensorFlow's SAME padding. How many zeros come after the last cell?",
        axis.after,
        f"There are $\\lceil {n} / {s} \\rceil = {axis.count}$ windows; together they cover "
        f"$({axis.count} - 1) \\cdot {s} + {k} = {reach}$ cells. There are {n}, so "
        f"$\\max(0, {reach} - {n}) = {total}$ zeros are needed: {axis.before} before, and the "
        f"other {axis.after} after.",
    )


def cells_left(rng: np.random.Generator) -> Exercise:
    """The cells after the end of the last window."""
    n, k, s = _numbers(rng)
    axis = axis_windows(n, k, stride=s)
    end = axis.starts[-1] + k
    left = n - end
    return Exercise(
        f"{_setting(n, k, s)}, no padding. How many cells at the end does no window reach?",
        left,
        f"There are $\\lfloor ({n} - {k}) / {s} \\rfloor + 1 = {axis.count}$ windows. The last one "
        f"begins at cell ${axis.count - 1} \\cdot {s} = {axis.starts[-1]}$, counted from 0, and "
        f"covers {k}: ${n} - ({axis.starts[-1]} + {k}) = {left}$.",
    )


MAKERS: tuple[Maker, ...] = (
    lecture_size,
    same_size,
    cells_left,
    padded_size,
    zeros_after,
    valid_size,
)
"""The kinds in the order in which a page asks them."""


def _numbers(rng: np.random.Generator) -> tuple[int, int, int]:
    """Cells, window, stride; the window, dilated by two, still fits."""
    k = int(rng.integers(2, 8))
    return int(rng.integers(2 * k, 65)), k, int(rng.integers(2, 5))


def _setting(n: int, k: int, s: int) -> str:
    return f"{n} cells, a window of {k}, stride {s}"


def _size(axis: Axis, setting: str) -> Exercise:
    """How many outputs `axis` has, by the formula with a floor."""
    p, d = axis.before, axis.dilation
    padding = f"padding {p} on each side" if p else "no padding"
    dilation = f", dilation {d}" if d > 1 else ""
    spare = axis.size + 2 * p - axis.span
    spread = f"The window is spread over ${d} ({axis.window} - 1) + 1 = {axis.span}$ cells. "
    return Exercise(
        f"{setting}, {padding}{dilation}. How many outputs are there?",
        axis.count,
        f"{spread if d > 1 else ''}"
        f"$\\lfloor ({axis.size} + 2 \\cdot {p} - {axis.span}) / {axis.stride} \\rfloor + 1 = "
        f"\\lfloor {spare / axis.stride:.4g} \\rfloor + 1 = {axis.count}$.",
    )
