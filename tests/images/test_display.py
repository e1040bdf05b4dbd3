import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from vizcore.images import to_display

RESULTS = arrays(
    np.float32,
    array_shapes(min_dims=2, max_dims=2, max_side=6)
    | st.tuples(*[st.integers(1, 5)] * 2, st.just(3)),
    elements=st.floats(-2000, 2000, width=32),
)


@given(RESULTS)
def test_each_mode_is_its_formula(result):
    for mode, wanted in (
        ("clip", result),
        ("offset", result + np.float32(128)),
        ("absolute", np.abs(result)),
    ):
        shown = to_display(result, mode)
        assert shown.dtype == np.uint8
        # OpenCV may add 128 in double precision: close to a half, either way is right
        exact = np.clip(wanted, 0, 255)
        assert np.abs(shown - exact).max() <= 0.5001


def test_halves_go_to_the_even_neighbour():
    halves = np.array([[0.5, 1.5, 2.5, 254.5]], np.float32)
    assert to_display(halves, "clip").tolist() == [[0, 2, 2, 254]]


@pytest.mark.parametrize("shape", [(1, 1), (4, 1), (1, 4), (4, 4), (1, 1, 3), (4, 1, 3), (0, 4)])
def test_the_shape_is_kept(shape):
    for mode in ("clip", "offset", "absolute"):
        assert to_display(np.full(shape, 7, np.float32), mode).shape == shape


def test_the_result_itself_stays_as_it_is():
    result = np.array([[-5, 300]], np.float32)
    before = result.copy()
    for mode in ("clip", "offset", "absolute"):
        to_display(result, mode)[:] = 1
    np.testing.assert_array_equal(result, before)
