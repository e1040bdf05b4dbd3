"""Exercises on convolution as a matrix product, answered from the question alone."""

import re

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from pages.matrix_view import exercises


def numbers(text):
    return [int(number) for number in re.findall(r"\d+", text.replace("one channel", "1 channel"))]


def unfolded(x, k, stride=1):
    return F.unfold(torch.as_tensor(x, dtype=torch.float64)[None], k, stride=stride)[0].T.numpy()


def entries_witness(question):
    n, _, c, k, _, s = numbers(question)[:6]
    return unfolded(np.zeros((c, n, n)), k, s).size


def copies_witness(question):
    n, _, k, *_, row, column = numbers(question)
    cells = np.zeros((1, n, n))
    cells[0, row, column] = 1
    return int(unfolded(cells, k).sum())


def entry_witness(question):
    matrix, rest = question.split("`")[1:]
    x = [[int(word) for word in row.split()] for row in matrix.split(";")]
    row, column = numbers(rest)[-2:]
    return unfolded([x], 2)[row, column]


def zeros_witness(question):
    k, _, n, _ = numbers(question)[:4]
    units = torch.eye(n * n).reshape(-1, 1, n, n)
    return int((F.conv2d(units, torch.ones(1, 1, k, k)) == 0).sum())


WITNESSES = {
    exercises.entries: entries_witness,
    exercises.copies: copies_witness,
    exercises.entry: entry_witness,
    exercises.zeros: zeros_witness,
}


@pytest.mark.parametrize("maker", exercises.MAKERS, ids=lambda maker: maker.__name__)
def test_the_question_alone_leads_to_the_answer(maker):
    for seed in range(60):
        exercise = maker(np.random.default_rng(seed))
        assert exercise.answer == WITNESSES[maker](exercise.question), exercise
