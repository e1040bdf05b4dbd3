"""Derivatives of the activations against autograd, differences and values worked by hand."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from vizcore import ops

PAIRS = [
    (ops.relu, ops.relu_derivative, torch.relu),
    (ops.leaky_relu, ops.leaky_relu_derivative, F.leaky_relu),
    (ops.sigmoid, ops.sigmoid_derivative, torch.sigmoid),
    (ops.tanh, ops.tanh_derivative, torch.tanh),
    (ops.gelu, ops.gelu_derivative, F.gelu),
]
each = pytest.mark.parametrize(
    ("function", "derivative", "in_torch"), PAIRS, ids=[pair[0].__name__ for pair in PAIRS]
)
numbers = arrays(
    np.float64, array_shapes(min_dims=1, max_dims=3, max_side=5), elements=st.floats(-40, 40)
)


def autograd(function, x):
    leaf = torch.from_numpy(x.copy()).requires_grad_()
    function(leaf).sum().backward()
    return leaf.grad.numpy()


@each
@settings(max_examples=60, deadline=None)
@given(x=numbers)
@pytest.mark.lecture("L15", page="activations")
def test_each_derivative_is_what_autograd_finds(function, derivative, in_torch, x):
    np.testing.assert_allclose(derivative(x), autograd(in_torch, x), rtol=1e-9, atol=1e-12)


@each
def test_at_zero_the_corner_has_torchs_slope(function, derivative, in_torch):
    x = np.array([0.0, -0.0])
    np.testing.assert_allclose(derivative(x), autograd(in_torch, x), rtol=1e-12)


@each
def test_each_derivative_is_the_slope_of_a_short_chord(function, derivative, in_torch):
    x = np.array([-2.3, -0.7, -0.1, 0.2, 1.1, 3.0])
    chord = (function(x + 1e-5) - function(x - 1e-5)) / 2e-5
    np.testing.assert_allclose(derivative(x), chord, rtol=1e-8)


@each
@pytest.mark.parametrize(
    ("given_as", "computed_in"),
    [("int64", "float64"), ("float16", "float32"), ("float32", "float32")],
)
def test_number_types_follow_the_rule(function, derivative, in_torch, given_as, computed_in):
    x = np.array([-1, 0, 2], given_as)
    y = derivative(x)
    assert y.dtype == computed_in
    np.testing.assert_array_equal(x, [-1, 0, 2])
    expected = autograd(in_torch, np.array([-1.0, 0.0, 2.0]))
    np.testing.assert_allclose(y, expected, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("slope", [0.0, 0.2, 1.0])
def test_the_slope_below_zero_is_the_one_asked_for(slope):
    x = np.array([-3.0, -0.5, 0.0, 0.5])
    expected = autograd(lambda leaf: F.leaky_relu(leaf, slope), x)
    np.testing.assert_array_equal(ops.leaky_relu_derivative(x, slope=slope), expected)


@each
def test_nan_stays_nan(function, derivative, in_torch):
    assert np.isnan(derivative(np.array([np.nan]))).all()


def test_small_slopes_far_out_are_not_lost():
    far = np.array([-30.0, 30.0])
    np.testing.assert_allclose(ops.tanh_derivative(far), 4 * np.exp(-60), rtol=1e-9)
    np.testing.assert_allclose(ops.sigmoid_derivative(far), np.exp(-30), rtol=1e-9)


def test_signs_are_counted_and_nan_has_none():
    assert ops.sign_counts(np.array([[-1.0, -0.0, 2.0], [np.nan, 0.5, -3.0]])) == (2, 1, 2)
