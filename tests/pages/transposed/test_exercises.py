"""Exercises on transposed convolution, answered from the question alone."""

import re

import numpy as np
import pytest

from pages.transposed import exercises


def numbers(text):
    return [int(number) for number in re.findall(r"-?\d+", text)]


def stamped(x, w, stride):
    y = [0] * ((len(x) - 1) * stride + len(w))
    for i, value in enumerate(x):
        for k, weight in enumerate(w):
            y[i * stride + k] += value * weight
    return y


def size_witness(question):
    n, k, s, p, o = numbers(question)
    return len(stamped([1] * n, [1] * k, s)) - 2 * p + o


def written_witness(question):
    _, k, s, place = numbers(question)
    return stamped([1] * 50, [1] * k, s)[place]


def value_witness(question):
    x, w = (numbers(part) for part in question.split("`")[1::2])
    stride, place, _ = numbers(question.split("`")[-1])
    return stamped(x, w, stride)[place]


def padding_witness(question):
    n, k, s, wanted = numbers(question)
    surplus = len(stamped([1] * n, [1] * k, s)) - wanted
    assert surplus % 2 == 0
    return surplus / 2


WITNESSES = {
    exercises.size: size_witness,
    exercises.written: written_witness,
    exercises.one_value: value_witness,
    exercises.padding_to_double: padding_witness,
}


@pytest.mark.parametrize("maker", exercises.MAKERS, ids=lambda maker: maker.__name__)
def test_the_question_alone_leads_to_the_answer(maker):
    for seed in range(100):
        exercise = maker(np.random.default_rng(seed))
        assert exercise.answer == WITNESSES[maker](exercise.question), exercise
