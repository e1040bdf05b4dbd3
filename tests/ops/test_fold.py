"""Folding a batch norm into its neighbours: loops, torch's own folding, by hand, and a law."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval, fuse_linear_bn_eval

from vizcore.errors import ShapeError
from vizcore.ops import batch_norm, conv, fold_batch_norm, fold_batch_norm_after


@st.composite
def layers(draw):
    """A convolution in torch, float64, with a batch norm behind it, both with random numbers."""
    groups, with_bias = draw(st.sampled_from([1, 2])), draw(st.booleans())
    kernels, channels = 2 * draw(st.integers(1, 3)), 2 * draw(st.integers(1, 2))
    window, padding = draw(st.tuples(*[st.integers(1, 3)] * 2)), draw(st.integers(0, 2))
    torch.manual_seed(draw(st.integers(0, 2**31)))
    layer = nn.Conv2d(channels, kernels, window, padding=padding, groups=groups, bias=with_bias)
    return layer.double().eval(), norm_of(kernels, draw(st.sampled_from([1e-5, 1e-3])))


def norm_of(channels, eps=1e-5, kind=nn.BatchNorm2d):
    norm = kind(channels, eps=eps).double().eval()
    for part in (norm.weight, norm.bias, norm.running_mean):
        nn.init.normal_(part)
    nn.init.uniform_(norm.running_var, 0.1, 3)
    return norm


def numbers(norm):
    parts = (norm.running_mean, norm.running_var, norm.weight, norm.bias)
    return [part.detach().numpy() for part in parts]


@settings(max_examples=80, deadline=None)
@given(layers())
def test_the_folded_convolution_is_that_of_torch_and_does_the_work_of_both(made):
    layer, norm = made
    bias = None if layer.bias is None else layer.bias.detach().numpy()
    weight, shift = fold_batch_norm(
        layer.weight.detach().numpy(), bias, *numbers(norm), eps=norm.eps
    )
    fused = fuse_conv_bn_eval(layer, norm)
    np.testing.assert_allclose(weight, fused.weight.detach(), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(shift, fused.bias.detach(), rtol=1e-12, atol=1e-12)
    x = torch.randn(2, layer.in_channels, 5, 5, dtype=torch.float64)
    shown = conv(x.numpy(), weight, shift, padding=layer.padding[0], groups=layer.groups)
    np.testing.assert_allclose(shown, norm(layer(x)).detach(), rtol=1e-9, atol=1e-9)


def test_a_dense_layer_folds_as_torchs_does():
    layer, norm = nn.Linear(5, 3).double(), norm_of(3, kind=nn.BatchNorm1d)
    fused = fuse_linear_bn_eval(layer.eval(), norm)
    weight, bias = fold_batch_norm(
        layer.weight.detach().numpy(), layer.bias.detach().numpy(), *numbers(norm)
    )
    np.testing.assert_allclose(weight, fused.weight.detach(), rtol=1e-12)
    np.testing.assert_allclose(bias, fused.bias.detach(), rtol=1e-12)


def test_folding_is_its_definition_in_loops():
    rng = np.random.default_rng(1)
    weight, (bias, mean, gamma, beta) = rng.normal(size=(2, 3, 2, 2)), rng.normal(size=(4, 2))
    var = rng.uniform(0.5, 2, 2)
    folded, shift = fold_batch_norm(weight, bias, mean, var, gamma, beta, eps=0.01)
    for k in range(2):
        scale = gamma[k] / (var[k] + 0.01) ** 0.5
        assert shift[k] == pytest.approx(scale * (bias[k] - mean[k]) + beta[k])
        for cell in np.ndindex(3, 2, 2):
            assert folded[k][cell] == pytest.approx(scale * weight[k][cell])


def test_folding_by_hand():
    # Kernel 0: 6 / √9 = 2, bias 2 · (1 − 4) + 10. Kernel 1: 1 / √4 = 0.5, bias 0.5 · (2 − 2) − 1.
    weight, bias = fold_batch_norm(
        np.array([[1, 2], [4, 6]]), np.array([1, 2]), np.array([4, 2]), np.array([9, 4]),
        np.array([6, 1]), np.array([10, -1]), eps=0.0,
    )  # fmt: skip
    np.testing.assert_array_equal(weight, [[2, 4], [2, 3]])
    np.testing.assert_array_equal(bias, [4, -1])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**31))
def test_a_batch_norm_that_changes_nothing_leaves_the_layer_as_it_is(seed):
    rng = np.random.default_rng(seed)
    weight, bias = rng.normal(size=(3, 2, 3)), rng.normal(size=3)
    one, zero = np.ones(3), np.zeros(3)
    folded, shift = fold_batch_norm(weight, bias, zero, one, one, zero, eps=0.0)
    np.testing.assert_array_equal(folded, weight)
    np.testing.assert_array_equal(shift, bias)
    kept, same = fold_batch_norm_after(weight, bias, zero[:2], one[:2], one[:2], zero[:2], eps=0.0)
    np.testing.assert_array_equal(kept, weight)
    np.testing.assert_array_equal(same, bias)


def test_the_layer_after_does_the_work_of_both_where_it_sees_no_padding():
    rng = np.random.default_rng(5)
    x, weight, bias = (
        rng.normal(size=(2, 3, 6, 6)),
        rng.normal(size=(4, 3, 3, 3)),
        rng.normal(size=4),
    )
    mean, gamma, beta = rng.normal(size=(3, 3))
    var = rng.uniform(0.5, 2, 3)
    folded = fold_batch_norm_after(weight, bias, mean, var, gamma, beta)
    apart = conv(batch_norm(x, mean, var, gamma, beta), weight, bias, padding=1)
    together = conv(x, *folded, padding=1)
    np.testing.assert_allclose(together[..., 1:-1, 1:-1], apart[..., 1:-1, 1:-1], atol=1e-12)
    assert np.abs(together - apart)[..., 0, :].min() > 1e-3
    norm = nn.BatchNorm2d(3).double().eval()
    for part, value in zip(
        (norm.running_mean, norm.running_var, norm.weight, norm.bias),
        (mean, var, gamma, beta),
        strict=True,
    ):
        part.data = torch.from_numpy(value)
    tensors = [torch.from_numpy(part) for part in (x, weight, bias)]
    expected = torch.conv2d(norm(tensors[0]), *tensors[1:], padding=1)
    np.testing.assert_allclose(apart, expected.detach(), atol=1e-12)


def test_a_dense_layer_after_does_the_work_of_both_everywhere():
    rng = np.random.default_rng(6)
    x, weight, bias = rng.normal(size=(5, 3)), rng.normal(size=(2, 3)), rng.normal(size=2)
    mean, gamma, beta = rng.normal(size=(3, 3))
    var = rng.uniform(0.5, 2, 3)
    folded, shift = fold_batch_norm_after(weight, bias, mean, var, gamma, beta)
    apart = batch_norm(x, mean, var, gamma, beta) @ weight.T + bias
    np.testing.assert_allclose(x @ folded.T + shift, apart, atol=1e-12)


def test_folding_changes_no_argument_and_keeps_single_precision():
    rng = np.random.default_rng(0)
    weight, parts = rng.normal(size=(2, 2, 3)), rng.uniform(1, 2, size=(5, 2))
    arguments = [part.astype(np.float32) for part in (weight, *parts)]
    before = [argument.copy() for argument in arguments]
    for fold in (fold_batch_norm, fold_batch_norm_after):
        for result in fold(*arguments):
            assert result.dtype == np.float32
            result += 1
    for argument, copy in zip(arguments, before, strict=True):
        np.testing.assert_array_equal(argument, copy)


@pytest.mark.parametrize("wrong", ["bias", "mean", "var", "gamma", "beta"])
def test_a_part_of_the_wrong_length_is_named_with_both_sizes(wrong):
    parts = dict.fromkeys(["bias", "mean", "var", "gamma", "beta"], np.ones(2))
    text = rf"{wrong} of shape \(3,\) .* the 2 outputs of weights \(2, 4, 3\)"
    with pytest.raises(ShapeError, match=text):
        fold_batch_norm(np.ones((2, 4, 3)), **parts | {wrong: np.ones(3)})


def test_the_layer_after_needs_a_number_for_each_channel_that_it_takes():
    with pytest.raises(ShapeError, match="the 4 input channels of weights"):
        fold_batch_norm_after(np.ones((2, 4, 3)), *[np.ones(2)] * 5)


def test_weights_need_two_axes():
    with pytest.raises(ShapeError, match=r"not an array of shape \(2,\)"):
        fold_batch_norm(np.ones(2), None, *[np.ones(2)] * 4)
