"""Transposed convolution against torch, its definition, a convolution's matrix, and by hand."""

from itertools import product

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from vizcore.errors import ShapeError
from vizcore.ops import conv, conv_matrix, conv_transpose2d, transposed_size


@st.composite
def cases(draw):
    """Arrays and settings that torch takes too."""
    pair = lambda low, high: draw(st.tuples(*[st.integers(low, high)] * 2))  # noqa: E731 - two words
    setting = {"stride": pair(1, 4), "padding": pair(0, 3), "dilation": pair(1, 3)}
    room = [max(s, d) - 1 for s, d in zip(setting["stride"], setting["dilation"], strict=True)]
    setting["output_padding"] = tuple(draw(st.integers(0, most)) for most in room)
    setting["groups"] = groups = draw(st.integers(1, 3))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n, c, k = (draw(st.integers(1, 2)) for _ in range(3))
    x = rng.normal(size=(n, c * groups, *pair(1, 6)))
    weight = rng.normal(size=(c * groups, k, *pair(1, 5)))
    bias = rng.normal(size=k * groups) if draw(st.booleans()) else None
    return x, weight, bias, setting


def sizes(x, weight, setting):
    """What is left along each axis; below 1 where the padding cuts all of it off."""
    return [
        (n - 1) * s - 2 * p + d * (k - 1) + o + 1
        for n, k, s, p, d, o in zip(
            x.shape[2:], weight.shape[2:], *(setting[name] for name in (
                "stride", "padding", "dilation", "output_padding")), strict=True,
        )
    ]  # fmt: skip


@settings(max_examples=400)
@given(cases())
def test_a_transposed_convolution_is_that_of_torch(case):
    x, weight, bias, setting = case
    if min(sizes(x, weight, setting)) < 1:
        with pytest.raises(ShapeError, match="leaves nothing"):
            conv_transpose2d(x, weight, bias, **setting)
        return
    before = x.copy(), weight.copy()
    y = conv_transpose2d(x, weight, bias, **setting)
    tensors = [None if a is None else torch.from_numpy(a) for a in (x, weight, bias)]
    expected = F.conv_transpose2d(*tensors, **setting).numpy()
    assert y.shape == expected.shape
    np.testing.assert_allclose(y, expected, rtol=1e-10, atol=1e-10)
    np.testing.assert_array_equal((x, weight)[0], before[0])
    np.testing.assert_array_equal((x, weight)[1], before[1])


@settings(max_examples=60)
@given(cases())
def test_each_input_cell_stamps_the_kernel_into_the_output(case):
    x, weight, _, setting = case
    assume(min(sizes(x, weight, setting)) > 0)
    y = np.zeros((len(x), setting["groups"] * weight.shape[1], *sizes(x, weight, setting)))
    (s, t), (p, q), (d, e) = (setting[name] for name in ("stride", "padding", "dilation"))
    inputs, outputs = len(weight) // setting["groups"], weight.shape[1]
    for b, c, i, j in product(*map(range, x.shape)):
        for k, u, v in product(*map(range, weight.shape[1:])):
            row, column = i * s + u * d - p, j * t + v * e - q
            if 0 <= row < y.shape[2] and 0 <= column < y.shape[3]:
                y[b, c // inputs * outputs + k, row, column] += x[b, c, i, j] * weight[c, k, u, v]
    np.testing.assert_allclose(conv_transpose2d(x, weight, **setting), y, atol=1e-10)


@settings(max_examples=60)
@given(cases())
def test_it_multiplies_by_the_transpose_of_the_convolutions_matrix(case):
    x, weight, _, setting = case
    assume(setting["groups"] == 1 and min(sizes(x, weight, setting)) > 0)
    same = {"stride": setting["stride"], "dilation": setting["dilation"]}
    pads = tuple(setting["padding"])
    y = conv_transpose2d(x, weight, **setting)
    assume(conv(y, weight, padding=pads, **same).shape == x.shape)
    matrix = conv_matrix(weight, y.shape[2:], padding=pads, **same)
    flat = x.reshape(len(x), -1) @ matrix
    np.testing.assert_allclose(flat, y.reshape(len(y), -1), atol=1e-10)


def test_the_transpose_is_not_the_inverse():
    x, weight = np.arange(16.0).reshape(1, 1, 4, 4), np.ones((1, 1, 3, 3))
    back = conv_transpose2d(conv(x, weight), weight)
    assert back.shape == x.shape
    assert not np.allclose(back, x)


def test_one_example_by_hand():
    x = np.array([[[[1, 2], [3, 4]]]])
    y = conv_transpose2d(x, np.ones((1, 1, 3, 3)), stride=2)[0, 0]
    assert y.tolist() == [
        [1, 1, 3, 2, 2],
        [1, 1, 3, 2, 2],
        [4, 4, 10, 6, 6],
        [3, 3, 7, 4, 4],
        [3, 3, 7, 4, 4],
    ]


def test_float32_stays_float32_and_integers_become_float64():
    ones = np.ones((1, 1, 2, 2))
    assert conv_transpose2d(ones.astype("f4"), ones.astype("f4")).dtype == np.float32
    assert conv_transpose2d(ones.astype("i4"), ones.astype("i4")).dtype == np.float64


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"output_padding": 2, "stride": 2}, "an output padding of 2 is too much"),
        ({"padding": 2}, "a padding of 2 at each end leaves nothing of 4 cells"),
        ({"stride": 0}, "stride"),
        ({"groups": 2}, "1 channel cannot be split into 2 groups"),
        ({"bias": np.ones(2)}, "1 output channel cannot take a bias of shape"),
    ],
)
def test_what_cannot_be_is_told(setting, message):
    ones = np.ones((1, 1, 3, 3))
    with pytest.raises(ShapeError, match=message):
        conv_transpose2d(ones, ones[..., :2, :2], **setting)


@given(*[st.integers(1, 9)] * 4, st.integers(0, 4), st.integers(0, 3))
def test_the_size_is_that_of_an_input_with_so_many_places(n, k, s, d, p, extra):
    assume(extra < s and (n - 1) * s + d * (k - 1) + 1 > 2 * p)
    size = transposed_size(n, k, stride=s, padding=p, output_padding=extra, dilation=d)
    assert (size + 2 * p - d * (k - 1) - 1) // s + 1 == n
