"""The model card in short: every number is one of its files."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from pages.learning.film import card
from pages.ui.facts import facts
from vizcore.text import fixed, table

_FROM, _SQUARE = 0.6, 0.02  # of the row of squares: where it begins, and how much one stands for


def _read(name: str) -> dict[str, Any]:
    return facts(f"weights/{name}")


def exact_percent(share: float, decimals: int = 1) -> str:
    """A share in percent with fixed decimals.

    >>> exact_percent(0.8799, 2)
    '87.99 %'
    """
    return f"{fixed(100 * share, decimals)} %"


def figures() -> str:
    """Accuracy, calibration and the spread over seeds, as a table."""
    made, seeds = _read("model-card.json"), _read("seeds.json")
    test, calibration = made["test"], made["calibration"]
    runs = ", ".join(exact_percent(run["test"]["accuracy"], 2) for run in seeds["runs"])
    spread = seeds["test"]
    rows = [
        (
            f"Right, of {test['images']:,} test images",
            exact_percent(test["accuracy"], 2),
            f"mean confidence {exact_percent(test['confidence'], 2)}",
        ),
        (
            "Calibration error on them",
            exact_percent(test["calibration_error"], 2),
            "how far confidence and accuracy lie apart, on average",
        ),
        (
            f"The same on {made['holdout']['images']:,} held-out images",
            exact_percent(calibration["after"]["error"], 2),
            f"{exact_percent(calibration['before']['error'], 2)} before the logits were divided "
            f"by {fixed(calibration['temperature'], 3)}",
        ),
        (
            f"{len(seeds['runs'])} seeds, the same recipe",
            f"{exact_percent(spread['mean'], 2)} ± {fixed(100 * spread['spread'], 2)}",
            f"{runs}: mean and standard deviation; the middle one is shipped",
        ),
    ]
    return table(["What", "", ""], rows, "lrl")


def class_rows() -> list[tuple[str, float, str, int]]:
    """Of each class the share of test images that is right, and its usual error; best first."""
    test, labels = _read("model-card.json")["test"], _read("model-card.json")["labels"]
    wrong = np.array(test["confusion"])
    np.fill_diagonal(wrong, 0)
    rows = []
    for name, share in sorted(test["per_class"].items(), key=lambda item: -item[1]):
        errors = wrong[labels.index(name)]
        rows.append((name, share, labels[errors.argmax()], int(errors.max())))
    return rows


def per_class() -> str:
    """The same as a table with a square for every two percent above 60."""
    rows = [
        (
            name,
            exact_percent(share),
            f":blue[{'■' * round((share - _FROM) / _SQUARE)}]",
            f"{other}, {times} times",
        )
        for name, share, other, times in class_rows()
    ]
    head = ["Class", "Right", "Above 60 %, a square is 2 %", "Most often taken for"]
    return table(head, rows, "lrll")


def four_bits() -> str:
    """Why the film's last moment is not quite the shipped network, in one sentence."""
    last, shipped = card()["frames"][-1]["accuracy"], _read("model-card.json")["holdout"]
    return (
        "The film keeps the large matrix of `fc1` in four bits a weight. So its last moment has "
        f"{exact_percent(last, 2)} of the held-out images right, the shipped network "
        f"{exact_percent(shipped['accuracy'], 2)}."
    )


def rows_of_film(values: np.ndarray) -> Iterable[Sequence[object]]:
    """A row a moment, with the followed value there."""
    for frame, value in zip(card()["frames"], values, strict=True):
        yield frame["step"], frame["epoch"], frame["accuracy"], frame["loss"], float(value)
