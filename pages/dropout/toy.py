"""A toy of four units, and what a person may type for it."""

import numpy as np

from vizcore.errors import NumberError, ShapeError
from vizcore.matrix_text import parse_matrix
from vizcore.text import number

#: What the units put out, and the weights of the output.
TOY = parse_matrix("3 1 2 4; 2 -3 1 -1")
UNITS, LARGEST = 4, 99


def checked(table: np.ndarray) -> np.ndarray:
    """`table`, if it is a row of units and a row of weights.

    Raises
    ------
    ShapeError
        If it has another shape.
    NumberError
        If a number is too large to be drawn.
    """
    rows, columns = table.shape
    if (rows, columns) != (2, UNITS):
        raise ShapeError(
            f"two rows of {UNITS} are needed, units and weights, not {rows} of {columns}"
        )
    largest = float(table.ravel()[np.abs(table).argmax()])
    if abs(largest) > LARGEST:
        raise NumberError(f"a number goes from −{LARGEST} to {LARGEST}, not to {number(largest)}")
    return table
