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
from vizcore.steps import ConvSettings

TORCH_CONV = {1: F.conv1d, 2: F.conv2d, 3: F.conv3d}
SIGNAL = [0, 1, 2, 1, 1, 2, 0, 1, 0, 1, 2, 0, 0, 1]
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
FIVE = np.array(
    [[3, 3, 2, 1, 0], [0, 0, 1, 3, 1], [3, 1, 2, 2, 3], [2, 0, 0, 2, 2], [2, 0, 0, 0, 1]]
)
WORKED_KERNEL = np.array([[0, 1, 2], [2, 2, 0], [0, 1, 2]])
ONES = np.ones((3, 3))


@st.composite
def cases(draw):
    """(x, weight, the other settings) of every kind, whether a window fits or not."""
    axes = draw(st.integers(1, 3))
    largest = {1: 12, 2: 7, 3: 4}[axes]
    pads = st.integers(0, 2)

    def once_or_for_each(numbers):
        return draw(st.one_of(numbers, st.tuples(*[numbers] * axes)))

    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    channels = draw(st.integers(1, 3))
    x = rng.normal(size=(channels, *draw(st.tuples(*[st.integers(1, largest)] * axes))))
    weight = rng.normal(size=(channels, *draw(st.tuples(*[st.integers(1, 3)] * axes))))
    setting = {
        "bias": draw(st.sampled_from([0.0, -1.5, 0.25])),
        "stride": once_or_for_each(st.integers(1, 3)),
        "padding": draw(
            st.one_of(
                st.sampled_from(["valid", "same", "same_lower"]),
                pads,
                st.tuples(*[st.tuples(pads, pads)] * axes),
            )
        ),
        "dilation": once_or_for_each(st.integers(1, 2)),
        "activation": draw(st.sampled_from(["none", "relu"])),
    }
    return x, weight, setting


def spatial(setting):
    return {name: setting[name] for name in ("stride", "padding", "dilation")}


def checked(case):
    """The settings of a case and what ops.conv makes of it; None where no window fits."""
    x, weight, setting = case
    played = ConvSettings(x, weight, **setting)
    try:
        y = ops.conv(x[None], weight[None], np.array([setting["bias"]]), **spatial(setting))
    except ShapeError as error:
        with pytest.raises(ShapeError, match=f"^{re.escape(str(error))}$"):
            _ = played.output
        return None
    return played, y[0, 0]


