"""The exercises on units, each worked out a second time."""

import re

import numpy as np
import pytest

from pages.unit.exercises import (
    MAKERS,
    answer_of_a_map,
    correlation,
    one_step_up,
    silent_share,
    strength_of_a_link,
    what_it_sees,
)

SEEDS = range(100)


def made(maker, seed):
    return maker(np.random.default_rng(seed))


def rows(text):
    """The rows of numbers between backquotes."""
    return [
        np.array([float(value) for value in row.replace("−", "-").split()])
        for row in re.findall(r"`+\n?([^`]+)`+", text)
    ]


def test_a_unit_fires_where_it_answers_more_than_zero():
    for seed in SEEDS:
        exercise = made(silent_share, seed)
        assert exercise.answer == 100 * np.mean(rows(exercise.question)[0] > 0)


def test_the_answer_is_the_maximum_behind_the_relu():
    for seed in SEEDS:
        exercise = made(answer_of_a_map, seed)
        assert exercise.answer == max(0, rows(exercise.question)[0].max())


def test_a_link_is_as_strong_as_its_weights_are_large():
    for seed in SEEDS:
        exercise = made(strength_of_a_link, seed)
        (weights,) = rows(exercise.question)
        size = float(re.search(r"is ([\d.]+) away", exercise.question)[1])
        assert exercise.answer == pytest.approx(np.abs(weights).sum() * size)


def test_the_correlation_is_numpys():
    for seed in SEEDS:
        exercise = made(correlation, seed)
        learnt, kernel = rows(exercise.question)
        assert exercise.answer == pytest.approx(np.corrcoef(learnt, kernel)[0, 1])


def test_a_step_along_the_gradient_raises_a_sum_by_its_squares():
    for seed in SEEDS:
        exercise = made(one_step_up, seed)
        (weights,) = rows(exercise.question)
        rate = float(re.search(r"adds ([\d.]+) times", exercise.question)[1])
        x = np.random.default_rng(seed).normal(size=3)
        rise = weights @ (x + rate * weights) - weights @ x
        assert exercise.answer == pytest.approx(rise)


def test_the_frame_begins_where_the_windows_reach():
    for seed in SEEDS:
        exercise = made(what_it_sees, seed)
        windows, row = re.search(r"^(\d+) conv.*row (\d+)\.", exercise.question, re.DOTALL).groups()
        assert exercise.answer == int(row) - int(windows)


@pytest.mark.parametrize("maker", MAKERS)
def test_the_working_ends_in_the_answer(maker):
    for seed in SEEDS:
        exercise = made(maker, seed)
        numbers = [
            float(n.replace("−", "-")) for n in re.findall(r"−?\d+(?:\.\d+)?", exercise.worked)
        ]
        assert numbers[-1] == pytest.approx(exercise.answer, abs=max(exercise.tolerance, 1e-9))
