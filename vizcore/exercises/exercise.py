"""What an exercise is, and how a page draws one."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Exercise:
    """A question whose answer is one number.

    Attributes
    ----------
    question : str
        Markdown. It says everything that is needed and ends with what is asked.
    answer : int or float
        The right number; for a count or a size a whole one.
    worked : str
        Markdown: the way to the answer, with the numbers of the question filled in.
    tolerance : float
        How far from the answer still counts as right: 0 for whole numbers.

    Examples
    --------
    >>> exercise = Exercise("What is 1/3, to two places?", 1 / 3, "1 divided by 3.", 0.005)
    >>> exercise.accepts(0.33), exercise.accepts(0.3)
    (True, False)
    """

    question: str
    answer: int | float
    worked: str
    tolerance: int | float = 0.0

    def accepts(self, given: int | float) -> bool:
        """Whether `given` is right; half the last digit of a rounded answer does no harm."""
        return math.isclose(given, self.answer, rel_tol=1e-9, abs_tol=self.tolerance + 1e-9)


#: Makes an exercise of one kind from random numbers; the same numbers give the same exercise.
Maker = Callable[[np.random.Generator], Exercise]


def draw(makers: Sequence[Maker], number: int) -> Exercise:
    """Exercise 1, 2, ...: each kind in turn, with numbers that depend on `number` alone.

    >>> def double(rng):
    ...     n = int(rng.integers(1, 100))
    ...     return Exercise(f"Twice {n}?", 2 * n, f"2 * {n} = {2 * n}")
    >>> draw([double], 7) == draw([double], 7)
    True
    """
    return makers[(number - 1) % len(makers)](np.random.default_rng(number))
