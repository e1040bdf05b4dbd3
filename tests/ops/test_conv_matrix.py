"""Windows as columns and the kernel as a matrix, against torch and convolution itself."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ops.test_conv import cases, torch_conv
from vizcore.errors import ShapeError
from vizcore.ops import conv, conv_matrix, unfold


def without_groups(case):
    x, weight, _, setting = case
    setting = {name: setting[name] for name in ("stride", "padding", "dilation")}
    return x[:, : weight.shape[1]], weight, setting


@settings(max_examples=200)
@given(cases())
def test_both_products_are_torchs_convolution(case):
    x, weight, setting = without_groups(case)
    expected = torch_conv(x, weight, None, {**setting, "groups": 1})
    if expected is None:
        for refused in (
            lambda: unfold(x, weight.shape[2:], **setting),
            lambda: conv_matrix(weight, x.shape[2:], **setting),
        ):
            with pytest.raises(ShapeError, match="does not fit"):
                refused()
        return
    windows = weight.reshape(len(weight), -1) @ unfold(x, weight.shape[2:], **setting)
    np.testing.assert_allclose(windows.reshape(expected.shape), expected, atol=1e-10)
    matrix = conv_matrix(weight, x.shape[2:], **setting)
    flat = x.reshape(len(x), -1) @ matrix.T
    np.testing.assert_allclose(flat.reshape(expected.shape), expected, atol=1e-10)


@settings(max_examples=100)
@given(*[st.integers(1, 3)] * 4, st.integers(0, 2), st.integers(0, 99))
def test_the_windows_are_torchs_unfold(channels, side, stride, dilation, padding, seed):
    x = np.random.default_rng(seed).normal(size=(2, channels, 7, 8))
    setting = {"stride": stride, "padding": padding, "dilation": dilation}
    expected = F.unfold(torch.from_numpy(x), side, **setting).numpy()
    np.testing.assert_array_equal(unfold(x, side, **setting), expected)


def test_with_stride_1_a_cell_in_the_middle_is_copied_once_for_each_weight():
    columns = unfold(np.arange(49).reshape(1, 1, 7, 7), 3)
    copies = np.bincount(columns.ravel().astype(int)).reshape(7, 7)
    assert (copies[2:5, 2:5] == 9).all()
    assert copies[0, 0] == 1


def test_a_row_is_the_kernel_moved_by_one():
    matrix = conv_matrix(np.array([[[1, 2, 3]]]), (5,), padding=1)
    assert matrix.tolist() == [
        [2, 3, 0, 0, 0],
        [1, 2, 3, 0, 0],
        [0, 1, 2, 3, 0],
        [0, 0, 1, 2, 3],
        [0, 0, 0, 1, 2],
    ]


def test_arguments_stay_as_they_are_and_float32_stays_float32():
    x = np.ones((1, 1, 3, 3), np.float32)
    columns, matrix = unfold(x, 2), conv_matrix(x, (4, 4))
    columns[:], matrix[:] = 5, 5
    assert (x == 1).all()
    assert columns.dtype == matrix.dtype == conv(x, x).dtype == np.float32


def test_sizes_that_are_not_one_for_each_axis_are_told():
    with pytest.raises(ShapeError, match=r"kernels of shape \(1, 1, 3, 3\) do not fit"):
        conv_matrix(np.ones((1, 1, 3, 3)), (5,))
