"""What three layers cost, against torch's layers and against layers written out."""

import itertools

import numpy as np
import pytest
import torch
from torch import nn

from pages.scaling.counts import START, STOPS, Sizes, counted, sizes_of

SIZES = [Sizes(32, 3, 32, 3), Sizes(7, 1, 2, 5), Sizes(224, 3, 64, 11), Sizes(4, 5, 6, 1)]


@pytest.mark.lecture("L22", page="scaling")
@pytest.mark.parametrize("sizes", SIZES)
def test_parameters_are_those_of_torchs_layers(sizes):
    places = sizes.side**2
    conv = nn.Conv2d(sizes.channels, sizes.filters, sizes.kernel, padding="same", device="meta")
    full = nn.Linear(places * sizes.channels, places * sizes.filters, device="meta")
    counts = counted(sizes)
    assert counts[0].parameters == sum(p.numel() for p in full.parameters())
    assert counts[2].parameters == sum(p.numel() for p in conv.parameters())
    assert counts[1].parameters == places * counts[2].parameters
    assert counts[0].multiply_adds == full.weight.numel()
    assert counts[2].multiply_adds == conv.weight.numel() * places == counts[1].multiply_adds


def test_a_locally_connected_layer_written_out_makes_a_map_of_every_place():
    sizes = Sizes(5, 2, 3, 3)
    x = torch.rand(1, 2, 5, 5)
    windows = nn.functional.unfold(x, 3, padding=1)[0].T  # (25, 18): places, numbers seen
    weight, bias = torch.rand(25, 3, 18), torch.rand(25, 3)
    assert torch.einsum("pn,pkn->pk", windows, weight).add(bias).shape == (25, 3)
    assert counted(sizes)[1].parameters == weight.numel() + bias.numel()
    assert counted(sizes)[1].multiply_adds == weight.numel()
    shared = nn.functional.conv2d(x, weight[0].reshape(3, 2, 3, 3), bias[0], padding=1)
    alike = torch.einsum("pn,kn->pk", windows, weight[0]).add(bias[0])
    np.testing.assert_allclose(alike.T.reshape(1, 3, 5, 5), shared, rtol=1e-5)


@pytest.mark.lecture("L22", page="scaling")
def test_twice_the_side_is_nothing_to_a_convolution_and_sixteenfold_to_a_full_layer():
    once, twice = counted(Sizes(16, 3, 8, 3)), counted(Sizes(32, 3, 8, 3))
    assert twice[2].parameters == once[2].parameters
    assert twice[1].parameters == 4 * once[1].parameters
    assert twice[0].multiply_adds == 16 * once[0].multiply_adds
    assert [b.multiply_adds // a.multiply_adds for a, b in zip(once, twice, strict=True)] == [
        16, 4, 4,
    ]  # fmt: skip


def test_every_count_is_exact_in_the_browser():
    for parts in itertools.product(*([stops[0], stops[-1]] for stops in STOPS.values())):
        for count in counted(Sizes(*parts)):
            assert max(count.parameters, count.multiply_adds) < 2**53


def test_what_cannot_be_is_the_default():
    assert sizes_of({"side": "3", "channels": "²", "filters": "9999", "kernel": "-1"}) == Sizes(
        **START
    )
    assert sizes_of({"side": "100", "kernel": "11"}) == Sizes(100, 3, 32, 11)
