"""The answers of the questions on explanations, computed another way."""

import re

import numpy as np
import pytest
import torch
from torch import nn

from pages.explain import exercises
from vizcore.explain import grad_cam, rank_correlation, sweep

SEEDS = range(1, 12)


def numbers(text):
    plain = text.replace("−", "-")
    return [float(part) for part in re.findall(r"-?\d+\.?\d*", plain)]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_weight_is_the_mean_gradient_and_a_cell_the_weighted_sum(seed):
    rng = np.random.default_rng(seed)
    exercise = exercises.weighed_cell(rng)
    values, weights = numbers(exercise.question)[:3], numbers(exercise.question)[3:6]
    model = nn.Sequential(nn.Identity(), nn.Flatten(), nn.Linear(3, 1, bias=False))
    model[2].weight.data.copy_(torch.tensor([weights]))
    x = torch.tensor(values).reshape(1, 3, 1, 1)
    assert grad_cam(model, x, 0, layer="0").map[0, 0] == pytest.approx(exercise.answer)
    mean = exercises.channel_weight(rng)
    assert mean.answer == pytest.approx(np.mean(numbers(mean.question)[2:6]), abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_squares_are_those_that_a_sweep_asks_for(seed):
    exercise = exercises.squares(np.random.default_rng(seed))
    side, _, _, _, stride = map(int, numbers(exercise.question)[:5])
    model = nn.Sequential(nn.Flatten(), nn.Linear(1024, 2))
    done = sweep(model, torch.zeros(1, 1, 32, 32), side=side, stride=stride)
    assert exercise.answer == np.prod(done.probabilities.shape[:2])


@pytest.mark.parametrize("seed", SEEDS)
def test_ranks_and_drops(seed):
    rng = np.random.default_rng(seed)
    exercise = exercises.rank_agreement(rng)
    found = numbers(exercise.question)
    assert exercise.answer == pytest.approx(
        rank_correlation(np.array(found[:4]), np.array(found[4:8]))
    )
    drop = exercises.mean_drop(rng)
    whole, *covered = numbers(drop.question)[:5]
    assert drop.answer == pytest.approx(whole - np.mean(covered))
    complete = exercises.completeness(rng)
    picture, baseline = numbers(complete.question)[:2]
    assert complete.answer == pytest.approx(picture - baseline)
