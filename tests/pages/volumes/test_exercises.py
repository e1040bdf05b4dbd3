"""Exercises on volumes: each answered again, from its question alone, in another way."""

import re

import numpy as np
import pytest
import torch

from pages.ui.exercises import Exercise
from pages.volumes import exercises as volumes

SEEDS = range(200)


def whole(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"-?\d+", text)]


def tables(exercise: Exercise) -> list[np.ndarray]:
    """What stands between backquotes, as arrays."""
    quoted = re.findall(r"`([^`]*)`", exercise.question)
    return [np.array([whole(row) for row in text.split(";")]) for text in quoted]


def bias_of(exercise: Exercise) -> int:
    return int(re.search(r"bias (?:is )?(-?\d+)", exercise.question)[1])


def value_witness(exercise: Exercise) -> float:
    first, second, slice_1, slice_2 = tables(exercise)
    total = (first * slice_1).sum() + (second * slice_2).sum() + bias_of(exercise)
    return max(0, int(total))


def pointwise_witness(exercise: Exercise) -> float:
    x, w = tables(exercise)
    return sum(int(a) * int(b) for a, b in zip(x[0], w[0], strict=True)) + bias_of(exercise)


def parameters_witness(exercise: Exercise) -> float:
    filters, rows, columns, channels = whole(exercise.question)
    module = torch.nn.Conv2d(channels, filters, (rows, columns))
    return sum(parameter.numel() for parameter in module.parameters())


def grouped_witness(exercise: Exercise) -> float:
    channels, filters, rows, columns, groups = whole(exercise.question)
    module = torch.nn.Conv2d(channels, filters, (rows, columns), groups=groups)
    return sum(parameter.numel() for parameter in module.parameters())


def numbers_witness(exercise: Exercise) -> float:
    filters, window, _, side, _, channels, stride, padding = whole(exercise.question)
    module = torch.nn.Conv2d(channels, filters, window, stride=stride, padding=padding)
    return module(torch.zeros(1, channels, side, side)).numel()


def dense_witness(exercise: Exercise) -> float:
    filters, _, _, height, width, channels, rows, columns, maps, shared = whole(exercise.question)
    assert maps == filters
    conv = torch.nn.Conv2d(channels, filters, 3)
    assert shared == sum(parameter.numel() for parameter in conv.parameters())
    module = torch.nn.Linear(height * width * channels, rows * columns * maps)
    return sum(parameter.numel() for parameter in module.parameters())


WITNESSES = {
    volumes.parameters: parameters_witness,
    volumes.one_value: value_witness,
    volumes.numbers_out: numbers_witness,
    volumes.grouped_parameters: grouped_witness,
    volumes.pointwise: pointwise_witness,
    volumes.fully_connected: dense_witness,
}


def test_every_kind_on_the_page_has_a_witness():
    assert list(WITNESSES) == list(volumes.MAKERS)


@pytest.mark.lecture("L13", page="volumes")
@pytest.mark.lecture("L14", page="volumes")
@pytest.mark.parametrize("maker", WITNESSES, ids=lambda maker: maker.__name__)
def test_the_question_alone_leads_to_the_answer_and_the_working_ends_there(maker):
    for seed in SEEDS:
        exercise = maker(np.random.default_rng(seed))
        assert exercise.answer == WITNESSES[maker](exercise), exercise.question
        assert exercise.tolerance == 0
        assert float(whole(exercise.worked.partition(" The channels of")[0])[-1]) == float(
            exercise.answer
        )
        assert exercise.question.endswith("?")


@pytest.mark.parametrize("maker", WITNESSES, ids=lambda maker: maker.__name__)
def test_questions_differ_from_seed_to_seed(maker):
    questions = {maker(np.random.default_rng(seed)).question for seed in SEEDS}
    assert len(questions) > 20
