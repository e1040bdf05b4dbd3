"""Formulas for an output size that are right most of the time, held against the windows.

Both ceilings that the lecture prints, the habit of padding by half the window, and the docstring
of PyTorch's MaxPool1d: each is wrong in many cases, and every case of a grid is counted.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from jaxtyping import Float

from vizcore.geometry import axis_windows, output_size

SIZES, WINDOWS, STRIDES = range(1, 65), range(1, 8), range(1, 5)
"""The grid over which `Formula.wrong` counts."""


@dataclass(frozen=True)
class Case:
    """Cells of the input, cells of the window, stride, and the padding of each side."""

    size: int
    window: int
    stride: int
    padding: int = 0

    @property
    def fits(self) -> bool:
        """Whether the window is no longer than the padded input."""
        return self.size + 2 * self.padding >= self.window


@dataclass(frozen=True)
class Formula:
    """A way to state an output size.

    Attributes
    ----------
    title : str
        What it is.
    latex : str
        The formula for W cells, a window of f, stride s and padding p.
    claim, truth : callable
        The number of windows that the formula states for a case, and the right one.
    paddings : callable
        From a window to the paddings that go with it.
    grid, says : str
        Those paddings, and why it goes wrong, in words.
    """

    title: str
    latex: str
    claim: Callable[[Case], int]
    truth: Callable[[Case], int]
    paddings: Callable[[int], range]
    grid: str
    says: str

    def cases(self) -> Iterator[Case]:
        """The grid, wherever the window fits."""
        for size in SIZES:
            for window in WINDOWS:
                for stride in STRIDES:
                    every = (Case(size, window, stride, p) for p in self.paddings(window))
                    yield from (case for case in every if case.fits)

    def error(self, case: Case) -> int:
        """By how much it is wrong: 0 where it is right.

        >>> FORMULAS["same"].error(Case(8, 3, 2))
        1
        """
        return self.claim(case) - self.truth(case)

    def errors(self, window: int, padding: int) -> Float[np.ndarray, "strides sizes"]:
        """The error for each stride and size of the grid; NaN where the window does not fit.

        >>> FORMULAS["same"].errors(3, 0)[1, :8].tolist()
        [nan, nan, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0]
        """
        every = [[Case(size, window, stride, padding) for size in SIZES] for stride in STRIDES]
        return np.array(
            [[self.error(c) if c.fits else np.nan for c in row] for row in every], float
        )

    def wrong(self) -> tuple[int, int]:
        """In how many cases of the grid it is wrong, and of how many.

        >>> FORMULAS["same"].wrong()
        (820, 1708)
        """
        return _count_wrong(self)


@cache
def _count_wrong(formula: Formula) -> tuple[int, int]:
    wrong = [formula.error(case) != 0 for case in formula.cases()]
    return sum(wrong), len(wrong)


@cache
def shifted_by_half() -> tuple[int, int]:
    """Odd windows padded by half: in how many cases the grid is not SAME's, though the size is.

    >>> shifted_by_half()
    (366, 1024)
    """
    odd = [case for case in FORMULAS["half"].cases() if case.window % 2]
    shifted = [
        axis_windows(c.size, c.window, stride=c.stride, padding="same").before != c.padding
        for c in odd
    ]
    return sum(shifted), len(odd)


def _up(above: int, below: int) -> int:
    return -(-above // below)


def _documented_pool(case: Case) -> int:
    """MaxPool1d's docstring, with its rule for the last window."""
    n, k, s, p = case.size, case.window, case.stride, case.padding
    count = _up(n + 2 * p - k + s - 1, s) + 1
    return count - 1 if (count - 1) * s >= n + p else count


def _true_floor(case: Case, *, ceil_mode: bool = False) -> int:
    return output_size(
        case.size, case.window, stride=case.stride, padding=case.padding, ceil_mode=ceil_mode
    )


def _true_same(case: Case) -> int:
    return output_size(case.size, case.window, stride=case.stride, padding="same")


def _none(_window: int) -> range:
    return range(1)


FORMULAS: Mapping[str, Formula] = {
    "valid": Formula(
        "Valid, rounded up",
        r"\left\lceil \frac{W - f}{s} \right\rceil + 1",
        lambda c: _up(c.size - c.window, c.stride) + 1,
        _true_floor,
        _none,
        "no padding",
        "Whenever the division leaves a remainder, a window is counted that would hang over.",
    ),
    "same": Formula(
        "Same, rounded up",
        r"\left\lceil \frac{W - 1}{s} \right\rceil + 1",
        lambda c: _up(c.size - 1, c.stride) + 1,
        _true_same,
        _none,
        "SAME's own padding",
        "Right are ⌈W / s⌉ and the same formula with a floor; the window does not matter.",
    ),
    "half": Formula(
        "Same by p = f // 2",
        r"\left\lfloor \frac{W + 2p - f}{s} \right\rfloor + 1",
        _true_floor,
        _true_same,
        lambda window: range(window // 2, window // 2 + 1),
        "padding half the window, rounded down",
        "Odd windows have the right size, though not always the right grid; an even one has an "
        "output too many wherever the stride divides the size.",
    ),
    "pool": Formula(
        "MaxPool1d's ceil mode",
        r"\left\lceil \frac{W + 2p - (f - 1) - 1 + (s - 1)}{s} \right\rceil + 1",
        _documented_pool,
        lambda c: _true_floor(c, ceil_mode=True),
        lambda window: range(window // 2 + 1),
        "every padding up to half the window",
        "It rounds up what the s - 1 has rounded up already; the code of PyTorch rounds down. The "
        "docstring's rule for the last window is applied here.",
    ),
}
