"""The exercises on dropout against torch."""

import re

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from pages.dropout.exercises import (
    MAKERS,
    classic_at_test,
    error_of_the_mean,
    kept_value,
    mean_behind_relu,
    mean_of_all_networks,
    networks_of_units,
    probability_of_a_mask,
)

pytestmark = pytest.mark.lecture("L26", page="dropout")
SEEDS = range(100)


def made(maker, seed):
    return maker(np.random.default_rng(seed))


def numbers(text):
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", text.replace("−", "-"))]


def test_a_kept_value_is_scaled_as_torch_scales_it():
    for seed in SEEDS:
        exercise = made(kept_value, seed)
        rate, value = numbers(exercise.question)
        torch.manual_seed(seed)
        dropped = F.dropout(torch.full((200,), value, dtype=torch.float64), rate)
        assert exercise.answer == pytest.approx(dropped.max().item())


def test_at_test_time_the_classic_value_is_the_mean_of_training():
    for seed in SEEDS:
        exercise = made(classic_at_test, seed)
        keep, value = numbers(exercise.question)
        assert exercise.answer == pytest.approx(keep * value + (1 - keep) * 0)


def test_networks_are_as_many_as_masks():
    for seed in SEEDS:
        exercise = made(networks_of_units, seed)
        units = int(numbers(exercise.question)[0])
        masks = torch.cartesian_prod(*[torch.tensor([0, 1])] * units)
        assert exercise.answer == len(masks)


def test_the_probability_is_that_of_independent_units():
    for seed in SEEDS:
        exercise = made(probability_of_a_mask, seed)
        rate = numbers(exercise.question)[0]
        mask = torch.tensor(numbers(exercise.question.split("`")[1]), dtype=torch.float64)
        keep = torch.distributions.Bernoulli(torch.tensor(1 - rate, dtype=torch.float64))
        assert exercise.answer == pytest.approx(keep.log_prob(mask).sum().exp().item())


def test_the_mean_behind_a_relu_is_that_of_both_masks():
    for seed in SEEDS:
        exercise = made(mean_behind_relu, seed)
        half, bias = (abs(part) for part in numbers(exercise.question)[:2])
        sums = torch.tensor([2 * half - bias, -bias])
        assert exercise.answer == pytest.approx(torch.relu(sums).mean().item())


def test_the_error_falls_with_the_root_of_the_masks():
    for seed in SEEDS:
        exercise = made(error_of_the_mean, seed)
        spread, masks = numbers(exercise.question)[:2]
        assert exercise.answer == pytest.approx(spread / masks**0.5)


def test_the_mean_of_all_networks_is_the_linear_output_without_dropout():
    for seed in SEEDS:
        exercise = made(mean_of_all_networks, seed)
        a, b, v, w, _ = numbers(exercise.question)
        output = F.linear(torch.tensor([a, b]), torch.tensor([[v, w]]))
        assert exercise.answer == pytest.approx(output.item())


@pytest.mark.parametrize("maker", MAKERS)
def test_a_rounded_answer_is_right_and_another_is_not(maker):
    for seed in SEEDS:
        exercise = made(maker, seed)
        assert exercise.accepts(round(exercise.answer, 3))
        assert not exercise.accepts(exercise.answer + 0.05)
