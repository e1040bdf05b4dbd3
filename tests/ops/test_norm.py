"""Batch norm against loops, torch, a batch worked by hand and its own laws."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st

from vizcore.errors import ShapeError
from vizcore.ops import batch_norm, batch_norm_train


@st.composite
def batches(draw):
    """x, gamma, beta, running mean, running variance, eps."""
    axes = draw(st.integers(0, 3))
    n, c = draw(st.integers(2, 4)), draw(st.integers(1, 3))
    spatial = draw(st.tuples(*[st.integers(1, 4)] * axes))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    x = 3 * rng.normal(size=(n, c, *spatial)) + rng.normal()
    gamma, beta, mean, var = rng.normal(size=(4, c))
    return x, gamma, beta, mean, var**2, draw(st.sampled_from([1e-5, 1e-3]))


@settings(max_examples=150, deadline=None)
@given(batches())
def test_batch_norm_is_that_of_torch_at_test_time(batch):
    x, gamma, beta, mean, var, eps = batch
    tensors = [torch.from_numpy(part) for part in (x, mean, var, gamma, beta)]
    expected = F.batch_norm(*tensors, training=False, eps=eps)
    y = batch_norm(x, mean, var, gamma, beta, eps=eps)
    np.testing.assert_allclose(y, expected.numpy(), rtol=1e-10, atol=1e-10)


@settings(max_examples=150, deadline=None)
@given(batches(), st.floats(0, 1))
def test_batch_norm_train_is_that_of_torch_with_its_running_averages(batch, momentum):
    x, gamma, beta, mean, var, eps = batch
    tensors = [torch.from_numpy(part.copy()) for part in (x, mean, var, gamma, beta)]
    expected = F.batch_norm(*tensors, training=True, momentum=momentum, eps=eps)
    y, new_mean, new_var = batch_norm_train(x, gamma, beta, mean, var, momentum=momentum, eps=eps)
    np.testing.assert_allclose(y, expected.numpy(), rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(new_mean, tensors[1].numpy(), rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(new_var, tensors[2].numpy(), rtol=1e-10, atol=1e-10)


def test_batch_norm_train_is_its_definition_in_loops():
    rng = np.random.default_rng(7)
    x, gamma, beta = rng.normal(size=(3, 2, 2)), rng.normal(size=2), rng.normal(size=2)
    y, mean, var = batch_norm_train(x, gamma, beta, np.zeros(2), np.ones(2), momentum=0.25)
    for c in range(2):
        values = [x[i, c, j] for i in range(3) for j in range(2)]
        mu = sum(values) / 6
        squares = sum((value - mu) ** 2 for value in values)
        np.testing.assert_allclose(mean[c], 0.25 * mu)
        np.testing.assert_allclose(var[c], 0.75 + 0.25 * squares / 5)
        for i in range(3):
            for j in range(2):
                z = (x[i, c, j] - mu) / (squares / 6 + 1e-5) ** 0.5
                np.testing.assert_allclose(y[i, c, j], gamma[c] * z + beta[c])


def test_a_batch_worked_by_hand():
    # Channel 0: 1 and 5, mean 3, variance 4. Channel 1: 0 and 6, mean 3, variance 9.
    x = np.array([[1, 0], [5, 6]])
    gamma, beta = np.array([1.0, 10.0]), np.array([0.0, 100.0])
    y, mean, var = batch_norm_train(x, gamma, beta, np.zeros(2), np.zeros(2), momentum=0.5, eps=0.0)
    np.testing.assert_allclose(y, [[-1, 90], [1, 110]])
    np.testing.assert_allclose(mean, [1.5, 1.5])
    np.testing.assert_allclose(var, [4, 9])  # half of 8 and of 18, divided by N - 1


@settings(max_examples=60, deadline=None)
@given(batches())
def test_each_channel_of_a_normalised_batch_has_mean_beta_and_spread_gamma(batch):
    x, gamma, beta, mean, var, _ = batch
    y, _, _ = batch_norm_train(x, gamma, beta, mean, var, eps=0.0)
    over = (0, *range(2, x.ndim))
    np.testing.assert_allclose(y.mean(over), beta, atol=1e-9)
    np.testing.assert_allclose(y.std(over), np.abs(gamma), atol=1e-9)


def test_test_time_undoes_nothing_when_mean_is_0_and_variance_1():
    x = np.random.default_rng(2).normal(size=(2, 3, 4))
    y = batch_norm(x, np.zeros(3), np.ones(3), np.ones(3), np.zeros(3), eps=0.0)
    np.testing.assert_array_equal(y, x)
    assert not np.shares_memory(x, y)


@pytest.mark.parametrize(
    ("given_as", "computed_in"), [("uint8", "float64"), ("float32", "float32")]
)
def test_number_types_follow_the_rule(given_as, computed_in):
    x, one = np.array([[1], [3]], given_as), np.ones(1, given_as)
    parts = batch_norm_train(x, one, one, one, one)
    assert {part.dtype.name for part in parts} == {computed_in}
    assert batch_norm(x, one, one, one, one).dtype == computed_in


def test_batch_norm_changes_no_argument():
    rng = np.random.default_rng(0)
    arguments = [rng.normal(size=(4, 2, 3)), *rng.uniform(1, 2, size=(4, 2))]
    before = [argument.copy() for argument in arguments]
    for result in (batch_norm(*arguments), *batch_norm_train(*arguments)):
        result += 1
    for argument, copy in zip(arguments, before, strict=True):
        np.testing.assert_array_equal(argument, copy)


@pytest.mark.parametrize("wrong", ["mean", "var", "gamma", "beta"])
def test_an_argument_of_the_wrong_length_is_named_with_both_sizes(wrong):
    parts = dict.fromkeys(["mean", "var", "gamma", "beta"], np.ones(2)) | {wrong: np.ones(3)}
    with pytest.raises(ShapeError, match=rf"{wrong} of shape \(3,\) .* the 2 channels of \(4, 2"):
        batch_norm(np.ones((4, 2, 5)), **parts)


def test_a_running_average_of_the_wrong_length_is_named():
    two = np.ones(2)
    with pytest.raises(ShapeError, match=r"running_var of shape \(1,\)"):
        batch_norm_train(np.ones((4, 2)), two, two, two, np.ones(1))


def test_one_number_for_each_channel_has_no_variance():
    two = np.ones(2)
    with pytest.raises(ShapeError, match=r"at least 2 numbers .*, not 1 as in .* \(1, 2\)"):
        batch_norm_train(np.ones((1, 2)), two, two, two, two)
    with pytest.raises(ValueError, match="more than 1 value per channel"):
        F.batch_norm(torch.ones(1, 2), None, None, training=True)
