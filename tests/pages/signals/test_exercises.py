"""The exercises in one dimension against loops, torch and the lecture's own answers."""

import re

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from pages.signals.exercises import (
    MAKERS,
    flipped_output,
    lecture_padding,
    lecture_size,
    one_output,
    output_length,
    padding_needed,
)
from pages.ui.exercises import draw

SEEDS = range(200)


def made(maker, seed):
    return maker(np.random.default_rng(seed))


def whole_numbers(text):
    return [int(number) for number in re.findall(r"-?\d+", text)]


def row(text):
    return [int(number) for number in text.split()]


@pytest.mark.lecture("L8", page="signals")
def test_the_lectures_stride_of_3_fits_without_padding_and_gives_5_outputs():
    fits, size = made(lecture_padding, 0), made(lecture_size, 0)
    assert (fits.answer, size.answer) == (0, 5)
    assert "It fits" in fits.worked
    for exercise in (fits, size):
        assert whole_numbers(exercise.question)[:3] == [14, 2, 3]
    x = torch.zeros(1, 1, 14)
    assert F.conv1d(x, torch.zeros(1, 1, 2), stride=3).shape[-1] == 5
    assert draw(MAKERS, 1) == fits
    assert draw(MAKERS, 2) == size


def test_the_zeros_are_the_fewest_after_which_the_last_window_ends_at_the_end():
    for seed in SEEDS:
        exercise = made(padding_needed, seed)
        size, window, stride = whole_numbers(exercise.question)[:3]
        added = next(n for n in range(99) if (size + n - window) % stride == 0)
        assert exercise.answer == added
        assert re.search(rf"\b{added} zero{'' if added == 1 else 's'}\b", exercise.worked)
        assert ("It fits" in exercise.worked) == (added == 0)


def test_the_output_is_as_long_as_torchs():
    for seed in SEEDS:
        exercise = made(output_length, seed)
        size, window, stride = whole_numbers(exercise.question)[:3]
        zeros = re.search(r"(\d+) zeros?", exercise.question)
        padding = int(zeros[1]) if zeros else 0
        y = F.conv1d(torch.zeros(1, 1, size), torch.zeros(1, 1, window), None, stride, padding)
        assert exercise.answer == y.shape[-1]
        assert exercise.worked.endswith(f"= {exercise.answer}$.")


def test_one_output_is_the_sum_of_its_products():
    for seed in SEEDS:
        exercise = made(one_output, seed)
        signal, kernel = (row(text) for text in re.findall(r"`([^`]*)`", exercise.question))
        stride, _, t = whole_numbers(exercise.question.split("`")[-1])
        assert exercise.answer == sum(signal[stride * t + k] * kernel[k] for k in range(3))
        assert exercise.worked.endswith(f"= {exercise.answer:g}.")


def test_the_difference_is_that_of_numpys_correlate_and_convolve():
    for seed in SEEDS:
        exercise = made(flipped_output, seed)
        window, kernel = (row(text) for text in re.findall(r"`([^`]*)`", exercise.question))
        correlated = np.correlate(window, kernel, "valid")[0]
        convolved = np.convolve(window, kernel, "valid")[0]
        assert exercise.answer == correlated - convolved
        assert exercise.worked.endswith(f"= {exercise.answer:g}.")


def test_every_answer_is_a_whole_number_that_is_accepted():
    for number in range(1, 201):
        exercise = draw(MAKERS, number)
        assert float(exercise.answer).is_integer()
        assert exercise.accepts(exercise.answer)
        assert not exercise.accepts(exercise.answer + 1)
