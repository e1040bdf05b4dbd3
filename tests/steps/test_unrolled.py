"""Both matrix products against torch, and how much is copied."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import assume, given
from hypothesis import strategies as st

from vizcore.errors import ShapeError
from vizcore.steps.unrolled import UnrolledSettings


@st.composite
def cases(draw):
    """Arguments of a layer, possible or not."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    channels, filters = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    x = rng.integers(-3, 6, (channels, *draw(st.tuples(*[st.integers(1, 6)] * 2))))
    weight = rng.integers(-3, 6, (filters, channels, *draw(st.tuples(*[st.integers(1, 4)] * 2))))
    numbers = (draw(st.integers(1, 3)), draw(st.integers(0, 2)), draw(st.integers(1, 2)))
    return x, weight, *numbers


def built(case):
    try:
        return UnrolledSettings(*case)
    except ShapeError:
        assume(False)


@given(cases())
def test_both_products_are_torchs_conv2d_and_the_rows_its_unfold(case):
    layer = built(case)
    x, weight = (torch.from_numpy(a.astype(np.float64)) for a in (layer.x, layer.weight))
    setting = {n: getattr(layer, n) for n in ("stride", "padding", "dilation")}
    expected = F.conv2d(x[None], weight, **setting)[0].numpy()
    rows = F.unfold(x[None], tuple(weight.shape[2:]), **setting)[0].numpy().T
    np.testing.assert_array_equal(layer.rows, rows)
    np.testing.assert_allclose(layer.output, expected)
    flat = layer.matrix @ layer.x.ravel()
    np.testing.assert_allclose(flat.reshape(expected.shape), expected)


@given(cases())
def test_copies_are_counted_from_the_windows(case):
    layer = built(case)
    rows, columns = (
        [sum(at in axis.touched(start) for start in axis.starts) for at in range(axis.size)]
        for axis in layer.axes
    )
    np.testing.assert_array_equal(layer.copies, [np.outer(rows, columns)] * len(layer.x))
    weights = layer.copies.sum() * len(layer.weight)  # each copy meets one of every filter
    assert layer.zeros == pytest.approx(1 - weights / layer.matrix.size)


def test_same_padding_and_stride_1_copy_the_input_k_times_k_fold():
    layer = UnrolledSettings(np.ones((2, 7, 9)), np.ones((1, 2, 3, 3)), padding="same")
    assert layer.growth == 9
    assert layer.copies.max() == 9


def test_kernels_with_other_channels_are_refused():
    with pytest.raises(ShapeError, match=r"kernels of shape \(2, 3, 3\) do not fit an input"):
        UnrolledSettings(np.ones((1, 5, 5)), np.ones((1, 2, 3, 3)))
