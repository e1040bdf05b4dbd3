"""Sizes, padding and reach of windows along one axis."""

from math import ceil

import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st

from vizcore import geometry
from vizcore.errors import ShapeError
from vizcore.geometry import (
    axis_windows,
    output_size,
    pad_amounts,
    padding_per_axis,
    per_axis,
    spread,
)

small = st.integers(1, 6)
paddings = st.one_of(
    st.sampled_from(["valid", "same", "same_lower"]),
    st.integers(0, 4),
    st.tuples(st.integers(0, 4), st.integers(0, 4)),
)


def pool_grid():
    """Sizes 1 to 64, windows 1 to 7, strides 1 to 4, padding up to half a window; what fits."""
    return [
        (size, window, stride, padding)
        for size in range(1, 65)
        for window in range(1, 8)
        for stride in range(1, 5)
        for padding in range(window // 2 + 1)
        if size + 2 * padding >= window
    ]


@settings(max_examples=400, deadline=None)
@given(st.integers(1, 20), small, small, small, paddings)
def test_windows_are_those_found_by_stepping_over_the_padded_axis(
    size, window, stride, dilation, padding
):
    setting = {"stride": stride, "padding": padding, "dilation": dilation}
    before, after = pad_amounts(size, window, **setting)
    starts, start = [], -before
    while start + dilation * (window - 1) < size + after:
        starts.append(start)
        start += stride
    if not starts:
        with pytest.raises(ShapeError, match="does not fit"):
            output_size(size, window, **setting)
        return
    assert list(axis_windows(size, window, **setting).starts) == starts
    assert output_size(size, window, **setting) == len(starts)
    reached = {start + i * dilation for start in starts for i in range(window)}
    assert axis_windows(size, window, **setting).unreached == sorted(set(range(size)) - reached)


@settings(max_examples=400, deadline=None)
@given(st.integers(1, 20), small, small, small, st.integers(0, 4), st.integers(0, 4))
def test_ceil_mode_keeps_the_windows_that_start_in_the_input_or_the_padding_before_it(
    size, window, stride, dilation, before, after
):
    setting = {"stride": stride, "padding": (before, after), "dilation": dilation}
    end = size + after
    # As many windows as cover the padded axis, the last one possibly too far.
    starts, start = [-before], -before
    while start + spread(window, dilation) < end:
        start += stride
        starts.append(start)
    if start + spread(window, dilation) - end >= stride:
        with pytest.raises(ShapeError, match="does not fit"):
            output_size(size, window, ceil_mode=True, **setting)
        return
    kept = [start for start in starts if start < size]
    assert list(axis_windows(size, window, ceil_mode=True, **setting).starts) == kept
    overhang = max(0, kept[-1] + spread(window, dilation) - end)
    assert axis_windows(size, window, **setting, ceil_mode=True).overhang == overhang


def test_output_size_is_that_of_a_torch_convolution_over_a_grid():
    for size, window, stride, padding in pool_grid()[::3]:
        x = torch.empty(1, 1, size, device="meta")
        weight = torch.empty(1, 1, window, device="meta")
        torch_size = F.conv1d(x, weight, stride=stride, padding=padding).shape[-1]
        assert output_size(size, window, stride=stride, padding=padding) == torch_size


def test_output_size_in_ceil_mode_is_that_of_torch_over_the_whole_grid():
    acts = 0
    for size, window, stride, padding in pool_grid():
        x = torch.empty(1, 1, size, device="meta")
        torch_size = F.max_pool1d(x, window, stride, padding, ceil_mode=True).shape[-1]
        setting = {"stride": stride, "padding": padding}
        assert output_size(size, window, ceil_mode=True, **setting) == torch_size
        unchecked = -(-(size + 2 * padding - window) // stride) + 1
        acts += unchecked != torch_size
    assert len(pool_grid()) == 4728
    assert acts == 469  # settings in which a last window is dropped


def test_the_docstring_formula_of_torch_pooling_disagrees_with_its_code_in_1062_settings():
    differ = 0
    for size, window, stride, padding in pool_grid():
        # It rounds up what already had stride - 1 added.
        documented = -(-(size + 2 * padding - window + stride - 1) // stride) + 1
        if (documented - 1) * stride >= size + padding:
            documented -= 1
        differ += documented != output_size(
            size, window, stride=stride, padding=padding, ceil_mode=True
        )
    assert differ == 1062
    assert output_size(7, 3, stride=2, ceil_mode=True) == 3  # the docstring says 4


def test_half_a_window_of_padding_is_not_same():
    grid = [(n, k, s) for n in range(1, 65) for k in range(1, 8) for s in range(1, 5)]
    half = [output_size(n, k, stride=s, padding=k // 2) for n, k, s in grid]
    same = [output_size(n, k, stride=s, padding="same") for n, k, s in grid]
    wrong = [(n, k, s) for (n, k, s), a, b in zip(grid, half, same, strict=True) if a != b]
    assert len(grid) == 1792
    assert len(wrong) == 399
    assert all(k % 2 == 0 for _, k, _ in wrong)
    odd = [(n, k, s) for n, k, s in grid if k % 2]
    shifted = [pad_amounts(n, k, stride=s, padding="same")[0] != k // 2 for n, k, s in odd]
    assert (len(odd), sum(shifted)) == (1024, 366)


@pytest.mark.parametrize(
    ("size", "window", "stride", "pads", "out"),
    [
        (13, 6, 5, (1, 2), 3),
        (224, 7, 2, (2, 3), 112),
        (6, 3, 2, (0, 1), 3),
        (8, 2, 2, (0, 0), 4),
        (5, 2, 1, (0, 1), 5),
        (280, 7, 2, (2, 3), 140),
        (320, 7, 2, (2, 3), 160),
        (7, 1, 3, (0, 0), 3),
    ],
)
def test_same_is_tensorflows_with_the_odd_cell_at_the_end(size, window, stride, pads, out):
    assert pad_amounts(size, window, stride=stride, padding="same") == pads
    assert pad_amounts(size, window, stride=stride, padding="same_lower") == pads[::-1]
    assert output_size(size, window, stride=stride, padding="same") == out


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 64), small, small, small)
def test_same_follows_the_other_way_tensorflow_states_it(size, window, stride, dilation):
    span = dilation * (window - 1) + 1
    total = max(span - (size % stride or stride), 0)
    expected = (total // 2, total - total // 2)
    setting = {"stride": stride, "dilation": dilation}
    assert pad_amounts(size, window, padding="same", **setting) == expected
    assert output_size(size, window, padding="same", **setting) == ceil(size / stride)
    # There is nothing left for ceil_mode to add.
    assert output_size(size, window, padding="same", ceil_mode=True, **setting) == ceil(
        size / stride
    )


@pytest.mark.parametrize(
    ("setting", "out", "left_over"),
    [
        ({"size": 13, "window": 6, "stride": 5}, 2, [11, 12]),
        ({"size": 10, "window": 3, "stride": 2}, 4, [9]),
        ({"size": 224, "window": 7, "stride": 2, "padding": 3}, 112, []),
        ({"size": 14, "window": 2, "stride": 2}, 7, []),
        ({"size": 14, "window": 2, "stride": 3}, 5, [2, 5, 8, 11]),
        ({"size": 4, "window": 3}, 2, []),
        ({"size": 5, "window": 3, "stride": 2, "padding": 1}, 3, []),
        ({"size": 8, "window": 3, "stride": 2, "padding": "same"}, 4, []),
        ({"size": 227, "window": 11, "stride": 4}, 55, []),
        ({"size": 224, "window": 11, "stride": 4, "padding": 2}, 55, []),
        ({"size": 6, "window": 2, "dilation": 3, "stride": 3}, 1, [1, 2, 4, 5]),
    ],
)
@pytest.mark.lecture("L12", page="convolution")
def test_sizes_worked_by_hand(setting, out, left_over):
    assert output_size(**setting) == out
    assert axis_windows(**setting).unreached == left_over


def test_symmetric_padding_leaves_its_last_column_unused_where_tensorflow_shifts_the_grid():
    assert axis_windows(224, 7, stride=2, padding=3).starts[0] == -3
    assert axis_windows(224, 7, stride=2, padding="same").starts[0] == -2
    last_touched = axis_windows(224, 7, stride=2, padding=3).starts[-1] + 6
    assert last_touched == 225  # the padding reaches 226


@pytest.mark.lecture("L12", page="conventions")
def test_the_lectures_formulas_with_ceilings_are_wrong_when_a_remainder_is_left():
    assert output_size(8, 3, stride=2, padding="same") == 4
    assert ceil((8 - 1) / 2) + 1 == 5


@pytest.mark.parametrize("value", [1.5, 2.0, "2", None, True, (1, 2.5)])
def test_what_is_not_a_whole_number_is_refused_with_a_sentence(value):
    with pytest.raises(ShapeError, match="stride must be a whole number of at least 1, not "):
        per_axis(value, 2, "stride")


@pytest.mark.parametrize("name", ["window", "stride", "dilation"])
@pytest.mark.parametrize("value", [0, -1])
def test_zero_and_less_are_refused_by_name(name, value):
    with pytest.raises(ShapeError, match=f"{name} must be .* at least 1, not {value}"):
        geometry.all_axes((8, 8), **({"window": 2} | {name: (1, value)}))
    with pytest.raises(ShapeError, match=f"{name} must be .* at least 1, not {value}"):
        output_size(8, **({"window": 2} | {name: value}))


@pytest.mark.parametrize(
    ("padding", "sentence"),
    [
        (-1, "padding must be a whole number of at least 0, not -1"),
        ((1, -2), "padding must be a whole number of at least 0, not -2"),
        (((0, 1), (0, -3)), "padding must be a whole number of at least 0, not -3"),
        (0.5, "padding must be a whole number of at least 0, not 0.5"),
        ((1, 2, 3), r"padding needs one number or 2, one for each axis, not 3: \(1, 2, 3\)"),
        (((1, 2, 3), 1), r"one number or \(before, after\), not \(1, 2, 3\)"),
        ("half", "padding is one of valid, same, same_lower or numbers, not half"),
        (("same", "valid"), "padding must be a whole number of at least 0, not 'same'"),
    ],
)
def test_impossible_padding_is_refused_with_a_sentence(padding, sentence):
    with pytest.raises(ShapeError, match=sentence):
        padding_per_axis(padding, 2)


def test_padding_is_the_same_however_it_is_written():
    assert padding_per_axis(1, 2) == padding_per_axis([1, 1], 2) == ((1, 1), (1, 1))
    assert padding_per_axis([[1, 1], 1], 2) == ((1, 1), (1, 1))


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ({"size": 2, "window": 5}, "^a window of 5 does not fit on 2 cells without padding$"),
        ({"size": 1, "window": 4, "padding": (1, 0)}, "4 .* on 1 cell with padding \\(1, 0\\)"),
        ({"size": 4, "window": 3, "dilation": 2}, "window of 3, spread over 5 cells by dilation 2"),
        ({"size": 2, "window": 5, "stride": 3, "ceil_mode": True}, "5 does not fit on 2"),
        ({"size": 0, "window": 1}, "size must be a whole number of at least 1, not 0"),
    ],
)
def test_a_window_that_does_not_fit_is_refused_with_both_sizes(setting, sentence):
    with pytest.raises(ShapeError, match=sentence):
        output_size(**setting)


def test_ceil_mode_lets_a_window_hang_over_even_where_none_fits_as_torch_does():
    assert F.max_pool1d(torch.zeros(1, 1, 2), 3, 2, ceil_mode=True).shape[-1] == 1
    assert output_size(2, 3, stride=2, ceil_mode=True) == 1
    assert axis_windows(2, 3, stride=2, ceil_mode=True).overhang == 1
