"""Convolution against loops, torch, the lecture's tables and its own laws."""

from itertools import product

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st

from vizcore.errors import ShapeError
from vizcore.ops import conv
from vizcore.ops._arrays import computing_dtype

TORCH_CONV = {1: F.conv1d, 2: F.conv2d, 3: F.conv3d}
SEVEN_ROWS = np.array(
    [
        [1, -2, -1, 5, 3, 2, 1],
        [1, 3, -1, 4, 3, 3, 1],
        [1, -2, 1, 6, 3, 3, 2],
        [2, -2, 2, 5, 2, 1, 0],
        [0, 3, -2, 5, 4, 1, 2],
        [1, 2, -3, 1, 1, 2, -1],
        [1, -2, -1, 1, 2, 1, 1],
    ]
)
EIGHTH_COLUMN = np.array([[1], [-1], [2], [-1], [1], [2], [3]])


@st.composite
def cases(draw, most_axes=3):
    """Arrays and settings for one convolution, possible or not."""
    axes = draw(st.integers(1, most_axes))
    most = {1: 16, 2: 10, 3: 6}[axes]

    def once_or_for_each(numbers):
        return draw(st.one_of(numbers, st.tuples(*[numbers] * axes)))

    pads = st.integers(0, 3)
    setting = {
        "stride": once_or_for_each(st.integers(1, 3)),
        "dilation": once_or_for_each(st.integers(1, 3)),
        "groups": draw(st.integers(1, 3)),
        "padding": draw(
            st.one_of(
                st.sampled_from(["valid", "same", "same_lower"]),
                pads,
                st.tuples(*[pads] * axes),
                st.tuples(*[st.tuples(pads, pads)] * axes),
            )
        ),
    }
    n, c, k = draw(st.integers(1, 2)), draw(st.integers(1, 2)), draw(st.integers(1, 2))
    spatial = draw(st.tuples(*[st.integers(1, most)] * axes))
    window = draw(st.tuples(*[st.integers(1, 4)] * axes))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    x = rng.normal(size=(n, c * setting["groups"], *spatial))
    weight = rng.normal(size=(k * setting["groups"], c, *window))
    bias = rng.normal(size=len(weight)) if draw(st.booleans()) else None
    return x, weight, bias, setting


def for_each(value, axes):
    return value if isinstance(value, tuple) else (value,) * axes


