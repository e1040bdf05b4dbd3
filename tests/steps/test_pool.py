import math
import re

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st

from vizcore import ops
from vizcore.errors import ShapeError
from vizcore.steps import PoolSettings

TORCH_MAX = {1: F.max_pool1d, 2: F.max_pool2d, 3: F.max_pool3d}


@st.composite
def cases(draw):
    """(x, window, the other settings) of every kind, possible or not."""
    axes = draw(st.integers(1, 3))
    largest = {1: 12, 2: 7, 3: 4}[axes]
    pads = st.integers(0, 3)

    def once_or_for_each(numbers):
        return draw(st.one_of(numbers, st.tuples(*[numbers] * axes)))

    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    shape = draw(st.tuples(*[st.integers(1, largest)] * axes))
    # Few different whole numbers, so that ties are common.
    x = rng.integers(-3, 3, shape) if draw(st.booleans()) else rng.normal(size=shape)
    setting = {
        "kind": draw(st.sampled_from(["max", "average"])),
        "stride": once_or_for_each(st.integers(1, 3)) if draw(st.booleans()) else None,
        "padding": draw(
            st.one_of(
                st.sampled_from(["valid", "same", "same_lower"]),
                pads,
                st.tuples(*[st.tuples(pads, pads)] * axes),
            )
        ),
        "dilation": once_or_for_each(st.integers(1, 2)),
        "ceil_mode": draw(st.booleans()),
        "count_include_pad": draw(st.booleans()),
    }
    return x, once_or_for_each(st.integers(1, 3)), setting


def checked(case):
    """The settings of a case and what ops.pool makes of it; None where it cannot be."""
    x, window, setting = case
    played = PoolSettings(x, window, **setting)
    try:
        y = ops.pool(x[None, None], window, **setting)
    except ShapeError as error:
        sentence = f"^{re.escape(str(error))}$"
        with pytest.raises(ShapeError, match=sentence):
            _ = played.output
        with pytest.raises(ShapeError, match=sentence):
            played.step(0)
        return None
    return played, y[0, 0]


@settings(max_examples=200)
@given(cases())
def test_steps_put_together_are_the_pooling(case):
    if (both := checked(case)) is None:
        return
    played, y = both
    assert played.shape == y.shape
    np.testing.assert_array_equal(played.output, y)
    steps = [played.step(index) for index in range(math.prod(played.shape))]
    outputs = np.array([step.output for step in steps]).reshape(y.shape)
    np.testing.assert_allclose(outputs, y, rtol=1e-10, atol=1e-10)
    assert [step.position for step in steps] == list(np.ndindex(played.shape))


@settings(max_examples=200)
@given(cases())
def test_every_step_sees_counts_and_chooses_what_the_definition_says(case):
    if (both := checked(case)) is None:
        return
    played, _ = both
    x, _, setting = case
    for index in range(math.prod(played.shape)):
        step = played.step(index)
        real, counted, fill = [], 0, -np.inf if setting["kind"] == "max" else 0.0
        for place in np.ndindex(step.values.shape):
            cell = tuple(int(c[k]) for c, k in zip(step.cells, place, strict=True))
            within = all(0 <= i < n for i, n in zip(cell, x.shape, strict=True))
            padded = all(
                -axis.before <= i < axis.size + axis.after
                for i, axis in zip(cell, played.axes, strict=True)
            )
            counted += padded if setting["count_include_pad"] else within
            if within:
                real.append((cell, x[cell]))
            assert step.inside[place] == within
            assert step.values[place] == (x[cell] if within else fill)
        assert step.divisor == played.divisors[step.position] == counted
        top = max((value for _, value in real), default=None)
        winner = next((cell for cell, value in real if value == top), ())
        flat = int(np.ravel_multi_index(winner, x.shape)) if winner else -1
        assert step.winner == winner
        assert played.winners[step.position] == flat


@settings(max_examples=200)
@given(cases())
def test_maximum_and_winner_are_torchs_own(case):
    x, window, setting = case
    if (both := checked((x, window, setting | {"kind": "max"}))) is None:
        return
    played, _ = both
    sides = [
        side for axis in reversed(played.axes) for side in (axis.before, axis.after + axis.overhang)
    ]
    indices = np.arange(float(x.size)).reshape(x.shape)
    padded = F.pad(torch.from_numpy(x.astype(np.float64))[None, None], sides, value=-torch.inf)
    names = F.pad(torch.from_numpy(indices)[None, None], sides, value=-1).ravel()
    y, at = TORCH_MAX[x.ndim](
        padded,
        tuple(axis.window for axis in played.axes),
        tuple(axis.stride for axis in played.axes),
        dilation=tuple(axis.dilation for axis in played.axes),
        return_indices=True,
    )
    kept = (0, 0, *(slice(axis.count) for axis in played.axes))
    np.testing.assert_array_equal(played.output, y[kept])
    np.testing.assert_array_equal(played.winners, names[at[kept]])


