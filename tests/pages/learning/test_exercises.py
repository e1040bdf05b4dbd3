"""The answers of the questions on a training, computed another way."""

import re

import numpy as np
import pytest
import torch
from torch import nn

from pages.learning import exercises
from vizcore.nets import film_card

SEEDS = range(1, 9)


def numbers(text):
    plain = text.replace("−", "-").replace(",", "")
    return [float(part) for part in re.findall(r"-?\d+\.?\d*", plain)]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_loss_of_a_guess_is_torchs(seed):
    exercise = exercises.loss_of_a_guess(np.random.default_rng(seed))
    classes = int(numbers(exercise.question)[0])
    loss = nn.functional.cross_entropy(torch.zeros(1, classes), torch.tensor([1]))
    assert exercise.accepts(float(loss))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_running_mean_is_that_of_a_batch_norm(seed):
    exercise = exercises.running_mean(np.random.default_rng(seed))
    *_, mean, steps = numbers(exercise.question)
    layer = nn.BatchNorm1d(1)
    for _ in range(int(steps)):
        layer(torch.tensor([[mean - 1], [mean + 1]]))
    assert exercise.accepts(float(layer.running_mean))


@pytest.mark.parametrize("seed", SEEDS)
def test_errors_that_are_gone_are_those_of_the_film(seed):
    exercise = exercises.errors_gone(np.random.default_rng(seed))
    first, _, later, _ = numbers(exercise.question)
    wrong = {frame["step"]: 1 - frame["accuracy"] for frame in film_card()["frames"]}
    assert exercise.accepts(100 * (1 - wrong[later] / wrong[first]))


@pytest.mark.parametrize("seed", SEEDS)
def test_steps_values_and_rows_add_up(seed):
    steps = exercises.steps_of_epochs(np.random.default_rng(seed))
    images, batch, epochs = numbers(steps.question)
    assert steps.accepts(images / batch * epochs)
    row = exercises.recall(np.random.default_rng(seed))
    total, right, *wrong = numbers(row.question)
    assert right + sum(wrong) == total
    assert row.accepts(100 * right / total)
    moved = exercises.moved_value(np.random.default_rng(seed))
    before, *rest = numbers(moved.question)
    assert moved.accepts(before + np.dot(rest[:3], rest[3:]))
