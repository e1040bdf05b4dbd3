"""Two ways to make a picture smaller, against plain loops, torch and a law."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st

from vizcore.errors import ShapeError
from vizcore.images.patterns import zone_plate
from vizcore.images.sampling import block_means, every_nth


def picture(rows: int, columns: int) -> np.ndarray:
    return np.random.default_rng(rows).integers(0, 256, (rows, columns), dtype=np.uint8)


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 10))
def test_each_pixel_is_the_first_or_the_mean_of_its_block(rows, columns, n):
    image = picture(rows, columns)
    taken, means = every_nth(image, n), block_means(image, n)
    assert taken.shape == means.shape == (-(-rows // n), -(-columns // n))
    for i, j in np.ndindex(taken.shape):
        block = [
            int(image[y, x])
            for y in range(i * n, min(rows, i * n + n))
            for x in range(j * n, min(columns, j * n + n))
        ]
        assert taken[i, j] == block[0]
        assert means[i, j] == int(sum(block) / len(block) + 0.5)


@pytest.mark.parametrize("n", [1, 2, 4])
def test_means_are_torchs_average_pooling(n):
    image = picture(16, 24)
    pooled = F.avg_pool2d(torch.from_numpy(image)[None, None].double(), n)[0, 0]
    np.testing.assert_array_equal(block_means(image, n), np.floor(pooled.numpy() + 0.5))


def test_a_zone_plate_comes_back_as_rings_that_are_not_there():
    plate = zone_plate(256)
    assert every_nth(plate, 4)[0, 0] == plate[0, 0]
    corner = np.s_[:16, 24:40]  # far outside the rings that one pixel in four can hold
    assert np.ptp(every_nth(plate, 4)[corner]) > 240
    assert np.ptp(block_means(plate, 4)[corner]) < 80


def test_the_picture_is_left_as_it_was():
    image = picture(5, 5)
    before = image.copy()
    every_nth(image, 2)[:] = 0
    block_means(image, 2)[:] = 0
    np.testing.assert_array_equal(image, before)


@pytest.mark.parametrize("make", [every_nth, block_means])
def test_a_step_below_one_is_refused(make):
    with pytest.raises(ShapeError, match="n is 1 or more"):
        make(picture(3, 3), 0)