@settings(max_examples=200)
@given(cases())
def test_mean_times_divisor_is_torchs_sum_of_the_window(case):
    x, window, setting = case
    if (both := checked((x, window, setting | {"kind": "average"}))) is None:
        return
    played, _ = both
    sides = [
        side for axis in reversed(played.axes) for side in (axis.before, axis.after + axis.overhang)
    ]
    ones = torch.ones(1, 1, *(axis.window for axis in played.axes), dtype=torch.float64)
    y = {1: F.conv1d, 2: F.conv2d, 3: F.conv3d}[x.ndim](
        F.pad(torch.from_numpy(x.astype(np.float64))[None, None], sides),
        ones,
        stride=tuple(axis.stride for axis in played.axes),
        dilation=tuple(axis.dilation for axis in played.axes),
    )
    kept = (0, 0, *(slice(axis.count) for axis in played.axes))
    np.testing.assert_allclose(played.output * played.divisors, y[kept], rtol=1e-10, atol=1e-10)


def test_one_maximum_worked_by_hand():
    x = np.array([[1, 3, 2, 9], [7, 4, 1, 5], [8, 5, 2, 3], [4, 2, 1, 4]])
    played = PoolSettings(x, 2)
    np.testing.assert_array_equal(played.output, [[7, 9], [8, 4]])
    step = played.step(1)
    assert (step.position, step.winner, step.output) == ((0, 1), (0, 3), 9)
    np.testing.assert_array_equal(step.values, [[2, 9], [1, 5]])


def test_of_equal_values_the_first_in_reading_order_wins():
    played = PoolSettings(np.full((3, 3), 5), 3, stride=1, padding=1)
    assert played.step(0).winner == (0, 0)
    assert played.step(8).winner == (1, 1)
    assert played.winners[2, 2] == 4


@pytest.mark.parametrize(
    ("counts", "divisors", "means"),
    [
        (False, [[4, 4], [4, 4]], [[3, 4], [6, 7]]),
        (True, [[9, 9], [9, 9]], [[12 / 9, 16 / 9], [24 / 9, 28 / 9]]),
    ],
)
def test_a_mean_with_and_without_padding_worked_by_hand(counts, divisors, means):
    x = np.arange(1, 10).reshape(3, 3)
    played = PoolSettings(x, 3, "average", 2, 1, count_include_pad=counts)
    np.testing.assert_array_equal(played.divisors, divisors)
    np.testing.assert_allclose(played.output, means, rtol=1e-12)
    assert played.step(3).divisor == divisors[1][1]


def test_what_ceil_mode_hangs_over_is_never_counted():
    x = np.arange(49).reshape(7, 7)
    played = PoolSettings(x, 2, "average", 3, ceil_mode=True, count_include_pad=True)
    np.testing.assert_array_equal(played.output, [[4, 7, 9.5], [25, 28, 30.5], [42.5, 45.5, 48]])
    np.testing.assert_array_equal(played.divisors, [[4, 4, 2], [4, 4, 2], [2, 2, 1]])


def test_a_mean_of_counted_padding_alone_is_zero_and_has_no_winner():
    played = PoolSettings(np.ones(2), 2, "average", 1, ((0, 2),), count_include_pad=True)
    np.testing.assert_array_equal(played.output, [1, 0.5, 0])
    np.testing.assert_array_equal(played.winners, [0, 1, -1])
    assert played.step(2).winner == ()
    assert played.step(2).output == 0


@pytest.mark.parametrize("kind", ["max", "average"])
def test_a_window_on_padding_alone_is_refused(kind):
    played = PoolSettings(np.ones(4), 2, kind, 1, ((0, 2),))
    with pytest.raises(ShapeError, match=r"^window 5 of 5 lies on padding alone"):
        _ = played.output
    with pytest.raises(ShapeError, match=r"^window 5 of 5 lies on padding alone"):
        played.step(4)


def test_a_step_that_does_not_exist_is_refused():
    with pytest.raises(ShapeError, match=r"step 4 is not one of the 4 steps of a \(2, 2\) output"):
        PoolSettings(np.ones((4, 4)), 2).step(4)


def test_an_unknown_kind_is_refused_by_name():
    played = PoolSettings(np.ones(4), 2, "median")
    for act in (lambda: played.output, lambda: played.step(0)):
        with pytest.raises(ValueError, match="one of max, average, not median"):
            act()


def test_playing_changes_no_argument():
    x = np.arange(16.0).reshape(4, 4)
    before = x.copy()
    played = PoolSettings(x, 2, "average")
    for array in (played.output, played.step(0).values):
        array += 1
    np.testing.assert_array_equal(x, before)
