"""What the player is told about a setting: all it needs to draw, nothing it could compute."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.ui.components.player import reached
from vizcore.errors import ShapeError
from vizcore.geometry import axis_windows


@given(
    st.integers(1, 20), st.integers(1, 6), st.integers(1, 6), st.integers(0, 4), st.integers(1, 3)
)
def test_reached_cells_are_those_that_are_not_unreached(size, window, stride, padding, dilation):
    setting = {"stride": stride, "padding": padding, "dilation": dilation}
    try:
        axis = axis_windows(size, window, **setting)
    except ShapeError:
        return
    marks = reached(axis)
    assert marks.dtype == np.uint8
    assert np.flatnonzero(marks == 0).tolist() == axis.unreached


@pytest.mark.parametrize(("stride", "expected"), [(1, [1, 1, 1, 1]), (3, [1, 1, 0, 0])])
def test_a_large_stride_leaves_cells_out(stride, expected):
    assert reached(axis_windows(4, 2, stride=stride)).tolist() == expected
