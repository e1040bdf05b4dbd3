"""The exercises on softmax against torch and its autograd."""

import re

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from pages.softmax.exercises import (
    MAKERS,
    constant_added,
    loss_of_share,
    odds_of_two,
    share_from_powers,
    step_of_true_logit,
    temperature_and_odds,
)

pytestmark = pytest.mark.lecture("L20", page="softmax")
SEEDS = range(120)


def made(maker, seed):
    return maker(np.random.default_rng(seed))


def numbers(text):
    return [float(found) for found in re.findall(r"-?\d+(?:\.\d+)?", text.replace("−", "-"))]


def softmax(logits):
    return torch.softmax(torch.tensor(logits, dtype=torch.float64), 0)


def test_the_share_is_torchs_softmax():
    for seed in SEEDS:
        exercise = made(share_from_powers, seed)
        shares = softmax(np.log(numbers(exercise.question)[:3]))
        which = "ABC".index(exercise.question.split("give ")[1][0])
        assert exercise.answer == pytest.approx(shares[which].item())


def test_the_odds_are_those_of_torchs_shares():
    for seed in SEEDS:
        exercise = made(odds_of_two, seed)
        first, second, _ = softmax(numbers(exercise.question)[:3])
        assert exercise.answer == pytest.approx((second / first).item())


def test_a_constant_changes_no_share():
    for seed in SEEDS:
        exercise = made(constant_added, seed)
        percent, added = numbers(exercise.question)
        logits = np.log([percent, 100 - percent]) + added
        assert exercise.answer == pytest.approx(100 * softmax(logits)[0].item())


def test_the_loss_is_torchs():
    for seed in SEEDS:
        exercise = made(loss_of_share, seed)
        (classes,) = numbers(exercise.question)
        expected = F.cross_entropy(torch.zeros(1, int(classes)), torch.tensor([0])).item()
        assert exercise.answer == pytest.approx(expected, abs=1e-6)


def test_the_step_is_that_of_autograd():
    for seed in SEEDS:
        exercise = made(step_of_true_logit, seed)
        *shares, z, rate = numbers(exercise.question)
        truth, which = re.findall(r"; ([ABC]) is the true|logit of ([ABC])", exercise.question)
        truth, which = "ABC".index(truth[0]), "ABC".index(which[1])
        leaf = torch.log(torch.tensor(shares, dtype=torch.float64)).requires_grad_()
        F.cross_entropy(leaf[None], torch.tensor([truth])).backward()
        assert exercise.answer == pytest.approx(z - rate * leaf.grad[which].item())


def test_a_temperature_takes_a_root_of_the_odds():
    for seed in SEEDS:
        exercise = made(temperature_and_odds, seed)
        _, odds, temperature = numbers(exercise.question)
        a, b = softmax(np.log([odds, 1]) / temperature)
        assert exercise.answer == pytest.approx((a / b).item())


@pytest.mark.parametrize("maker", MAKERS)
def test_an_answer_rounded_as_asked_is_right_and_another_is_not(maker):
    for seed in SEEDS:
        exercise = made(maker, seed)
        assert exercise.accepts(round(exercise.answer, 2))
        assert not exercise.accepts(exercise.answer + 1)
