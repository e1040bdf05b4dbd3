"""The exercises on scaling against torch's layers, autograd and the network."""

import re

import numpy as np
import pytest
import torch
from torch import nn

from pages.scaling.exercises import (
    field_at_border,
    field_of_stack,
    full_beside_conv,
    larger_image,
    local_beside_conv,
    shared_bias,
    shift_of_map,
)

pytestmark = pytest.mark.lecture("L22", page="scaling")
SEEDS = range(60)


def made(maker, seed):
    exercise = maker(np.random.default_rng(seed))
    numbers = [int(found) for found in re.findall(r"\d+", exercise.question)]
    return exercise.answer, numbers


def test_the_weights_are_those_of_torchs_linear_layer():
    for seed in SEEDS:
        answer, (side, _, channels, filters) = made(full_beside_conv, seed)
        places = side * side
        layer = nn.Linear(places * channels, places * filters, device="meta")
        assert answer == layer.weight.numel()


def test_a_kernel_for_each_place_is_as_many_times_as_many_weights():
    for seed in SEEDS:
        answer, (kernel, _, side, _) = made(local_beside_conv, seed)
        windows = nn.functional.unfold(torch.zeros(1, 1, side, side), kernel, padding=kernel // 2)
        assert answer == windows.shape[-1]


def test_a_longer_side_grows_a_full_layer_by_its_fourth_power():
    for seed in SEEDS:
        answer, (times,) = made(larger_image, seed)
        before, after = (nn.Linear(n * n, n * n, device="meta") for n in (2, 2 * times))
        assert answer == after.weight.numel() / before.weight.numel()


def test_the_parameters_are_those_of_torchs_convolution():
    for seed in SEEDS:
        answer, (_, _, channels, filters, kernel, _) = made(shared_bias, seed)
        layer = nn.Conv2d(channels, filters, kernel, device="meta")
        assert answer == sum(p.numel() for p in layer.parameters())


def test_the_field_is_where_torch_has_a_gradient():
    for seed in range(20):
        answer, (first, _, _, _, _, second, _) = made(field_of_stack, seed)
        convs = [nn.Conv2d(1, 1, size, bias=False) for size in (first, second)]
        for conv in convs:
            nn.init.ones_(conv.weight)
        x = torch.ones(1, 1, 64, 64, requires_grad=True)
        y = convs[1](nn.functional.avg_pool2d(convs[0](x), 2))
        y[0, 0, 3, 3].backward()
        assert answer == int((x.grad[0, 0].sum(1) != 0).sum())


def test_what_the_border_leaves_is_counted():
    for seed in SEEDS:
        exercise = field_at_border(np.random.default_rng(seed))
        sees = int(re.search(r"sees (\d+) rows", exercise.question)[1])
        begins = -int(re.search(r"begin at row −(\d+)", exercise.question)[1])
        assert exercise.answer == sum(0 <= row < 32 for row in range(begins, begins + sees))


def test_a_map_moves_by_the_cells_of_the_shift():
    for seed in SEEDS:
        exercise = shift_of_map(np.random.default_rng(seed))
        poolings = int(re.search(r"(\d) 2×2", exercise.question)[1])
        shift = int(re.search(r"moves by (\d+)", exercise.question)[1])
        x = torch.zeros(1, 1, 8, 128)
        x[..., 0], y = 1, None
        for picture in (x, x.roll(shift, -1)):
            for _ in range(poolings):
                picture = nn.functional.max_pool2d(picture, 2)
            place = int(picture[0, 0, 0].argmax())
            y = place if y is None else place - y
        assert exercise.answer == y
