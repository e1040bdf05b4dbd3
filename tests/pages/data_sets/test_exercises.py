"""The exercises on data sets against arrays and scikit-learn's measures."""

import re

import numpy as np
import pytest
from sklearn.metrics import precision_score, recall_score

from pages.data_sets.exercises import (
    megabytes_of_a_set,
    numbers_of_an_image,
    precision_of_a_class,
    recall_of_a_class,
    tiles_in_an_image,
)
from pages.data_sets.pictures import LABELS, counts

pytestmark = pytest.mark.lecture("L28", page="data_sets")
SEEDS = range(40)


def numbers(text):
    return [int(found.replace(",", "")) for found in re.findall(r"\d[\d,]*", text)]


def labels():
    """Truth and answer of 10,000 images with the page's matrix."""
    truth = np.repeat(np.arange(10), counts().sum(1))
    answers = np.concatenate([np.repeat(np.arange(10), row) for row in counts()])
    return truth, answers


def test_an_images_numbers_are_its_arrays():
    for seed in SEEDS:
        exercise = numbers_of_an_image(np.random.default_rng(seed))
        width, height = map(int, re.search(r"has (\d+) × (\d+) pixels", exercise.question).groups())
        channels = 1 if "is grey" in exercise.question else 3
        assert exercise.answer == np.zeros((height, width, channels)).size


def test_a_sets_bytes_are_its_arrays():
    for seed in SEEDS:
        exercise = megabytes_of_a_set(np.random.default_rng(seed))
        images, each = re.search(
            r"The ([\d,]+) images .* have ([\d,]+) numbers", exercise.question
        ).groups()
        view = np.broadcast_to(
            np.float32(0), (int(images.replace(",", "")), int(each.replace(",", "")))
        )
        assert exercise.answer == pytest.approx(view.nbytes / 1e6)


def test_tiles_are_counted_by_cutting():
    for seed in SEEDS:
        exercise = tiles_in_an_image(np.random.default_rng(seed))
        side, _, width, height = numbers(exercise.question)
        across = len(range(0, width - side + 1, side))
        assert exercise.answer == across * len(range(0, height - side + 1, side))


def test_recall_and_precision_are_scikit_learns():
    truth, answers = labels()
    recalls = recall_score(truth, answers, average=None)
    precisions = precision_score(truth, answers, average=None)
    for seed in SEEDS:
        exercise = recall_of_a_class(np.random.default_rng(seed))
        name = re.search(r"of class (\w+)", exercise.question)[1]
        assert exercise.accepts(100 * recalls[LABELS.index(name)])
        exercise = precision_of_a_class(np.random.default_rng(seed))
        name = re.search(r"answers (\w+) for", exercise.question)[1]
        assert exercise.accepts(round(100 * precisions[LABELS.index(name)], 1))
