import re

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given, settings
from hypothesis import strategies as st

from vizcore.errors import ShapeError
from vizcore.geometry import all_axes
from vizcore.steps.volume import (
    ACTIVATIONS,
    Cost,
    DepthSettings,
    VolumeSettings,
    conv_parameters,
    costs,
)

TORCH = {
    "none": lambda z: z,
    "relu": torch.relu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
}


@st.composite
def layers(draw):
    """Layers of every kind, with sizes that go together."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    groups, more, times = (draw(st.integers(1, 3)) for _ in range(3))
    window = draw(st.tuples(*[st.integers(1, 3)] * 2))
    x = rng.normal(size=(groups * more, *draw(st.tuples(*[st.integers(3, 6)] * 2))))
    return VolumeSettings(
        x,
        rng.normal(size=(groups * times, more, *window)),
        rng.normal(size=groups * times),
        groups,
        draw(st.integers(1, 2)),
        draw(st.integers(0, 2)),
        draw(st.sampled_from(list(ACTIVATIONS))),
    )


@st.composite
def depths(draw):
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return DepthSettings(
        rng.normal(size=draw(st.tuples(*[st.integers(3, 6)] * 3))),
        rng.normal(size=draw(st.tuples(*[st.integers(1, 3)] * 3))),
        draw(st.sampled_from([0.0, -1.5])),
        draw(st.integers(1, 2)),
        draw(st.sampled_from(list(ACTIVATIONS))),
    )


def naive_partial(x, weight, first, row, column, stride, padding):
    """For each slice of one filter the sum under its window, straight from the definition."""
    sums = []
    for s in range(len(weight)):
        total = 0.0
        for u in range(weight.shape[1]):
            for v in range(weight.shape[2]):
                i, j = row * stride + u - padding, column * stride + v - padding
                if 0 <= i < x.shape[1] and 0 <= j < x.shape[2]:
                    total += x[first + s, i, j] * weight[s, u, v]
        sums.append(total)
    return sums


@pytest.mark.lecture("L13", page="volumes")
@settings(max_examples=60)
@given(layers())
def test_partial_maps_are_the_definitions_and_add_up_to_the_sums(layer):
    for k, row, column in np.ndindex(layer.output.shape):
        first = k // (len(layer.weight) // layer.groups) * layer.weight.shape[1]
        assert layer.first[k] == first
        expected = naive_partial(
            layer.x, layer.weight[k], first, row, column, layer.stride, layer.padding
        )
        np.testing.assert_allclose(layer.partial[k, :, row, column], expected, atol=1e-12)
    np.testing.assert_allclose(layer.partial.sum(axis=1), layer.sums, atol=1e-10)
    np.testing.assert_allclose(layer.sums + layer.bias[:, None, None], layer.totals, atol=1e-10)


@pytest.mark.lecture("L14", page="volumes")
@settings(max_examples=100)
@given(layers())
def test_the_maps_of_all_filters_are_torchs(layer):
    y = F.conv2d(
        torch.from_numpy(layer.x)[None],
        torch.from_numpy(layer.weight),
        torch.from_numpy(layer.bias),
        stride=layer.stride,
        padding=layer.padding,
        groups=layer.groups,
    )[0]
    expected = TORCH[layer.activation](y).numpy()
    np.testing.assert_allclose(layer.output, expected, rtol=1e-10, atol=1e-10)
    assert len(layer.output) == len(layer.weight)


@pytest.mark.lecture("L7", page="volumes")
@settings(max_examples=100)
@given(depths())
def test_a_volume_of_one_channel_is_convolved_as_torch_does(played):
    y = F.conv3d(
        torch.from_numpy(played.x)[None, None],
        torch.from_numpy(played.weight)[None, None],
        stride=played.stride,
    )[0, 0]
    expected = TORCH[played.activation](y + played.bias).numpy()
    np.testing.assert_allclose(played.output, expected, rtol=1e-10, atol=1e-10)
    np.testing.assert_allclose(played.partial.sum(axis=1), played.sums, atol=1e-10)
    np.testing.assert_allclose(played.sums + played.bias, played.totals, atol=1e-10)


@settings(max_examples=40)
@given(depths())
def test_partial_maps_of_a_depth_are_those_of_the_slices_it_covers(played):
    for z, row, column in np.ndindex(played.output.shape):
        assert played.first[z] == z * played.stride
        expected = naive_partial(
            played.x, played.weight, z * played.stride, row, column, played.stride, 0
        )
        np.testing.assert_allclose(played.partial[z, :, row, column], expected, atol=1e-12)


@pytest.mark.lecture("L13", page="volumes")
def test_one_value_worked_by_hand():
    x = np.array([[[1, 2], [0, 3]], [[2, 0], [1, 1]]])
    w = np.array([[[1, 0], [2, -1]], [[0, 5], [3, 1]]])
    layer = VolumeSettings(x, w[None], np.array([-9]), activation="relu")
    assert layer.partial.ravel().tolist() == [1 + 0 + 0 - 3, 0 + 0 + 3 + 1]
    assert layer.sums.item() == 2
    assert layer.totals.item() == -7
    assert layer.output.item() == 0


def test_a_layer_of_1x1_filters_is_a_matrix_at_every_place():
    rng = np.random.default_rng(5)
    x, w, b = rng.normal(size=(4, 3, 5)), rng.normal(size=(2, 4, 1, 1)), rng.normal(size=2)
    layer = VolumeSettings(x, w, b)
    expected = np.einsum("kc,chw->khw", w[:, :, 0, 0], x) + b[:, None, None]
    np.testing.assert_allclose(layer.output, expected, rtol=1e-12)


def test_a_depthwise_filter_changes_with_its_own_channel_alone():
    rng = np.random.default_rng(6)
    x, w = rng.normal(size=(3, 4, 4)), rng.normal(size=(3, 1, 2, 2))
    before = VolumeSettings(x, w, np.zeros(3), groups=3).output
    x[1] += 1
    changed = (VolumeSettings(x, w, np.zeros(3), groups=3).output != before).any(axis=(1, 2))
    assert changed.tolist() == [False, True, False]


@pytest.mark.lecture("L14", page="volumes")
@pytest.mark.parametrize("window", [(1, 1), (3, 3), (2, 5)])
@pytest.mark.parametrize(("channels", "filters", "groups"), [(3, 2, 1), (4, 8, 4), (6, 4, 2)])
def test_parameters_are_as_many_as_torchs_layer_has(window, channels, filters, groups):
    module = torch.nn.Conv2d(channels, filters, window, groups=groups)
    expected = sum(parameter.numel() for parameter in module.parameters())
    assert conv_parameters(window, channels, filters, groups=groups) == expected


def worth(cost: Cost) -> int:
    """The written product, worked out."""
    assert re.fullmatch(r"[\d·+() ]+", cost.product)
    return eval(cost.product.replace("·", "*"))  # noqa: S307  # only digits and signs, see above


def multiply_adds(module: torch.nn.Module, shape: tuple[int, ...]) -> int:
    """Weights times the places that each serves, from the shapes that the module shows."""
    total = 0
    x = torch.zeros(1, *shape)
    for layer in module if isinstance(module, torch.nn.Sequential) else [module]:
        x = layer(x)
        total += layer.weight.numel() * x[0, 0].numel()
    return total


@pytest.mark.lecture("L14", page="volumes")
@pytest.mark.parametrize(("channels", "filters", "groups"), [(3, 2, 1), (4, 4, 2), (3, 3, 3)])
def test_every_way_costs_what_torchs_layers_have(channels, filters, groups):
    ways = {
        cost.way: cost
        for cost in costs(channels, filters, (3, 3), all_axes((5, 5), 3), groups=groups)
    }
    modules = {
        "Ordinary": torch.nn.Conv2d(channels, filters, 3),
        "In 2 groups": torch.nn.Conv2d(channels, filters, 3, groups=2) if groups == 2 else None,
        "Depthwise": torch.nn.Conv2d(channels, filters, 3, groups=3) if groups == 3 else None,
        "Depthwise, then 1×1": torch.nn.Sequential(
            torch.nn.Conv2d(channels, channels, 3, groups=channels),
            torch.nn.Conv2d(channels, filters, 1),
        ),
    }
    for way, module in modules.items():
        assert (way in ways) == (module is not None)
        if module is not None:
            expected = sum(parameter.numel() for parameter in module.parameters())
            assert ways[way].parameters == worth(ways[way]) == expected
            assert ways[way].multiply_adds == multiply_adds(module, (channels, 5, 5))
    dense = torch.nn.Linear(25 * channels, 9 * filters)
    full = ways["Fully connected"]
    assert full.parameters == worth(full) == sum(p.numel() for p in dense.parameters())
    assert full.multiply_adds == dense.weight.numel()
    point = ways["1×1"]
    assert point.parameters == worth(point) == (channels + 1) * filters


def test_a_kernel_of_three_dimensions_costs_what_torchs_does():
    played = DepthSettings(np.ones((4, 4, 4)), np.ones((2, 2, 2)))
    ordinary, full = played.costs
    module = torch.nn.Conv3d(1, 1, 2)
    assert ordinary.parameters == worth(ordinary) == sum(p.numel() for p in module.parameters())
    assert ordinary.multiply_adds == 8 * 27
    assert (full.parameters, worth(full)) == (65 * 27, 65 * 27)


def test_groups_that_do_not_divide_are_refused_with_all_three_numbers():
    layer = VolumeSettings(np.ones((3, 4, 4)), np.ones((2, 1, 2, 2)), np.zeros(2), groups=2)
    with pytest.raises(ShapeError, match="3 channels and 2 kernels cannot both be split into 2"):
        _ = layer.partial
    with pytest.raises(ShapeError, match="3 channels and 2 filters cannot both be split into 2"):
        conv_parameters((2, 2), 3, 2, groups=2)


def test_playing_changes_no_argument():
    x, weight, bias = np.arange(32).reshape(2, 4, 4), np.ones((2, 2, 3, 3)), np.ones(2)
    before = [array.copy() for array in (x, weight, bias)]
    layer = VolumeSettings(x, weight, bias)
    for array in (layer.partial, layer.sums, layer.totals, layer.output):
        array += 1
    for array, old in zip((x, weight, bias), before, strict=True):
        np.testing.assert_array_equal(array, old)