@settings(max_examples=150)
@given(cases())
def test_steps_put_together_are_the_convolution(case):
    if (both := checked(case)) is None:
        return
    played, y = both
    relu = case[2]["activation"] == "relu"
    expected = np.maximum(0, y) if relu else y
    assert played.shape == y.shape
    np.testing.assert_allclose(played.total, y, rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(played.output, expected, rtol=1e-10, atol=1e-10)
    steps = [played.step(index) for index in range(math.prod(played.shape))]
    totals = np.array([step.total for step in steps]).reshape(played.shape)
    outputs = np.array([step.output for step in steps]).reshape(played.shape)
    np.testing.assert_allclose(totals, y, rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(outputs, expected, rtol=1e-10, atol=1e-10)
    assert [step.position for step in steps] == list(np.ndindex(played.shape))


@settings(max_examples=100)
@given(cases())
def test_every_step_is_its_products_their_sums_and_the_bias(case):
    if (both := checked(case)) is None:
        return
    played, _ = both
    x, weight, setting = case
    for index in range(math.prod(played.shape)):
        step = played.step(index)
        for place in np.ndindex(weight.shape):
            cell = tuple(int(c[k]) for c, k in zip(step.cells, place[1:], strict=True))
            real = all(0 <= i < n for i, n in zip(cell, x.shape[1:], strict=True))
            value = x[(place[0], *cell)] if real else 0.0
            assert step.values[place] == value
            assert step.products[place] == value * weight[place]
        sums = [math.fsum(channel.ravel()) for channel in step.products]
        np.testing.assert_allclose(step.partial_sums, sums, rtol=1e-10, atol=1e-12)
        at = (slice(None), *step.position)
        np.testing.assert_allclose(played.partial[at], sums, rtol=1e-10, atol=1e-12)
        assert step.total == pytest.approx(sum(sums) + setting["bias"], rel=1e-10, abs=1e-10)


@settings(max_examples=150)
@given(cases())
def test_output_is_torchs_own_on_an_array_padded_beforehand(case):
    if (both := checked(case)) is None:
        return
    played, _ = both
    x, weight, setting = case
    sides = [side for axis in reversed(played.axes) for side in (axis.before, axis.after)]
    y = TORCH_CONV[len(played.axes)](
        F.pad(torch.from_numpy(x)[None], sides),
        torch.from_numpy(weight)[None],
        torch.tensor([setting["bias"]], dtype=torch.float64),
        stride=tuple(axis.stride for axis in played.axes),
        dilation=tuple(axis.dilation for axis in played.axes),
    )[0, 0]
    expected = torch.relu(y) if setting["activation"] == "relu" else y
    np.testing.assert_allclose(played.output, expected, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize(
    ("x", "weight", "setting", "expected"),
    [
        (SIGNAL, [0.5, 0.5], {"stride": 2}, [0.5, 1.5, 1.5, 0.5, 0.5, 1.0, 0.5]),
        (
            SEVEN_ROWS,
            ONES,
            {"stride": 2, "padding": "same"},
            [[3, 8, 20, 7], [3, 16, 30, 10], [6, 11, 22, 5], [2, -2, 8, 3]],
        ),
        (
            SEVEN_ROWS,
            ONES,
            {"stride": 2, "padding": 1},
            [[3, 8, 20, 7], [3, 16, 30, 10], [6, 11, 22, 5], [2, -2, 8, 3]],
        ),
        (
            np.hstack([SEVEN_ROWS, EIGHTH_COLUMN]),
            ONES,
            {"stride": 2},
            [[1, 23, 21], [3, 26, 18], [-1, 8, 13]],
        ),
        (FIVE, WORKED_KERNEL, {}, [[12, 12, 17], [10, 17, 19], [9, 6, 14]]),
    ],
    ids=["1-D", "same", "padding 1", "valid", "worked 3x3"],
)
def test_the_lectures_numbers_come_out_step_by_step(x, weight, setting, expected):
    played = ConvSettings(np.array([x]), np.array([weight]), **setting)
    expected = np.array(expected)
    np.testing.assert_array_equal(played.output, expected)
    totals = [played.step(index).total for index in range(expected.size)]
    np.testing.assert_array_equal(totals, expected.ravel())


def test_one_step_worked_by_hand():
    step = ConvSettings(FIVE[None], WORKED_KERNEL[None], bias=-20.0, activation="relu").step(5)
    assert step.position == (1, 2)
    assert [c.tolist() for c in step.cells] == [[1, 2, 3], [2, 3, 4]]
    np.testing.assert_array_equal(step.values, [[[1, 3, 1], [2, 2, 3], [0, 2, 2]]])
    np.testing.assert_array_equal(step.products, [[[0, 3, 2], [4, 4, 0], [0, 2, 4]]])
    np.testing.assert_array_equal(step.partial_sums, [19])
    assert (step.total, step.output) == (-1, 0)


def test_channels_have_sums_of_their_own():
    x = np.array([[[1, 2], [3, 4]], [[10, 20], [30, 40]]])
    step = ConvSettings(x, np.ones((2, 2, 2)), bias=0.5).step(0)
    np.testing.assert_array_equal(step.partial_sums, [10, 100])
    assert step.total == 110.5


def test_small_integers_do_not_overflow():
    x = np.full((1, 2, 2), 200, np.uint8)
    played = ConvSettings(x, x)
    assert played.output.tolist() == [[160_000.0]]
    assert played.step(0).products.max() == 40_000


@pytest.mark.parametrize(
    ("x", "weight"), [((1, 5, 5), (2, 3, 3)), ((1, 5, 5), (1, 3)), ((2, 5), (1, 3))]
)
def test_a_kernel_of_another_shape_is_refused_with_both_shapes(x, weight):
    with pytest.raises(ShapeError) as refused:
        ConvSettings(np.ones(x), np.ones(weight))
    assert str(weight) in str(refused.value)
    assert str(x) in str(refused.value)


def test_an_unknown_activation_is_refused_by_name():
    with pytest.raises(ValueError, match="one of none, relu, not sigmoid"):
        ConvSettings(np.ones((1, 3)), np.ones((1, 2)), activation="sigmoid")


def test_a_kernel_that_does_not_fit_is_refused_with_both_sizes():
    played = ConvSettings(np.ones((1, 4)), np.ones((1, 3)), dilation=2)
    with pytest.raises(ShapeError, match="spread over 5 cells by dilation 2, does not fit on 4"):
        played.step(0)


def test_playing_changes_no_argument():
    x, weight = np.arange(25.0).reshape(1, 5, 5), np.ones((1, 3, 3))
    before = x.copy(), weight.copy()
    played = ConvSettings(x, weight, bias=1.0, padding=1, activation="relu")
    for array in (played.output, played.partial, played.step(0).values, played.step(0).products):
        array += 1
    np.testing.assert_array_equal(x, before[0])
    np.testing.assert_array_equal(weight, before[1])
