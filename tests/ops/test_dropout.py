"""Dropout against loops, torch's own draws, four numbers by hand and the mean over masks."""

import itertools

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st

from vizcore.errors import NumberError, ShapeError
from vizcore.ops import dropout


@settings(max_examples=60, deadline=None)
@given(st.floats(0, 0.99), st.integers(0, 2**32 - 1))
def test_with_torchs_mask_it_is_torchs_dropout_and_its_definition(rate, seed):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(2, 3, 4))
    torch.manual_seed(seed)
    mask = F.dropout(torch.ones(x.shape), rate).numpy() != 0
    torch.manual_seed(seed)
    expected = F.dropout(torch.from_numpy(x), rate).numpy()
    y = dropout(x, mask, rate=rate)
    np.testing.assert_allclose(y, expected, rtol=1e-12)
    for place in np.ndindex(x.shape):
        assert y[place] == pytest.approx(x[place] / (1 - rate) if mask[place] else 0)


def test_a_mask_of_channels_is_torchs_channel_dropout():
    x = np.arange(1.0, 25).reshape(2, 3, 2, 2)
    torch.manual_seed(3)
    expected = F.dropout2d(torch.from_numpy(x), 0.5).numpy()
    mask = (expected != 0).any((2, 3), keepdims=True)
    np.testing.assert_allclose(dropout(x, mask, rate=0.5), expected)


@pytest.mark.parametrize("rate", [0.25, 0.5, 0.8])
def test_the_mean_over_all_masks_is_what_test_time_gives(rate):
    """Of 2^4 networks, each weighted with the probability of its mask."""
    x = np.array([3.0, -1.0, 0.5, 2.0])
    inverted, classic = np.zeros(4), np.zeros(4)
    for kept in itertools.product([False, True], repeat=4):
        mask = np.array(kept)
        chance = np.prod(np.where(mask, 1 - rate, rate))
        inverted += chance * dropout(x, mask, rate=rate)
        classic += chance * dropout(x, mask, rate=rate, scaling="classic")
    np.testing.assert_allclose(inverted, x)
    np.testing.assert_allclose(classic, (1 - rate) * x)


def test_at_a_rate_of_one_nothing_is_left_as_in_torch():
    x, mask = np.array([1.0, -2.0]), np.zeros(2, bool)
    np.testing.assert_array_equal(
        dropout(x, mask, rate=1.0), F.dropout(torch.from_numpy(x), 1.0).numpy()
    )


def test_arguments_stay_as_they_are_and_float32_stays_float32():
    x, mask = np.array([1, 2], np.float32), np.array([True, False])
    assert dropout(x, mask, rate=0.3).dtype == np.float32
    assert dropout(x.astype(int), mask, rate=0.3).dtype == np.float64
    np.testing.assert_array_equal(x, [1, 2])
    np.testing.assert_array_equal(mask, [True, False])


def test_what_cannot_be_is_named():
    x = np.ones((2, 3))
    with pytest.raises(ShapeError, match=r"shape \(4,\) does not stretch .* shape \(2, 3\)"):
        dropout(x, np.ones(4, bool), rate=0.5)
    with pytest.raises(NumberError, match="0 to 1, not -1"):
        dropout(x, np.ones((2, 3), bool), rate=-1)
    with pytest.raises(NumberError, match='"inverted" or "classic"'):
        dropout(x, np.ones((2, 3), bool), rate=0.5, scaling="other")
