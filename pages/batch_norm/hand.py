"""A few numbers through the layer by hand: what is subtracted, divided, and stored."""

import numpy as np
import streamlit as st

from pages.batch_norm.words import MOMENTUM
from pages.ui import settings
from pages.ui.downloads import csv_button
from vizcore import ops
from vizcore.errors import ShapeError
from vizcore.text import fixed, number, table

NUMBERS = np.array([[2.0, 2.0, -4.0]])
EPSILONS = {"0.00001": "0.00001, as in PyTorch", "0.001": "0.001, as in Keras"}

_MOST = 12
_ONE, _ZERO = np.ones(1), np.zeros(1)


def enough(numbers: np.ndarray) -> np.ndarray:
    """The numbers themselves; a single one has no variance."""
    if numbers.size < 2:
        raise ShapeError(
            "one number is its own mean, and its variance has nothing to divide by; "
            "PyTorch says: Expected more than 1 value per channel when training"
        )
    return numbers


def by_hand() -> None:
    """One channel of a mini-batch, typed by a person, with every step."""
    fields, words = st.columns([2, 5], gap="large")
    with fields:
        typed = settings.matrix(
            "Numbers of one channel", "batch_norm_hand", NUMBERS, max_side=_MOST, check=enough
        )
        eps = float(settings.choice("ε", "batch_norm_eps", EPSILONS, "0.00001", kind="list"))
    z = typed.ravel()
    y, mean, var = ops.batch_norm_train(z[:, None], _ONE, _ZERO, _ZERO, _ONE, eps=eps)
    biased = float(z.var())
    rows = [*zip(z, z - z.mean(), (z - z.mean()) ** 2, y[:, 0], strict=True)]
    with words:
        st.markdown(table(["z", "z − μ", "(z − μ)²", "ẑ"], map(_written, rows[:_MOST]), "rrrr"))
        if len(rows) > _MOST:
            st.caption(f"The first {_MOST} of {len(rows)}; all of them are in the file.")
        st.markdown(_equations(z, biased, float(mean[0]), float(var[0])))
        csv_button(
            "Numbers, CSV", "by-hand", ["z", "z - mean", "squared", "normalised"], lambda: rows,
            key="batch_norm_hand_csv",
        )  # fmt: skip


def _written(row: tuple[float, ...]) -> tuple[str, ...]:
    *steps, normal = row
    return (*(number(step) for step in steps), f"**{fixed(normal, 4)}**")


def _equations(z: np.ndarray, biased: float, mean: float, var: float) -> str:
    n = z.size
    squares = number(biased * n)
    unbiased = number(biased * n / (n - 1))
    keep = f"{1 - MOMENTUM:g}"
    return "\n".join(
        [
            f"- μ = {number(z.mean())}, the mean of {n} numbers.",
            f"- **Used now:** σ² = {squares} / {n} = {number(biased)}, and "
            "ẑ = (z − μ) / √(σ² + ε).",
            f"- **Stored:** {squares} / ({n} − 1) = {unbiased}. From a fresh layer's 1 the running "
            f"variance becomes {keep} · 1 + {MOMENTUM:g} · {unbiased} = **{number(var)}**.",
            f"- The running mean becomes {keep} · 0 + {MOMENTUM:g} · {_bracketed(z.mean())} = "
            f"**{number(mean)}**.",
        ]
    )


def _bracketed(value: float) -> str:
    return f"({number(value)})" if value < 0 else number(value)
