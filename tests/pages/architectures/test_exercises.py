"""The exercises on architectures against networks that PyTorch builds from the question."""

import re

import numpy as np
import pytest
import torch

from pages.architectures.exercises import (
    heaviest_layer,
    inputs_of_the_last,
    parameters_of_the_second,
    sight_of_a_value,
    stack_of_threes,
)
from vizcore.architecture import parse_architecture

pytestmark = pytest.mark.lecture("L30", page="architectures")
SEEDS = range(30)


def asked(maker, seed):
    """An exercise, and the network that its question shows."""
    exercise = maker(np.random.default_rng(seed))
    text = exercise.question.split("```")[1].strip()
    return exercise, parse_architecture(text), text


def test_parameters_are_those_of_torchs_layer():
    for seed in SEEDS:
        exercise, architecture, _ = asked(parameters_of_the_second, seed)
        layer = architecture.build("meta").conv2
        assert exercise.answer == sum(p.numel() for p in layer.parameters())


def test_flatten_hands_on_as_many_as_the_linear_layer_takes():
    for seed in SEEDS:
        exercise, architecture, _ = asked(inputs_of_the_last, seed)
        assert exercise.answer == architecture.build("meta").fc1.in_features


def test_multiplications_are_counted_output_by_output():
    for seed in SEEDS:
        exercise, architecture, _ = asked(heaviest_layer, seed)
        name = re.search(r"does `(\w+)`", exercise.question)[1]
        layer = architecture.build("meta").get_submodule(name)
        row = next(row for row in architecture.rows if row.name == name)
        outputs = row.shape[1] * row.shape[2] if len(row.shape) == 3 else 1
        assert exercise.answer == layer.weight.numel() * outputs


def test_a_value_sees_what_its_gradient_reaches():
    for seed in range(6):
        exercise, architecture, _ = asked(sight_of_a_value, seed)
        network = architecture.build().double()
        with torch.no_grad():
            for parameter in network.parameters():
                parameter.fill_(0.1)
        picture = torch.rand(1, 3, 64, 64, dtype=torch.float64)
        smooth = torch.nn.Sequential(
            network.conv1, torch.nn.AvgPool2d(2), network.conv2
        )  # a mean reaches all that a maximum may
        picture.requires_grad_()
        maps = smooth(picture)
        (reached,) = torch.autograd.grad(maps[0, 0, 10, 10], picture)
        columns = reached[0].abs().sum((0, 1)).nonzero().ravel()
        assert exercise.answer == int(columns[-1] - columns[0]) + 1


def test_small_windows_in_a_row_have_fewer_weights():
    for seed in SEEDS:
        exercise = stack_of_threes(np.random.default_rng(seed))
        count, large, channels = map(
            int, re.search(r"^(\d) .*? one (\d) × .*? With (\d+)", exercise.question).groups()
        )
        one = torch.nn.Conv2d(channels, channels, large, bias=False, device="meta")
        three = torch.nn.Conv2d(channels, channels, 3, bias=False, device="meta")
        assert exercise.answer == one.weight.numel() - count * three.weight.numel()
