"""Exercises on one convolution, answered again from their own words by torch and by counting."""

import re

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from pages.convolution import exercises


def numbers(text: str) -> list[int]:
    return [int(n) for n in re.findall(r"-?\d+", text.replace("−", "-"))]


def tables(question: str) -> list[torch.Tensor]:
    blocks = re.findall(r"```text\n(.*?)\n```", question, re.DOTALL)
    return [torch.tensor([numbers(line) for line in block.split("\n")]) for block in blocks]


def by_torch(question: str) -> int:
    x, *rest = tables(question)
    w = rest[0] if rest else torch.tensor([numbers(re.search(r"kernel `(.*?)`", question)[1])])
    row, column = numbers(re.search(r"y\[(.*?)\]\?", question)[1])
    y = F.conv2d(x[None, None].double(), w[None, None].double())
    return int(y[0, 0, row, column])


def uses(question: str) -> int:
    k, _, n, _, s, row, column, _ = numbers(question)
    once = torch.zeros(1, 1, n, n, dtype=torch.double)
    once[0, 0, row, column] = 1
    ones = torch.ones(1, 1, k, k, dtype=torch.double)
    return int((F.conv2d(once, ones, stride=s) != 0).sum())


def span(question: str) -> int:
    k, _, d = numbers(question)
    return len(range(0, d * (k - 1) + 1))


def padding(question: str) -> int:
    k, _, d, _ = numbers(question)
    x, w = torch.zeros(1, 1, 99), torch.zeros(1, 1, k)
    return next(p for p in range(99) if F.conv1d(x, w, padding=p, dilation=d).shape[-1] == 99)


def products(question: str) -> int:
    k, _, n, _, s = numbers(question)
    y = F.conv2d(torch.zeros(1, 1, n, n), torch.zeros(1, 1, k, k), stride=s)
    return y.numel() * k * k


WITNESSES = {
    exercises.one_output: by_torch,
    exercises.uses_of_a_cell: uses,
    exercises.spread_kernel: span,
    exercises.weight_found: by_torch,
    exercises.zeros_for_same: padding,
    exercises.products_in_all: products,
}


@pytest.mark.parametrize("maker", exercises.MAKERS)
def test_what_the_question_says_is_enough_for_the_answer(maker):
    answers = set()
    for seed in range(60):
        exercise = maker(np.random.default_rng(seed))
        assert exercise.answer == WITNESSES[maker](exercise.question), exercise.question
        answers.add(exercise.answer)
    assert len(answers) > 2
