"""What the page Over volumes shows beside its figure, and what the figure is made of."""

import numpy as np
import pytest

from pages.ui.components.volumes import biases
from pages.ui.matrices import rgb_patch
from pages.volumes.layers import (
    maps_picture,
    number_rows,
    random_depth,
    random_layer,
    random_volume,
)


def test_a_patch_keeps_its_channels_apart_and_means_each_cell():
    image = np.random.default_rng(1).integers(0, 256, (40, 60, 3), dtype=np.uint8)
    patch = rgb_patch(image, 4, across=0.5, down=1, pixels=5)
    assert patch.shape == (3, 4, 4)
    for channel, row, column in np.ndindex(patch.shape):
        top, left = 20 + 5 * row, 20 + 5 * column
        mean = image[top : top + 5, left : left + 5, channel].mean()
        assert patch[channel, row, column] == round(float(mean))


@pytest.mark.parametrize("size", [(1, 1), (3, 50), (7, 4)])
def test_a_patch_shrinks_with_its_picture(size):
    image = np.full((*size, 3), (10, 20, 30), np.uint8)
    patch = rgb_patch(image, 6, across=1, down=1, pixels=64)
    assert patch.shape == (3, min(6, *size), min(6, *size))
    assert [np.unique(channel).tolist() for channel in patch] == [[10], [20], [30]]


def test_a_smaller_setting_is_a_part_of_the_larger_one():
    large, small = random_volume(4, 6, 7), random_volume(2, 5, 7)
    np.testing.assert_array_equal(large[:2, :5, :5], small)
    wide = random_layer(large, 4, 3, seed=7)
    narrow = random_layer(small, 2, 2, seed=7)
    np.testing.assert_array_equal(wide.weight[:2, :2, :2, :2], narrow.weight)
    np.testing.assert_array_equal(wide.bias[:2], narrow.bias)


def test_another_seed_gives_other_numbers():
    assert (random_volume(3, 5, 0) != random_volume(3, 5, 1)).any()
    assert (random_depth(4, 2, 0).weight != random_depth(4, 2, 1).weight).any()


def test_the_table_holds_every_number_of_the_figure_once():
    layer = random_layer(random_volume(4, 4, 0), 2, 3, seed=1, groups=2, activation="relu")
    rows = list(number_rows([layer]))
    assert len(rows) == len({row[:-1] for row in rows})
    expected = {
        "input": 64,
        "weight": 36,
        "bias": 2,
        "partial": 16,
        "sum": 8,
        "total": 8,
        "output": 8,
    }
    assert {row[0] for row in rows} == {1}
    names = [row[1] for row in rows]
    assert {name: names.count(name) for name in expected} == expected
    assert len(rows) == sum(expected.values())
    values = {row[:-1]: row[-1] for row in rows}
    assert values[1, "partial", 1, 0, 1, 0] == layer.partial[1, 0, 1, 0]
    assert values[1, "output", 1, 0, 1, 1] == layer.output[1, 1, 1]


def test_one_kernel_lends_its_bias_to_every_depth():
    played = random_depth(4, 2, seed=0)
    assert biases(played).tolist() == [played.bias] * 3


def test_the_picture_of_the_maps_has_a_square_for_each_number():
    picture = maps_picture(np.array([[[0.0, 2.0]], [[-2.0, 0.0]]]))
    assert picture.shape == (32, 8 + 64 + 8 + 64 + 8, 3)
    zero, plus = picture[16, 8 + 16], picture[16, 8 + 48]
    assert zero.tolist() == [247, 247, 245]
    assert plus.tolist() == [217, 115, 26]
    assert picture[16, 80 + 16].tolist() == [31, 95, 174]


def test_maps_of_zeros_are_drawn_neutral():
    picture = maps_picture(np.zeros((1, 1, 1)))
    assert picture[16, 24].tolist() == [247, 247, 245]
