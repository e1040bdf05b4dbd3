"""The exercises on activations against torch and its autograd."""

import re
from functools import partial

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from pages.activations.exercises import (
    MAKERS,
    gradient_passed_on,
    leaky_value,
    slope_from_value,
    sum_and_relu,
    zeros_after_relu,
)

pytestmark = pytest.mark.lecture("L15", page="activations")
SEEDS = range(200)


def made(maker, seed):
    return maker(np.random.default_rng(seed))


def numbers(text):
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", text.replace("−", "-"))]


def slope_at(function, x):
    leaf = torch.tensor(float(x), dtype=torch.float64, requires_grad=True)
    function(leaf).backward()
    return leaf.grad.item()


def test_the_output_is_torchs_relu_of_the_sum():
    for seed in SEEDS:
        exercise = made(sum_and_relu, seed)
        *both, bias = numbers(exercise.question)
        x, w = (torch.tensor(part)[None, None] for part in (both[:3], both[3:]))
        expected = torch.relu(F.conv1d(x, w, torch.tensor([bias]))).item()
        assert exercise.answer == expected
        assert exercise.worked.endswith(f"= {expected:g}.")


def test_zeros_are_counted_in_torchs_relu():
    for seed in SEEDS:
        exercise = made(zeros_after_relu, seed)
        found = numbers(exercise.question.split("```")[1])
        assert len(found) == 15
        assert exercise.answer == (torch.relu(torch.tensor(found)) == 0).sum().item()
        assert exercise.worked.endswith(f"= {exercise.answer}.")


def test_leaky_relu_is_torchs():
    for seed in SEEDS:
        exercise = made(leaky_value, seed)
        leak, zero, x = numbers(exercise.question)
        assert zero == 0
        expected = F.leaky_relu(torch.tensor(x, dtype=torch.float64), leak).item()
        assert exercise.answer == pytest.approx(expected)
        assert f"{expected:g}".replace("-", "−") in exercise.worked


def test_the_slope_is_what_autograd_finds_where_the_value_is_the_given_one():
    for seed in SEEDS:
        exercise = made(slope_from_value, seed)
        (value,) = numbers(exercise.question)
        sigmoid = "sigmoid" in exercise.question
        x = np.log(value / (1 - value)) if sigmoid else np.arctanh(value)
        expected = slope_at(torch.sigmoid if sigmoid else torch.tanh, x)
        assert exercise.answer == pytest.approx(expected)
        assert numbers(exercise.worked)[-1] == pytest.approx(expected, abs=1e-4)


def test_the_gradient_handed_on_is_autograds():
    for seed in SEEDS:
        exercise = made(gradient_passed_on, seed)
        gradient, *leak, x = numbers(exercise.question)
        slope = leak[0] if leak else 0.0
        expected = gradient * slope_at(partial(F.leaky_relu, negative_slope=slope), x)
        assert exercise.answer == pytest.approx(expected)
        assert exercise.worked.endswith(f"= {expected:g}.")


@pytest.mark.parametrize("maker", MAKERS)
def test_decimals_are_accepted_rounded_and_whole_numbers_only_exact(maker):
    for seed in range(200):
        exercise = made(maker, seed)
        whole = float(exercise.answer).is_integer()
        assert exercise.accepts(round(exercise.answer, 2))
        assert not exercise.accepts(exercise.answer + (1 if whole else 0.02))
        assert exercise.tolerance > 0 or whole  # the field takes decimals only with a tolerance
