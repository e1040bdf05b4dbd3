import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from vizcore.errors import NumberError
from vizcore.images import (
    KERNELS,
    apply_kernel,
    cost,
    explain_range,
    factors,
    flip,
    gain,
    normalise,
    rank,
    scale,
)

TABLES = arrays(
    np.float64, array_shapes(min_dims=2, max_dims=2, max_side=9), elements=st.integers(-9, 9)
)


@given(TABLES)
def test_the_range_is_reached_by_a_picture_of_black_and_white(weights):
    low, high = explain_range(weights)
    for picture, bound in ((weights < 0, low), (weights > 0, high)):
        pixels = picture.astype(np.uint8) * 255
        assert apply_kernel(pixels, weights, border="valid").item() == bound


@given(TABLES)
def test_gain_is_the_width_of_the_range(weights):
    low, high = explain_range(weights)
    assert high - low == pytest.approx(255 * gain(weights))


@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 1000))
def test_an_outer_product_is_taken_apart_again(rows, columns, seed):
    rng = np.random.default_rng(seed)
    weights = np.outer(rng.normal(size=rows), rng.normal(size=columns))
    column, row = factors(weights)
    np.testing.assert_allclose(np.outer(column, row), weights, rtol=1e-13)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("small_blur", 1),
        ("gaussian", 1),
        ("sobel_x", 1),
        ("vertical_line", 1),
        ("sharpen", 2),
        ("outline", 2),
        ("emboss", 3),
        ("motion_blur", 9),
    ],
)
def test_rank_counts_singular_values(name, expected):
    weights = KERNELS[name].weights
    values = np.linalg.svd(weights, compute_uv=False)
    assert rank(weights) == expected == int((values > 1e-9 * values[0]).sum())
    assert (factors(weights) is not None) == (expected == 1)


def test_a_kernel_of_zeros_has_no_factors():
    assert factors(np.zeros((3, 3))) is None
    assert rank(np.zeros((3, 3))) == 0


@pytest.mark.parametrize(
    ("shape", "full", "separable"),
    [((7, 7), 49, 14), ((21, 21), 441, 42), ((2, 2), 4, 4), ((1, 5), 5, None)],
)
def test_two_passes_cost_the_sum_of_the_sides_and_not_their_product(shape, full, separable):
    found = cost(np.ones(shape))
    assert (found.full, found.separable) == (full, separable)


def test_what_cannot_be_separated_saves_nothing():
    assert cost(KERNELS["sharpen"].weights).separable is None


@given(TABLES)
def test_flipping_twice_changes_nothing(weights):
    np.testing.assert_array_equal(flip(flip(weights)), weights)
    assert flip(weights)[0, 0] == weights[-1, -1]


@given(TABLES)
def test_normalised_weights_sum_to_one_or_the_error_says_why(weights):
    if weights.sum() == 0:
        with pytest.raises(NumberError, match="the weights sum to 0"):
            normalise(weights)
    else:
        assert normalise(weights).sum() == pytest.approx(1)


def test_rounding_does_not_hide_a_sum_of_zero():
    with pytest.raises(NumberError, match="sum to 0"):
        normalise(np.array([[0.1, 0.2, -0.3]]))


def test_arguments_stay_as_they_are():
    weights = np.array([[1.0, 2.0], [3.0, 4.0]])
    before = weights.copy()
    for change in (flip, normalise, factors, rank, gain, cost, explain_range):
        change(weights)
    scale(weights, 3)[0, 0] = 99
    flip(weights)[0, 0] = 99
    np.testing.assert_array_equal(weights, before)
