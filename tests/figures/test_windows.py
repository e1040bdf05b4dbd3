"""The map of a formula's errors."""

import numpy as np

from pages.conventions.formulas import FORMULAS, SIZES, STRIDES
from vizcore.figures.windows import size_errors


def told(errors: np.ndarray, sizes: range, strides: range) -> dict[tuple[int, int], str]:
    rows = size_errors(errors, sizes, strides)["data"]["values"]
    return {(row["s"], row["W"]): row["formula"] for row in rows}


def test_each_tile_says_its_error_and_where_nothing_fits_there_is_none():
    errors = np.array([[0.0, 1, 2], [np.nan, -1, 0]])
    assert told(errors, range(5, 8), range(1, 3)) == {
        (1, 5): "right",
        (1, 6): "wrong by +1",
        (1, 7): "wrong by +2",
        (2, 6): "wrong by -1",
        (2, 7): "right",
    }


def test_the_lectures_formula_is_marked_at_eight_cells_and_stride_two():
    tiles = told(FORMULAS["same"].errors(3, 0), SIZES, STRIDES)
    assert tiles[2, 8] == "wrong by +1"
    assert tiles[1, 8] == "right"
