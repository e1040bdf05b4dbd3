"""The fully connected layer against loops, torch, a sum by hand and its laws."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st

from vizcore.errors import ShapeError
from vizcore.ops import conv, dense


@settings(max_examples=100, deadline=None)
@given(st.tuples(*[st.integers(1, 6)] * 3), st.booleans(), st.integers(0, 2**32 - 1))
def test_dense_is_torchs_linear_and_its_definition(sizes, biased, seed):
    n, inputs, outputs = sizes
    rng = np.random.default_rng(seed)
    x, weight = rng.normal(size=(n, inputs)), rng.normal(size=(outputs, inputs))
    bias = rng.normal(size=outputs) if biased else None
    y = dense(x, weight, bias)
    tensors = [None if part is None else torch.from_numpy(part) for part in (x, weight, bias)]
    np.testing.assert_allclose(y, F.linear(*tensors).numpy(), rtol=1e-12, atol=1e-12)
    for i in range(n):
        for k in range(outputs):
            total = sum(x[i, j] * weight[k, j] for j in range(inputs))
            assert y[i, k] == pytest.approx(total + (bias[k] if biased else 0))


def test_the_lectures_layer_takes_250_numbers_and_is_a_convolution_as_large_as_its_maps():
    rng = np.random.default_rng(5)
    maps, weight = rng.normal(size=(2, 10, 5, 5)), rng.normal(size=(7, 10, 5, 5))
    flat = dense(maps.reshape(2, 250), weight.reshape(7, 250))
    np.testing.assert_allclose(flat, conv(maps, weight)[:, :, 0, 0], rtol=1e-12)


def test_a_layer_is_linear():
    rng = np.random.default_rng(6)
    a, b, weight = rng.normal(size=(3, 4)), rng.normal(size=(3, 4)), rng.normal(size=(2, 4))
    np.testing.assert_allclose(
        dense(2 * a + b, weight), 2 * dense(a, weight) + dense(b, weight), rtol=1e-12
    )


def test_arguments_stay_as_they_are_and_number_types_are_kept():
    x, weight = np.array([[1, 2]]), np.array([[3, 4]])
    copies = x.copy(), weight.copy()
    assert dense(x, weight).dtype == np.float64
    np.testing.assert_array_equal(x, copies[0])
    np.testing.assert_array_equal(weight, copies[1])
    assert dense(x.astype(np.float32), weight.astype(np.float32)).dtype == np.float32


def test_dense_names_the_sizes_that_do_not_go_together():
    with pytest.raises(ShapeError, match=r"^3 inputs do not go with weights \(4, 5\) for 5 inputs"):
        dense(np.ones((2, 3)), np.ones((4, 5)))
    with pytest.raises(ShapeError, match=r"bias of shape \(3,\) .* each of 4 outputs"):
        dense(np.ones((2, 5)), np.ones((4, 5)), np.ones(3))
    with pytest.raises(ShapeError, match=r"not \(2, 5, 1\) and \(4, 5\)"):
        dense(np.ones((2, 5, 1)), np.ones((4, 5)))
