"""A layer that has seen nothing leaves numbers as they are at test time."""

import numpy as np
import streamlit as st

from pages.batch_norm.hand import NUMBERS
from pages.batch_norm.words import batches_words
from pages.ui import settings
from pages.ui.downloads import csv_button
from vizcore import ops
from vizcore.steps.batches import batches_of, pictures_of, running
from vizcore.text import fixed, number, percent, table

START = {"0.1": "0.1: PyTorch's default, Keras 0.9", "0.01": "0.01: Keras' default, 0.99"}
SEEN = (0, 1, 2, 5, 10, 22, 50, 100, 400)

_EPSILONS = {"PyTorch": 1e-5, "Keras": 1e-3}
_HEAD = ("Batches seen", "Left of the start", "μ̃", "σ̃²", "2 becomes")


def fresh_layer() -> None:
    """At test time, after 0, 1, 2, ... mini-batches that are all the same."""
    momentum = float(
        settings.choice("Momentum, the weight of the new value", "batch_norm_start", START, "0.1")
    )
    st.markdown(
        "A fresh layer has μ̃ = 0, σ̃² = 1, γ = 1, β = 0. At test time it divides by √(1 + ε) and "
        f"does nothing else: in PyTorch 2 becomes {fixed(_at_test(2.0, 1e-5), 6)}, in Keras, whose "
        f"ε is 0.001, {fixed(_at_test(2.0, 1e-3), 6)}. **So a network that is switched to test "
        "before it has trained is not normalised at all.**"
    )
    rows = fresh_rows(momentum)
    st.markdown(
        f"Let it train on `{' '.join(number(z) for z in NUMBERS[0])}` again and again, and look "
        "at test time what it makes of 2. In training that is 0.7071 from the first batch on."
    )
    st.markdown(table(_HEAD, [_written(row) for row in rows], "lrrrr"))
    st.caption(
        "The running variance goes to 12, the variance over n − 1: at test time 2 ends as "
        "2 / √12 = 0.5774. With three numbers that gap is wide, with the thousands of a feature "
        "map it is not seen."
    )
    head = ["batches", "share of the start", "running mean", "running variance", "2 becomes"]
    csv_button("Table, CSV", "fresh", head, lambda: rows, key="batch_norm_fresh_csv")


def fresh_rows(momentum: float) -> list[tuple[float, ...]]:
    """Batches seen, what is left of the start, both running averages, and what becomes of 2."""
    one_batch = batches_of(pictures_of(NUMBERS.T, 1), [np.arange(NUMBERS.size)])
    most = max(SEEN)
    means = running(np.repeat(one_batch.mean, most, 0), 0.0, momentum)[:, 0]
    variances = running(np.repeat(one_batch.unbiased, most, 0), 1.0, momentum)[:, 0]
    return [
        (
            seen,
            (1 - momentum) ** seen,
            float(means[seen]),
            float(variances[seen]),
            _at_test(2.0, 1e-5, means[seen], variances[seen]),
        )
        for seen in SEEN
    ]


def _at_test(z: float, eps: float, mean: float = 0.0, var: float = 1.0) -> float:
    one = np.ones(1)
    y = ops.batch_norm(np.array([[z]]), mean * one, var * one, one, 0 * one, eps=eps)
    return float(y[0, 0])


def _written(row: tuple[float, ...]) -> tuple[str, ...]:
    seen, left, mean, var, y = row
    words = batches_words(int(seen))
    return words, percent(left), fixed(mean, 3), fixed(var, 3), f"**{fixed(y, 5)}**"
