"""Activations and softmax against the math module, torch, known values and their laws."""

import math

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from vizcore.errors import ShapeError
from vizcore.ops import gelu, leaky_relu, relu, sigmoid, softmax, tanh

PAIRS = [
    (relu, torch.relu, lambda v: v if v > 0 else 0.0),
    (leaky_relu, F.leaky_relu, lambda v: v if v > 0 else 0.01 * v),
    (sigmoid, torch.sigmoid, lambda v: 1 / (1 + math.exp(-v))),
    (tanh, torch.tanh, math.tanh),
    (gelu, F.gelu, lambda v: v * (1 + math.erf(v / math.sqrt(2))) / 2),
]
each = pytest.mark.parametrize(
    ("ours", "in_torch", "by_definition"), PAIRS, ids=[pair[0].__name__ for pair in PAIRS]
)
logits = arrays(
    np.float64, array_shapes(min_dims=1, max_dims=4, max_side=5), elements=st.floats(-50, 50)
)


@each
@settings(max_examples=60, deadline=None)
@given(x=logits)
def test_each_activation_is_torchs_and_its_definition(ours, in_torch, by_definition, x):
    y = ours(x)
    np.testing.assert_allclose(y, in_torch(torch.from_numpy(x)).numpy(), rtol=1e-10, atol=1e-12)
    for value, result in zip(x.flat, y.flat, strict=True):
        assert result == pytest.approx(by_definition(value), rel=1e-10, abs=1e-12)


@each
def test_each_activation_treats_the_far_ends_and_nan_as_torch(ours, in_torch, by_definition):
    x = np.array([-np.inf, -800.0, 800.0, np.inf, np.nan])
    if ours is gelu:
        x = x[1:]  # minus infinity times zero is NaN with a warning
    np.testing.assert_array_equal(ours(x), in_torch(torch.from_numpy(x)).numpy())


@each
@pytest.mark.parametrize(
    ("given_as", "computed_in"),
    [("int64", "float64"), ("float16", "float32"), ("float32", "float32")],
)
def test_number_types_follow_the_rule(ours, in_torch, by_definition, given_as, computed_in):
    y = ours(np.array([-1, 0, 2], given_as))
    assert y.dtype == computed_in
    expected = [by_definition(v) for v in (-1.0, 0.0, 2.0)]
    np.testing.assert_allclose(y, expected, rtol=1e-6)


@each
@pytest.mark.parametrize("shape", [(), (0,), (2, 3)])
def test_shape_stays_and_the_argument_too(ours, in_torch, by_definition, shape):
    x = np.full(shape, -0.5)
    y = ours(x)
    assert y.shape == shape
    y += 1
    np.testing.assert_array_equal(x, np.full(shape, -0.5))


def test_values_worked_by_hand():
    np.testing.assert_array_equal(relu(np.array([-3, 0, 4])), [0, 0, 4])
    np.testing.assert_allclose(leaky_relu(np.array([-3, 4]), slope=0.2), [-0.6, 4])
    np.testing.assert_allclose(sigmoid(np.array([0, math.log(4)])), [0.5, 0.8])
    np.testing.assert_allclose(tanh(np.array([math.log(2)])), [0.6])
    # 97.7 % of normal draws lie below 2.
    np.testing.assert_allclose(gelu(np.array([2.0])), [2 * 0.9772499])


@settings(max_examples=60, deadline=None)
@given(logits)
def test_symmetries(x):
    np.testing.assert_allclose(sigmoid(x) + sigmoid(-x), 1, rtol=1e-12)
    np.testing.assert_allclose(tanh(-x), -tanh(x))
    np.testing.assert_allclose(relu(x) - relu(-x), x)
    np.testing.assert_allclose(gelu(x) - gelu(-x), x, atol=1e-12)


def test_sigmoid_keeps_its_small_values_far_left():
    np.testing.assert_allclose(sigmoid(np.array([-100.0])), [math.exp(-100)], rtol=1e-12)


@settings(max_examples=100, deadline=None)
@given(logits, st.data())
def test_softmax_is_torchs_along_any_axis(x, data):
    axis = data.draw(st.integers(-x.ndim, x.ndim - 1))
    expected = torch.softmax(torch.from_numpy(x), axis).numpy()
    np.testing.assert_allclose(softmax(x, axis), expected, rtol=1e-10, atol=1e-12)


@settings(max_examples=60, deadline=None)
@given(logits, st.floats(-1000, 1000))
def test_softmax_sums_to_one_and_ignores_a_number_added_to_all_logits(x, number):
    shares = softmax(x)
    np.testing.assert_allclose(shares.sum(-1), 1, rtol=1e-12)
    np.testing.assert_allclose(softmax(x + number), shares, rtol=1e-9, atol=1e-12)


def test_the_lectures_softmax_of_1_2_3():
    shares = softmax(np.array([1, 2, 3]))
    np.testing.assert_array_equal(shares.round(2), [0.09, 0.24, 0.67])
    powers = [math.e, math.e**2, math.e**3]
    np.testing.assert_allclose(shares, [power / sum(powers) for power in powers])


def test_softmax_of_large_logits_does_not_overflow():
    np.testing.assert_allclose(softmax(np.array([1e4, 1e4 - math.log(3)])), [0.75, 0.25])


def test_softmax_keeps_float32_and_its_argument():
    x = np.array([1, 2, 3], np.float32)
    y = softmax(x)
    y += 1
    assert y.dtype == np.float32
    np.testing.assert_array_equal(x, [1, 2, 3])


@pytest.mark.parametrize(
    ("shape", "axis", "sentence"),
    [
        ((2, 3), 2, r"an array of shape \(2, 3\) has no axis 2"),
        ((2, 3), -3, r"an array of shape \(2, 3\) has no axis -3"),
        ((), -1, r"an array of shape \(\) has no axis -1"),
        ((2, 0), 1, r"an array of shape \(2, 0\) has no numbers along axis 1"),
    ],
)
def test_softmax_names_the_axis_that_is_not_there(shape, axis, sentence):
    with pytest.raises(ShapeError, match=sentence):
        softmax(np.ones(shape), axis)
