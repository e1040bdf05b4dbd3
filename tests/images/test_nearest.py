"""The nearest kernel made by hand, and small views of the samples."""

import numpy as np
import pytest

from vizcore.errors import ShapeError
from vizcore.images import KERNELS, SAMPLES
from vizcore.images.nearest import nearest_kernel, nearest_kernels
from vizcore.images.views import SIDE, views


@pytest.mark.parametrize(
    "name", ["sobel_x", "sobel_y", "laplacian", "emboss", "outline", "sharpen"]
)
@pytest.mark.parametrize(("scale", "shift"), [(0.3, 0.0), (-2.0, 0.7)])
def test_a_scaled_and_shifted_kernel_is_found_with_an_r_of_one(name, scale, shift):
    found = nearest_kernel(scale * KERNELS[name].weights + shift)
    assert abs(found.r) == pytest.approx(1)
    assert np.sign(found.r) == np.sign(scale) * np.sign(
        np.corrcoef(KERNELS[name].weights.ravel(), KERNELS[found.name].weights.ravel())[0, 1]
    )


def test_the_correlation_is_numpys_and_no_other_kernel_has_a_larger_one():
    weights = np.random.default_rng(2).normal(size=(3, 3))
    found = nearest_kernel(weights)
    sizes = {
        name: abs(np.corrcoef(weights.ravel(), kernel.weights.ravel())[0, 1])
        for name, kernel in KERNELS.items()
        if kernel.weights.shape == (3, 3) and np.ptp(kernel.weights) > 0
    }
    assert abs(found.r) == pytest.approx(max(sizes.values()))
    assert sizes[found.name] == pytest.approx(abs(found.r))


def test_colours_are_looked_at_one_by_one():
    weights = np.stack([KERNELS[name].weights for name in ("sobel_x", "sobel_y", "outline")])
    _, colours = nearest_kernels(weights)
    assert [each.name for each in colours] == ["sobel_x", "sobel_y", "outline"] or colours[
        2
    ].name == "laplacian"


def test_equal_weights_are_like_nothing_and_no_kernel_has_any_size():
    assert nearest_kernel(np.full((3, 3), 0.2)).name == ""
    with pytest.raises(ShapeError, match="no kernel of 4 × 2"):
        nearest_kernel(np.eye(4, 2))


def test_views_are_the_same_each_time_and_each_has_its_address():
    one, other = views(), views()
    assert len({view.address for view, _ in one}) == len(one)
    for (view, pixels), (again, same) in zip(one, other, strict=True):
        assert view == again
        np.testing.assert_array_equal(pixels, same)
        assert pixels.shape == (SIDE, SIDE, 3)
        assert view.sample in SAMPLES


def test_a_mirrored_view_is_the_view_before_it_turned_round():
    found = views()
    for (view, pixels), (mirrored, turned) in zip(found[::2], found[1::2], strict=True):
        assert mirrored.mirrored
        assert not view.mirrored
        np.testing.assert_array_equal(pixels[:, ::-1], turned)
