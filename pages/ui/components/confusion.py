"""The face of assets/components/confusion: what a network takes for what, and the pictures."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypedDict

import numpy as np
import streamlit as st
from jaxtyping import Int, UInt8

from pages.ui.components.load import load, pack

_confusion = load("confusion")


class Payload(TypedDict):
    """What the component is sent; assets/components/confusion/types.d.ts is its twin."""

    labels: list[str]
    counts: list[list[int]]
    chosen: str
    title: str
    captions: list[str]


def confusion(
    labels: Sequence[str],
    counts: Int[np.ndarray, "classes classes"],
    pictures: UInt8[np.ndarray, "n 32 32 3"],
    captions: Sequence[str],
    *,
    title: str,
    chosen: str,
    key: str,
    on_choose: Callable[[str], None],
) -> None:
    """Show a confusion matrix and, beside it, pictures; a cell or a class can be chosen.

    Parameters
    ----------
    labels : sequence of str
    counts : array (classes, classes)
        Row: what is on the picture; column: the answer.
    pictures : (n, 32, 32, 3) uint8 array
    captions : sequence of str
        One a picture.
    title : str
        Above the pictures.
    chosen : str
        "3-5" for a cell, "3" for a class, anything else for neither.
    key : str
        Of the component.
    on_choose : callable
        Takes such a text before the next run.
    """
    payload: Payload = {
        "labels": list(labels),
        "counts": counts.tolist(),
        "chosen": chosen,
        "title": title,
        "captions": list(captions),
    }

    def choose() -> None:
        state: Any = st.session_state.get(key)
        name = state.get("chosen") if isinstance(state, Mapping) else None
        if isinstance(name, str):
            on_choose(name)

    _confusion(key=key, data=pack(payload, pictures=pictures), on_chosen_change=choose)
