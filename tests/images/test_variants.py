"""Variants of a picture, against training's own functions, plain loops and laws."""

import numpy as np
import pytest
import torch

from vizcore.errors import ShapeError
from vizcore.images.variants import FILL, Variant, draw_variants
from vizcore.nets.cifar10 import MEAN
from vizcore.training.run.augment import cut_out, reflect

IMAGE = np.random.default_rng(3).integers(0, 256, (32, 32, 3), dtype=np.uint8)


@pytest.mark.parametrize(("down", "right"), [(0, 0), (3, -2), (-4, 4), (1, 0)])
def test_a_shift_is_a_crop_of_what_training_mirrors(down, right):
    padded = reflect(torch.from_numpy(IMAGE).permute(2, 0, 1)[None], 4)[0].permute(1, 2, 0).numpy()
    crop = padded[4 - down : 36 - down, 4 - right : 36 - right]
    np.testing.assert_array_equal(Variant(down, right).of(IMAGE), crop)


@pytest.mark.parametrize("hole", [(5, 9), (-3, 28), (30, -2)])
def test_a_hole_is_where_training_cuts_one_out(hole):
    centres = torch.tensor([[hole[0] + 4], [hole[1] + 4]])
    cut = cut_out(torch.ones(1, 3, 32, 32), centres, 8)[0].permute(1, 2, 0).numpy() == 0
    shown = Variant(hole=hole, side=8).of(IMAGE)
    np.testing.assert_array_equal(shown, np.where(cut, np.uint8(FILL), IMAGE))


def test_the_fill_is_the_mean_that_training_subtracts():
    assert [round(255 * mean) for mean in MEAN] == list(FILL)


def test_two_flips_are_none_and_the_picture_is_left_as_it_was():
    before = IMAGE.copy()
    flipped = Variant(flipped=True).of(IMAGE)
    np.testing.assert_array_equal(flipped[:, ::-1], IMAGE)
    flipped[:] = 0
    np.testing.assert_array_equal(IMAGE, before)


def test_brightness_multiplies_each_number_and_stops_at_white():
    shown = Variant(brightness=1.3).of(IMAGE)
    for value, seen in zip(IMAGE.ravel()[:200].tolist(), shown.ravel()[:200].tolist(), strict=True):
        assert seen == min(255, round(value * 1.3))


def test_a_shift_as_long_as_the_picture_is_refused():
    with pytest.raises(ShapeError, match="by 31 pixels at most"):
        Variant(right=-32).of(IMAGE)


def test_what_is_drawn_lies_within_its_limits_and_every_kind_occurs():
    drawn = draw_variants(400, 32, seed=5)
    assert all(abs(v.down) <= 4 and abs(v.right) <= 4 for v in drawn)
    assert all(0.7 <= v.brightness <= 1.3 and v.side in (0, 8) for v in drawn)
    for some in (
        [bool(v.down or v.right) for v in drawn],
        [v.flipped for v in drawn],
        [v.brightness != 1 for v in drawn],
        [v.side > 0 for v in drawn],
    ):
        assert 150 < sum(some) < 280
    assert Variant().words == "as it is"
