"""Statistics of mini-batches out of those of their pictures: loops, torch, by hand, and a law."""

import numpy as np
import pytest
import torch
from torch import nn

from vizcore import ops
from vizcore.errors import ShapeError
from vizcore.steps.batches import batches_of, epochs, pictures_of, running

MAPS = np.random.default_rng(3).normal(2, 3, (11, 4, 5, 6))
MEMBERS = epochs(11, 4, 5, np.random.default_rng(0))


@pytest.mark.lecture("L24", page="batch_norm")
def test_mean_and_both_variances_are_those_of_torchs_layer_batch_after_batch():
    made = batches_of(pictures_of(MAPS, 16), MEMBERS)
    layer = nn.BatchNorm2d(4, momentum=0.25, dtype=torch.float64)
    means, variances = running(made.mean, 0.0, 0.25), running(made.unbiased, 1.0, 0.25)
    for t, members in enumerate(MEMBERS):
        layer(torch.from_numpy(MAPS[members]))
        np.testing.assert_allclose(means[t + 1], layer.running_mean, rtol=1e-12)
        np.testing.assert_allclose(variances[t + 1], layer.running_var, rtol=1e-12)


@pytest.mark.lecture("L24", page="batch_norm")
def test_they_are_those_of_the_operation_and_of_plain_loops():
    made = batches_of(pictures_of(MAPS, 16), MEMBERS)
    one, zero = np.ones(4), np.zeros(4)
    for t, members in enumerate(MEMBERS):
        x = MAPS[members]
        _, mean, unbiased = ops.batch_norm_train(x, one, zero, zero, one, momentum=1.0)
        np.testing.assert_allclose(made.mean[t], mean, rtol=1e-12)
        np.testing.assert_allclose(made.unbiased[t], unbiased, rtol=1e-12)
        for c in range(4):
            values = [float(value) for i in members for value in MAPS[i, c].ravel()]
            mu = sum(values) / len(values)
            squares = sum((value - mu) ** 2 for value in values)
            assert made.var[t, c] == pytest.approx(squares / len(values))
            assert made.numbers[t] == len(values)


def test_every_number_is_counted_once_and_in_its_bin():
    seen = pictures_of(MAPS, 16)
    made = batches_of(seen, MEMBERS)
    for t, members in enumerate(MEMBERS):
        for c in range(4):
            edges = (float(seen.low[c]), float(seen.high[c]))
            counts, _ = np.histogram(MAPS[members, c], 16, edges)
            np.testing.assert_array_equal(made.counts[t, c], counts)
            assert made.counts[t, c].sum() == made.numbers[t]


def test_what_lies_far_out_is_counted_in_the_outermost_bin():
    maps = np.zeros((1, 1, 1000))
    maps[0, 0, 0] = 1.0
    seen = pictures_of(maps, 8)
    assert seen.high[0] < 0.3
    assert seen.counts[0, 0].tolist() == [999, 0, 0, 0, 0, 0, 0, 1]


def test_a_channel_whose_numbers_are_all_the_same_stands_in_one_bin():
    seen = pictures_of(np.full((2, 1, 9), 3.0, np.float32), 8)
    assert seen.var.max() == 0
    assert np.count_nonzero(seen.counts.sum(0)) == 1


def test_the_mean_of_all_numbers_is_that_of_one_batch_of_all_pictures():
    (whole,) = epochs(11, 11, 1, None)
    made = batches_of(pictures_of(MAPS, 8), [whole])
    np.testing.assert_allclose(made.mean[0], MAPS.mean((0, 2, 3)))
    np.testing.assert_allclose(made.var[0], MAPS.var((0, 2, 3)))


def test_an_epoch_takes_every_picture_once_and_its_last_batch_the_rest():
    taken = epochs(107, 16, 7, np.random.default_rng(1))
    assert [len(batch) for batch in taken] == [16] * 6 + [11]
    assert sorted(np.concatenate(taken).tolist()) == list(range(107))
    assert [len(batch) for batch in epochs(107, 2, 60, None)][53] == 1


def test_a_single_number_has_no_variance():
    with pytest.raises(ShapeError, match="at least 2 numbers"):
        batches_of(pictures_of(np.ones((3, 2)), 4), [np.array([0])])
