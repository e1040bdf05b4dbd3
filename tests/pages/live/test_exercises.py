"""The exercises on a stream of pictures, each worked out a second time."""

import re

import numpy as np
import pytest

from pages.live.exercises import (
    MAKERS,
    bytes_a_second,
    even_answer,
    mean_of_a_block,
    pictures_in_flight,
    rate_of_each,
    value_of_a_step,
)
from vizcore.serve.quantising import Quantised

SEEDS = range(100)


def made(maker, seed):
    return maker(np.random.default_rng(seed))


def numbers(text):
    plain = text.replace("−", "-")
    return [float(found) for found in re.findall(r"(?<![\w.])-?\d+(?:\.\d+)?", plain)]


def test_bytes_are_the_maps_times_the_rate():
    for seed in SEEDS:
        exercise = made(bytes_a_second, seed)
        assert exercise.answer == np.prod(numbers(exercise.question))


def test_a_step_means_what_the_browser_makes_of_it():
    for seed in SEEDS:
        exercise = made(value_of_a_step, seed)
        scale, zero, _, step = numbers(exercise.question)
        found = Quantised(
            np.array([[[step]]], np.uint8),
            np.array([scale], np.float32),
            np.array([zero], np.uint8),
        )
        assert exercise.accepts(round(float(found.values[0, 0, 0]), 3))


def test_the_rate_is_bounded_by_what_is_on_its_way():
    for seed in SEEDS:
        exercise = made(pictures_in_flight, seed)
        delay, *ahead = numbers(exercise.question)
        assert exercise.answer == pytest.approx(1000 * (ahead[0] if ahead else 1) / delay)


def test_a_pixel_is_the_mean_of_its_block():
    for seed in SEEDS:
        exercise = made(mean_of_a_block, seed)
        block = [int(value) for value in exercise.question.split("`")[1].split()]
        assert exercise.accepts(round(float(np.mean(block)), 2))


def test_a_pass_is_shared_by_all_in_it():
    for seed in SEEDS:
        exercise = made(rate_of_each, seed)
        start, each, people, *_ = numbers(exercise.question)
        assert exercise.answer == pytest.approx(1000 / (start + each * people))


def test_the_probabilities_add_up_to_a_hundred():
    for seed in SEEDS:
        exercise = made(even_answer, seed)
        best, others = numbers(exercise.question)
        assert best + others * exercise.answer == pytest.approx(100)


@pytest.mark.parametrize("maker", MAKERS)
def test_the_working_ends_in_the_answer(maker):
    for seed in SEEDS:
        exercise = made(maker, seed)
        assert exercise.accepts(numbers(exercise.worked)[-1])
