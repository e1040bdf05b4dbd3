"""Arrays as the text of a program."""

import numpy as np


def listing(matrix: np.ndarray) -> str:
    """A matrix as nested lists, one row a line, with every digit it has.

    >>> print(listing(np.array([[1, 0.5], [2, 3]])))
    [
        [1, 0.5],
        [2, 3],
    ]
    """
    rows = (", ".join(_digits(float(value)) for value in row) for row in matrix)
    return "[\n" + "".join(f"    [{row}],\n" for row in rows) + "]"


def _digits(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)
