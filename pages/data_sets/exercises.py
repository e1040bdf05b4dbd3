"""Exercises on data sets: their size in numbers and bytes, steps, and what a matrix says."""

import numpy as np

from pages.data_sets.catalogue import DATA_SETS, DataSet
from pages.data_sets.pictures import LABELS, counts
from pages.ui.exercises import Exercise, Maker


def _any(rng: np.random.Generator) -> DataSet:
    exact = [data for data in DATA_SETS if not data.varied]
    return exact[int(rng.integers(len(exact)))]


def numbers_of_an_image(rng: np.random.Generator) -> Exercise:
    """How many numbers one image of a set is."""
    data = _any(rng)
    answer = data.width * data.height * data.channels
    kind = "grey" if data.channels == 1 else "in colour"
    return Exercise(
        f"An image of {data.name} has {data.width} × {data.height} pixels and is {kind}. How many "
        "numbers is that?",
        answer,
        f"{data.width} · {data.height} · {data.channels} = {answer:,}.",
    )


def megabytes_of_a_set(rng: np.random.Generator) -> Exercise:
    """What the images to learn from take as single-precision numbers."""
    data = _any(rng)
    numbers = data.width * data.height * data.channels
    answer = data.train * numbers * 4 / 1e6
    return Exercise(
        f"The {data.train:,} images of {data.name} to learn from have {numbers:,} numbers each. "
        "How many "
        "megabytes (of a million bytes) are they in single precision, four bytes a number?",
        answer,
        f"{data.train:,} · {numbers:,} · 4 = {data.train * numbers * 4:,} bytes, {answer:g} MB.",
        max(0.05, answer / 1000),
    )


def tiles_in_an_image(rng: np.random.Generator) -> Exercise:
    """How many whole images of one size fit into a larger one."""
    side, width, height = int(rng.choice([28, 32, 48, 64])), 100 * int(rng.integers(3, 9)), 300
    across, down = width // side, height // side
    return Exercise(
        f"How many whole squares of {side} × {side} pixels can be cut from a photograph of "
        f"{width} × "
        f"{height}, side by side and in rows?",
        across * down,
        f"{width} / {side} leaves room for {across} in a row, {height} / {side} for {down} rows: "
        f"{across} · {down} = {across * down}.",
    )


def recall_of_a_class(rng: np.random.Generator) -> Exercise:
    """The share of a class that is recognised, from its row of the page's matrix."""
    matrix, i = counts(), int(rng.integers(10))
    row = matrix[i]
    answer = 100 * int(row[i]) / int(row.sum())
    return Exercise(
        f"Of {int(row.sum()):,} test images of class {LABELS[i]}, the network calls {int(row[i])} "
        "so. What "
        "is that in percent (the recall)?",
        answer,
        f"{int(row[i])} / {int(row.sum()):,} = {answer:g} %.",
        0.06,
    )


def precision_of_a_class(rng: np.random.Generator) -> Exercise:
    """How often an answer is right, from a column of the page's matrix."""
    matrix, i = counts(), int(rng.integers(10))
    column = matrix[:, i]
    answer = 100 * int(column[i]) / int(column.sum())
    return Exercise(
        f"The network answers {LABELS[i]} for {int(column.sum()):,} test images; {int(column[i])} "
        "of them "
        f"show {with_article_of(LABELS[i])}. In how many percent of them is it right (the "
        "precision)?",
        answer,
        f"{int(column[i])} / {int(column.sum()):,} = {answer:.4g} %.",
        0.06,
    )


def with_article_of(noun: str) -> str:
    """A noun after "a" or "an".

    >>> with_article_of("airplane"), with_article_of("cat")
    ('an airplane', 'a cat')
    """
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


#: In the order in which the page asks them.
MAKERS: tuple[Maker, ...] = (
    numbers_of_an_image,
    recall_of_a_class,
    megabytes_of_a_set,
    precision_of_a_class,
    tiles_in_an_image,
)
