import cmath

import numpy as np
import pytest

from vizcore.images import KERNELS, flip
from vizcore.images.frequency import Response, frequency_response

LECTURE = ("small_blur", "large_blur", "sharpen", "laplacian", "emboss")


def naive_gain(weights: np.ndarray, along: float, down: float) -> float:
    total = 0j
    for a in range(weights.shape[0]):
        for b in range(weights.shape[1]):
            total += weights[a, b] * cmath.exp(-2j * cmath.pi * (along * b + down * a))
    return abs(total)


@pytest.mark.parametrize("shape", [(1, 1), (3, 3), (2, 5), (7, 1)])
def test_the_gain_is_the_size_of_the_naive_sum(shape: tuple[int, int]) -> None:
    weights = np.random.default_rng(0).normal(size=shape)
    response = frequency_response(weights, points=9)
    for i, down in enumerate(response.frequencies):
        for j, along in enumerate(response.frequencies):
            assert response.gain[i, j] == pytest.approx(naive_gain(weights, along, down))


@pytest.mark.parametrize("name", list(KERNELS))
def test_numpys_transform_gives_the_same_gain(name: str) -> None:
    weights = KERNELS[name].weights
    response = frequency_response(weights, points=65)
    whole = np.abs(np.fft.fftshift(np.fft.fft2(weights, (64, 64))))
    np.testing.assert_allclose(response.gain[:-1, :-1], whole, atol=1e-12)
    np.testing.assert_allclose(response.gain[-1], response.gain[0], atol=1e-12)  # 0.5 is -0.5


@pytest.mark.lecture("L17", page="kernels")
@pytest.mark.parametrize("name", LECTURE)
def test_flat_areas_are_multiplied_by_the_sum_of_the_weights(name: str) -> None:
    weights = KERNELS[name].weights
    flat = frequency_response(weights).at(0, 0)
    assert flat == pytest.approx(abs(weights.sum()), abs=1e-12)


@pytest.mark.parametrize(("along", "down"), [(0.25, 0.0), (0.0, 0.5), (0.125, 0.375)])
def test_stripes_come_out_that_many_times_as_strong(along: float, down: float) -> None:
    weights = np.random.default_rng(1).normal(size=(3, 5))
    rows, columns = np.indices((16, 16))
    stripes = np.exp(2j * np.pi * (along * columns + down * rows))
    out = sum(weights[a, b] * stripes[a : a + 12, b : b + 12] for a in range(3) for b in range(5))
    np.testing.assert_allclose(np.abs(out), frequency_response(weights).at(along, down))


def test_turning_the_kernel_round_changes_no_gain() -> None:
    weights = KERNELS["emboss"].weights
    turned = frequency_response(flip(weights)).gain
    np.testing.assert_allclose(turned, frequency_response(weights).gain, atol=1e-12)


@pytest.mark.parametrize(
    ("name", "passes"),
    [
        ("identity", "everything"),
        ("small_blur", "slow"),
        ("vertical_line", "slow"),
        ("laplacian", "changes"),
        ("sobel_x", "changes"),
        ("sharpen", "more of some"),
    ],
)
def test_what_a_kernel_passes(name: str, passes: str) -> None:
    assert frequency_response(KERNELS[name].weights).passes == passes


def test_a_kernel_of_zeros_passes_nothing() -> None:
    assert frequency_response(np.zeros((3, 3))).passes == "nothing"


def test_sobel_is_strongest_on_stripes_of_four_pixels_along_the_row() -> None:
    assert frequency_response(KERNELS["sobel_x"].weights).strongest == (0.25, 0.0)


def test_the_grid_has_zero_and_both_ends() -> None:
    response = frequency_response(np.ones((3, 3)), points=5)
    assert isinstance(response, Response)
    assert response.frequencies.tolist() == [-0.5, -0.25, 0, 0.25, 0.5]


def test_an_even_grid_is_refused_and_the_kernel_is_left_alone() -> None:
    weights = np.ones((2, 2))
    with pytest.raises(ValueError, match="odd and at least 3, not 8"):
        frequency_response(weights, points=8)
    assert weights.tolist() == [[1, 1], [1, 1]]
