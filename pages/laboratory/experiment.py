"""The lecture's experiment as it came out in forty runs of our own, and as the lecture has it."""

import functools
from typing import Any

from pages.ui.facts import facts
from vizcore.text import percent, table

#: The networks compared, by the name of a comparison.
COMPARISONS = {
    "batch_norm": ("plain", "batch norm"),
    "dropout": ("plain", "dropout"),
    "all": ("plain", "batch norm", "dropout", "both"),
}
TITLES = {"batch_norm": "Batch norm", "dropout": "Dropout", "all": "All four"}
CURVES = {
    "validation_accuracy": "Right, of 500 others",
    "train_accuracy": "Right while learning",
    "validation_loss": "Loss on others",
    "train_loss": "Loss while learning",
}
RATES = {"0.001": 1e-3, "0.0003": 3e-4}
_ROWS = {"batch_norm": "L25", "dropout": "L27"}


@functools.cache
def experiment() -> dict[str, Any]:
    """What the forty runs found; `docs/experiments.md` says how they were made."""
    return facts("experiments/lecture.json")


def curves_of(comparison: str, rate: float, curve: str) -> dict[str, dict[str, list[float]]]:
    """Mean, least and largest over the seeds for each network of a comparison."""
    results = {r["variant"]: r for r in experiment()["results"] if r["rate"] == rate}
    return {name: results[name]["curves"][curve] for name in COMPARISONS[comparison]}


def beside_the_lecture(comparison: str, rate: float) -> str:
    """A table in Markdown: the last epochs of our runs, and the lecture's figures if it has any."""
    lecture = experiment()["lecture"].get(_ROWS.get(comparison, ""), {})
    results = {r["variant"]: r for r in experiment()["results"] if r["rate"] == rate}
    rows = []
    for name in COMPARISONS[comparison]:
        final, theirs = results[name]["final"], lecture.get(name, {})
        for curve, words in (
            ("train_accuracy", "while learning"),
            ("validation_accuracy", "others"),
        ):
            told = percent(theirs[curve]) if curve in theirs else "–"
            rows.append((name, words, told, _spread(final[curve])))
    return table(["Network", "Images", "Lecture, one run", "Here, five seeds"], rows, "llrr")


def _spread(shares: list[float]) -> str:
    """The mean of the seeds, and from where to where they go.

    >>> _spread([0.5, 0.54, 0.52])
    '52 % (50 to 54)'
    """
    mean = sum(shares) / len(shares)
    return f"{100 * mean:.0f} % ({100 * min(shares):.0f} to {100 * max(shares):.0f})"
