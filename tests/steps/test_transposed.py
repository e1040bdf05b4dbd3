"""Stamps against torch: put together they are the output; counts; the remedy."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import assume, given
from hypothesis import strategies as st

from vizcore.errors import ShapeError
from vizcore.steps.transposed import TransposedSettings, evenness


@st.composite
def cases(draw):
    """Arguments of a layer, possible or not."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    stride, dilation = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    extra = draw(st.integers(0, max(stride, dilation) - 1))
    x = rng.integers(-3, 6, draw(st.tuples(*[st.integers(1, 6)] * 2)))
    weight = rng.integers(-3, 6, draw(st.tuples(*[st.integers(1, 5)] * 2)))
    return x, weight, stride, draw(st.integers(0, 3)), extra, dilation


def built(case):
    try:
        return TransposedSettings(*case)
    except ShapeError:
        assume(False)


def torchs(layer, x, weight):
    tensors = [torch.from_numpy(a.astype(np.float64))[None, None] for a in (x, weight)]
    names = ("stride", "padding", "output_padding", "dilation")
    setting = {name: getattr(layer, name) for name in names}
    return F.conv_transpose2d(*tensors, **setting)[0, 0].numpy()


@given(cases())
def test_output_and_counts_are_torchs(case):
    layer = built(case)
    np.testing.assert_allclose(layer.output, torchs(layer, layer.x, layer.weight))
    ones = torchs(layer, np.ones(layer.x.shape), np.ones(layer.weight.shape))
    np.testing.assert_array_equal(layer.counts, ones)
    assert layer.output.shape == tuple(axis.size for axis in layer.axes)


@given(cases())
def test_the_last_sum_in_a_cell_is_the_output(case):
    layer = built(case)
    last = np.zeros(layer.output.shape)
    for place in np.ndindex(layer.x.shape):
        for inside in np.ndindex(layer.weight.shape):
            cell = tuple(
                axis.starts[at] + k * axis.dilation
                for axis, at, k in zip(layer.axes, place, inside, strict=True)
            )
            if all(0 <= at < size for at, size in zip(cell, last.shape, strict=True)):
                last[cell] = layer.sums[(*place, *inside)]
    np.testing.assert_allclose(last, layer.output)


@given(cases())
def test_the_inner_counts_are_those_of_a_large_input(case):
    layer = built(case)
    large = TransposedSettings(
        np.ones((40, 40)), layer.weight, layer.stride, layer.padding, 0, layer.dilation
    )
    margin = 30
    inner = large.counts[margin:-margin, margin:-margin]
    assume(min(inner.shape) >= layer.stride)
    assert sorted(set(inner.ravel().tolist())) == layer.inner_counts


@pytest.mark.parametrize(
    ("side", "stride", "counts", "words"),
    [(2, 2, [1], "once"), (3, 2, [1, 2, 4], "1, 2 or 4 times"), (4, 2, [4], "4 times")],
)
def test_a_kernel_that_the_stride_divides_writes_evenly(side, stride, counts, words):
    layer = TransposedSettings(np.ones((4, 4)), np.ones((side, side)), stride)
    assert layer.inner_counts == counts
    assert words in evenness(layer)
    assert ("no checkerboard" in evenness(layer)) == (len(counts) == 1)


def test_resized_before_a_convolution_every_inner_cell_sums_the_same_number():
    layer = TransposedSettings(np.ones((5, 5)), np.ones((3, 3)), 2)
    assert layer.resized.shape == (10, 10)
    assert (layer.resized_counts[1:-1, 1:-1] == 9).all()
    np.testing.assert_array_equal(layer.resized, layer.resized_counts)


def test_resizing_is_torchs_nearest_neighbour_and_convolution():
    rng = np.random.default_rng(1)
    layer = TransposedSettings(rng.normal(size=(4, 5)), rng.normal(size=(3, 3)), 2)
    large = F.interpolate(torch.from_numpy(layer.x)[None, None], scale_factor=2.0)
    expected = F.conv2d(large, torch.from_numpy(layer.weight)[None, None], padding="same")
    np.testing.assert_allclose(layer.resized, expected[0, 0].numpy())


def test_what_cannot_be_is_told_at_once():
    with pytest.raises(ShapeError, match="leaves nothing of 3 cells"):
        TransposedSettings(np.ones((1, 1)), np.ones((3, 3)), padding=2)