def pads_of(x, weight, setting):
    """(before, after) of each axis, from TensorFlow's second way to state SAME."""
    axes = x.ndim - 2
    padding = setting["padding"]
    if padding == "valid":
        return [(0, 0)] * axes
    if not isinstance(padding, str):
        return [p if isinstance(p, tuple) else (p, p) for p in for_each(padding, axes)]
    pads = []
    for size, k, s, d in zip(
        x.shape[2:],
        weight.shape[2:],
        for_each(setting["stride"], axes),
        for_each(setting["dilation"], axes),
        strict=True,
    ):
        total = max(d * (k - 1) + 1 - (size % s or s), 0)
        halves = (total // 2, total - total // 2)
        pads.append(halves if padding == "same" else halves[::-1])
    return pads


def torch_conv(x, weight, bias, setting):
    """The same in torch, padded beforehand; None where torch says that the kernel is too large."""
    flat = [side for pair in reversed(pads_of(x, weight, setting)) for side in pair]
    padded = F.pad(torch.from_numpy(x), flat)
    axes = x.ndim - 2
    spans = [
        d * (k - 1) + 1
        for k, d in zip(weight.shape[2:], for_each(setting["dilation"], axes), strict=True)
    ]
    arguments = (padded, torch.from_numpy(weight), None if bias is None else torch.from_numpy(bias))
    others = {name: setting[name] for name in ("stride", "dilation", "groups")}
    if any(k > n for k, n in zip(spans, padded.shape[2:], strict=True)):
        with pytest.raises(RuntimeError, match="Kernel size can't be greater"):
            TORCH_CONV[axes](*arguments, **others)
        return None
    return TORCH_CONV[axes](*arguments, **others).numpy()


def naive_conv(x, weight, bias, setting, out):
    """The definition, a product at a time."""
    axes = x.ndim - 2
    pads = pads_of(x, weight, setting)
    stride, dilation = for_each(setting["stride"], axes), for_each(setting["dilation"], axes)
    per_group = len(weight) // setting["groups"]
    y = np.zeros((len(x), len(weight), *out))
    for place in product(*map(range, y.shape)):
        image, kernel, *stop = place
        total = 0.0 if bias is None else bias[kernel]
        for inside in product(*map(range, weight.shape[1:])):
            channel = kernel // per_group * weight.shape[1] + inside[0]
            cell = tuple(
                o * s + u * d - before
                for o, s, u, d, (before, _) in zip(
                    stop, stride, inside[1:], dilation, pads, strict=True
                )
            )
            if all(0 <= i < size for i, size in zip(cell, x.shape[2:], strict=True)):
                total += weight[(kernel, *inside)] * x[(image, channel, *cell)]
        y[place] = total
    return y


@settings(max_examples=500, deadline=None)
@given(cases())
def test_conv_is_that_of_torch(case):
    x, weight, bias, setting = case
    expected = torch_conv(x, weight, bias, setting)
    if expected is None:
        with pytest.raises(ShapeError, match="does not fit"):
            conv(x, weight, bias, **setting)
        return
    y = conv(x, weight, bias, **setting)
    assert y.shape == expected.shape
    np.testing.assert_allclose(y, expected, rtol=1e-10, atol=1e-10)


@settings(max_examples=60, deadline=None)
@given(cases(most_axes=2))
def test_conv_is_the_sum_of_products_of_its_definition(case):
    x, weight, bias, setting = case
    try:
        y = conv(x, weight, bias, **setting)
    except ShapeError:
        assert torch_conv(x, weight, bias, setting) is None
        return
    expected = naive_conv(x, weight, bias, setting, y.shape[2:])
    np.testing.assert_allclose(y, expected, rtol=1e-10, atol=1e-10)


# torch warns that an even kernel needs a padded copy, which is no concern of ours.
@pytest.mark.filterwarnings("ignore:Using padding='same':UserWarning")
@settings(max_examples=40, deadline=None)
@given(st.integers(1, 12), st.integers(1, 7), st.integers(1, 3))
def test_same_at_stride_one_is_torchs_own_same(size, window, dilation):
    rng = np.random.default_rng(size)
    x, weight = rng.normal(size=(1, 2, size)), rng.normal(size=(3, 2, window))
    expected = F.conv1d(
        torch.from_numpy(x), torch.from_numpy(weight), padding="same", dilation=dilation
    )
    y = conv(x, weight, padding="same", dilation=dilation)
    np.testing.assert_allclose(y, expected.numpy(), rtol=1e-10, atol=1e-10)


def test_the_lectures_signal_of_14_becomes_7_means_of_neighbours():
    signal = np.array([[[0, 1, 2, 1, 1, 2, 0, 1, 0, 1, 2, 0, 0, 1]]])
    y = conv(signal, np.array([[[0.5, 0.5]]]), stride=2)
    np.testing.assert_array_equal(y, [[[0.5, 1.5, 1.5, 0.5, 0.5, 1.0, 0.5]]])
    assert conv(signal, np.array([[[0.5, 0.5]]]), stride=3).shape == (1, 1, 5)


@pytest.mark.parametrize("padding", [1, "same"])
def test_the_lectures_seven_by_seven_with_zeros_around(padding):
    y = conv(SEVEN_ROWS[None, None], np.ones((1, 1, 3, 3)), stride=2, padding=padding)
    # The slide prints 19, 15 and 9 where 20, 16 and 8 are right.
    expected = [[3, 8, 20, 7], [3, 16, 30, 10], [6, 11, 22, 5], [2, -2, 8, 3]]
    np.testing.assert_array_equal(y[0, 0], expected)


def test_the_lectures_seven_by_eight_without_padding():
    x = np.hstack([SEVEN_ROWS, EIGHTH_COLUMN])[None, None]
    y = conv(x, np.ones((1, 1, 3, 3)), stride=2)
    np.testing.assert_array_equal(y[0, 0], [[1, 23, 21], [3, 26, 18], [-1, 8, 13]])


def test_the_lectures_worked_example():
    x = [[3, 3, 2, 1, 0], [0, 0, 1, 3, 1], [3, 1, 2, 2, 3], [2, 0, 0, 2, 2], [2, 0, 0, 0, 1]]
    kernel = [[0, 1, 2], [2, 2, 0], [0, 1, 2]]
    y = conv(np.array([[x]]), np.array([[kernel]]))
    np.testing.assert_array_equal(y[0, 0], [[12, 12, 17], [10, 17, 19], [9, 6, 14]])


def test_the_lectures_line_filters_give_two_maps_of_140_by_160():
    rng = np.random.default_rng(16)
    photographs = rng.integers(0, 256, size=(2, 280, 320, 3))
    filters = np.zeros((7, 7, 3, 2), np.float32)
    filters[:, 3, :, 0] = 1  # vertical line
    filters[3, :, :, 1] = 1  # horizontal line
    x = photographs.transpose(0, 3, 1, 2).astype(np.float32) / 255
    y = conv(x, filters.transpose(3, 2, 0, 1), stride=2, padding="same")
    assert y.transpose(0, 2, 3, 1).shape == (2, 140, 160, 2)
    # Map 0 at row 10, column 20: two cells of padding before, so its middle is at (21, 41).
    np.testing.assert_allclose(y[0, 0, 10, 20], x[0, :, 18:25, 41].sum(), rtol=1e-5)
    np.testing.assert_allclose(y[1, 1, 10, 20], x[1, :, 21, 38:45].sum(), rtol=1e-5)


def test_tensorflow_and_torch_padding_agree_in_size_but_not_in_numbers():
    x = np.arange(224.0)[None, None]
    weight = np.ones((1, 1, 7))
    tensorflow = conv(x, weight, stride=2, padding="same")
    torch_way = conv(x, weight, stride=2, padding=3)
    assert tensorflow.shape == torch_way.shape == (1, 1, 112)
    assert tensorflow[0, 0, 50] - torch_way[0, 0, 50] == 7  # one cell further right


@settings(max_examples=30, deadline=None)
@given(cases(most_axes=2), st.floats(-3, 3), st.floats(-3, 3))
def test_conv_is_linear_in_its_input(case, a, b):
    x, weight, _, setting = case
    other = np.random.default_rng(1).normal(size=x.shape)
    try:
        together = conv(a * x + b * other, weight, **setting)
    except ShapeError:
        assert torch_conv(x, weight, None, setting) is None
        return
    apart = a * conv(x, weight, **setting) + b * conv(other, weight, **setting)
    np.testing.assert_allclose(together, apart, atol=1e-10)


def test_a_shifted_image_gives_a_shifted_map():
    rng = np.random.default_rng(3)
    x = np.zeros((1, 2, 12, 12))
    x[:, :, 3:8, 3:8] = rng.normal(size=(1, 2, 5, 5))
    weight = rng.normal(size=(3, 2, 3, 3))
    moved = conv(np.roll(x, (1, 2), axis=(2, 3)), weight, padding=1)
    np.testing.assert_allclose(moved, np.roll(conv(x, weight, padding=1), (1, 2), (2, 3)))


def test_the_kernel_is_not_flipped():
    impulse = np.array([[[0, 0, 1, 0, 0]]])
    y = conv(impulse, np.array([[[1, 2, 3]]]))
    np.testing.assert_array_equal(y, [[[3, 2, 1]]])


def test_padding_wider_than_the_kernel_leaves_the_bias_alone():
    y = conv(np.ones((1, 1, 1)), np.ones((1, 1, 1)), np.array([5.0]), padding=2)
    np.testing.assert_array_equal(y, [[[5, 5, 6, 5, 5]]])


@pytest.mark.parametrize(
    ("given_as", "computed_in"),
    [
        ("uint8", "float64"),
        ("int64", "float64"),
        ("float16", "float32"),
        ("float32", "float32"),
        ("float64", "float64"),
    ],
)
def test_number_types_follow_the_rule(given_as, computed_in):
    x, weight = np.ones((1, 1, 4), given_as), np.ones((1, 1, 2), given_as)
    assert conv(x, weight, np.ones(1, given_as)).dtype == computed_in


def test_small_integers_do_not_wrap_around():
    x = np.full((1, 1, 3, 3), 255, np.uint8)
    assert conv(x, np.ones((1, 1, 3, 3), np.uint8)).item() == 9 * 255


def test_complex_numbers_are_refused():
    with pytest.raises(TypeError, match="real numbers is needed, not one of complex128"):
        computing_dtype(np.ones(2, complex))


def test_conv_changes_no_argument_and_returns_a_new_array():
    rng = np.random.default_rng(0)
    x, weight, bias = rng.normal(size=(1, 1, 4)), np.ones((1, 1, 1)), np.zeros(1)
    before = x.copy(), weight.copy(), bias.copy()
    y = conv(x, weight, bias)
    y += 1
    for argument, copy in zip((x, weight, bias), before, strict=True):
        np.testing.assert_array_equal(argument, copy)


def test_nan_reaches_the_windows_it_is_in_and_no_other():
    x = np.ones((1, 1, 6))
    x[0, 0, 1] = np.nan
    y = conv(x, np.ones((1, 1, 2)))
    np.testing.assert_array_equal(y, [[[np.nan, np.nan, 2, 2, 2]]])


def test_conv_takes_an_empty_batch():
    assert conv(np.ones((0, 2, 5, 5)), np.ones((3, 2, 3, 3))).shape == (0, 3, 3, 3)


@pytest.mark.parametrize(
    ("x", "weight", "bias", "setting", "sentence"),
    [
        ((1, 3, 8, 8), (2, 1, 3, 3), None, {}, r"input has 3 channels, but .* \(1, 3, 3\) takes 1"),
        ((1, 4, 8), (2, 4, 3), None, {"groups": 2}, r"4 channels in 2 groups, .* \(4, 3\) takes 4"),
        ((1, 4, 8), (3, 2, 3), None, {"groups": 2}, "4 channels and 3 kernels .* into 2 groups"),
        ((1, 1, 8), (2, 1, 3), (3,), {}, r"2 kernels cannot take a bias of shape \(3,\)"),
        ((1, 1, 8, 8), (1, 1, 3), None, {}, r"have 4 axes too, .* shape \(1, 1, 3\)"),
        ((1, 1, 8), (1, 1, 0), None, {}, "none of them empty"),
        ((8, 8), (3, 3), None, {}, r"one to three spatial axes is needed, not one of shape \(8, 8"),
        ((1, 1, 2, 9), (1, 1, 5, 5), None, {}, "window of 5 does not fit on 2 cells without"),
        ((1, 1, 8), (1, 1, 3), None, {"groups": 0}, "groups must be .* at least 1, not 0"),
        ((1, 1, 8, 8), (1, 1, 3, 3), None, {"stride": (1, 2, 1)}, "stride needs one number or 2"),
        ((1, 1, 8), (1, 1, 3), None, {"padding": (1, 2)}, "padding needs one number or 1"),
    ],
)
def test_what_does_not_go_together_is_named(x, weight, bias, setting, sentence):
    with pytest.raises(ShapeError, match=sentence):
        conv(np.ones(x), np.ones(weight), None if bias is None else np.ones(bias), **setting)
