"""Pooling against loops, torch, tables worked by hand and its own laws."""

from itertools import product

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st

from vizcore.errors import ShapeError
from vizcore.geometry import padding_per_axis, per_axis
from vizcore.ops import global_pool, pool

TORCH_MAX = {1: F.max_pool1d, 2: F.max_pool2d, 3: F.max_pool3d}
TORCH_AVERAGE = {1: F.avg_pool1d, 2: F.avg_pool2d, 3: F.avg_pool3d}
TORCH_CONV = {1: F.conv1d, 2: F.conv2d, 3: F.conv3d}


def drawn_array(draw, axes):
    spatial = draw(st.tuples(*[st.integers(1, {1: 16, 2: 9, 3: 6}[axes])] * axes))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return rng.normal(size=(draw(st.integers(1, 2)), draw(st.integers(1, 3)), *spatial))


@st.composite
def torch_cases(draw):
    """Settings that torch's own pooling takes: symmetric padding up to half a window."""
    axes = draw(st.integers(1, 3))
    x = drawn_array(draw, axes)
    kind = draw(st.sampled_from(["max", "average"]))
    window = draw(st.tuples(*[st.integers(1, 4)] * axes))
    dilation = draw(st.tuples(*[st.integers(1, 3)] * axes)) if kind == "max" else (1,) * axes
    setting = {
        "kind": kind,
        "stride": draw(st.one_of(st.none(), st.tuples(*[st.integers(1, 4)] * axes))),
        "padding": tuple(draw(st.integers(0, k // 2)) for k in window),
        "dilation": dilation,
        "ceil_mode": draw(st.booleans()),
        "count_include_pad": draw(st.booleans()),
    }
    return x, window, setting


@st.composite
def any_cases(draw, ceil_mode):
    """Settings of every kind, with any padding."""
    axes = draw(st.integers(1, 3))
    pads = st.integers(0, 3)

    def once_or_for_each(numbers):
        return draw(st.one_of(numbers, st.tuples(*[numbers] * axes)))

    setting = {
        "kind": draw(st.sampled_from(["max", "average"])),
        "stride": once_or_for_each(st.integers(1, 4)),
        "padding": draw(
            st.one_of(
                st.sampled_from(["valid", "same", "same_lower"]),
                pads,
                st.tuples(*[pads] * axes),
                st.tuples(*[st.tuples(pads, pads)] * axes),
            )
        ),
        "dilation": once_or_for_each(st.integers(1, 2)),
        "ceil_mode": draw(ceil_mode),
        "count_include_pad": draw(st.booleans()),
    }
    return drawn_array(draw, axes), once_or_for_each(st.integers(1, 4)), setting


def resolved(x, window, setting):
    """(window, stride, dilation, before, after) of each axis; SAME as TensorFlow also states it."""
    axes = x.ndim - 2
    stride = window if setting["stride"] is None else setting["stride"]
    windows, strides, dilations = (
        per_axis(value, axes, "number") for value in (window, stride, setting["dilation"])
    )
    each = []
    for size, k, s, d, p in zip(
        x.shape[2:],
        windows,
        strides,
        dilations,
        padding_per_axis(setting["padding"], axes),
        strict=True,
    ):
        total = max(d * (k - 1) + 1 - (size % s or s), 0)
        halves = (total // 2, total - total // 2)
        pads = {"valid": (0, 0), "same": halves, "same_lower": halves[::-1]}
        each.append((k, s, d, *(pads[p] if isinstance(p, str) else p)))
    return each


def naive_stops(size, k, s, d, before, after, setting):
    """For each window of one axis, its cells in the input and how many cells it counts."""
    stops, span, end = [], d * (k - 1) + 1, size + after
    start = -before
    while start + span <= end or (setting["ceil_mode"] and start + span - end < s):
        cells = [start + i * d for i in range(k)]
        inside = [cell for cell in cells if 0 <= cell < size]
        padded = [cell for cell in cells if cell < end]
        if not setting["ceil_mode"] or start < size:
            stops.append((inside, len(padded if setting["count_include_pad"] else inside)))
        start += s
    return stops


def naive_pool(x, window, setting):
    """Loop over places; None where no window fits or one has nothing to take."""
    sizes = zip(x.shape[2:], resolved(x, window, setting), strict=True)
    stops = [naive_stops(size, *axis, setting) for size, axis in sizes]
    if not all(stops):
        return None
    y = np.empty((*x.shape[:2], *map(len, stops)))
    for place in product(*(range(len(axis)) for axis in stops)):
        chosen = [axis[i] for axis, i in zip(stops, place, strict=True)]
        cells = np.ix_(*(np.array(inside, int) for inside, _ in chosen))
        values = x[(slice(None), slice(None), *cells)].reshape(*x.shape[:2], -1)
        count = values.shape[-1] if setting["kind"] == "max" else np.prod([n for _, n in chosen])
        if not count:
            return None
        y[(..., *place)] = values.max(-1) if setting["kind"] == "max" else values.sum(-1) / count
    return y


@settings(max_examples=500, deadline=None)
@given(torch_cases())
def test_pool_is_torchs_own(case):
    x, window, setting = case
    axes = x.ndim - 2
    torch_setting = {name: setting[name] for name in ("stride", "padding", "ceil_mode")}
    if setting["kind"] == "max":
        torch_pool = TORCH_MAX[axes]
        torch_setting["dilation"] = setting["dilation"]
    else:
        torch_pool = TORCH_AVERAGE[axes]
        torch_setting["count_include_pad"] = setting["count_include_pad"]
    try:
        expected = torch_pool(torch.from_numpy(x), window, **torch_setting).numpy()
    except RuntimeError as refused:
        # avg_pool3d refuses an overhang at the very first window that avg_pool2d allows.
        larger = "smaller than kernel size" in str(refused)
        expected = naive_pool(x, window, setting) if larger else None
    if expected is None:
        with pytest.raises(ShapeError, match="does not fit"):
            pool(x, window, **setting)
        return
    if np.isneginf(expected).any():  # torch takes the maximum of nothing
        with pytest.raises(ShapeError, match="lies on padding alone"):
            pool(x, window, **setting)
        return
    y = pool(x, window, **setting)
    assert y.shape == expected.shape
    np.testing.assert_allclose(y, expected, rtol=1e-10, atol=1e-10)


@settings(max_examples=400, deadline=None)
@given(any_cases(ceil_mode=st.just(False)))
def test_pool_with_any_padding_is_torch_on_an_array_padded_beforehand(case):
    x, window, setting = case
    axes = resolved(x, window, setting)
    windows, strides, dilations = (tuple(axis[i] for axis in axes) for i in range(3))
    flat = [side for axis in reversed(axes) for side in axis[3:]]
    real = F.pad(torch.ones(1, 1, *x.shape[2:], dtype=torch.float64), flat)
    ones = torch.ones(1, 1, *windows, dtype=torch.float64)
    sums = {"stride": strides, "dilation": dilations}
    conv = TORCH_CONV[len(axes)]
    if any(d * (k - 1) + 1 > n for (k, _, d, *_), n in zip(axes, real.shape[2:], strict=True)):
        with pytest.raises(ShapeError, match="does not fit"):
            pool(x, window, **setting)
        return
    counted = conv(real, ones, **sums)
    if not counted.all() and (setting["kind"] == "max" or not setting["count_include_pad"]):
        with pytest.raises(ShapeError, match="lies on padding alone"):
            pool(x, window, **setting)
        return
    if setting["kind"] == "max":
        padded = F.pad(torch.from_numpy(x), flat, value=-torch.inf)
        expected = TORCH_MAX[len(axes)](padded, windows, strides, dilation=dilations)
    else:
        channels = x.shape[1]
        padded = F.pad(torch.from_numpy(x), flat)
        total = conv(padded, ones.repeat_interleave(channels, 0), groups=channels, **sums)
        expected = total / (np.prod(windows) if setting["count_include_pad"] else counted)
    np.testing.assert_allclose(pool(x, window, **setting), expected, rtol=1e-10, atol=1e-10)


@settings(max_examples=150, deadline=None)
@given(any_cases(ceil_mode=st.booleans()))
def test_pool_is_the_maximum_or_mean_of_its_definition(case):
    x, window, setting = case
    expected = naive_pool(x, window, setting)
    if expected is None:
        with pytest.raises(ShapeError, match=r"does not fit|lies on padding alone"):
            pool(x, window, **setting)
        return
    np.testing.assert_allclose(pool(x, window, **setting), expected, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize(
    ("size", "first", "window", "setting", "expected"),
    [
        (
            4,
            1,
            3,
            {"stride": 2, "padding": 1, "ceil_mode": True, "count_include_pad": True},
            [[14 / 9, 30 / 9, 2], [57 / 9, 11, 6], [4.5, 7.5, 4]],
        ),
        (4, 1, 3, {"stride": 2, "ceil_mode": True}, [[6, 7.5], [12, 13.5]]),
        (
            7,
            0,
            2,
            {"stride": 3, "ceil_mode": True},
            [[4, 7, 9.5], [25, 28, 30.5], [42.5, 45.5, 48]],
        ),
        (
            3,
            1,
            3,
            {"stride": 2, "padding": 1, "count_include_pad": True},
            [[12 / 9, 16 / 9], [24 / 9, 28 / 9]],
        ),
        (3, 1, 3, {"stride": 2, "padding": 1}, [[3, 4], [6, 7]]),
    ],
)
def test_average_pooling_worked_by_hand(size, first, window, setting, expected):
    x = np.arange(first, first + size * size).reshape(1, 1, size, size)
    y = pool(x, window, kind="average", **setting)
    np.testing.assert_allclose(y[0, 0], expected, rtol=1e-12)


def test_max_pooling_worked_by_hand():
    x = np.array([[[[1, 3, 2, 9], [7, 4, 1, 5], [8, 5, 2, 3], [4, 2, 1, 4]]]])
    np.testing.assert_array_equal(pool(x, 2)[0, 0], [[7, 9], [8, 4]])
    overlapping = pool(x, 3, stride=1)
    np.testing.assert_array_equal(overlapping[0, 0], [[8, 9], [8, 5]])


def test_padding_never_wins_a_maximum():
    x = np.full((1, 1, 3, 3), -1e300)
    assert (pool(x, 3, stride=1, padding=1) == -1e300).all()


@pytest.mark.parametrize("kind", ["max", "average"])
def test_the_lectures_sizes_are_halved(kind):
    x = np.random.default_rng(18).normal(size=(1, 3, 280, 320)).astype(np.float32)
    assert pool(x, 2, kind=kind, padding="same").shape == (1, 3, 140, 160)
    assert pool(x[..., :224, :224], 2, kind=kind).shape == (1, 3, 112, 112)


@pytest.mark.parametrize("kind", ["max", "average"])
def test_each_channel_is_pooled_by_itself(kind):
    x = np.random.default_rng(4).normal(size=(2, 3, 6, 6))
    together = pool(x, 3, kind=kind, stride=1, padding=1)
    for channel in range(3):
        alone = pool(x[:, channel : channel + 1], 3, kind=kind, stride=1, padding=1)
        np.testing.assert_array_equal(together[:, channel : channel + 1], alone)


def test_means_of_windows_that_tile_an_image_have_its_mean():
    x = np.random.default_rng(5).normal(size=(1, 2, 12, 8))
    y = pool(x, (3, 4), kind="average")
    np.testing.assert_allclose(global_pool(y), global_pool(x), rtol=1e-12)


@settings(max_examples=60, deadline=None)
@given(any_cases(ceil_mode=st.booleans()), st.floats(-5, 5))
def test_adding_a_number_to_the_input_adds_it_to_the_output(case, number):
    x, window, setting = case
    setting["count_include_pad"] = False
    try:
        moved = pool(x + number, window, **setting)
    except ShapeError:
        assert naive_pool(x, window, setting) is None
        return
    np.testing.assert_allclose(moved, pool(x, window, **setting) + number, atol=1e-10)


def test_nan_stays_where_torch_lets_it_stay():
    x = np.arange(25.0).reshape(1, 1, 5, 5)
    x[0, 0, 1, 2] = np.nan
    for kind, torch_pool in (("max", F.max_pool2d), ("average", F.avg_pool2d)):
        expected = torch_pool(torch.from_numpy(x), 2, 1).numpy()
        assert np.isnan(expected).sum() == 4
        np.testing.assert_array_equal(pool(x, 2, kind=kind, stride=1), expected)


def test_more_padding_than_half_a_window_is_fine_while_every_window_touches_the_input():
    x = np.array([[[1.0, 2.0, 3.0]]])
    np.testing.assert_array_equal(pool(x, 3, stride=1, padding=2), [[[1, 2, 3, 3, 3]]])
    with pytest.raises(RuntimeError, match="half"):
        F.max_pool1d(torch.from_numpy(x), 3, 1, 2)


@pytest.mark.parametrize("kind", ["max", "average"])
def test_a_window_in_the_padding_alone_is_refused_by_number(kind):
    with pytest.raises(
        ShapeError, match=r"^window 5 of 5 lies on padding alone: a window of 2 can be padded by 1"
    ):
        pool(np.ones((1, 1, 4)), 2, kind=kind, stride=1, padding=((0, 2),))


def test_a_window_in_the_padding_alone_has_a_mean_where_padding_counts():
    y = pool(
        np.ones((1, 1, 2)), 2, kind="average", stride=1, padding=((0, 2),), count_include_pad=True
    )
    np.testing.assert_array_equal(y, [[[1, 0.5, 0]]])


@pytest.mark.parametrize(
    ("shape", "window", "setting", "sentence"),
    [
        ((1, 1, 2), 5, {}, "a window of 5 does not fit on 2 cells without padding"),
        ((1, 1, 4, 4), (2, 2, 2), {}, "window needs one number or 2, one for each axis, not 3"),
        ((4, 4), 2, {}, r"not one of shape \(4, 4\)"),
        ((1, 1, 0), 1, {}, "size must be a whole number of at least 1, not 0"),
        ((1, 1, 4), 2, {"stride": 0}, "stride must be a whole number of at least 1, not 0"),
    ],
)
def test_what_does_not_go_together_is_named(shape, window, setting, sentence):
    with pytest.raises(ShapeError, match=sentence):
        pool(np.ones(shape), window, **setting)


def test_an_unknown_kind_is_refused_by_name():
    with pytest.raises(ValueError, match="one of max, average, not median"):
        pool(np.ones((1, 1, 4)), 2, kind="median")
    with pytest.raises(ValueError, match="one of max, average, not median"):
        global_pool(np.ones((1, 1, 4)), kind="median")


@pytest.mark.parametrize(
    ("given_as", "computed_in"),
    [("uint8", "float64"), ("int32", "float64"), ("float32", "float32"), ("float64", "float64")],
)
@pytest.mark.parametrize("kind", ["max", "average"])
def test_number_types_follow_the_rule(given_as, computed_in, kind):
    x = np.full((1, 1, 4), 200, given_as)
    assert pool(x, 2, kind=kind).dtype == global_pool(x, kind=kind).dtype == computed_in
    assert (pool(x, 2, kind=kind) == 200).all()


@pytest.mark.parametrize("kind", ["max", "average"])
def test_pool_changes_no_argument_and_returns_a_new_array(kind):
    x = np.random.default_rng(0).normal(size=(1, 1, 4))
    before = x.copy()
    for y in (pool(x, 1, kind=kind), global_pool(x[..., :1], kind=kind)):
        y += 1
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize("axes", [1, 2, 3])
def test_global_pool_is_torchs_adaptive_pooling_to_one_cell(axes):
    x = np.random.default_rng(axes).normal(size=(2, 3, *[4, 5, 3][:axes]))
    mean = getattr(F, f"adaptive_avg_pool{axes}d")(torch.from_numpy(x), 1).reshape(2, 3)
    most = getattr(F, f"adaptive_max_pool{axes}d")(torch.from_numpy(x), 1).reshape(2, 3)
    np.testing.assert_allclose(global_pool(x), mean.numpy(), rtol=1e-10, atol=1e-10)
    np.testing.assert_array_equal(global_pool(x, kind="max"), most.numpy())


def test_global_pool_of_no_cells_is_refused():
    with pytest.raises(ShapeError, match=r"shape \(1, 1, 0\) has no cells"):
        global_pool(np.ones((1, 1, 0)))
