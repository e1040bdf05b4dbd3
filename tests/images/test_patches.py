"""Patches of pictures: where they come from, their order, pictures that are too small."""

import numpy as np
import pytest

from vizcore.errors import ImageError
from vizcore.images.decode import shrink
from vizcore.images.patches import SHRUNK, patches, sample_patches
from vizcore.images.samples import SAMPLES

NOISE = np.random.default_rng(0).integers(0, 256, (300, 400, 3), dtype=np.uint8)


def test_each_patch_lies_in_the_smaller_copy_and_they_are_in_its_order():
    small = shrink(NOISE, SHRUNK)
    every = np.lib.stride_tricks.sliding_window_view(small, (32, 32, 3))[:, :, 0]
    places = []
    for patch in patches(NOISE, 5, seed=2):
        found = np.argwhere((every == patch).all(axis=(2, 3, 4)))
        places += [tuple(place) for place in found]
    assert len(places) == 5
    assert places == sorted(places)


def test_the_same_seed_gives_the_same_patches():
    np.testing.assert_array_equal(patches(NOISE, 4, seed=1), patches(NOISE, 4, seed=1))
    assert not np.array_equal(patches(NOISE, 4, seed=1), patches(NOISE, 4, seed=2))


def test_a_picture_that_is_too_small_is_continued_with_its_edge():
    tiny = NOISE[:12, :40].copy()
    before = tiny.copy()
    (patch,) = patches(tiny, 1)
    assert (patch[11:] == patch[11]).all()
    np.testing.assert_array_equal(tiny, before)


def test_samples_come_one_after_another_in_even_shares():
    cut = sample_patches(["coins", "brick", "cat"], 8)
    expected = patches(SAMPLES["coins"].thumbnail(SHRUNK), 3)
    np.testing.assert_array_equal(cut[:3], expected)
    assert cut.shape == (8, 32, 32, 3)


def test_no_pixels_no_patches():
    with pytest.raises(ImageError, match="without pixels"):
        patches(np.zeros((0, 4, 3), np.uint8), 1)
