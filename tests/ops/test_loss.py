"""Cross-entropy and its gradient against loops, torch and its autograd, a hand's work, its laws."""

import math

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from vizcore.errors import ConvScopeError, NumberError, ShapeError
from vizcore.ops import cross_entropy, cross_entropy_gradient, softmax

pytestmark = pytest.mark.lecture("L20", page="softmax")


@st.composite
def batches(draw):
    """Logits of a batch and a label for each row."""
    n, classes = draw(st.integers(1, 5)), draw(st.integers(1, 7))
    logits = draw(arrays(np.float64, (n, classes), elements=st.floats(-50, 50)))
    return logits, draw(arrays(np.int64, n, elements=st.integers(0, classes - 1)))


@settings(max_examples=150, deadline=None)
@given(batches())
def test_loss_and_gradient_are_torchs(batch):
    logits, labels = batch
    leaf = torch.from_numpy(logits.copy()).requires_grad_()
    loss = F.cross_entropy(leaf, torch.from_numpy(labels))
    loss.backward()
    assert cross_entropy(logits, labels) == pytest.approx(loss.item(), rel=1e-10, abs=1e-12)
    ours = cross_entropy_gradient(logits, labels)
    np.testing.assert_allclose(ours, leaf.grad.numpy(), rtol=1e-10, atol=1e-12)


def test_loss_and_gradient_are_their_definition_in_loops():
    rng = np.random.default_rng(5)
    logits, labels = rng.normal(size=(4, 3)), rng.integers(0, 3, 4)
    gradient = cross_entropy_gradient(logits, labels)
    total = 0.0
    for i in range(4):
        powers = [math.exp(logits[i, j]) for j in range(3)]
        total -= math.log(powers[labels[i]] / sum(powers))
        for j in range(3):
            y = 1 if j == labels[i] else 0
            assert gradient[i, j] == pytest.approx((powers[j] / sum(powers) - y) / 4)
    assert cross_entropy(logits, labels) == pytest.approx(total / 4)


def test_two_examples_worked_by_hand():
    # Odds of 1 to 1 to 2 are shares of 1/4, 1/4, 1/2; odds of 4 to 1 to 0.
    logits, labels = np.log([[1, 1, 2], [4, 1, 1e-300]]), np.array([2, 0])
    assert cross_entropy(logits, labels) == pytest.approx((math.log(2) + math.log(5 / 4)) / 2)
    gradient = cross_entropy_gradient(logits, labels)
    np.testing.assert_allclose(gradient, [[1 / 8, 1 / 8, -1 / 4], [-1 / 10, 1 / 10, 0]], atol=1e-15)


def test_the_lectures_logits_1_2_3():
    logits = np.array([[1, 2, 3]])
    losses = [cross_entropy(logits, np.array([label])) for label in range(3)]
    np.testing.assert_allclose(losses, -np.log(softmax(logits)[0]))
    np.testing.assert_allclose(losses, [2.4076, 1.4076, 0.4076], atol=5e-5)


@settings(max_examples=100, deadline=None)
@given(batches(), st.floats(-1000, 1000))
def test_a_number_added_to_all_logits_changes_nothing_and_gradients_sum_to_zero(batch, number):
    logits, labels = batch
    gradient = cross_entropy_gradient(logits, labels)
    moved = cross_entropy(logits + number, labels)
    assert moved == pytest.approx(cross_entropy(logits, labels), rel=1e-9, abs=1e-9)
    np.testing.assert_allclose(
        cross_entropy_gradient(logits + number, labels), gradient, rtol=1e-9, atol=1e-9
    )
    np.testing.assert_allclose(gradient.sum(axis=1), 0, atol=1e-14)


def test_the_gradient_is_the_slope_that_a_small_step_finds():
    rng = np.random.default_rng(8)
    logits, labels, h = rng.normal(size=(2, 4)), np.array([3, 0]), 1e-6
    for place, slope in np.ndenumerate(cross_entropy_gradient(logits, labels)):
        step = np.zeros_like(logits)
        step[place] = h
        rise = cross_entropy(logits + step, labels) - cross_entropy(logits - step, labels)
        assert slope == pytest.approx(rise / (2 * h), abs=1e-8)


def test_large_logits_overflow_neither_way():
    logits = np.array([[1000, 1001, 1002], [-1e5, 0, 1e5]], np.float32)
    assert cross_entropy(logits[:1], np.array([2])) == pytest.approx(0.4076, abs=1e-4)
    assert cross_entropy(logits[1:], np.array([0])) == 2e5
    assert np.isfinite(cross_entropy_gradient(logits, np.array([0, 0]))).all()


@pytest.mark.parametrize(
    ("given_as", "computed_in"),
    [("int64", "float64"), ("float16", "float32"), ("float32", "float32"), ("float64", "float64")],
)
@pytest.mark.parametrize("labels", [np.array([1, 0]), np.array([1, 0], np.uint8)])
def test_number_types_follow_the_rule(given_as, computed_in, labels):
    logits = np.array([[1, 2, 3], [0, 0, 0]], given_as)
    assert cross_entropy(logits, labels).dtype == computed_in
    assert cross_entropy_gradient(logits, labels).dtype == computed_in


def test_no_argument_is_changed():
    logits, labels = np.array([[1.0, 2, 3]]), np.array([1])
    cross_entropy(logits, labels)
    gradient = cross_entropy_gradient(logits, labels)
    gradient += 1
    np.testing.assert_array_equal(logits, [[1, 2, 3]])
    np.testing.assert_array_equal(labels, [1])


@pytest.mark.parametrize("function", [cross_entropy, cross_entropy_gradient])
@pytest.mark.parametrize(
    ("shape", "labels", "kind", "sentence"),
    [
        ((3,), [0], ShapeError, r"logits \(n, classes\) are needed, .*, not shape \(3,\)"),
        ((0, 3), [], ShapeError, r"at least one of each, not shape \(0, 3\)"),
        ((2, 0), [0, 0], ShapeError, r"not shape \(2, 0\)"),
        ((2, 3), [0], ShapeError, r"labels of shape \(1,\) .* the 2 rows of \(2, 3\)"),
        ((2, 3), [[0, 1]], ShapeError, r"labels of shape \(1, 2\)"),
        ((2, 3), [0, 3], NumberError, r"label 3 of example 1 .*: the 3 classes are 0 to 2"),
        ((2, 3), [-1, 0], NumberError, r"label -1 of example 0 names no class"),
    ],
)
def test_what_does_not_go_together_is_named(function, shape, labels, kind, sentence):
    with pytest.raises(kind, match=sentence) as caught:
        function(np.ones(shape), np.array(labels, np.int64))
    assert isinstance(caught.value, ConvScopeError)
