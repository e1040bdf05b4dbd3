"""The exercises on fully connected layers against torch."""

import re

import numpy as np
import pytest
import torch

from pages.dense.exercises import (
    MAKERS,
    changed_cell,
    map_of_place,
    place_in_keras,
    place_in_pytorch,
    sum_of_a_unit,
    weights_after_flattening,
)

pytestmark = pytest.mark.lecture("L19", page="dense")
SEEDS = range(120)


def made(maker, seed):
    return maker(np.random.default_rng(seed))


def numbers(text):
    return [int(found) for found in re.findall(r"-?\d+", text.replace("−", "-"))]


def marked(shape, cell):
    maps = torch.zeros(shape)
    maps[tuple(cell)] = 1
    return maps


def test_the_place_is_where_torch_flattens_the_cell_to():
    for seed in SEEDS:
        exercise = made(place_in_pytorch, seed)
        *shape, c, r, k, _ = numbers(exercise.question)
        assert exercise.answer == marked(shape, (c, r, k)).flatten().argmax()


def test_keras_place_is_that_of_the_maps_with_their_channels_last():
    for seed in SEEDS:
        exercise = made(place_in_keras, seed)
        *shape, r, k, c, _ = numbers(exercise.question)
        assert exercise.answer == marked(shape, (r, k, c)).flatten().argmax()


def test_the_map_is_the_one_whose_cell_stands_there():
    for seed in SEEDS:
        exercise = made(map_of_place, seed)
        count, *shape, place, _ = numbers(exercise.question)
        maps = torch.arange(count).reshape(shape)
        assert exercise.answer == (maps == place).nonzero()[0, 0]


def test_parameters_are_torchs():
    for seed in SEEDS:
        exercise = made(weights_after_flattening, seed)
        c, h, w, units = numbers(exercise.question)
        layer = torch.nn.Linear(c * h * w, units)
        assert exercise.answer == sum(p.numel() for p in layer.parameters())


def test_the_sum_is_torchs():
    for seed in SEEDS:
        exercise = made(sum_of_a_unit, seed)
        *both, bias = numbers(exercise.question)
        x, w = torch.tensor(both[:4]), torch.tensor(both[4:])
        assert exercise.answer == (x * w).sum() + bias


def test_a_change_counts_as_often_as_its_weight():
    for seed in SEEDS:
        exercise = made(changed_cell, seed)
        _, total, weight, before, after = numbers(exercise.question)
        assert exercise.answer == total - weight * before + weight * after


@pytest.mark.parametrize("maker", MAKERS)
def test_only_the_whole_answer_is_right(maker):
    for seed in SEEDS:
        exercise = made(maker, seed)
        assert exercise.accepts(exercise.answer)
        assert not exercise.accepts(exercise.answer + 1)
