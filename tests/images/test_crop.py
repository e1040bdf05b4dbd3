import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from vizcore.errors import ShapeError
from vizcore.images import crop_square, square_in, to_network_input


@given(st.data(), st.integers(1, 60), st.integers(1, 60))
def test_a_square_lies_inside_and_as_near_to_its_centre_as_it_can(data, height, width):
    side = data.draw(st.integers(1, min(height, width)))
    row, column = data.draw(st.tuples(st.integers(-5, 65), st.integers(-5, 65)))
    top, left, found = square_in((height, width), (row, column), side)
    assert found == side
    assert 0 <= top <= height - side
    assert 0 <= left <= width - side
    wanted = row - side // 2
    assert abs(top - wanted) == min(abs(t - wanted) for t in range(height - side + 1))


def test_the_middle_square_is_the_default():
    image = np.arange(5 * 9).reshape(5, 9)
    np.testing.assert_array_equal(crop_square(image), image[:, 2:7])


def test_a_crop_is_a_copy():
    image = np.zeros((4, 4), np.uint8)
    crop_square(image)[:] = 9
    assert not image.any()


@pytest.mark.parametrize("side", [0, -1, 5])
def test_a_square_that_does_not_fit_is_named(side):
    with pytest.raises(ShapeError, match=rf"a square of {side} does not fit in an image of 4 x 9"):
        crop_square(np.zeros((4, 9)), side=side)


@pytest.mark.parametrize("crop", [(-1, 0, 4), (0, 6, 4), (0, 0, 0), (1, 0, 4)])
def test_a_crop_outside_the_image_is_refused(crop):
    with pytest.raises(ShapeError, match="reaches outside an image of 4 x 9"):
        to_network_input(np.zeros((4, 9, 3), np.uint8), crop)


def test_a_picture_of_the_networks_own_size_is_not_touched():
    image = np.random.default_rng(0).integers(0, 256, (32, 32, 3), np.uint8)
    np.testing.assert_array_equal(to_network_input(image), image)


def test_the_filter_is_lanczos_over_all_pixels_of_the_square():
    image = np.random.default_rng(1).integers(0, 256, (200, 150, 3), np.uint8)
    expected = Image.fromarray(image[25:175]).resize((32, 32), Image.Resampling.LANCZOS)
    np.testing.assert_array_equal(to_network_input(image), np.array(expected))
    fine = np.indices((320, 320)).sum(0) % 2 * np.uint8(255)  # finer than 32x32 can show
    assert np.abs(to_network_input(fine.astype(np.uint8))[2:-2, 2:-2] - 127.5).max() <= 2


def test_greyscale_gets_three_equal_channels():
    image = np.random.default_rng(2).integers(0, 256, (64, 64), np.uint8)
    shown = to_network_input(image, (0, 0, 40))
    assert shown.shape == (32, 32, 3)
    np.testing.assert_array_equal(shown[..., 0], shown[..., 2])
