"""The exercises on batch norm against torch."""

import re

import numpy as np
import pytest
import torch
from torch import nn

from pages.batch_norm.exercises import (
    MAKERS,
    at_test_time,
    folded_weight,
    keras_momentum,
    last_batch,
    normalised_value,
    running_mean,
    running_variance,
)

pytestmark = pytest.mark.lecture("L24", page="batch_norm")
SEEDS = range(100)


def made(maker, seed):
    return maker(np.random.default_rng(seed))


def numbers(text):
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", text.replace("−", "-"))]


def layer_of(momentum=0.1, **parts):
    layer = nn.BatchNorm1d(1, eps=1e-14, momentum=momentum, dtype=torch.float64)
    for name, value in parts.items():
        getattr(layer, name).data = torch.tensor([value], dtype=torch.float64)
    return layer


def test_a_normalised_value_is_torchs():
    for seed in SEEDS:
        exercise = made(normalised_value, seed)
        batch = numbers(exercise.question.split("`")[1])
        gamma, beta = numbers(exercise.question.split("γ")[1])
        layer = layer_of(weight=gamma, bias=beta)
        y = layer(torch.tensor(batch, dtype=torch.float64)[:, None])
        assert exercise.answer == pytest.approx(y[0].item(), abs=1e-9)


def test_the_running_mean_is_torchs():
    for seed in SEEDS:
        exercise = made(running_mean, seed)
        momentum, before, mean = numbers(exercise.question)
        layer = layer_of(momentum, running_mean=before)
        layer(torch.tensor([[mean - 1], [mean + 1]], dtype=torch.float64))
        assert exercise.answer == pytest.approx(layer.running_mean.item(), abs=1e-9)


def test_the_running_variance_takes_the_one_over_n_less_one():
    for seed in SEEDS:
        exercise = made(running_variance, seed)
        n, biased = (int(value) for value in numbers(exercise.question)[:2])
        values = np.zeros(n)
        values[0] = 1.0
        values *= np.sqrt(biased / values.var())
        layer = layer_of()
        layer(torch.from_numpy(values)[:, None])
        assert exercise.answer == pytest.approx(layer.running_var.item())


def test_at_test_time_the_averages_count():
    for seed in SEEDS:
        exercise = made(at_test_time, seed)
        mean, variance, *_ = numbers(exercise.question)
        batch = numbers(exercise.question.split("`")[1])
        layer = layer_of(running_mean=mean, running_var=variance).eval()
        y = layer(torch.tensor(batch, dtype=torch.float64)[:, None])
        assert exercise.answer == pytest.approx(y[0].item())


def test_the_two_momenta_add_up_to_one():
    for seed in SEEDS:
        exercise = made(keras_momentum, seed)
        assert exercise.answer + numbers(exercise.question)[0] == pytest.approx(1)


def test_the_last_batch_is_what_torchs_loader_gives_last():
    for seed in SEEDS:
        exercise = made(last_batch, seed)
        count, size, side, _ = (int(value) for value in numbers(exercise.question))
        *_, last = torch.utils.data.DataLoader(range(count), batch_size=size)
        assert exercise.answer == len(last) * side**2


def test_the_folded_bias_is_torchs():
    for seed in SEEDS:
        exercise = made(folded_weight, seed)
        bias, mean, variance, gamma, beta = numbers(exercise.question)
        conv = nn.Conv1d(1, 1, 1, dtype=torch.float64).eval()
        conv.bias.data[:] = bias
        norm = layer_of(running_mean=mean, running_var=variance, weight=gamma, bias=beta).eval()
        fused = nn.utils.fusion.fuse_conv_bn_eval(conv, norm)
        assert exercise.answer == pytest.approx(fused.bias.item())


@pytest.mark.parametrize("maker", MAKERS)
def test_the_working_ends_in_the_answer(maker):
    for seed in SEEDS:
        exercise = made(maker, seed)
        shown = exercise.worked.rstrip(".").split(" = ")[-1].replace("−", "-")
        assert exercise.accepts(float(shown)), exercise
