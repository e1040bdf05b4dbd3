"""The face of assets/components/painter: a small grid of grey cells to paint."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypedDict

import numpy as np
import streamlit as st

from pages.ui.components.load import load

_painter = load("painter")


class Payload(TypedDict):
    """What the component is sent; assets/components/painter/types.d.ts is its twin."""

    sides: list[int]


def painter(sides: Sequence[int], *, key: str, on_take: Callable[[np.ndarray], None]) -> None:
    """Show a square of cells to paint with mouse, finger or keys; nothing is sent while painting.

    Parameters
    ----------
    sides : sequence of int
        How many cells a side there can be; the first at the beginning.
    key : str
        Of the component.
    on_take : callable
        Takes the painting, a (side, side) uint8 array, when the person wants to use it.
    """
    payload: Payload = {"sides": list(sides)}

    def take() -> None:
        state = st.session_state.get(key)
        painting = painted(state.get("taken") if isinstance(state, Mapping) else None, sides)
        if painting is not None:
            on_take(painting)

    _painter(key=key, data=payload, on_taken_change=take)


def painted(cells: Any, sides: Sequence[int]) -> np.ndarray | None:
    """A list of grey values as (side, side) uint8; None for what no painting can be.

    >>> painted([0, 255, 7, 9], [2, 3]).tolist()
    [[0, 255], [7, 9]]
    >>> painted([0, 256, 7, 9], [2, 3]), painted([1, 2, 3], [2, 3]), painted("x", [2, 3])
    (None, None, None)
    """
    if not isinstance(cells, list) or not all(type(c) is int and 0 <= c <= 255 for c in cells):
        return None
    side = next((side for side in sides if side * side == len(cells)), None)
    return None if side is None else np.array(cells, np.uint8).reshape(side, side)
