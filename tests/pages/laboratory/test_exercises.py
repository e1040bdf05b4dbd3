"""The exercises on training against counting and torch's optimisers."""

import re

import numpy as np
import pytest
import torch

from pages.laboratory.exercises import (
    first_step_of_adam,
    right_by_guessing,
    second_step_with_momentum,
    step_of_sgd,
    steps_of_a_run,
)

SEEDS = range(100)


def made(maker, seed):
    exercise = maker(np.random.default_rng(seed))
    text = exercise.question.replace("−", "-").replace(",", "")
    return exercise, [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", text)]


def after(make, gradients, weight=0.0):
    """Where torch's optimiser has brought a weight after these gradients, step by step."""
    leaf = torch.tensor([weight], dtype=torch.float64, requires_grad=True)
    optimiser, places = make([leaf]), []
    for gradient in gradients:
        leaf.grad = torch.tensor([gradient], dtype=torch.float64)
        optimiser.step()
        places.append(leaf.item())
    return places


@pytest.mark.lecture("L25", page="laboratory")
def test_steps_are_counted_batch_by_batch():
    for seed in SEEDS:
        exercise, (images, batch, epochs) = made(steps_of_a_run, seed)
        assert exercise.answer == len(range(0, int(images), int(batch))) * epochs


def test_a_step_of_sgd_is_torchs():
    for seed in SEEDS:
        exercise, (weight, gradient, rate) = made(step_of_sgd, seed)
        (place,) = after(lambda p, r=rate: torch.optim.SGD(p, lr=r), [gradient], weight)
        assert exercise.accepts(place)


def test_the_second_step_with_momentum_is_torchs():
    for seed in SEEDS:
        exercise, (momentum, rate, gradient) = made(second_step_with_momentum, seed)
        places = after(
            lambda p, r=rate, m=momentum: torch.optim.SGD(p, lr=r, momentum=m), [gradient] * 2
        )
        assert exercise.accepts(places[0] - places[1])


def test_the_first_step_of_adam_is_torchs():
    for seed in SEEDS:
        exercise, (rate, gradient) = made(first_step_of_adam, seed)
        (place,) = after(lambda p, r=rate: torch.optim.Adam(p, lr=r), [gradient])
        assert exercise.accepts(-place)


def test_what_is_more_than_guessing():
    for seed in SEEDS:
        exercise, (percent, images) = made(right_by_guessing, seed)
        assert exercise.answer == round(images * percent / 100 - images / 10)
