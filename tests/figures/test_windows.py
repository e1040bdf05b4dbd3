"""The map of a formula's errors."""

import numpy as np

from pages.conventions.formulas import FORMULAS, SIZES, STRIDES
from vizcore.figures.palette import LIGHT
from vizcore.figures.windows import size_errors


def test_each_tile_is_the_sign_of_its_error_and_says_its_size():
    errors = np.array([[0.0, 1, 2], [np.nan, -1, 0]])
    (tiles,) = size_errors(errors, range(5, 8), range(1, 3)).data
    np.testing.assert_array_equal(tiles.z, [[0, 1, 1], [np.nan, -1, 0]])
    assert (tiles.x, tiles.y) == ((5, 6, 7), (1, 2))
    assert tiles.customdata[0].tolist() == ["right", "wrong by +1", "wrong by +2"]
    assert tiles.customdata[1][1] == "wrong by -1"
    assert (tiles.colorscale[0][1], tiles.colorscale[2][1]) == (LIGHT.negative, LIGHT.positive)


def test_the_lectures_formula_is_marked_at_eight_cells_and_stride_two():
    (tiles,) = size_errors(FORMULAS["same"].errors(3, 0), SIZES, STRIDES).data
    assert tiles.z[1][7] == 1
    assert tiles.z[0][7] == 0
